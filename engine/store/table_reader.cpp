// SPDX-License-Identifier: Apache-2.0
// The loader's loop over raw SQLite rows. Threads take ranges of rowids and their parts are joined in order, so the result is that of one.
#include "engine/store/table_reader.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <thread>

namespace tepat::store {
namespace {

constexpr std::int64_t rows_worth_a_thread = 20'000;

struct Range {
    std::int64_t first, last;  ///< rowids
};

std::string select_of(const CellRequest& request, const std::optional<Range>& range) {
    std::string sql = "SELECT " + sql_name(request.key_column) + ", ";
    sql += request.link_column.empty() ? "NULL" : sql_name(request.link_column);
    for (const std::string& column : request.columns) sql += ", " + sql_name(column);
    sql += " FROM " + sql_name(request.table);
    if (range) sql += fmt::format(" WHERE _rowid_ BETWEEN {} AND {}", range->first, range->last);
    return sql;
}

RawTable read_rows(const std::string& path, SQLite::Database& database, const CellRequest& request, const std::optional<Range>& range) {
    RawTable out;
    out.columns.resize(request.readers.size());
    sqlite3_stmt* row = nullptr;
    if (sqlite3_prepare_v2(database.getHandle(), select_of(request, range).c_str(), -1, &row, nullptr) != SQLITE_OK)
        fail(path, database.getHandle());
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(row, sqlite3_finalize);
    int result = sqlite3_step(row);
    for (; result == SQLITE_ROW; result = sqlite3_step(row)) {
        read_key(cell_at(row, 0), out);
        if (!request.link_column.empty()) read_link(cell_at(row, 1), request.link_missing, out);
        for (std::size_t c = 0; c < request.readers.size(); ++c) request.readers[c].read(row, static_cast<int>(c) + 2, out.columns[c]);
    }
    if (result != SQLITE_DONE) fail(path, database.getHandle());
    return out;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
    if (to.empty()) to = std::move(from);
    else to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void append(RawColumn& to, RawColumn&& from) {
    const std::size_t rows = to.states.size(), text = to.texts.size();
    const bool is_text = !from.lengths.empty();
    if (is_text)
        for (std::int64_t& begin : from.values) begin += static_cast<std::int64_t>(text);
    for (auto& error : from.errors) error.first += rows;
    append(to.values, std::move(from.values));
    append(to.states, std::move(from.states));
    append(to.lengths, std::move(from.lengths));
    append(to.errors, std::move(from.errors));
    to.texts += from.texts;
}

void append(RawTable& to, RawTable&& from) {
    append(to.keys, std::move(from.keys));
    append(to.links, std::move(from.links));
    append(to.link_states, std::move(from.link_states));
    to.integer_keys = to.integer_keys && from.integer_keys;
    to.empty_keys += from.empty_keys;
    to.unusable_keys += from.unusable_keys;
    for (std::size_t c = 0; c < to.columns.size(); ++c) append(to.columns[c], std::move(from.columns[c]));
}

std::vector<Range> split(SQLite::Database& database, const std::string& table, unsigned threads) {
    SQLite::Statement ends(database, "SELECT min(_rowid_), max(_rowid_) FROM " + sql_name(table));
    ends.executeStep();
    const std::int64_t first = ends.getColumn(0).getInt64(), last = ends.getColumn(1).getInt64();
    std::int64_t span = 0;
    if (__builtin_sub_overflow(last, first, &span)) return {};
    const std::int64_t parts = std::min<std::int64_t>(threads, span / rows_worth_a_thread);
    std::vector<Range> ranges;
    for (std::int64_t i = 0; i < parts; ++i)
        ranges.push_back({first + span / parts * i, i + 1 == parts ? last : first + span / parts * (i + 1) - 1});
    return ranges;
}

std::int64_t data_version(SQLite::Database& database) {
    SQLite::Statement version(database, "PRAGMA data_version");
    version.executeStep();
    return version.getColumn(0).getInt64();
}

void begin_reading(SQLite::Database& database) {
    database.exec("BEGIN");
    SQLite::Statement(database, "SELECT count(*) FROM sqlite_master").executeStep();  // the first read fixes what is seen
}

/// All connections see one state when nothing was committed between the first look at data_version and the last transaction.
std::vector<SQLite::Database> try_together(const std::string& path, unsigned connections) {
    std::vector<SQLite::Database> all;
    std::vector<std::int64_t> before;
    for (unsigned i = 0; i < connections; ++i) {
        all.push_back(open_database(path, Access::read));
        before.push_back(data_version(all.back()));
    }
    for (SQLite::Database& database : all) begin_reading(database);
    for (unsigned i = 0; i < connections; ++i)
        if (data_version(all[i]) != before[i]) return {};
    return all;
}

bool is_key(const Cell& cell) { return cell.kind == Cell::Kind::integer || cell.kind == Cell::Kind::text; }

}  // namespace

void read_key(const Cell& cell, RawTable& out) {
    out.integer_keys = out.integer_keys && cell.kind == Cell::Kind::integer;
    out.keys.push_back(is_key(cell) ? canonical_text(cell) : std::string());
    if (cell.kind == Cell::Kind::null || (is_key(cell) && out.keys.back().empty())) ++out.empty_keys;
    if (cell.kind == Cell::Kind::real || cell.kind == Cell::Kind::blob) ++out.unusable_keys;
}

void read_link(const Cell& cell, const std::vector<std::string>& missing, RawTable& out) {
    if (cell.kind == Cell::Kind::real || cell.kind == Cell::Kind::blob) {
        out.links.push_back(raw_cell(cell));
        out.link_states.push_back(LinkState::error);
        return;
    }
    out.links.push_back(cell.kind == Cell::Kind::null ? std::string() : canonical_text(cell));
    if (std::find(missing.begin(), missing.end(), out.links.back()) != missing.end()) out.links.back().clear();
    out.link_states.push_back(out.links.back().empty() ? LinkState::empty : LinkState::given);
}

std::vector<SQLite::Database> open_together(const std::string& path, unsigned connections) {
    return guarded(path, [&] {
        for (int attempt = 0; attempt < 3 && connections > 1; ++attempt) {
            std::vector<SQLite::Database> all = try_together(path, connections);
            if (!all.empty()) return all;
        }
        std::vector<SQLite::Database> one;
        one.push_back(open_database(path, Access::read));
        begin_reading(one.back());
        return one;
    });
}

RawTable read_table(const std::string& path, std::vector<SQLite::Database>& connections, const TableShape& shape, const CellRequest& request) {
    return guarded(path, [&]() -> RawTable {
        const bool divisible = shape.has_rowid && connections.size() > 1;
        const std::vector<Range> ranges =
            divisible ? split(connections.front(), request.table, static_cast<unsigned>(connections.size())) : std::vector<Range>();
        if (ranges.size() < 2) return read_rows(path, connections.front(), request, std::nullopt);
        std::vector<RawTable> parts(ranges.size());
        std::vector<std::exception_ptr> problems(ranges.size());
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < ranges.size(); ++i)
            threads.emplace_back([&, i] {
                try {
                    parts[i] = read_rows(path, connections[i], request, ranges[i]);
                } catch (...) {
                    problems[i] = std::current_exception();
                }
            });
        for (std::thread& thread : threads) thread.join();
        for (const std::exception_ptr& problem : problems)
            if (problem) std::rethrow_exception(problem);
        for (std::size_t i = 1; i < parts.size(); ++i) append(parts.front(), std::move(parts[i]));
        return std::move(parts.front());
    });
}

}  // namespace tepat::store
