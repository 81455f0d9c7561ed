// SPDX-License-Identifier: Apache-2.0
// What the files say about a family: P3KE file A, the verification workbook, and what other lists add.
#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/sample/recipes.hpp"

namespace tepat::sample {

namespace {

const Person& head(const Family& family) { return family.members.front(); }
std::int64_t yes_if(bool condition) { return condition ? 1 : 0; }

template <std::size_t n>
Answer housing(const std::array<Weighted, n>& values, const Family& family, Random& random) {
    return by_decile(values, family.decile, random);
}

constexpr std::array ownership{Weighted{"milik_sendiri", 45, 80}, Weighted{"kontrak_sewa", 22, 14}, Weighted{"bebas_sewa", 14, 2},
                               Weighted{"menumpang", 17, 1},      Weighted{"dinas", 0, 3},          Weighted{"lainnya", 2, 0}};
constexpr std::array roof{Weighted{"asbes_seng", 82, 45}, Weighted{"genteng", 10, 48}, Weighted{"beton", 1, 6},
                          Weighted{"kayu_sirap", 5, 1},   Weighted{"bambu", 1, 0},     Weighted{"lainnya", 1, 0}};
constexpr std::array wall{Weighted{"kayu_papan", 44, 4}, Weighted{"tembok", 48, 95}, Weighted{"seng", 5, 0}, Weighted{"bambu", 2, 0},
                          Weighted{"lainnya", 1, 1}};
constexpr std::array floor_kind{Weighted{"semen", 46, 9}, Weighted{"kayu_papan", 34, 3}, Weighted{"keramik", 14, 88}, Weighted{"tanah", 5, 0},
                                Weighted{"lainnya", 1, 0}};
constexpr std::array fuel{Weighted{"listrik_gas", 90, 99}, Weighted{"arang_kayu", 8, 0}, Weighted{"minyak_tanah", 2, 1}};
constexpr std::array water{Weighted{"sumur_bor", 28, 22},      Weighted{"ledeng", 22, 34},      Weighted{"kemasan_isi_ulang", 18, 42},
                           Weighted{"sumur_terlindung", 15, 2}, Weighted{"sumur_tidak_terlindung", 8, 0},
                           Weighted{"air_hujan", 4, 0},         Weighted{"air_permukaan", 4, 0}, Weighted{"lainnya", 1, 0}};
constexpr std::array light{Weighted{"listrik_sampai_900", 84, 22}, Weighted{"listrik_di_atas_900", 3, 77}, Weighted{"listrik_bersama", 10, 1},
                           Weighted{"genset_surya", 1, 0}, Weighted{"bukan_listrik", 2, 0}};
constexpr std::array toilet{Weighted{"septik", 52, 97}, Weighted{"tanpa_septik", 27, 2}, Weighted{"jamban_umum", 16, 1}, Weighted{"lainnya", 5, 0}};

// The two truths that several facts speak of, each from its own stream of the family.
std::string_view light_of(const Family& family) {
    Random random(family.latent, 1, 0);
    return by_decile(light, family.decile, random).name;
}
std::string_view toilet_of(const Family& family) {
    Random random(family.latent, 2, 0);
    return by_decile(toilet, family.decile, random).name;
}

Answer power(const Family& family, Random& random) {
    if (light_of(family) == "listrik_sampai_900") return ChoiceName{random.chance(family.decile <= 3 ? 640 : 300) ? "va_450" : "va_900"};
    if (light_of(family) == "listrik_di_atas_900") return ChoiceName{random.chance(700) ? "va_1300" : "va_2200"};
    return {};
}

Answer toilet_use(const Family& family, Random& random) {
    if (toilet_of(family) == "jamban_umum") return ChoiceName{random.chance(400) ? "mck_komunal" : "mck_umum"};
    if (toilet_of(family) == "lainnya") return ChoiceName{"tidak_punya"};
    return ChoiceName{random.chance(930) ? "sendiri" : "keluarga_tertentu"};
}

Answer disposal(const Family& family, Random& random) {
    if (toilet_of(family) == "septik") return ChoiceName{random.chance(960) ? "tangki_septik" : "ipal"};
    constexpr std::array<std::string_view, 4> ways{"kolam_sungai_laut", "kolam_sungai_laut", "lubang_tanah", "pantai_kebun"};
    return ChoiceName{ways[random.below(ways.size())]};
}

Answer bowl(const Family& family, Random& random) {
    if (toilet_of(family) == "lainnya") return {};
    constexpr std::array bowls{Weighted{"leher_angsa", 68, 99}, Weighted{"plengsengan_tutup", 12, 1}, Weighted{"plengsengan_terbuka", 8, 0},
                               Weighted{"cemplung", 12, 0}};
    return by_decile(bowls, family.decile, random);
}

Answer visit_result(const Family& family, Random&) {
    constexpr std::array<std::string_view, 7> names{"miskin_ekstrem", "miskin", "mampu", "tidak_ditemukan", "pindah", "data_ganda", "menolak"};
    return ChoiceName{names[static_cast<std::size_t>(family.visit)]};
}

Answer visit_day(const Family&, Random& random) {
    return program::to_iso(*program::shift_days(sample_date, -random.between(12, 720)));
}

Answer two_parts(std::int64_t number) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%03d", static_cast<int>(number));
    return std::string(digits);
}

// Region, day of issue and serial as a family card has them, with district 00; unique because the family's number makes both.
Answer card_number(const Family& family, Random&) {
    const program::CivilDate day = program::to_civil(*program::shift_days(sample_date, -400 - static_cast<int>(family.number / 9000)));
    char digits[24];
    std::snprintf(digits, sizeof digits, "%s00%02u%02u%02u%04u", family.village.substr(0, 4).c_str(), day.day, day.month, static_cast<unsigned>(day.year % 100),
                  static_cast<unsigned>(family.number % 9000 + 1));
    return std::string(digits);
}

Answer floor_area(const Family& family, Random& random) {
    const auto size = static_cast<std::int64_t>(family.members.size());
    const std::int64_t tenths = std::max<std::int64_t>(90, random.between(40, 110) * size + random.between(0, 90) * family.decile);
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

Answer income(const Family& family, Random& random) {
    return family.spending * static_cast<std::int64_t>(family.members.size()) / 100 * random.between(85, 125);
}

Answer worried_about_food(const Family& family, Random& random) { return yes_if(receives(family.decile, 420, 60, random)); }

constexpr auto recipes = std::to_array<Recipe<Family>>({
    {"nama_provinsi", none, [](const Family& f, Random&) -> Answer { return f.province_name; }},
    {"nama_kabupaten_kota", none, [](const Family& f, Random&) -> Answer { return f.city_name; }},
    {"nama_kecamatan", none, [](const Family& f, Random&) -> Answer { return f.district_name; }},
    {"desa_kelurahan", none, [](const Family& f, Random&) -> Answer { return f.village_name; }},
    {"desil_kesejahteraan", {2, 5}, [](const Family& f, Random&) -> Answer { return std::int64_t{f.decile}; }},
    {"alamat", p3ke, [](const Family&, Random& r) -> Answer { return street(r); }},
    {"kepala_keluarga", none, [](const Family& f, Random&) -> Answer { return head(f).name; }},
    {"nik", p3ke, [](const Family& f, Random&) -> Answer { return head(f).nik; }},
    {"padan_dukcapil", p3ke, [](const Family&, Random& r) -> Answer { return yes_if(r.chance(945)); }},
    {"jenis_kelamin", none, [](const Family& f, Random&) -> Answer { return ChoiceName{head(f).female ? "perempuan" : "laki_laki"}; }},
    {"tanggal_lahir", p3ke, [](const Family& f, Random&) -> Answer { return program::to_iso(head(f).birth); }},
    {"pekerjaan", p3ke, [](const Family& f, Random&) -> Answer { return ChoiceName{head(f).job}; }},
    {"pendidikan", p3ke, [](const Family& f, Random&) -> Answer { return ChoiceName{head(f).education}; }},
    {"kepemilikan_rumah", p3ke, [](const Family& f, Random& r) { return housing(ownership, f, r); }},
    {"memiliki_simpananuang_perhiasan_ternak_lainnya", p3ke,
     [](const Family& f, Random& r) -> Answer { return yes_if(!receives(f.decile, 900, 60, r)); }},
    {"jenis_atap", p3ke, [](const Family& f, Random& r) { return housing(roof, f, r); }},
    {"jenis_dinding", p3ke, [](const Family& f, Random& r) { return housing(wall, f, r); }},
    {"jenis_lantai", p3ke, [](const Family& f, Random& r) { return housing(floor_kind, f, r); }},
    {"sumber_penerangan", p3ke, [](const Family& f, Random&) -> Answer { return ChoiceName{light_of(f)}; }},
    {"bahan_bakar_memasak", p3ke, [](const Family& f, Random& r) { return housing(fuel, f, r); }},
    {"sumber_air_minum", p3ke, [](const Family& f, Random& r) { return housing(water, f, r); }},
    {"memiliki_fasilitas_buang_air_besar", p3ke, [](const Family& f, Random&) -> Answer { return ChoiceName{toilet_of(f)}; }},
    {"penerima_bpnt", p3ke, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 480, 90, r)); }},
    {"penerima_bpum", p3ke, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 60, 5, r)); }},
    {"penerima_bst", p3ke, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 210, 40, r)); }},
    {"penerima_pkh", p3ke, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 340, 75, r)); }},
    {"penerima_sembako", p3ke, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 460, 90, r)); }},
    {"resiko_stunting", p3ke, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 220, 22, r)); }},
    {"rt", place_detail, [](const Family&, Random& r) -> Answer { return two_parts(r.between(1, 36)); }},
    {"rw", place_detail, [](const Family&, Random& r) -> Answer { return two_parts(r.between(1, 9)); }},
    {"nomor_kk", place_detail, card_number},
    {"tanggal_verval", visit_only, visit_day},
    {"hasil_verval", visit_only, visit_result},
    {"kepesertaan_dtks", place_detail, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 880, 130, r)); }},
    {"pengeluaran_per_kapita", {150, 600}, [](const Family& f, Random&) -> Answer { return f.spending; }},
    {"pendapatan_keluarga", rare, income},
    {"luas_lantai", rare, floor_area},
    {"keluarga_dalam_rumah", joined, [](const Family&, Random& r) -> Answer { return std::int64_t{r.chance(900) ? 1 : 2}; }},
    {"daya_listrik", joined, power},
    {"fasilitas_bab", rare, toilet_use},
    {"jenis_kloset", rare, bowl},
    {"pembuangan_tinja", rare, disposal},
    {"jarak_penampungan_tinja", {400, 930},
     [](const Family&, Random& r) -> Answer { return ChoiceName{r.chance(550) ? "kurang_10_m" : "sedikitnya_10_m"}; }},
    {"jumlah_mobil", joined, [](const Family& f, Random& r) -> Answer { return yes_if(!receives(f.decile, 1040, 55, r)); }},
    {"jumlah_sepeda_motor", joined, [](const Family& f, Random& r) -> Answer { return r.between(0, f.decile <= 2 ? 1 : 2); }},
    {"jumlah_rumah_lain", joined, [](const Family& f, Random& r) -> Answer { return yes_if(!receives(f.decile, 1020, 15, r)); }},
    {"punya_tempat_berteduh", {100, 960}, [](const Family&, Random& r) -> Answer { return yes_if(r.chance(997)); }},
    {"pernah_khawatir_tidak_makan", {100, 960}, worried_about_food},
    {"makanan_lebih_separuh", {150, 960}, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 820, 55, r)); }},
    {"belanja_pakaian_setahun", {100, 960}, [](const Family& f, Random& r) -> Answer { return yes_if(!receives(f.decile, 320, 40, r)); }},
    {"dinding_tidak_diplester", {150, 960}, [](const Family& f, Random& r) -> Answer { return yes_if(receives(f.decile, 300, 32, r)); }},
    {"kode_kemdagri", none, [](const Family& f, Random&) -> Answer { return f.village; }},
});

}  // namespace

std::span<const Recipe<Family>> family_recipes() { return recipes; }

}  // namespace tepat::sample
