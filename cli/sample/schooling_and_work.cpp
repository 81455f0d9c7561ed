// SPDX-License-Identifier: Apache-2.0
// Schooling by age and decile, work by age, sex, schooling and decile. The weights are invented: they make a believable town,
// not a statistic of one.
#include <algorithm>
#include <array>

#include "cli/sample/people.hpp"

namespace tepat::sample {

namespace {

unsigned permille(int base, int per_decile, int decile) {
    return static_cast<unsigned>(std::clamp(base + per_decile * decile, 0, 1000));
}

std::string adult_schooling(const Person& person, Random& random) {
    const int years = static_cast<int>(random.between(0, 9)) + person.decile - std::max(0, (person.age - 35) / 9);
    if (years <= 0) return "belum_sekolah";
    if (years <= 2) return "tidak_tamat_sd";
    if (years <= 5) return "tamat_sd";
    if (years <= 8) return "tamat_smp";
    if (years <= 14) return "tamat_sma";
    return "tamat_perguruan_tinggi";
}

std::string poor_job(const Person& person, Random& random) {
    constexpr std::array<const char*, 10> jobs{"pekerja_lepas", "pekerja_lepas", "pekerja_lepas", "pekerja_lepas", "pedagang",
                                               "pedagang",      "petani",        "nelayan",       "wiraswasta",    "pegawai_swasta"};
    return person.female && random.chance(500) ? "pedagang" : jobs[random.below(jobs.size())];
}

std::string better_job(const Person& person, Random& random) {
    constexpr std::array<const char*, 10> jobs{"pegawai_swasta", "pegawai_swasta", "pegawai_swasta", "pegawai_swasta", "wiraswasta",
                                               "wiraswasta",     "pedagang",       "pedagang",       "pekerja_lepas",  "petani"};
    if (person.decile >= 6 && random.chance(120)) return "pns_tni_polri";
    return jobs[random.below(jobs.size())];
}

}  // namespace

std::string schooling(const Person& person, Random& random) {
    if (person.age < 7) return "belum_sekolah";
    if (person.age <= 12) return random.chance(permille(960, 4, person.decile)) ? "siswa_sd" : "tidak_tamat_sd";
    if (person.age <= 15) return random.chance(permille(880, 12, person.decile)) ? "siswa_smp" : "tamat_sd";
    if (person.age <= 18) return random.chance(permille(640, 35, person.decile)) ? "siswa_sma" : "tamat_smp";
    if (person.age <= 22 && random.chance(permille(40, 45, person.decile))) return "mahasiswa";
    return adult_schooling(person, random);
}

std::string work(const Person& person, Random& random) {
    const bool studies = person.education.starts_with("siswa") || person.education == "mahasiswa";
    if (person.age < 15 || studies) return "tidak_bekerja";
    if (person.age >= 60 && person.decile >= 6 && random.chance(400)) return "pensiunan";
    const unsigned works = person.relation == Relation::head ? 930 : person.female ? 420 : 720;
    if (!random.chance(person.age >= 68 ? works / 3 : works)) return "tidak_bekerja";
    if (person.decile >= 9 && person.age >= 40 && random.chance(2)) return "pejabat_negara";
    return random.chance(permille(1000, -85, person.decile)) ? poor_job(person, random) : better_job(person, random);
}

}  // namespace tepat::sample
