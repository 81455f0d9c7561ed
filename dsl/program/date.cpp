// SPDX-License-Identifier: Apache-2.0
// Calendar arithmetic: counts days in 400-year eras whose years start in March, so the leap day is a year's last day.
#include "dsl/program/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tepat::program {
namespace {

constexpr std::int64_t days_before_epoch = 719468;  // from 0000-03-01 to 1970-01-01
constexpr std::int64_t days_per_era = 146097;

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned days_in_month(std::int64_t year, unsigned month) {
    constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

Date from_civil(std::int64_t year, unsigned month, unsigned day) {
    const std::int64_t shifted = month <= 2 ? year - 1 : year;
    const std::int64_t era = shifted / 400;  // years are never negative here
    const std::int64_t year_of_era = shifted - era * 400;
    const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return {static_cast<std::int32_t>(era * days_per_era + day_of_era - days_before_epoch)};
}

/// The number of whole months a date has completed since year 0, without its day.
std::int64_t month_number(const CivilDate& date) { return std::int64_t{date.year} * 12 + date.month - 1; }

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

unsigned to_number(std::string_view digits) {
    unsigned number = 0;
    for (char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
    return number;
}

}  // namespace

std::optional<Date> make_date(int year, unsigned month, unsigned day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
    return from_civil(year, month, day);
}

std::optional<Date> parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
    if (!all_digits(year) || !all_digits(month) || !all_digits(day)) return std::nullopt;
    return make_date(static_cast<int>(to_number(year)), to_number(month), to_number(day));
}

std::string to_iso(Date date) {
    const CivilDate civil = to_civil(date);
    return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

CivilDate to_civil(Date date) {
    const std::int64_t days = date.days + days_before_epoch;
    const std::int64_t era = (days >= 0 ? days : days - days_per_era + 1) / days_per_era;
    const std::int64_t day_of_era = days - era * days_per_era;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<unsigned>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    const auto month = static_cast<unsigned>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

std::optional<Date> shift_days(Date date, std::int64_t days) {
    constexpr std::int64_t widest = 4'000'000;
    if (days > widest || days < -widest) return std::nullopt;
    const std::int64_t shifted = date.days + days;
    if (shifted < first_date.days || shifted > last_date.days) return std::nullopt;
    return Date{static_cast<std::int32_t>(shifted)};
}

std::optional<Date> shift_months(Date date, std::int64_t months) {
    constexpr std::int64_t widest = 12 * 10'000;
    if (months > widest || months < -widest) return std::nullopt;
    const CivilDate civil = to_civil(date);
    const std::int64_t shifted = month_number(civil) + months;
    if (shifted < 12 || shifted >= 12 * 10'000) return std::nullopt;
    const auto month = static_cast<unsigned>(shifted % 12) + 1;
    return from_civil(shifted / 12, month, std::min(civil.day, days_in_month(shifted / 12, month)));
}

std::int64_t full_months(Date from, Date to) {
    const CivilDate first = to_civil(from), last = to_civil(to);
    return month_number(last) - month_number(first) - (last.day < first.day ? 1 : 0);
}

std::int64_t full_years(Date from, Date to) {
    const CivilDate first = to_civil(from), last = to_civil(to);
    const bool before_birthday = last.month < first.month || (last.month == first.month && last.day < first.day);
    return std::int64_t{last.year} - first.year - (before_birthday ? 1 : 0);
}

}  // namespace tepat::program
