// SPDX-License-Identifier: Apache-2.0
// `check --date`: programmes not in force then, and parameters that rules in force need but that have no value then (check.hpp).
#include "dsl/check/check.hpp"
#include "dsl/check/context.hpp"
#include "dsl/check/reads.hpp"

namespace tepat::check {
namespace {

bool in_force(const program::ParameterPeriod& period, program::Date date) {
    return period.from <= date && (!period.until || date <= *period.until);
}

bool has_value(const program::Parameter& parameter, program::Date date, const std::string* key) {
    for (const program::ParameterPeriod& period : parameter.periods)
        if (in_force(period, date) && (key == nullptr || period.key == *key)) return true;
    return false;
}

bool lapsed(const program::Programme& programme, program::Date date) {
    return (programme.from && date < *programme.from) || (programme.until && *programme.until < date);
}

class DateCheck {
public:
    DateCheck(const program::Program& program, program::Date date, diagnostics::Sink& sink) : program_(program), date_(date), sink_(sink) {}

    void run() {
        Reader reader(program_);
        for (const program::Rule& rule : program_.rules)
            if (!rule.programme.valid() || !is_aside(program_[rule.programme])) reader.rule(rule);
        for (const program::Programme& programme : program_.programmes) {
            if (lapsed(programme, date_)) report(Code::programme_not_in_force, programme.span, {programme.name, program::to_iso(date_)});
            if (!is_aside(programme)) reader.programme(programme);
        }
        for (ParameterId id : reader.reads().parameters) check(program_[id]);
    }

private:
    bool is_aside(const program::Programme& programme) const { return programme.draft || lapsed(programme, date_); }

    /// With a choice as key every value needs a number; the keys of an entity are known only to the data.
    void check(const program::Parameter& parameter) {
        if (!parameter.by_fact.valid()) {
            if (!has_value(parameter, date_, nullptr)) report(Code::parameter_not_in_force, parameter.span, {parameter.name, program::to_iso(date_)});
            return;
        }
        for (const program::ChoiceValue& value : program_[program_[parameter.by_fact].type.choices].values)
            if (!has_value(parameter, date_, &value.name))
                report(Code::parameter_not_in_force, parameter.span, {parameter.name + " (" + value.name + ")", program::to_iso(date_)});
    }
    void report(Code code, Span span, std::vector<Argument> arguments) { sink_.add({code, span, std::move(arguments), {}, {}, std::nullopt}); }

    const program::Program& program_;
    program::Date date_;
    diagnostics::Sink& sink_;
};

}  // namespace

void check_date(const program::Program& program, program::Date date, diagnostics::Sink& sink) { DateCheck(program, date, sink).run(); }

}  // namespace tepat::check
