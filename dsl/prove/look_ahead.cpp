// SPDX-License-Identifier: Apache-2.0
// What ends within four years of a date (prove.hpp): the law changes, and somebody has to enter the next value.
#include <algorithm>
#include <map>
#include <set>

#include "dsl/prove/prove.hpp"

namespace tepat::prove {

namespace {

using diagnostics::Code;
using program::Date;
using program::Parameter;
using program::ParameterPeriod;

constexpr int years_ahead = 4;

/// The first day after `from` and up to `last` on which these periods (of one key, by start) leave a hole; none if there is no value on
/// `from` itself, which check_date reports.
std::optional<Date> first_hole(const std::vector<const ParameterPeriod*>& periods, Date from, Date last) {
    Date day = from;
    bool covered = false;
    for (const ParameterPeriod* period : periods) {
        if (period->from > day) break;
        if (!period->until) return std::nullopt;  // the next value takes over without a hole
        if (*period->until < day) continue;
        covered = true;
        day = Date{period->until->days + 1};
    }
    return covered && day <= last ? std::optional(day) : std::nullopt;
}

std::set<std::uint32_t> parameters_used(const program::Program& program) {
    std::set<std::uint32_t> used;
    for (const program::Expr& expr : program.exprs)
        if (const auto* ref = std::get_if<program::ParameterRef>(&expr.kind)) used.insert(ref->parameter.value);
    return used;
}

void look_at_parameter(const Parameter& parameter, Date from, Date last, diagnostics::Sink& sink) {
    std::map<std::string, std::vector<const ParameterPeriod*>> by_key;
    for (const ParameterPeriod& period : parameter.periods) by_key[period.key.value_or("")].push_back(&period);
    for (const auto& [key, periods] : by_key) {
        const auto hole = first_hole(periods, from, last);
        if (hole) sink.add({Code::parameter_hole_ahead, periods.back()->span, {parameter.name, program::to_iso(*hole)}, {}, {}, {}});
    }
}

}  // namespace

void look_ahead(const program::Program& program, Date date, diagnostics::Sink& sink) {
    const Date last = program::shift_years(date, years_ahead).value_or(program::last_date);
    for (const std::uint32_t parameter : parameters_used(program)) look_at_parameter(program.parameters[parameter], date, last, sink);
    for (const program::Programme& programme : program.programmes)
        if (programme.until && *programme.until >= date && *programme.until <= last)
            sink.add({Code::programme_ends_ahead, programme.span, {programme.name, program::to_iso(*programme.until)}, {}, {}, {}});
}

}  // namespace tepat::prove
