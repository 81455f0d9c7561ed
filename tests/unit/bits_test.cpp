// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "engine/columns/bits.hpp"

TEST_CASE("bits beyond the size stay zero", "[columns]") {
    tepat::columns::Bits bits(70, true);
    CHECK(bits.count() == 70);
    bits.resize(65);
    CHECK(bits.count() == 65);
    bits.set(64, false);
    CHECK(!bits.get(64));
    CHECK(bits.count() == 64);
}
