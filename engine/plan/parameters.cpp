// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/parameters.hpp"

namespace tepat::plan {

using namespace program;

const ParameterPeriod* period_in_force(const Parameter& parameter, const std::optional<std::string>& key, Date date) {
    const ParameterPeriod* last = nullptr;
    for (const ParameterPeriod& period : parameter.periods) {
        if (period.key == key && period.from <= date && (last == nullptr || period.from >= last->from)) last = &period;
    }
    return last != nullptr && last->until && *last->until < date ? nullptr : last;
}

LookUpTable table_in_force(const Program& program, ParameterId id, Date date) {
    const Parameter& parameter = program[id];
    LookUpTable table{id, {}, {}};
    for (const ParameterPeriod& period : parameter.periods) {
        if (!period.key || table.values.contains(*period.key)) continue;
        if (const ParameterPeriod* now = period_in_force(parameter, period.key, date)) table.values.emplace(*period.key, now->value);
    }
    if (parameter.by_fact.valid()) {
        for (const ChoiceValue& value : program[program[parameter.by_fact].type.choices].values) table.choice_names.push_back(value.name);
    }
    return table;
}

}  // namespace tepat::plan
