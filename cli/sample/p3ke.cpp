// SPDX-License-Identifier: Apache-2.0
// Columns and code lists: /docs/language/shipped-vocabulary.md names the sources (G1, G4, G10-G13).
#include "cli/sample/p3ke.hpp"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <unordered_map>

#include "cli/sample/recipes.hpp"

namespace tepat::sample {

namespace {

constexpr auto file_a = std::to_array<FileColumn>({
    {"No", nullptr, Holds::running_number},
    {"id_keluarga_P3KE", nullptr, Holds::key},
    {"provinsi", "nama_provinsi", Holds::text},
    {"kabupaten_kota", "nama_kabupaten_kota", Holds::text},
    {"kecamatan", "nama_kecamatan", Holds::text},
    {"desa_kelurahan", "desa_kelurahan", Holds::text},
    {"kode_kemdagri", "kode_kemdagri", Holds::area},
    {"desil_kesejahteraan", "desil_kesejahteraan", Holds::decile},
    {"alamat", "alamat", Holds::text},
    {"kepala_keluarga", "kepala_keluarga", Holds::name},
    {"nik", "nik", Holds::nik},
    {"padan_dukcapil", "padan_dukcapil", Holds::yes_no},
    {"jenis_kelamin", "jenis_kelamin", Holds::choice},
    {"tanggal_lahir", "tanggal_lahir", Holds::date},
    {"pekerjaan", "pekerjaan", Holds::choice},
    {"pendidikan", "pendidikan", Holds::choice},
    {"kepemilikan_rumah", "kepemilikan_rumah", Holds::choice},
    {"memiliki_simpananuang_perhiasan_ternak_lainnya", "memiliki_simpananuang_perhiasan_ternak_lainnya", Holds::yes_no},
    {"jenis_atap", "jenis_atap", Holds::choice},
    {"jenis_dinding", "jenis_dinding", Holds::choice},
    {"jenis_lantai", "jenis_lantai", Holds::choice},
    {"sumber_penerangan", "sumber_penerangan", Holds::choice},
    {"bahan_bakar_memasak", "bahan_bakar_memasak", Holds::choice},
    {"sumber_air_minum", "sumber_air_minum", Holds::choice},
    {"memiliki_fasilitas_buang_air_besar", "memiliki_fasilitas_buang_air_besar", Holds::choice},
    {"penerima_bpnt", "penerima_bpnt", Holds::yes_no},
    {"penerima_bpum", "penerima_bpum", Holds::yes_no},
    {"penerima_bst", "penerima_bst", Holds::yes_no},
    {"penerima_pkh", "penerima_pkh", Holds::yes_no},
    {"penerima_sembako", "penerima_sembako", Holds::yes_no},
    {"resiko_stunting", "resiko_stunting", Holds::zero_or_one},
});
constexpr auto file_b = std::to_array<FileColumn>({
    {"id_keluarga_p3ke", nullptr, Holds::link},
    {"provinsi", nullptr, Holds::text},
    {"kabupaten_kota", nullptr, Holds::text},
    {"kecamatan", nullptr, Holds::text},
    {"desa_kelurahan", nullptr, Holds::text},
    {"kode_kemdagri", nullptr, Holds::area},
    {"desil_kesejahteraan", nullptr, Holds::decile},
    {"alamat", nullptr, Holds::text},
    {"id_individu", nullptr, Holds::key},
    {"nama", "nama", Holds::name},
    {"nik", "nik", Holds::nik},
    {"padan_dukcapil", "padan_dukcapil", Holds::yes_no},
    {"jenis_kelamin", "jenis_kelamin", Holds::choice},
    {"hubungan_dengan_kepala_keluarga", "hubungan_dengan_kepala_keluarga", Holds::relation},
    {"tanggal_lahir", "tanggal_lahir", Holds::date},
    {"status_kawin", "status_kawin", Holds::choice},
    {"pekerjaan", "pekerjaan", Holds::choice},
    {"pendidikan", "pendidikan", Holds::choice},
    {"usia_dibawah_7_tahun", "usia_dibawah_7_tahun", Holds::yes_no},
    {"usia_7_sd_12", "usia_7_sd_12", Holds::yes_no},
    {"usia_13_sd_15", "usia_13_sd_15", Holds::yes_no},
    {"usia_16_sd_18", "usia_16_sd_18", Holds::yes_no},
    {"usia_19_sd_21", "usia_19_sd_21", Holds::yes_no},
    {"usia_22_sd_59", "usia_22_sd_59", Holds::yes_no},
    {"usia_60_tahun_keatas", "usia_60_tahun_keatas", Holds::yes_no},
    {"penerima_bpnt", "penerima_bpnt", Holds::yes_no},
    {"penerima_bpum", "penerima_bpum", Holds::yes_no},
    {"penerima_bst", "penerima_bst", Holds::yes_no},
    {"penerima_pkh", "penerima_pkh", Holds::yes_no},
    {"penerima_sembako", "penerima_sembako", Holds::yes_no},
    {"resiko_stunting", "resiko_stunting", Holds::zero_or_one},
});
static_assert(file_a.size() == 31 && file_b.size() == 31);

/// The recipes' names of choices as the files spell them; no name means two things.
const std::unordered_map<std::string_view, const char*>& spellings() {
    static const std::unordered_map<std::string_view, const char*> all{
        {"laki_laki", "Laki-laki"}, {"perempuan", "Perempuan"},
        {"kepala_keluarga", "Kepala Keluarga"}, {"istri", "Istri"}, {"anak", "Anak"}, {"lainnya", "Lainnya"},
        {"belum_kawin", "Belum Kawin"}, {"kawin", "Kawin"}, {"cerai_hidup", "Cerai Hidup"}, {"cerai_mati", "Cerai Mati"},
        {"petani", "Petani"}, {"nelayan", "Nelayan"}, {"pekerja_lepas", "Pekerja Lepas"}, {"tidak_bekerja", "Tidak/Belum Bekerja"},
        {"pegawai_swasta", "Pegawai Swasta"}, {"pensiunan", "Pensiunan"}, {"wiraswasta", "Wiraswasta"}, {"pedagang", "Pedagang"},
        {"pns_tni_polri", "PNS/TNI/Polri"}, {"pejabat_negara", "Pejabat Negara"},
        {"belum_sekolah", "Tidak/belum sekolah"}, {"tidak_tamat_sd", "Tidak tamat SD/sederajat"}, {"siswa_sd", "Siswa SD/sederajat"},
        {"tamat_sd", "Tamat SD/sederajat"}, {"siswa_smp", "Siswa SMP/sederajat"}, {"tamat_smp", "Tamat SMP/sederajat"},
        {"siswa_sma", "Siswa SMA/sederajat"}, {"tamat_sma", "Tamat SMA/sederajat"}, {"mahasiswa", "Mahasiswa Perguruan Tinggi"},
        {"tamat_perguruan_tinggi", "Tamat Perguruan Tinggi"},
        {"milik_sendiri", "Milik Sendiri"}, {"kontrak_sewa", "Kontrak/Sewa"}, {"bebas_sewa", "Bebas Sewa"}, {"menumpang", "Menumpang"}, {"dinas", "Dinas"},
        {"asbes_seng", "Asbes/Seng"}, {"bambu", "Bambu"}, {"beton", "Beton"}, {"genteng", "Genteng"}, {"kayu_sirap", "Kayu/Sirap"},
        {"kayu_papan", "Kayu/Papan"}, {"seng", "Seng"}, {"tembok", "Tembok"},
        {"keramik", "Keramik/Granit/Marmer/Ubin/Tegel/Teraso"}, {"semen", "Semen"}, {"tanah", "Tanah"},
        {"genset_surya", "Genset/Solar cell"}, {"listrik_bersama", "Listrik Bersama"}, {"listrik_di_atas_900", "Listrik Pribadi > 900 Watt"},
        {"listrik_sampai_900", "Listrik Pribadi s/d 900 Watt"}, {"bukan_listrik", "Non-Listrik"},
        {"arang_kayu", "Arang/Kayu"}, {"listrik_gas", "Listrik/Gas"}, {"minyak_tanah", "Minyak Tanah"},
        {"air_hujan", "Air Hujan"}, {"kemasan_isi_ulang", "Air Kemasan/Isi Ulang"}, {"air_permukaan", "Air Permukaan (Sungai, Danau, dll)"},
        {"ledeng", "Ledeng/PAM"}, {"sumur_bor", "Sumur Bor"}, {"sumur_terlindung", "Sumur Terlindung"}, {"sumur_tidak_terlindung", "Sumur Tidak Terlindung"},
        {"septik", "Ya, dengan Septic Tank"}, {"tanpa_septik", "Ya, tanpa Septic Tank"}, {"jamban_umum", "Tidak, Jamban Umum/Bersama"}};
    return all;
}

FileCell text_cell(std::string text) { return {text.empty() ? FileCell::Kind::nothing : FileCell::Kind::text, std::move(text)}; }

FileCell cell_of(const Answer& answer, Holds holds) {
    if (const auto* number = std::get_if<std::int64_t>(&answer)) {
        if (holds == Holds::yes_no) return text_cell(*number == 1 ? "Ya" : "Tidak");
        return {FileCell::Kind::number, std::to_string(*number)};
    }
    if (const auto* text = std::get_if<std::string>(&answer)) return text_cell(*text);
    if (const auto* choice = std::get_if<ChoiceName>(&answer)) {
        const auto spelled = spellings().find(choice->name);
        assert(spelled != spellings().end());
        return text_cell(spelled->second);
    }
    return {};
}

/// The recipe of every column, in order; null where there is none.
template <class Subject>
std::vector<const Recipe<Subject>*> recipes_of(std::span<const FileColumn> columns, std::span<const Recipe<Subject>> recipes) {
    std::vector<const Recipe<Subject>*> found(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (const Recipe<Subject>& recipe : recipes)
            if (columns[i].fact != nullptr && recipe.fact == columns[i].fact) found[i] = &recipe;
    return found;
}

template <class Subject>
FileRow filled(std::span<const FileColumn> columns, const std::vector<const Recipe<Subject>*>& recipes, const Subject& subject, std::uint64_t seed) {
    FileRow row(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (recipes[i] != nullptr) row[i] = cell_of(answer_of(*recipes[i], subject, subject.verified, seed), columns[i].holds);
    return row;
}

}  // namespace

std::span<const FileColumn> family_columns() { return file_a; }
std::span<const FileColumn> person_columns() { return file_b; }

std::size_t column_of(std::span<const FileColumn> columns, std::string_view title) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const FileColumn& column) { return column.title == title; });
    assert(found != columns.end());
    return static_cast<std::size_t>(found - columns.begin());
}

std::string person_key(const Family& family, const Person& person) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%02u", static_cast<unsigned>(person.number - family.members.front().number + 1) % 100);
    return family.key + digits;
}

FileRow family_row(const Family& family, std::uint64_t seed) {
    static const auto recipes = recipes_of(family_columns(), family_recipes());
    FileRow row = filled(family_columns(), recipes, family, seed);
    row[1] = text_cell(family.key);
    return row;
}

/// Area, decile and address are written on the rows of the persons once more.
FileRow person_row(const Family& family, const FileRow& family_row, const Person& person, std::uint64_t seed, bool every_nik) {
    static const auto recipes = recipes_of(person_columns(), person_recipes());
    static const std::size_t nik = column_of(person_columns(), "nik"), key = column_of(person_columns(), "id_individu");
    FileRow row = filled(person_columns(), recipes, person, seed);
    std::copy(family_row.begin() + 2, family_row.begin() + 9, row.begin() + 1);
    row[0] = text_cell(family.key);
    row[key] = text_cell(person_key(family, person));
    if (every_nik) row[nik] = text_cell(person.nik);
    return row;
}

}  // namespace tepat::sample
