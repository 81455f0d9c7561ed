// SPDX-License-Identifier: Apache-2.0
#include "engine/store/recorded_outcomes.hpp"

#include <sodium.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/worklist_records.hpp"

namespace tepat::store {

namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;

constexpr std::size_t largest_column = std::size_t{1} << 31;
constexpr const char* column_of_hash = "SELECT size, bytes FROM run_columns WHERE hash = ?";

std::string hash_of(const std::string& bytes) {
    std::array<unsigned char, 16> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    std::array<char, 33> hex{};
    return sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
}

std::string compressed(const std::string& bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3));
    return packed;
}

/// Nothing when these are not the bytes that were written, which the hash tells.
std::optional<std::string> unpacked(const std::string& hash, std::int64_t size, const SQLite::Column& column) {
    const auto packed = static_cast<std::size_t>(column.getBytes());
    // The size is compared first: a changed one is not to ask for memory.
    if (size < 0 || static_cast<std::size_t>(size) > largest_column || ZSTD_getFrameContentSize(column.getBlob(), packed) != static_cast<std::size_t>(size))
        return std::nullopt;
    std::string bytes(static_cast<std::size_t>(size), '\0');
    const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), column.getBlob(), packed);
    if (ZSTD_isError(got) != 0 || got != bytes.size() || hash_of(bytes) != hash) return std::nullopt;
    return bytes;
}

SQLite::Database open_recorded(const std::string& path) {
    SQLite::Database database = open_database(path, ::access(path.c_str(), W_OK) == 0 ? Access::write : Access::read);
    guarded(path, [&] {
        if (is_fresh_worklist(database, path)) throw Failure(Exit::user, Code::not_a_worklist, {path});
        database.exec("BEGIN");
    });
    return database;
}

std::optional<RecordedOutcomes> read_one(SQLite::Database& database, const std::string& path, std::int64_t run) {
    if (!database.tableExists("run_outcomes")) return std::nullopt;
    SQLite::Statement row(database, "SELECT outline, columns FROM run_outcomes WHERE run = ?");
    row.bind(1, run);
    if (!row.executeStep()) return std::nullopt;
    RecordedOutcomes outcomes{row.getColumn(0).getString(), {}};
    SQLite::Statement column(database, column_of_hash);
    for (const std::string& hash : split(row.getColumn(1).getString())) {
        column.reset();
        column.bind(1, hash);
        std::optional<std::string> bytes;
        if (column.executeStep()) bytes = unpacked(hash, column.getColumn(0).getInt64(), column.getColumn(1));
        if (!bytes) throw Failure(Exit::environment, Code::database_corrupt, {path, std::string("run_columns")});
        outcomes.columns.push_back(*std::move(bytes));
    }
    return outcomes;
}

}  // namespace

void write_outcomes(SQLite::Database& database, std::int64_t run, const RecordedOutcomes& outcomes) {
    SQLite::Statement known(database, "SELECT 1 FROM run_columns WHERE hash = ?");
    SQLite::Statement insert(database, "INSERT INTO run_columns (hash, size, bytes) VALUES (?, ?, ?)");
    std::vector<std::string> hashes;
    for (const std::string& bytes : outcomes.columns) {
        hashes.push_back(hash_of(bytes));
        known.reset();
        known.bind(1, hashes.back());
        if (known.executeStep()) continue;
        const std::string packed = compressed(bytes);
        insert.reset();
        insert.bind(1, hashes.back());
        insert.bind(2, static_cast<std::int64_t>(bytes.size()));
        insert.bind(3, packed.data(), static_cast<int>(packed.size()));
        insert.exec();
    }
    SQLite::Statement outline(database, "INSERT INTO run_outcomes (run, outline, columns) VALUES (?, ?, ?)");
    outline.bind(1, run);
    outline.bind(2, outcomes.outline);
    outline.bind(3, join(hashes));
    outline.exec();
}

bool outcomes_whole(SQLite::Database& database, std::int64_t run, std::map<std::string, bool>& known) {
    if (!database.tableExists("run_outcomes")) return true;  // no run of this file has any
    SQLite::Statement row(database, "SELECT columns FROM run_outcomes WHERE run = ?");
    row.bind(1, run);
    if (!row.executeStep()) return true;
    SQLite::Statement column(database, column_of_hash);
    bool whole = true;
    for (const std::string& hash : split(row.getColumn(0).getString())) {
        const auto [found, fresh] = known.try_emplace(hash, false);
        if (fresh) {
            column.reset();
            column.bind(1, hash);
            found->second = column.executeStep() && unpacked(hash, column.getColumn(0).getInt64(), column.getColumn(1)).has_value();
        }
        whole = whole && found->second;
    }
    return whole;
}

std::vector<RecordedRun> read_recorded(const std::string& path, const std::vector<std::int64_t>& runs) {
    SQLite::Database database = open_recorded(path);
    return guarded(path, [&] {
        std::vector<RecordedRun> all;
        SQLite::Statement rows(database, "SELECT id, reference_date, rule_set_hash, fingerprint FROM runs ORDER BY id");
        while (rows.executeStep()) {
            const auto text = [&](int column) { return rows.getColumn(column).getString(); };
            all.push_back({rows.getColumn(0).getInt64(), text(1), text(2), text(3), std::nullopt});
        }
        for (RecordedRun& run : all)
            if (std::find(runs.begin(), runs.end(), run.run) != runs.end()) run.outcomes = read_one(database, path, run.run);
        return all;
    });
}

}  // namespace tepat::store
