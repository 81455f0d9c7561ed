// SPDX-License-Identifier: Apache-2.0
// SQLite files opened with care: the sentence for a problem is chosen here, once, from SQLite's codes and from what the file system says.
#include "engine/store/connection.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::store {
namespace {

using diagnostics::Argument;
using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
namespace fs = std::filesystem;

constexpr int busy_timeout_ms = 3000;

[[noreturn]] void environment(Code code, std::vector<Argument> arguments) {
    throw Failure(Exit::environment, code, std::move(arguments));
}

/// What the file system already knows before SQLite is asked.
void look_at_file(const std::string& path, Access access) {
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (status.type() == fs::file_type::directory) environment(Code::database_is_folder, {path});
    if (status.type() == fs::file_type::not_found) {
        if (access != Access::create) environment(Code::database_missing, {path});
        const fs::path folder = fs::path(path).parent_path();
        if (!folder.empty() && !fs::exists(folder, problem)) environment(Code::folder_missing, {path});
        return;
    }
    const int wanted = access == Access::read ? R_OK : R_OK | W_OK;
    if (::access(path.c_str(), wanted) != 0) environment(Code::database_no_access, {path});
    if (access == Access::read && status.type() == fs::file_type::regular && fs::file_size(path, problem) == 0) environment(Code::database_empty, {path});
}

/// No connection is ever used by two threads at once, so SQLite's own locks (one around every cell) are left out.
int open_flags(Access access) {
    if (access == Access::read) return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
    const int write = SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX;
    return access == Access::write ? write : write | SQLite::OPEN_CREATE;
}

}  // namespace

void fail(const std::string& path, int extended_code, const std::string& message) {
    switch (extended_code) {
        case SQLITE_READONLY_ROLLBACK:
        case SQLITE_READONLY_RECOVERY:
        case SQLITE_READONLY_CANTINIT: environment(Code::database_unfinished, {path});
        default: break;
    }
    switch (extended_code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: environment(Code::database_locked, {path});
        case SQLITE_CORRUPT: environment(Code::database_corrupt, {path, message});
        case SQLITE_NOTADB: environment(Code::not_a_database, {path});
        case SQLITE_FULL: environment(Code::disk_full, {path});
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN: environment(Code::database_no_access, {path});
        default: environment(Code::database_failed, {path, message});
    }
}

void fail(const std::string& path, sqlite3* handle) {
    fail(path, sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
}

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

SQLite::Database open_database(const std::string& path, Access access) {
    look_at_file(path, access);
    return guarded(path, [&] {
        SQLite::Database database(path, open_flags(access), busy_timeout_ms);
        SQLite::Statement(database, "SELECT count(*) FROM sqlite_master").executeStep();
        if (access != Access::read) refuse_snapshot(path, database);
        return database;
    });
}

void refuse_snapshot(const std::string& path, SQLite::Database& database) {
    if (single_number(database, "PRAGMA application_id") == snapshot_application) throw Failure(Exit::user, Code::snapshot_is_frozen, {path});
}

std::int64_t single_number(SQLite::Database& database, const std::string& sql) {
    SQLite::Statement statement(database, sql);
    return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

std::string sql_name(std::string_view name) {
    std::string text = "\"";
    for (char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

std::string sql_text(std::string_view value) {
    std::string text = "'";
    for (char c : value) text += c == '\'' ? std::string("''") : std::string(1, c);
    return text + '\'';
}

TableShape shape_of(SQLite::Database& database, const std::string& table) {
    TableShape shape;
    SQLite::Statement kind(database, "SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ? COLLATE NOCASE");
    kind.bind(1, table);
    if (!kind.executeStep()) return shape;
    shape.exists = true;
    shape.has_rowid = kind.getColumn(0).getString() == "table" && kind.getColumn(1).getInt() == 0;
    SQLite::Statement columns(database, "SELECT name, upper(type) FROM pragma_table_xinfo(?)");
    columns.bind(1, table);
    while (columns.executeStep()) {
        shape.columns.push_back(columns.getColumn(0).getString());
        shape.declared_types.push_back(columns.getColumn(1).getString());
    }
    if (find_column(shape, "_rowid_") >= 0) shape.has_rowid = false;
    return shape;
}

int find_column(const TableShape& shape, std::string_view name) {
    for (std::size_t i = 0; i < shape.columns.size(); ++i)
        if (same_name(shape.columns[i], name)) return static_cast<int>(i);
    return -1;
}

}  // namespace tepat::store
