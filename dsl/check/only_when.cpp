// SPDX-License-Identifier: Apache-2.0
// `hanya bila`: decided by the row and its ancestors alone, so it may not count, follow references or ask for programmes (passes.hpp).
#include "dsl/check/expressions.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::check {
namespace {

bool leaves_row(const Context& context, program::TermId term) {
    Reader reader(context.program);
    reader.expression(context.program[term].body);
    const Reads& reads = reader.reads();
    return !reads.quantified.empty() || !reads.referred.empty() || !reads.eligible.empty() || !reads.selected.empty();
}

bool leaves_row(const program::Expr& expr) {
    return std::holds_alternative<program::Quantifier>(expr.kind) || std::holds_alternative<program::Via>(expr.kind) ||
           std::holds_alternative<program::Standing>(expr.kind) || std::holds_alternative<program::Unrecorded>(expr.kind);
}

/// The first part of an expression that looks at other rows, or a term that does so behind its name.
std::optional<Span> elsewhere_in(const Context& context, ExprId root) {
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const program::Expr& expr = context.program[open.back()];
        open.pop_back();
        if (leaves_row(expr)) return expr.span;
        const auto* term = std::get_if<program::TermRef>(&expr.kind);
        if (term != nullptr && leaves_row(context, term->term)) return expr.span;
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
            if (const auto span = elsewhere_in(context, condition))
                context.report(Code::only_when_quantifier, *span, {context.program.entities[i].name});
            else
                context.program.entities[i].only_when = condition;
        }
    }
}

}  // namespace tepat::check
