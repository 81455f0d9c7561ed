// SPDX-License-Identifier: Apache-2.0
// `hanya bila`: decided by the row and its ancestors alone, so it may not count or look at other rows (passes.hpp).
#include "dsl/check/expressions.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"

namespace tepat::check {
namespace {

bool has_quantifier(const Context& context, program::TermId term) {
    Reader reader(context.program);
    reader.expression(context.program[term].body);
    return !reader.reads().quantified.empty();
}

/// The first quantifier in an expression, or a term that has one behind it.
std::optional<Span> quantifier_in(const Context& context, ExprId root) {
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const program::Expr& expr = context.program[open.back()];
        open.pop_back();
        if (std::holds_alternative<program::Quantifier>(expr.kind)) return expr.span;
        const auto* term = std::get_if<program::TermRef>(&expr.kind);
        if (term != nullptr && has_quantifier(context, term->term)) return expr.span;
        for (ExprId child : children(expr)) open.push_back(child);
    }
    return std::nullopt;
}

}  // namespace

void check_only_when(Context& context) {
    for (std::uint32_t i = 0; i < context.program.entities.size(); ++i) {
        const auto& declared = context.set.entities[i];
        for (const syntax::EntityItem& item : declared.tree->items) {
            const auto* clause = boost::get<syntax::OnlyWhen>(&item.get());
            if (clause == nullptr || context.program.entities[i].only_when.valid()) continue;
            ExpressionBuilder builder(context, declared.language, EntityId{i});
            const ExprId condition = builder.condition(clause->condition);
            if (const auto span = quantifier_in(context, condition))
                context.report(Code::only_when_quantifier, *span, {context.program.entities[i].name});
            else
                context.program.entities[i].only_when = condition;
        }
    }
}

}  // namespace tepat::check
