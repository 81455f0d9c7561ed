// SPDX-License-Identifier: Apache-2.0
// Cells of a baseline that a run would call errors, one by one, for people who mend them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "dsl/program/program.hpp"

namespace tepat::store {

struct WrongCell {
    std::int64_t place = 0;  ///< row number; 0: the table has none
    std::string_view key, text;
    std::string column;
    const program::Fact* fact = nullptr;  ///< none: the link to the parent
};

/// Of one entity: no value of its fact's type, range or choices, or a key that no row has. A table or column that is not there is passed
/// over. `links`: the link to the parent is looked at too. Reads the table once. Failures: R5020..R5028.
void each_wrong_cell(const std::string& path, const program::Program& program, program::EntityId entity, bool links,
                     const std::function<void(const WrongCell&)>& visit);

}  // namespace tepat::store
