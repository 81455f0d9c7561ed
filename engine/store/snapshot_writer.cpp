// SPDX-License-Identifier: Apache-2.0
// No journal and no syncs: the file is nobody's until NewFile has synced it and given it its name.
#include "engine/store/snapshot_writer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <numeric>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::store {
namespace {

using diagnostics::Code;
using diagnostics::Count;
using diagnostics::Exit;
using diagnostics::Failure;

constexpr const char* layout =
    "CREATE TABLE tepat_snapshot(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE tepat_block(id INTEGER PRIMARY KEY, tbl TEXT NOT NULL, col TEXT NOT NULL, block INTEGER NOT NULL, rows INTEGER NOT NULL,"
    " checksum BLOB NOT NULL, data BLOB NOT NULL);";

SQLite::Database new_database(const std::string& path) {
    return guarded(path, [&] {
        SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
        database.exec("PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = " +
                      std::to_string(snapshot_application) + "; PRAGMA user_version = " + std::to_string(snapshot_format));
        database.exec("BEGIN");
        database.exec(layout);
        return database;
    });
}

/// Position of each distinct cell when they stand in order.
std::vector<std::uint32_t> ranks_of(const std::vector<Cell>& cells) {
    std::vector<std::uint32_t> order(cells.size()), ranks(cells.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return cell_less(cells[a], cells[b]); });
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
    return ranks;
}

/// One block at a time; what it needs for every distinct cell of the column is kept from block to block.
class BlockMaker {
public:
    explicit BlockMaker(const RawCells& cells)
        : cells_(cells), ranks_(ranks_of(cells.distinct())), seen_(cells.distinct().size(), 0), place_(cells.distinct().size(), 0) {}

    std::string make(const std::uint32_t* first, const std::uint32_t* last) {
        ++block_;
        std::vector<std::uint32_t> used;
        for (const std::uint32_t* row = first; row != last; ++row) {
            const std::uint32_t cell = cells_.cells()[*row];
            if (seen_[cell] != block_) used.push_back(cell);
            seen_[cell] = block_;
        }
        std::sort(used.begin(), used.end(), [&](std::uint32_t a, std::uint32_t b) { return ranks_[a] < ranks_[b]; });
        std::vector<Cell> distinct;
        for (std::uint32_t i = 0; i < used.size(); ++i) {
            place_[used[i]] = static_cast<std::uint16_t>(i);
            distinct.push_back(cells_.distinct()[used[i]]);
        }
        std::vector<std::uint16_t> index;
        for (const std::uint32_t* row = first; row != last; ++row) index.push_back(place_[cells_.cells()[*row]]);
        return encode_block(distinct, index);
    }

private:
    const RawCells& cells_;
    std::vector<std::uint32_t> ranks_, seen_;
    std::vector<std::uint16_t> place_;
    std::uint32_t block_ = 0;
};

std::size_t bytes_in(const RawCells& cells, const std::uint32_t* first, const std::uint32_t* last) {
    std::size_t bytes = 0;
    for (; first != last; ++first) bytes += 16 + cells.distinct()[cells.cells()[*first]].bytes.size();
    return bytes;
}

}  // namespace

SnapshotWriter::SnapshotWriter(const std::string& path) : path_(path), database_(new_database(path)) { prepare_hashing(); }

std::vector<SnapshotWriter::Encoded> SnapshotWriter::encode(const std::string& table, const std::string& column, const RawCells& cells,
                                                            const std::vector<std::uint32_t>& order) {
    BlockMaker maker(cells);
    std::vector<Encoded> blocks;
    for (std::size_t row = 0; row < order.size(); row += rows_per_block) {
        const std::size_t rows = std::min(rows_per_block, order.size() - row);
        const std::uint32_t* first = order.data() + row;
        std::string bytes = maker.make(first, first + rows);
        if (bytes.size() > most_block_bytes || bytes_in(cells, first, first + rows) > 4 * most_block_bytes)
            throw Failure(Exit::user, Code::snapshot_block_too_large, {table, column, Count{static_cast<std::int64_t>(most_block_bytes >> 20)}});
        blocks.push_back({rows, pack_bytes(bytes)});
    }
    return blocks;
}

FrozenColumn SnapshotWriter::add(const std::string& table, const std::string& column, const std::vector<Encoded>& blocks) {
    return guarded(path_, [&] {
        FrozenColumn frozen{column, next_, {}};
        std::vector<Digest> checksums;
        SQLite::Statement insert(database_, "INSERT INTO tepat_block VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (std::size_t b = 0; b < blocks.size(); ++b, ++next_) {
            checksums.push_back(checksum_of(next_, blocks[b].rows, blocks[b].data));
            insert.reset();
            insert.bind(1, next_);
            insert.bind(2, table);
            insert.bind(3, column);
            insert.bind(4, static_cast<std::int64_t>(b));
            insert.bind(5, static_cast<std::int64_t>(blocks[b].rows));
            insert.bind(6, checksums.back().data(), static_cast<int>(checksums.back().size()));
            insert.bind(7, blocks[b].data.data(), static_cast<int>(blocks[b].data.size()));
            insert.exec();
        }
        frozen.digest = digest_of_column(column, checksums);
        return frozen;
    });
}

void SnapshotWriter::finish(const Head& head, const SnapshotNotes& notes) && {
    guarded(path_, [&] {
        const std::string text = write_head(head);
        Hasher hasher;
        hasher.text(text);
        const std::string fingerprint = hex(hasher.finish());
        SQLite::Statement insert(database_, "INSERT INTO tepat_snapshot VALUES (?, ?)");
        const auto note = [&](const char* name, const std::string& value) {
            insert.reset();
            insert.bind(1, name);
            insert.bind(2, value);
            insert.exec();
        };
        note("head", text);
        note("fingerprint", fingerprint);
        note("made_at", notes.made_at);
        note("made_by", notes.made_by);
        note("data_date", notes.data_date);
        note("seal", hex(seal_of(fingerprint, notes)));
        database_.exec("COMMIT");
    });
}

}  // namespace tepat::store
