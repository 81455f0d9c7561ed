// SPDX-License-Identifier: Apache-2.0
// Literals: text to scaled numbers and dates, and what does not fit.
#include <catch2/catch.hpp>

#include "dsl/check/literals.hpp"
#include "dsl/check/number_text.hpp"

using namespace tepat::check;
using tepat::program::to_iso;

TEST_CASE("numbers keep the decimals they are written with", "[check][literals]") {
    CHECK(scaled_number("1_500_000", '.').number == 1'500'000);
    CHECK(scaled_number("-12", '.').number == -12);
    const ScaledNumber decimal = scaled_number("-0.250", '.');
    CHECK(decimal.number == -250);
    CHECK(decimal.scale == 3);
    CHECK(percent_number("30%").number == 30);
    CHECK(percent_number("30%").scale == 2);
    CHECK(percent_number("12.5%").scale == 3);
}

TEST_CASE("numbers fit 64 bits and six decimals, or say so", "[check][literals]") {
    CHECK(scaled_number("9223372036854775807", '.').number == INT64_MAX);
    CHECK(scaled_number("-9223372036854775808", '.').number == INT64_MIN);
    CHECK(scaled_number("9223372036854775808", '.').problem == NumberProblem::too_large);
    CHECK(scaled_number("0.1234567", '.').problem == NumberProblem::too_many_decimals);
    CHECK(percent_number("0.12345%").problem == NumberProblem::too_many_decimals);
    CHECK(money_number("Rp92.233.720.368.547.758,08").problem == NumberProblem::too_large);
    CHECK(money_number("Rp1,005").problem == NumberProblem::too_many_decimals);
}

TEST_CASE("money is exact to the sen, with dots, comma and magnitude", "[check][literals]") {
    CHECK(money_number("Rp16.800").number == 1'680'000);
    CHECK(money_number("Rp1.500.000,50").number == 150'000'050);
    CHECK(money_number("Rp1,5 juta").number == 150'000'000);
    CHECK(money_number("Rp100 juta").number == 10'000'000'000);
    CHECK(money_number("Rp2 miliar").number == 200'000'000'000);
    CHECK(money_number("Rp1,123456 juta").number == 112'345'600);
    CHECK(money_number("Rp2 billion").scale == 2);
}

TEST_CASE("dates in all their spellings", "[check][literals]") {
    CHECK(to_iso(*date_of("2025-07-01")) == "2025-07-01");
    CHECK(to_iso(*date_of("17-08-1985")) == "1985-08-17");
    CHECK(to_iso(*date_of("1 Juli 2025")) == "2025-07-01");
    CHECK(to_iso(*date_of("9 August 1999")) == "1999-08-09");
    CHECK_FALSE(date_of("31 Juni 2025").has_value());
    CHECK_FALSE(date_of("1 Jul 2025").has_value());
    CHECK_FALSE(date_of("2025-07").has_value());
}

TEST_CASE("rescaling is exact or refused", "[check][literals]") {
    CHECK(rescaled(15, 1, 2) == 150);
    CHECK(rescaled(150, 2, 1) == 15);
    CHECK_FALSE(rescaled(155, 2, 1).has_value());
    CHECK_FALSE(rescaled(INT64_MAX / 5, 0, 1).has_value());
}
