// SPDX-License-Identifier: Apache-2.0
// Calendar dates as days since 1970-01-01 (proleptic Gregorian), valid from 0001-01-01 to 9999-12-31.
// The arithmetic of language.md section 6: months and years clamp to the month's end, so `full_years(birth, on) >= 17` and
// `birth <= shift_years(on, -17)` agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tepat::program {

struct Date {
    std::int32_t days = 0;
    friend auto operator<=>(Date, Date) = default;
};

inline constexpr Date first_date{-719162};  // 0001-01-01
inline constexpr Date last_date{2932896};   // 9999-12-31

std::optional<Date> make_date(int year, unsigned month, unsigned day);  ///< nothing when there is no such day
std::optional<Date> parse_iso(std::string_view text);                   ///< exactly YYYY-MM-DD
std::string to_iso(Date date);

struct CivilDate {
    int year;
    unsigned month;
    unsigned day;
};
CivilDate to_civil(Date date);

/// Nothing when the result leaves the valid range (the caller makes that outcome *error*).
std::optional<Date> shift_days(Date date, std::int64_t days);
std::optional<Date> shift_months(Date date, std::int64_t months);  ///< clamps: 31 March - 1 month = 28/29 February
inline std::optional<Date> shift_years(Date date, std::int64_t years) {
    return years > 10'000 || years < -10'000 ? std::nullopt : shift_months(date, years * 12);
}

/// The largest n with from <= shift_years(to, -n); negative when `from` lies after `to`.
std::int64_t full_years(Date from, Date to);
std::int64_t full_months(Date from, Date to);
inline std::int64_t days_between(Date from, Date to) { return std::int64_t{to.days} - from.days; }

}  // namespace tepat::program
