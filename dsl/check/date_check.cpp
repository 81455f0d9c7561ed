// SPDX-License-Identifier: Apache-2.0
// What depends on a date (check.hpp): programmes not in force then, parameters that rules in force need but that have no value then, and
// what will end within the years after it.
#include <algorithm>

#include "dsl/check/check.hpp"
#include "dsl/check/context.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::check {
namespace {

constexpr std::int64_t years_ahead = 4;

bool in_force(const program::ParameterPeriod& period, program::Date date) {
    return period.from <= date && (!period.until || date <= *period.until);
}

/// The period of that key in force; a null key stands for any.
const program::ParameterPeriod* value_on(const program::Parameter& parameter, program::Date date, const std::string* key) {
    for (const program::ParameterPeriod& period : parameter.periods)
        if (in_force(period, date) && (key == nullptr || period.key == *key)) return &period;
    return nullptr;
}

bool lapsed(const program::Programme& programme, program::Date date) {
    return (programme.from && date < *programme.from) || (programme.until && *programme.until < date);
}

class DateCheck {
public:
    DateCheck(const program::Program& program, program::Date date, diagnostics::Sink& sink)
        : program_(program), date_(date), horizon_(program::shift_years(date, years_ahead).value_or(program::last_date)), sink_(sink) {}

    /// `ahead_only`: nobody asked about this date itself.
    void run(bool ahead_only) {
        for (const program::Programme& programme : program_.programmes) {
            if (!lapsed(programme, date_)) ends_soon(programme);
            else if (!ahead_only) report(Code::programme_not_in_force, programme.span, {programme.name, program::to_iso(date_)});
        }
        const Reads reads = read_in_force();
        for (ParameterId id : reads.parameters) check(program_[id], ahead_only);
    }

private:
    bool is_aside(const program::Programme& programme) const { return programme.draft || lapsed(programme, date_); }

    Reads read_in_force() const {
        Reader reader(program_);
        for (const program::Rule& rule : program_.rules)
            if (!rule.programme.valid() || !is_aside(program_[rule.programme])) reader.rule(rule);
        for (const program::Programme& programme : program_.programmes)
            if (!is_aside(programme)) reader.programme(programme);
        return reader.reads();
    }
    void ends_soon(const program::Programme& programme) {
        if (!programme.draft && programme.until && *programme.until < horizon_)
            report(Code::programme_ends, programme.span, {programme.name, program::to_iso(*programme.until)});
    }
    /// With a choice as key every value needs a number; of the keys of an entity only those that are written are known here.
    void check(const program::Parameter& parameter, bool ahead_only) {
        if (parameter.is_list) return;
        if (parameter.by_fact.valid()) {
            for (const program::ChoiceValue& value : program_[program_[parameter.by_fact].type.choices].values)
                check(parameter, &value.name, parameter.name + " (" + value.name + ")", ahead_only);
        } else if (parameter.by_entity.valid()) {
            check_keys(parameter, ahead_only);
        } else {
            check(parameter, nullptr, parameter.name, ahead_only);
        }
    }
    void check_keys(const program::Parameter& parameter, bool ahead_only) {
        if (value_on(parameter, date_, nullptr) == nullptr) return check(parameter, nullptr, parameter.name, ahead_only);
        std::set<std::string> keys;
        for (const program::ParameterPeriod& period : parameter.periods)
            if (period.key) keys.insert(*period.key);
        for (const std::string& key : keys)
            if (value_on(parameter, date_, &key) != nullptr) check(parameter, &key, parameter.name + " (" + key + ")", ahead_only);
    }
    void check(const program::Parameter& parameter, const std::string* key, const std::string& name, bool ahead_only) {
        const program::ParameterPeriod* period = value_on(parameter, date_, key);
        if (period == nullptr) {
            if (!ahead_only) report(Code::parameter_not_in_force, parameter.span, {name, program::to_iso(date_)});
            return;
        }
        while (period != nullptr && period->until && *period->until < horizon_) {
            const auto next = program::shift_days(*period->until, 1);
            if (!next) return;
            period = value_on(parameter, *next, key);
            if (period == nullptr) report(Code::parameter_ends, parameter.span, {name, program::to_iso(*next)});
        }
    }
    void report(Code code, Span span, std::vector<Argument> arguments) { sink_.add({code, span, std::move(arguments), {}, {}, std::nullopt}); }

    const program::Program& program_;
    program::Date date_;
    program::Date horizon_;
    diagnostics::Sink& sink_;
};

/// The last day on which something starts: what the rule set takes for the present when nobody says.
std::optional<program::Date> latest_start(const program::Program& program) {
    std::optional<program::Date> latest;
    const auto see = [&](program::Date date) { latest = latest ? std::max(*latest, date) : date; };
    for (const program::Parameter& parameter : program.parameters)
        if (!parameter.is_list)
            for (const program::ParameterPeriod& period : parameter.periods) see(period.from);
    for (const program::Programme& programme : program.programmes)
        if (programme.from) see(*programme.from);
    return latest;
}

}  // namespace

void check_date(const program::Program& program, program::Date date, diagnostics::Sink& sink) { DateCheck(program, date, sink).run(false); }

void check_ahead(const program::Program& program, diagnostics::Sink& sink) {
    if (const auto date = latest_start(program)) DateCheck(program, *date, sink).run(true);
}

}  // namespace tepat::check
