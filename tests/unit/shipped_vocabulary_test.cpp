// SPDX-License-Identifier: Apache-2.0
// rules/kosakata against the files it was made for: every real column of P3KE's family file (A) and person file (B) is a title that an
// import accepts, and the words of those files are stored forms of the vocabulary's choices.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dsl/check/check.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/intake/header.hpp"

namespace {

using namespace tepat;
namespace fs = std::filesystem;

struct Vocabulary {
    text::Sources sources;
    diagnostics::Sink sink;
    program::Program program;

    Vocabulary() {
        std::vector<syntax::Module> modules;
        for (const auto& entry : fs::directory_iterator(fs::path(TEPAT_SOURCE_DIR) / "rules/kosakata")) {
            std::ostringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            modules.push_back(syntax::parse(sources.add(entry.path().string(), text.str()), sink));
        }
        program = check::check(modules, sources, sink);
    }
    program::EntityId entity(const std::string& name) const {
        for (std::uint32_t i = 0; i < program.entities.size(); ++i)
            if (program.entities[i].name == name) return {i};
        FAIL("no entity " << name);
        return {};
    }
    const program::Fact& fact(const std::string& of, const std::string& name) const {
        for (const program::FactId id : program[entity(of)].facts)
            if (program[id].name == name) return program[id];
        FAIL("no fact " << name);
        return program.facts.front();
    }
};

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> all;
    for (std::string word; in >> word;) all.push_back(word);
    return all;
}

const std::string file_a =
    "id_keluarga_P3KE provinsi kabupaten_kota kecamatan desa_kelurahan kode_kemdagri desil_kesejahteraan alamat kepala_keluarga nik "
    "padan_dukcapil jenis_kelamin tanggal_lahir pekerjaan pendidikan kepemilikan_rumah memiliki_simpananuang_perhiasan_ternak_lainnya "
    "jenis_atap jenis_dinding jenis_lantai sumber_penerangan bahan_bakar_memasak sumber_air_minum memiliki_fasilitas_buang_air_besar "
    "penerima_bpnt penerima_bpum penerima_bst penerima_pkh penerima_sembako resiko_stunting";
const std::string file_b =
    "id_keluarga_p3ke provinsi kabupaten_kota kecamatan desa_kelurahan kode_kemdagri desil_kesejahteraan alamat id_individu nama nik "
    "padan_dukcapil jenis_kelamin hubungan_dengan_kepala_keluarga tanggal_lahir status_kawin pekerjaan pendidikan usia_dibawah_7_tahun "
    "usia_7_sd_12 usia_13_sd_15 usia_16_sd_18 usia_19_sd_21 usia_22_sd_59 usia_60_tahun_keatas penerima_bpnt penerima_bpum penerima_bst "
    "penerima_pkh penerima_sembako resiko_stunting";

}  // namespace

TEST_CASE("the shipped vocabulary is sound and takes P3KE's own columns", "[vocabulary]") {
    const Vocabulary vocabulary;
    CHECK(vocabulary.sink.sorted().empty());
    REQUIRE(vocabulary.program.complete);
    REQUIRE(words(file_a).size() == 30);
    REQUIRE(words(file_b).size() == 31);
    CHECK(intake::match_header("a.csv", vocabulary.program, vocabulary.entity("keluarga"), words(file_a)).targets.size() == 30);
    CHECK(intake::match_header("b.csv", vocabulary.program, vocabulary.entity("anggota"), words(file_b)).targets.size() == 31);
}

TEST_CASE("choices of P3KE are stored as the file's words, those of Regsosek as its codes", "[vocabulary]") {
    const Vocabulary vocabulary;
    const auto stored = [&](const std::string& entity, const std::string& fact, const std::string& choice) {
        for (const program::ChoiceValue& value : vocabulary.program[vocabulary.fact(entity, fact).type.choices].values)
            if (value.name == choice) return value.code.value_or(value.name);
        return std::string("no such choice");
    };
    CHECK(stored("keluarga", "sumber_penerangan", "listrik_sampai_900") == "Listrik Pribadi s/d 900 Watt");
    CHECK(stored("keluarga", "jenis_lantai", "keramik") == "Keramik/Granit/Marmer/Ubin/Tegel/Teraso");
    CHECK(stored("anggota", "hubungan_dengan_kepala_keluarga", "istri") == "Istri");
    CHECK(stored("anggota", "keberadaan", "meninggal") == "2");
    CHECK(stored("keluarga", "daya_listrik", "va_450") == "1");
    CHECK(stored("anggota", "jaminan_kesehatan", "tidak_ada") == "tidak_ada");
}

TEST_CASE("what identifies a person is secret, what the law calls specific is sensitive", "[vocabulary]") {
    const Vocabulary vocabulary;
    for (const char* name : {"nik", "nomor_kk"}) CHECK(vocabulary.fact("keluarga", name).secrecy == program::Secrecy::secret);
    CHECK(vocabulary.fact("anggota", "nik").secrecy == program::Secrecy::secret);
    for (const char* name : {"jaminan_kesehatan", "disabilitas", "hamil", "penyakit_kronis", "partisipasi_sekolah", "jenjang", "penghasilan_sebulan", "resiko_stunting"})
        CHECK(vocabulary.fact("anggota", name).secrecy == program::Secrecy::sensitive);
    for (const char* name : {"pengeluaran_per_kapita", "pendapatan_keluarga", "memiliki_simpananuang_perhiasan_ternak_lainnya"})
        CHECK(vocabulary.fact("keluarga", name).secrecy == program::Secrecy::sensitive);
}
