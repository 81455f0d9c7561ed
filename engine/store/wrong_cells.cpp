// SPDX-License-Identifier: Apache-2.0
#include "engine/store/wrong_cells.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"

namespace tepat::store {
namespace {

using Visit = std::function<void(const WrongCell&)>;
using Readers = std::vector<std::pair<const program::Fact*, CellReader>>;

std::string_view text_at(sqlite3_stmt* row, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    return text == nullptr ? std::string_view() : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
}

class Scan {
public:
    Scan(const std::string& path, const program::Program& program, program::EntityId entity, const Visit& visit)
        : path_(path), program_(program), entity_(program[entity]), visit_(visit), database_(open_database(path, Access::read)),
          shape_(shape_of(database_, entity_.table)) {}

    void run(bool links) {
        if (!shape_.exists || find_column(shape_, entity_.key_column) < 0) return;
        check_values();
        for (const program::FactId fact : entity_.facts)
            if (program_[fact].refers_to.valid()) check_keys(program_[fact].column, &program_[fact], program_[program_[fact].refers_to]);
        if (links && entity_.parent.valid()) check_keys(entity_.link_column, nullptr, program_[entity_.parent]);
    }

private:
    std::string row_and_key() const { return std::string("SELECT ") + (shape_.has_rowid ? "_rowid_" : "0") + ", " + sql_name(entity_.key_column); }

    template <class Take>
    void each_row(const std::string& sql, const Take& take) {
        sqlite3_stmt* row = nullptr;
        if (sqlite3_prepare_v2(database_.getHandle(), sql.c_str(), -1, &row, nullptr) != SQLITE_OK) fail(path_, database_.getHandle());
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(row, sqlite3_finalize);
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(row)) == SQLITE_ROW) take(row);
        if (result != SQLITE_DONE) fail(path_, database_.getHandle());
    }

    void say(sqlite3_stmt* row, int at, const std::string& column, const program::Fact* fact) const {
        visit_({sqlite3_column_int64(row, 0), text_at(row, 1), text_at(row, at), column, fact});
    }

    void check_values() {
        Readers facts;
        std::string names;
        for (const program::FactId fact : entity_.facts) {
            if (find_column(shape_, program_[fact].column) < 0) continue;
            facts.emplace_back(&program_[fact], CellReader(program_, program_[fact]));
            names += ", " + sql_name(program_[fact].column);
        }
        each_row(row_and_key() + names + " FROM " + sql_name(entity_.table), [&](sqlite3_stmt* row) {
            for (std::size_t f = 0; f < facts.size(); ++f) {
                const int at = static_cast<int>(f) + 2;
                if (facts[f].second.judge(cell_at(row, at)).first == CellState::error) say(row, at, facts[f].first->column, facts[f].first);
            }
        });
    }

    void check_keys(const std::string& column, const program::Fact* fact, const program::Entity& target) {
        const TableShape there = shape_of(database_, target.table);
        if (!there.exists || find_column(there, target.key_column) < 0 || find_column(shape_, column) < 0) return;
        const std::string name = sql_name(column), key = sql_name(target.key_column);
        each_row(row_and_key() + ", " + name + " FROM " + sql_name(entity_.table) + " WHERE " + name + " <> '' AND CAST(" + name +
                     " AS TEXT) NOT IN (SELECT CAST(" + key + " AS TEXT) FROM " + sql_name(target.table) + " WHERE " + key + " IS NOT NULL)",
                 [&](sqlite3_stmt* row) {
                     const bool unknown = fact != nullptr && std::count(fact->counts_as_missing.begin(), fact->counts_as_missing.end(), text_at(row, 2)) > 0;
                     if (!unknown) say(row, 2, column, fact);
                 });
    }

    const std::string& path_;
    const program::Program& program_;
    const program::Entity& entity_;
    const Visit& visit_;
    SQLite::Database database_;
    TableShape shape_;
};

}  // namespace

void each_wrong_cell(const std::string& path, const program::Program& program, program::EntityId entity, bool links, const Visit& visit) {
    guarded(path, [&] { Scan(path, program, entity, visit).run(links); });
}

}  // namespace tepat::store
