// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "dsl/program/date.hpp"

using namespace tepat::program;

namespace {

Date day(const char* iso) { return *parse_iso(iso); }

}  // namespace

TEST_CASE("dates count from 1970 and print as ISO", "[date]") {
    CHECK(day("1970-01-01").days == 0);
    CHECK(day("2000-02-29").days == 11016);
    CHECK(day("0001-01-01") == first_date);
    CHECK(day("9999-12-31") == last_date);
    for (const char* iso : {"0001-01-01", "1600-02-29", "1899-12-31", "1969-12-31", "2024-02-29", "2025-03-01", "9999-12-31"})
        CHECK(to_iso(day(iso)) == iso);
}

TEST_CASE("days that do not exist are refused", "[date]") {
    for (const char* iso : {"2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00", "0000-01-01", "2025-1-1",
                            "2025/01/01", "20250101", "2025-01-0x", ""})
        CHECK_FALSE(parse_iso(iso).has_value());
}

TEST_CASE("every day of four centuries comes back", "[date]") {
    for (std::int32_t days = day("1890-01-01").days; days < day("2290-01-01").days; ++days) {
        const CivilDate civil = to_civil(Date{days});
        if (make_date(civil.year, civil.month, civil.day) != Date{days}) FAIL(days);
    }
}

TEST_CASE("months and years clamp to the month's end", "[date]") {
    CHECK(to_iso(*shift_months(day("2025-03-31"), -1)) == "2025-02-28");
    CHECK(to_iso(*shift_months(day("2024-03-31"), -1)) == "2024-02-29");
    CHECK(to_iso(*shift_years(day("2024-02-29"), 1)) == "2025-02-28");
    CHECK(to_iso(*shift_months(day("2024-12-15"), 1)) == "2025-01-15");
    CHECK(to_iso(*shift_days(day("2024-02-28"), 2)) == "2024-03-01");
}

TEST_CASE("what leaves the calendar gives nothing", "[date]") {
    CHECK_FALSE(shift_days(last_date, 1).has_value());
    CHECK_FALSE(shift_days(first_date, -1).has_value());
    CHECK_FALSE(shift_months(day("9999-12-01"), 1).has_value());
    CHECK_FALSE(shift_months(day("0001-01-31"), -1).has_value());
    CHECK_FALSE(shift_years(day("2024-01-01"), 9'000'000'000).has_value());
    CHECK_FALSE(shift_days(day("2024-01-01"), INT64_MAX).has_value());
}

TEST_CASE("completed years and months; a 29 February birthday counts from 1 March", "[date]") {
    CHECK(full_years(day("2000-02-29"), day("2001-02-28")) == 0);
    CHECK(full_years(day("2000-02-29"), day("2001-03-01")) == 1);
    CHECK(full_years(day("2000-02-29"), day("2004-02-29")) == 4);
    CHECK(full_years(day("2025-07-02"), day("2025-07-01")) == -1);
    CHECK(full_months(day("2025-01-31"), day("2025-02-28")) == 0);
    CHECK(full_months(day("2025-01-31"), day("2025-03-31")) == 2);
    CHECK(days_between(day("2025-01-01"), day("2024-12-31")) == -1);
}

TEST_CASE("age by full years agrees with shifting the date back", "[date][property]") {
    for (const char* on : {"2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01", "2025-12-31"}) {
        const Date to = day(on);
        for (std::int32_t days = day("2003-12-01").days; days < day("2009-01-31").days; ++days) {
            const Date birth{days};
            for (int years : {17, 18})
                if ((full_years(birth, to) >= years) != (birth <= *shift_years(to, -years))) FAIL(to_iso(birth) << " " << on);
        }
    }
}
