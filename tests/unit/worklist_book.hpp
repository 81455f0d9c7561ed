// SPDX-License-Identifier: Apache-2.0
// A small worklist on disk: a programme with an intervention and a question, runs over families given as letters, decisions, and hands that
// reach into the file with another tool.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/worklist/apply.hpp"
#include "engine/worklist/decide.hpp"
#include "engine/worklist/verify.hpp"
#include "tests/unit/judge.hpp"

namespace tepat::book {

namespace fs = std::filesystem;
using worklist::Decision;
using worklist::Misfit;

inline const std::string rules = R"(
entitas keluarga "Keluarga"
  dari tabel keluarga kunci id
  sebutan nama
  nama teks
  miskin ya_tidak
  dilayani ya_tidak
lembaga dinas "Dinas Sosial"
lembaga lurah "Lurah"
program bantuan "Bantuan" untuk setiap keluarga
  pelaksana dinas
  dasar hukum "Uji"
  periode bulanan
  besaran Rp100.000 per bulan
aturan miskin_dibantu "Miskin" untuk setiap keluarga
  program bantuan
  jika miskin
  maka tugas "Bantu {nama}" kepada dinas
    tenggat 7 hari
    bukti foto "tanda terima"
    selesai bila dilayani
  bila belum pasti tugas "Tanyakan {nama}" kepada lurah
    tenggat 7 hari
)";

struct Book {
    fs::path folder = fs::temp_directory_path() / ("tepat_history_" + std::to_string(::getpid()) + "_" + std::to_string(counter++));
    std::string path = (folder / "w.db").string();
    static inline int counter = 0;
    Book() { fs::create_directories(folder); }
    ~Book() { fs::remove_all(folder); }

    /// One letter a family: y poor, n not, ? unknown, d poor and served.
    worklist::Applied run(const std::string& families, const std::string& date = "2025-07-01") const {
        judge::Case all(rules);
        for (std::size_t i = 0; i < families.size(); ++i) {
            const char c = families[i];
            all.row("keluarga", "k" + std::to_string(i + 1), "",
                    {{"nama", "Nama" + std::to_string(i + 1)}, {"miskin", c == '?' ? "?" : c == 'y' || c == 'd' ? "1" : "0"}, {"dilayani", c == 'd' || c == 's' ? "1" : "0"}});
        }
        all.request.date = *program::parse_iso(date);
        all.request.watch = worklist::needs(all.program(), all.request.rules).watch;
        const run::Decisions decisions = all.decide();
        const columns::Population population = all.population();
        return worklist::apply(path, {all.program(), decisions, population, all.request.date}, {"rules", "data", "0.1", date + "T08:00:00Z", true});
    }

    worklist::Decided decide(const std::vector<worklist::Order>& orders, worklist::Write write = worklist::Write::all) const {
        return worklist::decide(path, orders, {"siti", "2025-07-02T09:00:00Z"}, write);
    }

    /// As somebody with sqlite3 would; true: SQLite did it.
    bool sql(const std::string& statements) const {
        sqlite3* db = nullptr;
        sqlite3_open(path.c_str(), &db);
        const bool done = sqlite3_exec(db, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return done;
    }
    /// With the triggers out of the way, and back when done.
    void behind_the_back(const std::string& statements) const {
        const std::string drop = "CREATE TABLE kept AS SELECT sql FROM sqlite_master WHERE type = 'trigger'; DROP TRIGGER history_is_not_changed;"
                                 "DROP TRIGGER history_is_not_deleted; DROP TRIGGER history_is_only_added_to;";
        REQUIRE(sql(drop + statements));
        sqlite3* db = nullptr;
        sqlite3_open(path.c_str(), &db);
        std::vector<std::string> triggers;
        sqlite3_stmt* rows = nullptr;
        sqlite3_prepare_v2(db, "SELECT sql FROM kept", -1, &rows, nullptr);
        while (sqlite3_step(rows) == SQLITE_ROW) triggers.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)));
        sqlite3_finalize(rows);
        sqlite3_close(db);
        for (const std::string& trigger : triggers) REQUIRE(sql(trigger));
        REQUIRE(sql("DROP TABLE kept"));
    }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream((folder / name).string(), std::ios::binary) << bytes;
        return (folder / name).string();
    }
    std::string state(std::int64_t task) const {
        for (const auto& each : store::read_worklist(path).tasks)
            if (each.id == task) return each.state;
        return "";
    }
    std::vector<std::string> events() const {
        std::vector<std::string> all;
        for (const auto& entry : store::read_history(path)) all.push_back(std::to_string(entry.task) + " " + entry.event);
        return all;
    }
    /// "entry 4", "task_state 2", ...; empty: whole.
    std::vector<std::string> misfits() const {
        constexpr const char* names[] = {"entry", "number", "state of", "task", "unknown task", "run", "subjects", "unguarded", "tasks", "catalogue"};
        std::vector<std::string> all;
        for (const auto& finding : worklist::verify(path).findings) {
            const bool chain = finding.misfit == Misfit::entry || finding.misfit == Misfit::number;
            all.push_back(std::string(names[static_cast<int>(finding.misfit)]) + " " + std::to_string(chain ? finding.entry : finding.task));
        }
        return all;
    }
};

using Lines = std::vector<std::string>;

/// One run over four families, then decisions of every kind: a history of eight entries.
struct Lively : Book {
    Lively() {
        run("yy?y");  // tasks 1..3: interventions for k1, k2, k4; 4: the question about k3
        decide({{1, Decision::approve}});
        decide({{2, Decision::reject, "sudah pindah"}});
        decide({{3, Decision::postpone, "menunggu", "", "2025-07-20"}});
    }
};

}  // namespace tepat::book
