// SPDX-License-Identifier: Apache-2.0
// Periods and deadlines, both counted from the reference date; no clock is read here.
#include <fmt/format.h>

#include <algorithm>

#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {
namespace {

using program::Date;

/// 1970-01-01 was a Thursday.
bool is_weekend(Date date) {
    const int from_monday = ((date.days + 3) % 7 + 7) % 7;
    return from_monday >= 5;
}

std::optional<Date> working_days_later(Date from, std::int64_t amount, const std::vector<Date>& holidays) {
    std::optional<Date> date = from;
    while (amount > 0 && date) {
        date = program::shift_days(*date, 1);
        if (date && !is_weekend(*date) && !std::binary_search(holidays.begin(), holidays.end(), *date)) --amount;
    }
    return date;
}

}  // namespace

std::string period_label(program::Period period, Date date) {
    const program::CivilDate civil = program::to_civil(date);
    switch (period) {
        case program::Period::once: return "-";
        case program::Period::monthly: return fmt::format("{:04}-{:02}", civil.year, civil.month);
        case program::Period::quarterly: return fmt::format("{:04}-T{}", civil.year, (civil.month + 2) / 3);
        case program::Period::yearly: return fmt::format("{:04}", civil.year);
    }
    return "-";
}

std::optional<Date> due_date(const program::Due& due, Date from, const std::vector<Date>& holidays) {
    switch (due.unit) {
        case program::DueUnit::days: return program::shift_days(from, due.amount);
        case program::DueUnit::months: return program::shift_months(from, due.amount);
        case program::DueUnit::years: return program::shift_years(from, due.amount);
        case program::DueUnit::working_days: return working_days_later(from, due.amount, holidays);
    }
    return std::nullopt;
}

std::vector<Date> holidays_of(const program::Program& program) {
    std::vector<Date> days;
    if (!program.holidays.valid()) return days;
    for (const program::ParameterPeriod& period : program[program.holidays].periods)
        days.push_back({static_cast<std::int32_t>(period.value.number)});
    std::sort(days.begin(), days.end());
    return days;
}

}  // namespace tepat::worklist
