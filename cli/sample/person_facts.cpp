// SPDX-License-Identifier: Apache-2.0
// What the files say about a person: P3KE file B, and what other lists add when they are joined by NIK.
#include <algorithm>
#include <array>

#include "cli/sample/recipes.hpp"

namespace tepat::sample {

namespace {

std::int64_t yes_if(bool condition) { return condition ? 1 : 0; }

bool works(const Person& person) { return person.job != "tidak_bekerja" && person.job != "pensiunan"; }
bool has_employer(const Person& person) {
    return person.job == "pegawai_swasta" || person.job == "pns_tni_polri" || person.job == "pejabat_negara";
}

Answer health_insurance(const Person& person, Random& random) {
    if (person.job == "pns_tni_polri" || (has_employer(person) && random.chance(650))) return ChoiceName{"pemberi_kerja"};
    constexpr std::array values{Weighted{"pbi_nasional", 56, 2}, Weighted{"pbi_daerah", 12, 4}, Weighted{"tidak_ada", 27, 18},
                                Weighted{"mandiri", 4, 50}, Weighted{"pemberi_kerja", 1, 25}, Weighted{"jaminan_lain", 0, 1}};
    return by_decile(values, person.decile, random);
}

Answer work_insurance(const Person& person, Random& random) {
    if (person.job == "pns_tni_polri") return ChoiceName{"jaminan_lain"};
    if (has_employer(person) && random.chance(600)) return ChoiceName{"dengan_jht"};
    return ChoiceName{works(person) && random.chance(90) ? "jkk_jkm" : "tidak_ada"};
}

Answer disability(const Person& person, Random& random) {
    if (!random.chance(person.age >= 60 ? 90 : 16)) return ChoiceName{"tidak_ada"};
    constexpr std::array<std::string_view, 7> kinds{"fisik", "fisik", "penglihatan", "pendengaran", "wicara", "mental", "intelektual"};
    return ChoiceName{kinds[random.below(kinds.size())]};
}

Answer pregnant(const Person& person, Random& random) {
    const bool may_be = person.female && person.age >= 17 && person.age <= 44 && person.marital == Marital::married;
    return yes_if(may_be && random.chance(55));
}

Answer at_school(const Person& person, Random&) {
    if (person.pupil) return ChoiceName{"masih_sekolah"};
    return ChoiceName{person.education == "belum_sekolah" ? "belum_pernah" : "tidak_lagi"};
}

Answer school_level(const Person& person, Random& random) {
    if (!person.pupil) return {};
    if (person.education == "siswa_sd") return ChoiceName{"sd"};
    if (person.education == "siswa_smp") return ChoiceName{"smp"};
    if (person.education == "siswa_sma") return ChoiceName{random.chance(450) ? "smk" : "sma"};
    return ChoiceName{"pendidikan_tinggi"};
}

Answer work_status(const Person& person, Random& random) {
    if (!works(person)) return {};
    if (person.job == "pns_tni_polri" || person.job == "pejabat_negara") return ChoiceName{"aparatur"};
    if (person.job == "pegawai_swasta") return ChoiceName{"buruh_swasta"};
    if (person.job == "pekerja_lepas") return ChoiceName{random.chance(120) ? "bebas_pertanian" : "bebas_nonpertanian"};
    if (person.job == "petani" && random.chance(300)) return ChoiceName{"pekerja_keluarga"};
    return ChoiceName{random.chance(800) ? "berusaha_sendiri" : random.chance(800) ? "dibantu_tidak_tetap" : "dibantu_tetap"};
}

Answer earnings(const Person& person, Random& random) {
    if (!works(person)) return std::int64_t{0};
    return random.between(6 + 3 * person.decile, 16 + 6 * person.decile) * 100'000;
}

int age_when_listed(const Person& person) {
    static const program::Date listed = *program::make_date(2021, 7, 1);
    return static_cast<int>(std::max<std::int64_t>(0, program::full_years(person.birth, listed)));
}

template <int low, int high>
Answer listed_between(const Person& person, Random&) {
    const int age = age_when_listed(person);
    return yes_if(age >= low && age <= high);
}

template <int poorest, int step>
Answer help(const Person& person, Random& random) {
    return yes_if(receives(person.decile, poorest, step, random));
}

Answer stunting_risk(const Person& person, Random& random) {
    const bool counted = person.age <= 5 || (person.female && person.age >= 17 && person.age <= 45 && person.marital == Marital::married);
    return yes_if(counted && receives(person.decile, 380, 38, random));
}

constexpr auto recipes = std::to_array<Recipe<Person>>({
    {"nama", none, [](const Person& p, Random&) -> Answer { return p.name; }},
    {"nik", p3ke, [](const Person& p, Random&) -> Answer { return p.nik; }},
    {"padan_dukcapil", p3ke, [](const Person&, Random& r) -> Answer { return yes_if(r.chance(940)); }},
    {"jenis_kelamin", none, [](const Person& p, Random&) -> Answer { return ChoiceName{p.female ? "perempuan" : "laki_laki"}; }},
    {"tanggal_lahir", p3ke, [](const Person& p, Random&) -> Answer { return program::to_iso(p.birth); }},
    {"hubungan_dengan_kepala_keluarga", none, [](const Person& p, Random&) -> Answer { return relation_name(p.relation); }},
    {"status_kawin", p3ke, [](const Person& p, Random&) -> Answer { return marital_name(p.marital); }},
    {"keberadaan", {40, 1000}, [](const Person& p, Random&) -> Answer { return presence_name(p.presence); }},
    {"pekerjaan", p3ke, [](const Person& p, Random&) -> Answer { return ChoiceName{p.job}; }},
    {"pendidikan", p3ke, [](const Person& p, Random&) -> Answer { return ChoiceName{p.education}; }},
    {"usia_dibawah_7_tahun", none, listed_between<0, 6>},
    {"usia_7_sd_12", none, listed_between<7, 12>},
    {"usia_13_sd_15", none, listed_between<13, 15>},
    {"usia_16_sd_18", none, listed_between<16, 18>},
    {"usia_19_sd_21", none, listed_between<19, 21>},
    {"usia_22_sd_59", none, listed_between<22, 59>},
    {"usia_60_tahun_keatas", none, listed_between<60, 150>},
    {"penerima_bpnt", p3ke, help<160, 30>},
    {"penerima_bpum", p3ke, help<25, 3>},
    {"penerima_bst", p3ke, help<70, 14>},
    {"penerima_pkh", p3ke, help<120, 26>},
    {"penerima_sembako", p3ke, help<150, 29>},
    {"resiko_stunting", p3ke, stunting_risk},
    {"jaminan_kesehatan", {100, 600}, health_insurance},
    {"jaminan_ketenagakerjaan", {120, 780}, work_insurance},
    {"disabilitas", {60, 850}, disability},
    {"penyakit_kronis", {90, 880}, [](const Person& p, Random& r) -> Answer { return yes_if(r.chance(p.age >= 55 ? 280 : 35)); }},
    {"hamil", {40, 850}, pregnant},
    {"partisipasi_sekolah", {50, 640}, at_school},
    {"jenjang", {70, 640}, school_level},
    {"status_pekerjaan", {90, 740}, work_status},
    {"penghasilan_sebulan", {300, 900}, earnings},
});

}  // namespace

std::span<const Recipe<Person>> person_recipes() { return recipes; }

}  // namespace tepat::sample
