// SPDX-License-Identifier: Apache-2.0
// The synthetic population: deterministic, exact in number, believable, with the gaps and the dirt it promises, and nobody real.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "cli/sample/places.hpp"
#include "cli/sample/sample.hpp"
#include "dsl/check/check.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/store/baseline.hpp"

namespace {

using namespace tepat;
namespace fs = std::filesystem;

struct Vocabulary {
    text::Sources sources;
    diagnostics::Sink sink;
    program::Program program;

    explicit Vocabulary(const std::vector<std::string>& files) {
        std::vector<syntax::Module> modules;
        for (const std::string& file : files) modules.push_back(syntax::parse(sources.add("vocabulary", file), sink));
        program = check::check(modules, sources, sink);
        REQUIRE(program.complete);
    }
};

std::string read_file(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

const Vocabulary& shipped() {
    static const Vocabulary vocabulary([] {
        std::vector<std::string> files;
        for (const auto& entry : fs::directory_iterator(fs::path(TEPAT_SOURCE_DIR) / "rules/kosakata")) files.push_back(read_file(entry.path()));
        return files;
    }());
    return vocabulary;
}

/// A baseline file that is gone afterwards.
struct Scratch {
    std::string path;
    explicit Scratch(const std::string& name) : path((fs::temp_directory_path() / ("tepat_sample_" + name + ".db")).string()) { fs::remove(path); }
    ~Scratch() { fs::remove(path); }
};

store::Baseline all_of(const program::Program& program, const std::string& path) {
    std::vector<program::EntityId> entities;
    std::vector<program::FactId> facts;
    for (std::uint32_t i = 0; i < program.entities.size(); ++i) entities.push_back({i});
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) facts.push_back({i});
    return store::read_baseline(path, program, entities, facts, 1);
}

store::Baseline sample_of(const program::Program& program, sample::Request request, const std::string& name) {
    const Scratch file(name);
    request.baseline = file.path;
    sample::make_sample(program, request);
    return all_of(program, file.path);
}

sample::Request people(std::uint64_t count, unsigned dirt = 0) {
    sample::Request request;
    request.people = count;
    request.dirt = dirt;
    return request;
}

/// A loaded entity's cells by fact name.
struct Table {
    const program::Program& program;
    const program::Entity& entity;
    const columns::EntityRows& rows;

    Table(const program::Program& of, const columns::Population& population, const std::string& name)
        : program(of), entity(find(of, name)), rows(population.entities[static_cast<std::size_t>(&entity - of.entities.data())]) {}
    static const program::Entity& find(const program::Program& of, const std::string& name) {
        for (const program::Entity& entity : of.entities)
            if (entity.name == name) return entity;
        FAIL("no entity " << name);
        return of.entities.front();
    }
    const columns::Column& column(const std::string& fact) const {
        for (std::size_t i = 0; i < entity.facts.size(); ++i)
            if (program[entity.facts[i]].name == fact) return rows.columns[i].value();
        FAIL("no fact " << fact);
        return *rows.columns.front();
    }
    bool known(const std::string& fact, std::size_t row) const { return column(fact).known.get(row); }
    std::string text(const std::string& fact, std::size_t row) const {
        return column(fact).dictionary[static_cast<std::size_t>(column(fact).at(row))];
    }
    std::string choice(const std::string& fact, std::size_t row) const {
        for (const program::FactId id : entity.facts)
            if (program[id].name == fact) return program[program[id].type.choices].values[static_cast<std::size_t>(column(fact).at(row))].name;
        return {};
    }
    std::size_t known_rows(const std::string& fact) const { return column(fact).known.count(); }
};

}  // namespace

TEST_CASE("the place list has the 68 kelurahan of Kota Jambi", "[sample]") {
    const sample::Place place = sample::place_named("kota-jambi");
    CHECK(place.cities.size() == 1);
    CHECK(place.districts.size() == 11);
    REQUIRE(place.villages.size() == 68);
    CHECK(place.villages.front().code == "1571011001");
    CHECK(place.villages.front().name == "Simpang IV Sipin");
    CHECK(place.villages.front().parent == "157101");
    CHECK(sample::place_named("kota-tanjungbalai").villages.size() == 31);
    CHECK(sample::place_named("dki-jakarta").villages.size() == 267);
    CHECK(sample::place_named("atlantis").villages.empty());
}

TEST_CASE("the same request makes the same population, another seed another", "[sample]") {
    const program::Program& program = shipped().program;
    sample::Request other = people(3000, 20);
    other.seed = 2;
    const store::Baseline first = sample_of(program, people(3000, 20), "first");
    CHECK(first.fingerprint == sample_of(program, people(3000, 20), "again").fingerprint);
    CHECK(first.fingerprint != sample_of(program, other, "other").fingerprint);
}

TEST_CASE("there are exactly as many people as asked, in families of the place", "[sample]") {
    const program::Program& program = shipped().program;
    const store::Baseline baseline = sample_of(program, people(5000), "count");
    CHECK(baseline.errors.empty());
    const Table persons(program, baseline.population, "anggota"), families(program, baseline.population, "keluarga");
    CHECK(persons.rows.rows == 5000);
    CHECK(Table(program, baseline.population, "kelurahan").rows.rows == 68);
    const double size = 5000.0 / static_cast<double>(families.rows.rows);
    CHECK(size > 3.3);
    CHECK(size < 3.9);
    std::vector<std::size_t> members(families.rows.rows, 0);
    for (const std::uint32_t family : persons.rows.parent) {
        REQUIRE(family < members.size());
        ++members[family];
    }
    CHECK(std::count(members.begin(), members.end(), 0U) == 0);
}

TEST_CASE("people fit together and nobody is real", "[sample]") {
    const program::Program& program = shipped().program;
    const store::Baseline baseline = sample_of(program, people(4000), "fit");
    const Table persons(program, baseline.population, "anggota");
    std::set<std::string> numbers;
    std::map<std::uint32_t, std::size_t> heads;
    for (std::size_t row = 0; row < persons.rows.rows; ++row) {
        if (persons.choice("hubungan_dengan_kepala_keluarga", row) == "kepala_keluarga") ++heads[persons.rows.parent[row]];
        if (persons.choice("hubungan_dengan_kepala_keluarga", row) == "istri") CHECK(persons.choice("jenis_kelamin", row) == "perempuan");
        if (!persons.known("nik", row) || !persons.known("tanggal_lahir", row)) continue;
        const std::string nik = persons.text("nik", row);
        const program::CivilDate birth = program::to_civil({static_cast<std::int32_t>(persons.column("tanggal_lahir").at(row))});
        const bool woman = persons.choice("jenis_kelamin", row) == "perempuan";
        REQUIRE(nik.size() == 16);
        CHECK(nik.substr(0, 6) == "157100");  // district 00: no real number has it
        CHECK(std::stoul(nik.substr(6, 2)) == birth.day + (woman ? 40 : 0));
        CHECK(std::stoul(nik.substr(8, 2)) == birth.month);
        CHECK(nik.substr(12) != "0000");
        CHECK(numbers.insert(nik).second);
    }
    for (const auto& [family, count] : heads) CHECK(count == 1);
}

TEST_CASE("the gaps are those of the real files", "[sample]") {
    const program::Program& program = shipped().program;
    const store::Baseline baseline = sample_of(program, people(20000), "gaps");
    const Table persons(program, baseline.population, "anggota"), families(program, baseline.population, "keluarga");
    CHECK(persons.known_rows("jenis_kelamin") == persons.rows.rows);
    CHECK(persons.known_rows("pekerjaan") > persons.rows.rows * 95 / 100);
    CHECK(persons.known_rows("jaminan_kesehatan") > persons.rows.rows * 35 / 100);
    CHECK(persons.known_rows("jaminan_kesehatan") < persons.rows.rows * 60 / 100);
    CHECK(persons.known_rows("nama_provinsi") == 0);  // no recipe: stays unknown
    const std::size_t visited = families.known_rows("hasil_verval");
    CHECK(visited > families.rows.rows * 10 / 100);
    CHECK(visited < families.rows.rows * 20 / 100);
    for (std::size_t row = 0; row < persons.rows.rows; ++row)
        if (persons.known("keberadaan", row)) CHECK(families.known("hasil_verval", persons.rows.parent[row]));
}

TEST_CASE("dirt shows as error cells and families without members", "[sample]") {
    const program::Program& program = shipped().program;
    const store::Baseline baseline = sample_of(program, people(5000, 2000), "dirt");
    std::set<std::string> columns;
    for (const store::CellErrors& errors : baseline.errors) columns.insert(program[errors.entity].name + '.' + errors.column);
    CHECK(columns.contains("keluarga.desil_kesejahteraan"));
    CHECK(columns.contains("anggota.tanggal_lahir"));
    const Table persons(program, baseline.population, "anggota"), families(program, baseline.population, "keluarga");
    CHECK(std::count(persons.rows.parent.begin(), persons.rows.parent.end(), columns::no_parent_error) > 20);
    std::set<std::uint32_t> with_members(persons.rows.parent.begin(), persons.rows.parent.end());
    with_members.erase(columns::no_parent_error);
    CHECK(with_members.size() < families.rows.rows);
}

TEST_CASE("a fact more in the vocabulary changes no other cell", "[sample]") {
    const std::string head = "entitas kelurahan\n  dari tabel kelurahan kunci kode\n  nama teks\n"
                             "entitas keluarga di kelurahan lewat kode_kemdagri\n  dari tabel keluarga kunci id\n  desil_kesejahteraan bilangan 1..10\n"
                             "entitas anggota di keluarga lewat id_keluarga paling sedikit 1\n  dari tabel anggota kunci id\n";
    const Vocabulary small({head + "  tanggal_lahir tanggal\n"});
    const Vocabulary large({head + "  pekerjaan pilihan petani, pedagang\n  tanggal_lahir tanggal\n"});
    const store::Baseline few = sample_of(small.program, people(1000), "few"), more = sample_of(large.program, people(1000), "more");
    const Table a(small.program, few.population, "anggota"), b(large.program, more.population, "anggota");
    for (std::size_t row = 0; row < 1000; ++row) {
        CHECK(a.known("tanggal_lahir", row) == b.known("tanggal_lahir", row));
        CHECK(a.column("tanggal_lahir").at(row) == b.column("tanggal_lahir").at(row));
    }
    CHECK(b.column("pekerjaan").error.count() == 0);  // choices the vocabulary lacks stay unknown
}

TEST_CASE("a foreign vocabulary gets values that fit its types and ranges", "[sample]") {
    const Vocabulary survey({read_file(fs::path(TEPAT_SOURCE_DIR) / "examples/income-survey/rules/survey.aturan")});
    const store::Baseline baseline = sample_of(survey.program, people(2000), "survey");
    CHECK(baseline.errors.empty());
    const Table persons(survey.program, baseline.population, "person"), households(survey.program, baseline.population, "household");
    CHECK(persons.rows.rows == 2000);
    CHECK(households.rows.rows > 500);
    CHECK(households.rows.rows < 900);
    CHECK(persons.known_rows("first_name") == 2000);
    CHECK(persons.known_rows("birth") > 1700);
    CHECK(persons.known_rows("birth") < 1950);
    for (const std::uint32_t household : persons.rows.parent) REQUIRE(household < households.rows.rows);
}

TEST_CASE("sets and references of a foreign vocabulary hold what the rules can read", "[sample]") {
    const Vocabulary made({R"(bahasa id
entitas rumah "Rumah"
  dari tabel rumah kunci nomor
  kepala merujuk orang lewat nik_kepala
entitas orang "Orang" di rumah lewat nomor
  dari tabel orang kunci nik
  ibu merujuk orang lewat nik_ibu
  bantuan himpunan beras = 1, tunai, listrik
)"});
    const store::Baseline baseline = sample_of(made.program, people(2000), "sets");
    CHECK(baseline.errors.empty());
    const Table persons(made.program, baseline.population, "orang");
    CHECK(persons.known_rows("ibu") > 1700);
    CHECK(persons.known_rows("ibu") < 1950);
    CHECK(persons.known_rows("bantuan") > 1700);
}

TEST_CASE("what cannot be made is refused before anything is written", "[sample]") {
    const program::Program& program = shipped().program;
    const Scratch file("refused");
    sample::Request request = people(100);
    request.baseline = file.path;
    request.place = "atlantis";
    try {
        sample::make_sample(program, request);
        FAIL("an unknown place was accepted");
    } catch (const diagnostics::Failure& failure) {
        CHECK(failure.exit() == diagnostics::Exit::usage);
        CHECK_FALSE(fs::exists(file.path));
    }
    request.place = "kota-jambi";
    sample::make_sample(program, request);
    try {
        sample::make_sample(program, request);
        FAIL("a filled baseline was accepted");
    } catch (const diagnostics::Failure& failure) {
        CHECK(failure.exit() == diagnostics::Exit::user);
    }
}
