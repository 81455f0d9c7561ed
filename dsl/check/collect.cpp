// SPDX-License-Identifier: Apache-2.0
// Lines that add up instead of excluding each other (cases.hpp): scores, and tables with `kumpulkan`.
#include "dsl/check/cases.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"

namespace tepat::check {
namespace {

using program::CollectKind;

bool is_extreme(CollectKind kind) { return kind == CollectKind::largest || kind == CollectKind::smallest; }

/// A row written twice counts twice; hardly anybody means that.
void warn_of_repeated(Context& context, const std::vector<BuiltCase>& cases) {
    std::map<std::string, Span> seen;
    for (const BuiltCase& line : cases) {
        if (!line.condition.valid() || contains_error(context.program, line.condition)) continue;
        if (line.result.valid() && contains_error(context.program, line.result)) continue;
        std::string text = program::print_expression(context.program, line.condition);
        if (line.result.valid()) text += "\n" + program::print_expression(context.program, line.result);
        const auto [first, is_new] = seen.emplace(std::move(text), line.span);
        if (!is_new) context.report(Code::row_repeated, line.span, {}, {label(first->second, Phrase::first_here)});
    }
}

/// `25% bila ...` adds 0.25; who writes it means 25 of 100 points.
void warn_of_percent(Context& context, Span weight) {
    const std::string written(context.sources.text(weight));
    if (written.empty() || written.back() != '%' || written.find_first_not_of("0123456789.,-%") != std::string::npos) return;
    const std::string points = written.substr(0, written.size() - 1);
    context.report(Code::percent_weight, weight, {written, points + "/100", points});
}

/// `5 x banyaknya anggota yang (...)`, `25`, `-10`: a number or rupiah.
ExprId points(ExpressionBuilder& builder, const syntax::ScoreLine& line) {
    const ExprId weight = builder.value(line.weight);
    if (!builder.numeric(weight)) return builder.add_error(line.span);
    warn_of_percent(builder.context(), syntax::span_of(line.weight));
    return line.times ? builder.product(weight, *line.times, line.span) : weight;
}

}  // namespace

ExprId join_collect(ExpressionBuilder& builder, CollectKind kind, std::vector<BuiltCase> cases, Span span) {
    program::Collect collect{kind, {}, {}};
    std::vector<ExprId> results;
    bool sound = true;
    warn_of_repeated(builder.context(), cases);
    for (const BuiltCase& line : cases) {
        if (line.result.valid()) results.push_back(line.result);
        if (line.condition.valid()) {
            sound = sound && !contains_error(builder.context().program, line.condition);
            collect.cases.push_back({line.condition, line.result});
        } else if (!is_extreme(kind)) {
            builder.context().report(Code::collect_with_otherwise, line.span);
        } else if (collect.otherwise.valid()) {
            builder.context().report(Code::otherwise_repeated, line.span);
        } else {
            collect.otherwise = line.result;
        }
    }
    if (is_extreme(kind) && !collect.otherwise.valid()) builder.context().report(Code::collect_needs_otherwise, span);
    const auto type = kind == CollectKind::count ? std::optional(number_type(0)) : join_results(builder, results);
    if (!type || !sound) return builder.add_error(span);
    for (ExprId id : results)
        if (!builder.numeric(id)) return builder.add_error(span);
    return builder.add(std::move(collect), *type, span);
}

ExprId build_score(ExpressionBuilder& builder, const syntax::ScoreDeclaration& tree) {
    std::vector<BuiltCase> built;
    for (const syntax::ScoreLine& line : tree.lines) {
        const ExprId result = points(builder, line);
        const Type first = built.empty() ? Type{} : builder.type_of(built.front().result);
        const bool agrees = first.kind == TypeKind::error || builder.agree(first, built.front().result, result, line.weight, line.span);
        const ExprId condition =
            line.condition ? builder.condition(*line.condition) : builder.add(program::Constant{{1, {}}}, yes_no_type, line.span);
        built.push_back({condition, agrees ? result : builder.add_error(line.span), line.span});
    }
    if (built.empty()) return builder.add_error(tree.header.span);
    return join_collect(builder, CollectKind::total, std::move(built), tree.header.span);
}

}  // namespace tepat::check
