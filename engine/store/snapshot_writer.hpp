// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the SQLite file of a snapshot while it is made.
#pragma once

#include <string>
#include <vector>

#include "engine/store/raw_cells.hpp"
#include "engine/store/snapshot_file.hpp"

namespace tepat::store {

class SnapshotWriter {
public:
    explicit SnapshotWriter(const std::string& path);

    struct Encoded {
        std::size_t rows;
        std::string data;
    };
    /// The cells row by row in the order wanted: order[new row] = file row. May run on several threads.
    static std::vector<Encoded> encode(const std::string& table, const std::string& column, const RawCells& cells,
                                       const std::vector<std::uint32_t>& order);
    FrozenColumn add(const std::string& table, const std::string& column, const std::vector<Encoded>& blocks);
    /// The head and the notes; the file is closed.
    void finish(const Head& head, const SnapshotNotes& notes) &&;

private:
    std::string path_;
    SQLite::Database database_;
    std::int64_t next_ = 1;
};

}  // namespace tepat::store
