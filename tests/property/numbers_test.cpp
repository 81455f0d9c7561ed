// SPDX-License-Identifier: Apache-2.0
// Numbers known, unknown within a range, unknown without one, and in error: comparisons, arithmetic, quotients, rounding, the 64-bit rule.
#include <catch2/catch.hpp>

#include "tests/property/ask.hpp"

using namespace tepat::ask;

namespace {

const std::string vocabulary = R"(
entitas orang
  dari tabel orang kunci nomor
  n bilangan 1..10
  m bilangan
  u bilangan 0..
  z bilangan 1..3
  k bilangan 1..2
  d desimal
  r rupiah 0..
)";

/// Known, unknown, in error; in this order the letters of every question below.
const std::vector<GivenRow> rows{
    {"orang", "1", "", {{"n", "5"}, {"m", "9223372036854775807"}, {"u", "0"}, {"z", "2"}, {"k", "1"}, {"d", "2500000"}, {"r", "150"}}},
    {"orang", "2", "", {}},
    {"orang", "3", "", {{"n", "!"}, {"m", "!"}, {"u", "!"}, {"z", "!"}, {"k", "!"}, {"d", "!"}, {"r", "!"}}}};

}  // namespace

TEST_CASE("comparisons of an unknown number look at its declared range", "[property]") {
    expect(vocabulary, "orang", rows,
           {{"n < 1", "FFE"},
            {"n < 2", "FUE"},
            {"n <= 10", "TTE"},
            {"n > 10", "FFE"},
            {"n >= 1", "TTE"},
            {"n = 0", "FFE"},
            {"n != 0", "TTE"},
            {"n = 5", "TUE"},
            {"n != 5", "FUE"},
            {"0 < n", "TTE"},
            {"n antara 0 sampai 10", "TTE"},
            {"n antara 5 sampai 20", "TUE"},
            {"n antara 11 sampai 20", "FFE"},
            {"n antara 6 sampai 4", "FUE"},
            {"n termasuk (11, 0)", "FFE"},
            {"n termasuk (5)", "TUE"},
            {"n tidak termasuk (11, 0)", "TTE"},
            {"k termasuk (1, 2)", "TTE"},
            {"k termasuk (1, 3)", "TUE"},
            {"k termasuk (1.0, 2.00)", "TTE"},
            {"n diketahui", "TFE"},
            {"n tidak diketahui", "FTE"},
            {"m > 0", "TUE"},
            {"(n bila kosong 3) < 4", "FTE"}});
}

TEST_CASE("arithmetic keeps the bounds it can, each occurrence on its own", "[property]") {
    expect(vocabulary, "orang", rows,
           {{"n + 1 >= 2", "TTE"},      {"n + n <= 20", "TTE"},
            {"n - n = 0", "TUE"},       {"n - n antara -9 sampai 9", "TTE"},
            {"2 * n <= 20", "TTE"},     {"-2 * n >= -20", "TTE"},
            {"-n < 0", "TTE"},          {"n * n >= 1", "TUE"},  // a product of two uncertain numbers has no bounds
            {"0 * n = 0", "TTT"},                               // whatever n is, even in error
            {"0 * m = 0", "TTT"},       {"0 * n = 1", "FFF"},
            {"10 - n >= 0", "TTE"},     {"u + n >= 1", "TTE"},
            {"u - n >= 0", "FUE"},      {"d + 0.5 = 3", "TUE"},
            {"d * 2 = 5", "TUE"},       {"r = Rp1,50", "TUE"},
            {"r + Rp1 >= Rp1", "TTE"},  {"2 * r = Rp3", "TUE"},
            {"50% * r = Rp0,75", "TUE"}});
}

TEST_CASE("quotients are compared without dividing", "[property]") {
    expect(vocabulary, "orang", rows,
           {{"10 / z > 3", "TTE"},
            {"10 / z > 4", "TUE"},
            {"10 / z = 5", "TUE"},
            {"3 < 10 / z", "TTE"},
            {"10 / (-z) < -3", "TTE"},
            {"10 / (-z) > -3", "FFE"},
            {"10 / u > 0", "EUE"},  // the known u is 0
            {"1 / m > 0", "TUE"},
            {"10 / z = 20 / 4", "TUE"},
            {"10 / z >= 20 / 6", "TTE"},
            {"n / 3 > 1.6", "TUE"},
            {"n / 3 > 1.7", "FUE"},
            {"r / Rp0,50 = 3", "TUE"},
            {"r / 2 = Rp0,75", "TUE"},
            {"r / 4 < Rp0,38", "TUE"}});
}

TEST_CASE("rounding: floor, ceiling, half away from zero", "[property]") {
    expect(vocabulary, "orang", {rows[0]},
           {{"bulatkan(7 / z, ke_bawah, 1) = 3", "T"},
            {"bulatkan(7 / z, ke_atas, 1) = 4", "T"},
            {"bulatkan(7 / z, terdekat, 1) = 4", "T"},
            {"bulatkan(-7 / z, ke_bawah, 1) = -4", "T"},
            {"bulatkan(-7 / z, ke_atas, 1) = -3", "T"},
            {"bulatkan(-7 / z, terdekat, 1) = -4", "T"},
            {"bulatkan(7 / (-z), terdekat, 1) = -4", "T"},
            {"bulatkan(d, ke_bawah, 1) = 2", "T"},
            {"bulatkan(d, terdekat, 1) = 3", "T"},
            {"bulatkan(d, terdekat, 0.5) = 2.5", "T"},
            {"bulatkan(n, terdekat, 10) = 10", "T"},
            {"bulatkan(n, ke_bawah, 10) = 0", "T"},
            {"bulatkan(r / 4, ke_bawah, Rp0,10) = Rp0,30", "T"},
            {"bulatkan(r / 4, ke_atas, Rp1) = Rp1", "T"},
            {"bulatkan(n / u, ke_bawah, 1) = 0", "E"},
            {"bulatkan(n, ke_bawah, u) = 0", "E"},
            {"bulatkan(n, ke_bawah, -z) = 0", "E"},
            {"bulatkan(m, ke_atas, 10) > 0", "E"}});
    expect(vocabulary, "orang", {rows[1], rows[2]},
           {{"bulatkan(n / 2, ke_bawah, 1) <= 100", "UE"},  // any function of an unknown has no bounds
            {"bulatkan(n, ke_bawah, 1) <= 10", "UE"}});
}

TEST_CASE("what does not fit 64 bits is an error, a bound that does not fit is no bound", "[property]") {
    expect(vocabulary, "orang", rows,
           {{"m + 1 > 0", "EUE"},
            {"m + 0 > 0", "TUE"},
            {"m * 2 > 0", "EUE"},
            {"-m < 0", "TUE"},
            {"(-m) - 1 < 0", "TUE"},
            {"(-m) - 2 < 0", "EUE"},
            {"m > 0.5", "EUE"},  // one decimal more does not fit
            {"m = 1.0", "EUE"},
            {"m / 10 > 1", "TUE"},
            {"m / 0.1 > 1", "EUE"},
            {"m * 0.0 = 0", "TTT"},
            {"9_223_372_036_854_775_807 + u > 0", "TTE"},
            {"9_223_372_036_854_775_807 * n > 0", "ETE"}});
}
