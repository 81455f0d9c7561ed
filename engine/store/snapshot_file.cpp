// SPDX-License-Identifier: Apache-2.0
#include "engine/store/snapshot_file.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::store {
namespace {

using diagnostics::Code;
using diagnostics::Count;
using diagnostics::Exit;
using diagnostics::Failure;

bool has_snapshot_table(SQLite::Database& database) {
    return single_number(database, "SELECT count(*) FROM sqlite_master WHERE name = 'tepat_snapshot'") > 0;
}

std::string_view bytes_of(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

}  // namespace

Digest seal_of(const std::string& fingerprint, const SnapshotNotes& notes) {
    Hasher hasher;
    for (const std::string* text : {&fingerprint, &notes.made_at, &notes.made_by, &notes.data_date}) hasher.text(*text);
    return hasher.finish();
}

Digest checksum_of(std::int64_t id, std::size_t rows, std::string_view data) {
    Hasher hasher;
    hasher.number(static_cast<std::uint64_t>(id));
    hasher.number(rows);
    hasher.text(data);
    return hasher.finish();
}

Digest digest_of_column(const std::string& name, const std::vector<Digest>& checksums) {
    Hasher hasher;
    hasher.text(name);
    hasher.number(checksums.size());
    for (const Digest& checksum : checksums) hasher.bytes(checksum.data(), checksum.size());
    return hasher.finish();
}

bool is_snapshot(const std::string& path) {
    SQLite::Database database = open_database(path, Access::read);
    return guarded(path, [&] { return single_number(database, "PRAGMA application_id") == snapshot_application || has_snapshot_table(database); });
}

/// Whatever SQLite stumbles over in a file that never changes is damage, unless the disk itself fails.
template <class Work>
auto SnapshotFile::reading(Work&& work) -> decltype(work()) {
    const std::lock_guard<std::mutex> lock(reading_);
    try {
        return work();
    } catch (const SQLite::Exception& problem) {
        const int code = problem.getErrorCode();
        if (code == SQLITE_IOERR || code == SQLITE_NOMEM || code == SQLITE_BUSY || code == SQLITE_CANTOPEN)
            fail(path_, problem.getExtendedErrorCode(), problem.what());
        damaged("SQLite");
    }
}

void SnapshotFile::damaged(const std::string& what) const { throw Failure(Exit::environment, Code::snapshot_damaged, {path_, what}); }

SnapshotFile::SnapshotFile(const std::string& path) : path_(path), database_(open_database(path, Access::read)) {
    prepare_hashing();
    const bool marked = reading([&] { return single_number(database_, "PRAGMA application_id") == snapshot_application; });
    const bool has_table = reading([&] { return has_snapshot_table(database_); });
    if (!marked && !has_table) throw Failure(Exit::environment, Code::not_a_snapshot, {path});
    const std::int64_t format = reading([&] { return single_number(database_, "PRAGMA user_version"); });
    if (format > snapshot_format) throw Failure(Exit::environment, Code::snapshot_too_new, {path, Count{format}, Count{snapshot_format}});
    if (!marked || !has_table || format != snapshot_format) damaged("SQLite");
    const std::string head = note("head");
    fingerprint_ = note("fingerprint");
    notes_ = {note("made_at"), note("made_by"), note("data_date")};
    Hasher hasher;
    hasher.text(head);
    if (hex(hasher.finish()) != fingerprint_) damaged("head");
    if (hex(seal_of(fingerprint_, notes_)) != note("seal")) damaged("seal");
    std::optional<Head> read = read_head(head);
    if (!read) damaged("head");
    head_ = std::move(*read);
}

std::string SnapshotFile::note(const char* name) {
    return reading([&] {
        SQLite::Statement statement(database_, "SELECT CAST(value AS TEXT) FROM tepat_snapshot WHERE name = ?");
        statement.bind(1, name);
        if (!statement.executeStep()) damaged(name);
        return statement.getColumn(0).getString();
    });
}

SnapshotFile::Stored SnapshotFile::stored(std::int64_t id, const std::string& what) {
    return reading([&] {
        SQLite::Statement statement(database_, "SELECT rows, checksum, data FROM tepat_block WHERE id = ?");
        statement.bind(1, id);
        if (!statement.executeStep()) damaged(what);
        const SQLite::Column checksum = statement.getColumn(1), data = statement.getColumn(2);
        const auto bytes = [](const SQLite::Column& column) {
            const void* at = column.getBlob();
            return at == nullptr ? std::string() : std::string(static_cast<const char*>(at), static_cast<std::size_t>(column.getBytes()));
        };
        return Stored{static_cast<std::size_t>(statement.getColumn(0).getInt64()), bytes(checksum), bytes(data)};
    });
}

std::vector<Block> SnapshotFile::blocks(const FrozenTable& table, const FrozenColumn& column) {
    const std::string what = table.name + '.' + column.name;
    std::vector<Block> blocks;
    std::vector<Digest> checksums;
    std::size_t rows = 0;
    for (std::int64_t id = column.first_block; rows < table.rows; ++id) {
        const Stored block = stored(id, what);
        const std::size_t expected = std::min(rows_per_block, table.rows - rows);
        checksums.push_back(checksum_of(id, block.rows, block.data));
        if (block.rows != expected || bytes_of(checksums.back()) != block.checksum) damaged(what);
        std::optional<std::string> bytes = unpack_bytes(block.data, most_block_bytes);
        std::optional<Block> decoded = bytes ? Block::decode(std::move(*bytes), expected) : std::nullopt;
        if (!decoded) damaged(what);
        blocks.push_back(std::move(*decoded));
        rows += expected;
    }
    if (digest_of_column(column.name, checksums) != column.digest) damaged(what);
    return blocks;
}

std::size_t SnapshotFile::blocks_in_file() {
    return reading([&] { return static_cast<std::size_t>(single_number(database_, "SELECT count(*) FROM tepat_block")); });
}

void SnapshotFile::check_pages() {
    reading([&] {
        SQLite::Statement check(database_, "PRAGMA integrity_check(1)");
        if (!check.executeStep() || check.getColumn(0).getString() != "ok") damaged("SQLite");
    });
}

}  // namespace tepat::store
