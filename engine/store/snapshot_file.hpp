// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: a snapshot opened for reading. What it says of itself is checked when it is opened, a block when it is read; damage is
// R5175, a format of the future R5176 (exit 3).
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "engine/store/connection.hpp"
#include "engine/store/frozen_block.hpp"
#include "engine/store/frozen_head.hpp"

namespace tepat::store {

inline constexpr std::int64_t snapshot_format = 1;

/// Outside the fingerprint: the same baseline frozen on another day is the same snapshot.
struct SnapshotNotes {
    std::string made_at, made_by, data_date;
};
/// Over the fingerprint and the notes.
Digest seal_of(const std::string& fingerprint, const SnapshotNotes& notes);
Digest checksum_of(std::int64_t id, std::size_t rows, std::string_view data);
Digest digest_of_column(const std::string& name, const std::vector<Digest>& checksums);

/// Whether this is meant to be a snapshot, sound or not. False for what is no SQLite file.
bool is_snapshot(const std::string& path);

class SnapshotFile {
public:
    explicit SnapshotFile(const std::string& path);

    const std::string& path() const { return path_; }
    const Head& head() const { return head_; }
    const SnapshotNotes& notes() const { return notes_; }
    const std::string& fingerprint() const { return fingerprint_; }  ///< 64 hex digits

    /// All blocks of a column, every checksum held against the head's digest. May be called from several threads.
    std::vector<Block> blocks(const FrozenTable& table, const FrozenColumn& column);
    std::size_t blocks_in_file();
    /// SQLite's own look at every page.
    void check_pages();

    /// {1} of R5175: what is damaged.
    [[noreturn]] void damaged(const std::string& what) const;

private:
    struct Stored {
        std::size_t rows = 0;
        std::string checksum, data;
    };
    std::string note(const char* name);
    Stored stored(std::int64_t id, const std::string& what);
    template <class Work>
    auto reading(Work&& work) -> decltype(work());

    std::string path_;
    SQLite::Database database_;
    std::mutex reading_;
    Head head_;
    SnapshotNotes notes_;
    std::string fingerprint_;
};

}  // namespace tepat::store
