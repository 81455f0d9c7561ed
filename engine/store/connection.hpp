// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: opening SQLite files, and what their errors mean to the people who see them (R5020..R5028).
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct sqlite3;

namespace tepat::store {

/// create: makes the file when there is none.
enum class Access { read, write, create };

/// "TpSn": the application_id of a snapshot. Such a file is opened for reading only (else: Failure).
inline constexpr std::int64_t snapshot_application = 0x5470536E;

/// Opens and reads the schema once, so that a locked, damaged or foreign file is found here. Waits a few seconds for a lock.
SQLite::Database open_database(const std::string& path, Access access);

/// Throws the Failure (exit 3) that fits a SQLite result code.
[[noreturn]] void fail(const std::string& path, int extended_code, const std::string& message);
[[noreturn]] void fail(const std::string& path, sqlite3* handle);

/// Runs `work`, turning SQLite's exceptions into Failures.
template <class Work>
auto guarded(const std::string& path, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const SQLite::Exception& problem) {
        fail(path, problem.getExtendedErrorCode() < 0 ? problem.getErrorCode() : problem.getExtendedErrorCode(), problem.what());
    }
}

/// A name in SQL: "a""b".
std::string sql_name(std::string_view name);
/// A text in SQL: 'it''s'.
std::string sql_text(std::string_view text);

std::int64_t single_number(SQLite::Database& database, const std::string& sql);
/// R5182, for whoever reads tables that a snapshot does not have as such.
void refuse_snapshot(const std::string& path, SQLite::Database& database);

struct TableShape {
    bool exists = false;
    bool has_rowid = false;                    ///< a table with a rowid that no column hides
    std::vector<std::string> columns;          ///< as written in the database
    std::vector<std::string> declared_types;   ///< of the columns, upper case
};
/// As SQLite compares names: ASCII letters in any case.
bool same_name(std::string_view a, std::string_view b);
TableShape shape_of(SQLite::Database& database, const std::string& table);
/// Position in `columns`, or -1.
int find_column(const TableShape& shape, std::string_view name);

}  // namespace tepat::store
