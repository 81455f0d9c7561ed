// SPDX-License-Identifier: Apache-2.0
// A parameter without any line is legal, but only draft programmes may use it, through terms too (passes.hpp).
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"

namespace tepat::check {
namespace {

void report_open(Context& context, const Reads& reads, const std::string& user, Span span) {
    for (ParameterId id : reads.parameters) {
        const program::Parameter& parameter = context.program[id];
        if (!context.set.parameters[id.value].tree->items.empty()) continue;  // lines that are wrong were reported
        context.report(Code::parameter_without_value, span, {parameter.name, user}, {label(parameter.span, Phrase::declared_here)});
    }
}

}  // namespace

void check_open_parameters(Context& context) {
    const ReadsOf reads(context.program);
    for (const program::Rule& rule : context.program.rules) {
        const bool draft = rule.programme.valid() && context.program[rule.programme].draft;
        if (!draft && rule.entity.valid()) report_open(context, reads.rule(rule), rule.name, rule.span);
    }
    for (const program::Programme& programme : context.program.programmes)
        if (!programme.draft && programme.benefit.valid()) report_open(context, reads.expression(programme.benefit), programme.name, programme.span);
}

}  // namespace tepat::check
