// SPDX-License-Identifier: Apache-2.0
// `utamakan Q` in programme P: an exception of all its rules, named so that nobody can write it (clauses.hpp):
//
//     kecuali `utamakan Q`: terpilih Q atau sedang menerima Q
#include <algorithm>

#include "dsl/check/clauses.hpp"
#include "dsl/check/passes.hpp"

namespace tepat::check {

void add_precedence(ExpressionBuilder& builder, const program::Programme& programme, std::vector<WrittenException>& written) {
    Context& context = builder.context();
    std::vector<program::Exclusion> sorted = programme.yields_to;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.programme < b.programme; });
    for (const program::Exclusion& other : sorted) {
        const program::Programme& preferred = context.program[other.programme];
        const program::Standing selected{other.programme, program::StandingKind::selected, program::From::here};
        ExprId condition = builder.add(selected, yes_no_type, other.span);
        if (preferred.receiving.valid()) {
            const ExprId receives = builder.add(program::TermRef{preferred.receiving, program::From::here}, yes_no_type, other.span);
            condition = builder.add(program::Or{{condition, receives}}, yes_no_type, other.span);
        }
        syntax::Exception& tree = context.made_exceptions.emplace_back();
        tree.span = other.span;
        tree.name.span = other.span;
        tree.name.text = word(syntax::Keyword::yields_to, KeywordLanguage::id) + " " + preferred.name;
        written.push_back({&tree, condition});
    }
}

}  // namespace tepat::check
