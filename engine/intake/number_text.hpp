// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: numbers as people write them in files (cli.md "Numbers in files").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::intake {

struct NumberText {
    std::optional<std::int64_t> value;  ///< at the asked scale
    std::optional<diagnostics::Phrase> problem;
    std::optional<diagnostics::Phrase> remark;
};

NumberText read_whole(std::string_view text);                         ///< 1500, 1.500, -3
NumberText read_rupiah(std::string_view text);                        ///< Rp 1.500.000,50  1500000  1.500.000,-   in sen
NumberText read_decimal(std::string_view text, bool decimal_comma);  ///< 0.25; with decimal_comma 0,25 and 1.234,5   in millionths

}  // namespace tepat::intake
