// SPDX-License-Identifier: Apache-2.0
#include "dsl/program/identity_number.hpp"

#include <catch2/catch.hpp>

using namespace tepat::program;

TEST_CASE("identity numbers: exactly 16 digits") {
    CHECK(is_identity_number("1571071234560001"));
    CHECK_FALSE(is_identity_number("157107123456000"));
    CHECK_FALSE(is_identity_number("15710712345600012"));
    CHECK_FALSE(is_identity_number("15710712345600O1"));
    CHECK_FALSE(is_identity_number(""));
    CHECK(masked_identity("1571071234560001") == "157107******0001");
}

TEST_CASE("identity numbers: masked wherever they stand") {
    CHECK(without_identity_numbers("1571071234560001") == "157107******0001");
    CHECK(without_identity_numbers("1571071234560001|PKH|2024-01-01") == "157107******0001|PKH|2024-01-01");
    CHECK(without_identity_numbers("KTP1571071234560001, KK 1571071234560002.") == "KTP157107******0001, KK 157107******0002.");
    CHECK(without_identity_numbers("1571 0712 3456 0001") == "1571 07** **** 0001");
    CHECK(without_identity_numbers("157107-123456-0001") == "157107-******-0001");
    CHECK(without_identity_numbers("1571\xC2\xA0" "0712\xC2\xA0" "3456\xC2\xA0" "0001") == "1571\xC2\xA0" "07**\xC2\xA0" "****\xC2\xA0" "0001");
    CHECK(without_identity_numbers("1571071234560001 12") == "157107******0001 12");  // 18 digits, 16 of which stand together
    CHECK(without_identity_numbers("RT 001 1571 0712 3456 0001") == "RT 001 1571 07** **** 0001");
    CHECK(without_identity_numbers("12 1571-0712-3456-0001") == "12 1571-07**-****-0001");
    CHECK(without_identity_numbers("RT 001 1571071234560001") == "RT 001 157107******0001");
}

TEST_CASE("identity numbers: other numbers stay") {
    for (const char* text : {"157101100100001", "15710110010000101", "Jl. Mawar No. 12, RT 001/RW 002", "0812-3456-7890", "2025-07-01T08:30:00Z", "Rp1.000.000.000", "",
                             "1571 0712 3456 0001 22", "2024-07-01 2025-06-30", "2024-07-01 - 2025-06-30"}) {
        CHECK(without_identity_numbers(text) == text);
        CHECK_FALSE(holds_identity_number(text));
    }
    CHECK(holds_identity_number("1571071234560001|PKH"));
}

TEST_CASE("identity numbers: longer ones on demand") {
    CHECK(without_identity_numbers("15710110010000101", true) == "157101*******0101");
    CHECK(without_identity_numbers("1571 0712 3456 0001 22", true) == "1571 07** **** **01 22");
    CHECK(without_identity_numbers("1571.0712-3456  0001", true) == "1571.07**-****  0001");
    CHECK(without_identity_numbers("081234567890", true) == "081234567890");
}
