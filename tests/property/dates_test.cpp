// SPDX-License-Identifier: Apache-2.0
// Dates at month ends, around 29 February and at the calendar's edges, from text to outcome.
#include <catch2/catch.hpp>

#include "tests/property/ask.hpp"

using namespace tepat::ask;

namespace {

const std::string vocabulary = R"(
entitas orang
  dari tabel orang kunci nomor
  lahir tanggal
  daftar tanggal 2020-01-01..2024-12-31
)";

/// Born 29 February 2008; unknown; in error.
const std::vector<GivenRow> rows{{"orang", "1", "", {{"lahir", "2008-02-29"}, {"daftar", "2024-02-29"}}},
                                 {"orang", "2", "", {}},
                                 {"orang", "3", "", {{"lahir", "!"}, {"daftar", "!"}}}};

}  // namespace

TEST_CASE("a 29 February birthday counts from 1 March in common years", "[property]") {
    const std::vector<Question> not_yet{{"tahun_penuh(lahir, tanggal_acuan) = 16", "TUE"},
                                        {"tahun_penuh(lahir, tanggal_acuan) >= 17", "FUE"},
                                        {"lahir <= tanggal_acuan - 17 tahun", "FUE"}};
    const std::vector<Question> from_now{{"tahun_penuh(lahir, tanggal_acuan) = 17", "TUE"},
                                         {"tahun_penuh(lahir, tanggal_acuan) >= 17", "TUE"},
                                         {"lahir <= tanggal_acuan - 17 tahun", "TUE"}};
    expect(vocabulary, "orang", rows, not_yet, "2025-02-28");
    expect(vocabulary, "orang", rows, from_now, "2025-03-01");
    expect(vocabulary, "orang", rows, {{"tahun_penuh(lahir, tanggal_acuan) = 16", "TUE"}, {"lahir <= tanggal_acuan - 16 tahun", "TUE"}},
           "2024-02-29");
    expect(vocabulary, "orang", rows, {{"tahun_penuh(lahir, tanggal_acuan) = 15", "TUE"}, {"lahir <= tanggal_acuan - 16 tahun", "FUE"}},
           "2024-02-28");
    expect(vocabulary, "orang", rows, {{"tahun_penuh(lahir, tanggal_acuan) = -1", "TUE"}, {"tahun_penuh(tanggal_acuan, lahir) = 0", "TUE"}},
           "2008-02-28");
}

TEST_CASE("rules clamp months and years to the month's end", "[property]") {
    expect(vocabulary, "orang", {rows[0]},
           {{"2025-03-31 - 1 bulan = 2025-02-28", "T"},
            {"2024-03-31 - 1 bulan = 2024-02-29", "T"},
            {"2025-01-31 + 1 bulan = 2025-02-28", "T"},
            {"2024-10-31 + 1 bulan = 2024-11-30", "T"},
            {"2024-12-31 + 2 bulan = 2025-02-28", "T"},
            {"2025-01-31 - 2 bulan = 2024-11-30", "T"},
            {"lahir + 1 tahun = 2009-02-28", "T"},
            {"lahir + 4 tahun = 2012-02-29", "T"},
            {"lahir - 8 tahun = 2000-02-29", "T"},
            {"lahir - 1 hari = 2008-02-28", "T"},
            {"lahir + 1 hari = 2008-03-01", "T"},
            {"lahir + 366 hari = 2009-03-01", "T"},
            {"2000-12-31 + 1 hari = 2001-01-01", "T"},
            {"1900-02-28 + 1 hari = 1900-03-01", "T"},  // 1900 was no leap year
            {"2000-02-28 + 1 hari = 2000-02-29", "T"},
            {"bulan_penuh(2025-01-31, 2025-02-28) = 0", "T"},
            {"bulan_penuh(2025-01-31, 2025-03-31) = 2", "T"},
            {"bulan_penuh(2025-02-28, 2025-03-31) = 1", "T"},
            {"bulan_penuh(lahir, 2008-03-29) = 1", "T"},
            {"bulan_penuh(2025-03-31, 2025-01-31) = -2", "T"},
            {"bulan_penuh(2025-03-30, 2025-01-31) = -2", "T"},
            {"bulan_penuh(2025-03-31, 2025-01-30) = -3", "T"},
            {"hari_antara(2024-02-28, 2024-03-01) = 2", "T"},
            {"hari_antara(2025-03-01, 2025-02-28) = -1", "T"},
            {"hari_antara(lahir, lahir) = 0", "T"}});
}

TEST_CASE("dates that leave the calendar are errors; unknown dates use their range", "[property]") {
    expect(vocabulary, "orang", rows,
           {{"lahir + 8000 tahun > lahir", "EUE"},
            {"lahir - 2008 tahun < lahir", "EUE"},
            {"lahir - 2007 tahun = 0001-02-28", "TUE"},
            {"lahir + 3000000 hari > lahir", "EUE"},
            {"9999-12-31 + 1 hari > lahir", "EEE"},
            {"daftar <= 2024-12-31", "TTE"},
            {"daftar < 2020-01-01", "FFE"},
            {"daftar antara 2019-01-01 sampai 2025-01-01", "TTE"},
            {"daftar = 2024-02-29", "TUE"},
            {"daftar + 1 tahun <= 2026-01-01", "TUE"},  // any function of an unknown has no bounds
            {"(lahir bila kosong 2000-01-01) < 2005-01-01", "FTE"},
            {"lahir tidak diketahui", "FTE"},
            {"lahir = lahir", "TUE"}});
}
