// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/other_periods.hpp"

#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {
namespace {

std::string start_of(const std::string& period) {
    if (period == "-") return "";
    if (period.size() == 4) return period + "-01";
    if (period[5] != 'T') return period;
    constexpr const char* first_months[] = {"01", "04", "07", "10"};
    return period.substr(0, 5) + first_months[(period[6] - '1') & 3];
}

}  // namespace

bool is_earlier(const std::string& period, const std::string& than) { return start_of(period) < start_of(than); }

OtherPeriods::OtherPeriods(KnownTasks& known, const program::Program& program, program::Date date) : known_(&known) {
    std::map<std::uint32_t, std::uint32_t> present;  // programme -> period, as numbers of texts
    for (const program::Programme& programme : program.programmes)
        present.emplace(known.number_of(programme.name), known.number_of(period_label(programme.period, date)));
    for (Known& task : known.all()) {
        const auto period = present.find(task.identity.programme);
        if (period == present.end() || period->second == task.identity.period || !is_pending(task.state)) continue;
        tasks_.emplace(std::tuple(task.identity.kind, task.identity.programme, task.identity.subject), &task);
    }
}

void OtherPeriods::each_earlier(const Identity& than, const std::function<void(Known&)>& visit) const {
    const auto [begin, end] = tasks_.equal_range(std::tuple(than.kind, than.programme, than.subject));
    for (auto each = begin; each != end; ++each)
        if (is_pending(each->second->state) && is_earlier(known_->text_of(each->second->identity.period), known_->text_of(than.period))) visit(*each->second);
}

}  // namespace tepat::worklist
