// SPDX-License-Identifier: Apache-2.0
// See calendar.hpp.
#include "tests/differential/calendar.hpp"

#include <chrono>

namespace tepat::oracle {

using namespace std::chrono;
using program::CalendarUnit;
using program::DateFunction;

namespace {

year_month_day civil(std::int64_t from_epoch) {
    return year_month_day{sys_days{days{from_epoch}}};
}

std::int64_t since_epoch(year_month_day date) {
    return sys_days{date}.time_since_epoch().count();
}

std::optional<std::int64_t> in_range(std::int64_t from_epoch) {
    const bool before = from_epoch < since_epoch(year{1} / January / 1);
    const bool after = from_epoch > since_epoch(year{9999} / December / 31);
    return before || after ? std::nullopt : std::optional(from_epoch);
}

std::optional<std::int64_t> shift_by_months(std::int64_t from_epoch, std::int64_t amount) {
    const year_month_day date = civil(from_epoch);
    const std::int64_t month_number = std::int64_t{int{date.year()}} * 12 + unsigned{date.month()} - 1 + amount;
    if (month_number < 12 || month_number >= 12 * 10'000) return std::nullopt;
    const year y{static_cast<int>(month_number / 12)};
    const month m{static_cast<unsigned>(month_number % 12 + 1)};
    const day last = year_month_day_last{y, month_day_last{m}}.day();
    return since_epoch(y / m / (date.day() < last ? date.day() : last));
}

constexpr std::int64_t far = 10'000'000;  // days; any such shift leaves the calendar

}  // namespace

std::optional<std::int64_t> shift_date(std::int64_t from_epoch, std::int64_t amount, CalendarUnit unit) {
    if (amount > far || amount < -far) return std::nullopt;
    switch (unit) {
        case CalendarUnit::days:
            return in_range(from_epoch + amount);
        case CalendarUnit::months:
            return shift_by_months(from_epoch, amount);
        case CalendarUnit::years:
            return shift_by_months(from_epoch, amount * 12);
    }
    return std::nullopt;
}

std::int64_t between_dates(DateFunction function, std::int64_t from, std::int64_t to) {
    if (function == DateFunction::days_between) return to - from;
    const year_month_day a = civil(from);
    const year_month_day b = civil(to);
    const std::int64_t years = int{b.year()} - int{a.year()};
    if (function == DateFunction::full_years) return years - (month_day{b.month(), b.day()} < month_day{a.month(), a.day()} ? 1 : 0);
    const std::int64_t months = years * 12 + int(unsigned{b.month()}) - int(unsigned{a.month()});
    return months - (b.day() < a.day() ? 1 : 0);
}

}  // namespace tepat::oracle
