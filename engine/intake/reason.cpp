// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/reason.hpp"

#include "dsl/diagnostics/phrases.hpp"

namespace tepat::intake {
namespace {

struct Texts {
    const char* id;
    const char* en;
};
constexpr Texts row_reasons[] = {
#define ROW_REASON(name, id_text, en_text) {id_text, en_text},
#include "engine/intake/reasons.def"
#undef ROW_REASON
};

}  // namespace

std::string Reason::text(const std::vector<diagnostics::Argument>& arguments, diagnostics::Language language) const {
    if (number_ < of_rows) return diagnostics::fill(diagnostics::text_of(static_cast<diagnostics::Phrase>(number_), language), arguments, language);
    const Texts& texts = row_reasons[number_ - of_rows];
    return language == diagnostics::Language::id ? texts.id : texts.en;
}

}  // namespace tepat::intake
