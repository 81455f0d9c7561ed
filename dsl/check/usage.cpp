// SPDX-License-Identifier: Apache-2.0
// A parameter without any line is legal, but only draft programmes may use it, through terms too (passes.hpp).
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

/// Lines that are wrong were reported; here only parameters without any line matter.
bool is_open(const Context& context, ParameterId id) { return context.set.parameters[id.value].tree->items.empty(); }

bool any_open(const Context& context) {
    for (std::uint32_t i = 0; i < context.program.parameters.size(); ++i)
        if (is_open(context, {i})) return true;
    return false;
}

void report_open(Context& context, const Reads& reads, const std::string& user, Span span) {
    for (ParameterId id : reads.parameters) {
        const program::Parameter& parameter = context.program[id];
        if (!is_open(context, id)) continue;
        context.report(Code::parameter_without_value, span, {parameter.name, user}, {label(parameter.span, Phrase::declared_here)});
    }
}

}  // namespace

void check_open_parameters(Context& context) {
    if (!any_open(context)) return;
    for (const program::Rule& rule : context.program.rules) {
        if (rule.programme.valid() && context.program[rule.programme].draft) continue;
        Reader reader(context.program);
        reader.rule(rule);
        report_open(context, reader.reads(), rule.name, rule.span);
    }
    for (const program::Programme& programme : context.program.programmes) {
        if (programme.draft) continue;
        Reader reader(context.program);
        reader.programme(programme);
        report_open(context, reader.reads(), programme.name, programme.span);
    }
}

}  // namespace tepat::check
