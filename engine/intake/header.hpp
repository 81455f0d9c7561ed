// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: the header line of a file matched with what an entity has.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::intake {

struct Target {
    std::string column;                   ///< in the database
    const program::Fact* fact = nullptr;  ///< none: the key or link alone
};
struct Header {
    std::vector<Target> targets;  ///< by position in the file
    std::size_t key = 0;          ///< position of the key column
};

/// Letters' case, blanks around and blanks for underscores are forgiven. Failure R5051 (unknown, with the nearest names), R5052 (twice),
/// R5053 (no key), R5054 (not UTF-8).
Header match_header(const std::string& file, const program::Program& program, program::EntityId entity, const std::vector<std::string>& titles);

/// All titles an entity takes: `nik, nama, lahir, ...`.
std::vector<std::string> titles_of(const program::Program& program, program::EntityId entity);

}  // namespace tepat::intake
