// SPDX-License-Identifier: Apache-2.0
// tests/golden/outcomes/*: a rule file over a baseline, whose outcomes were worked out by hand (see the README.md beside them).
// Engine (through SQLite, as in a run) and oracle must both give exactly that file.
#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "engine/store/baseline.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;

namespace {

const std::filesystem::path golden = std::filesystem::path(TEPAT_SOURCE_DIR) / "tests/golden/outcomes/kecil";

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A database made by the golden's SQL, removed at the end.
class Database {
public:
    explicit Database(const std::string& sql)
        : path_(std::filesystem::temp_directory_path() / ("tepat-golden-" + std::to_string(::getpid()) + ".db")) {
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open(path_.c_str(), &handle) == SQLITE_OK);
        const int done = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
        sqlite3_close(handle);
        REQUIRE(done == SQLITE_OK);
    }
    ~Database() { std::filesystem::remove(path_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

template <class Id>
std::vector<Id> all_ids(std::size_t count) {
    std::vector<Id> ids;
    for (std::uint32_t i = 0; i < count; ++i) ids.push_back(Id{i});
    return ids;
}

}  // namespace

TEST_CASE("the small golden: engine and oracle give the outcomes worked out by hand", "[golden]") {
    const versus::Compiled compiled = versus::compile({read(golden / "kecil.aturan")});
    INFO(compiled.complaints());
    REQUIRE(compiled.sound());
    const program::Program& program = compiled.program;
    const Database database(read(golden / "baseline.sql"));
    const store::Baseline baseline = store::read_baseline(database.path(), program, all_ids<program::EntityId>(program.entities.size()),
                                                          all_ids<program::FactId>(program.facts.size()), 1);
    const oracle::Circumstances on{*program::parse_iso("2025-07-01")};
    const std::string expected = read(golden / "outcomes.csv");
    CHECK(versus::outcomes_of_engine(program, baseline.population, on) == expected);
    CHECK(versus::outcomes_of_oracle(program, oracle::to_world(baseline.population, program), on) == expected);

    SECTION("the baseline's errors are counted by column: links are counted too") {
        std::map<std::string, std::size_t> counts;
        for (const store::CellErrors& error : baseline.errors) counts[error.column] = error.count;
        CHECK(counts == std::map<std::string, std::size_t>{{"desil", 1}, {"id_keluarga", 1}, {"tanggal_lahir", 3}, {"upah", 1}});
    }
}
