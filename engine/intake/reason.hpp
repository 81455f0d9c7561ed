// SPDX-License-Identifier: Apache-2.0
// Why a row is set aside or a cell not read: one of the phrases, or one of reasons.def.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::intake {

enum class RowReason : std::uint8_t {
#define ROW_REASON(name, id_text, en_text) name,
#include "engine/intake/reasons.def"
#undef ROW_REASON
};

class Reason {
public:
    Reason(diagnostics::Phrase phrase) : number_(static_cast<std::uint32_t>(phrase)) {}                  // NOLINT: a phrase is a reason
    Reason(RowReason reason) : number_(of_rows + static_cast<std::uint32_t>(reason)) {}                  // NOLINT: and so is one of these
    std::string text(const std::vector<diagnostics::Argument>& arguments, diagnostics::Language language) const;
    friend bool operator==(Reason a, Reason b) { return a.number_ == b.number_; }
    friend bool operator<(Reason a, Reason b) { return a.number_ < b.number_; }

private:
    static constexpr std::uint32_t of_rows = 1u << 16;  // phrases have 16 bits
    std::uint32_t number_;
};

}  // namespace tepat::intake
