// SPDX-License-Identifier: Apache-2.0
// Snapshots: a baseline frozen into one file of columns that never changes. read_baseline takes such a file wherever it takes a database.
// Format: docs/snapshot-format.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::store {

struct FreezeOptions {
    std::string made_at, made_by;  ///< recorded; outside the fingerprint
    std::string data_date;         ///< YYYY-MM-DD or empty: the date the data stand for; likewise
    bool overwrite = false;
    unsigned threads = 1;
};

struct SnapshotEntity {
    std::string name, label, table;
    std::size_t rows = 0, columns = 0;
    bool present = false;           ///< its table was in the baseline
    std::vector<std::string> absent;  ///< columns of the vocabulary that the baseline did not have
};
struct SnapshotInfo {
    std::string fingerprint, baseline;  ///< of the file's contents; of the baseline read with the whole vocabulary
    std::string made_at, made_by, data_date;
    std::vector<SnapshotEntity> entities;
    std::vector<std::string> places;  ///< names of areas of which there are few, from the outermost; none that is secret
    std::uintmax_t bytes = 0;
};

/// The tables and columns of the vocabulary that the baseline has; other tables and columns are left out. Keys must be as read_baseline wants
/// them. The file is written beside its place, read back and compared with the baseline, then renamed: it is whole or not there.
/// Cost: reads the database twice and the file once, about 0.4 microseconds a cell; 4 bytes a cell of the largest table. docs/performance.md. Failures: exit 1 as read_baseline, R5180, R5183, R5184; else exit 3.
SnapshotInfo freeze(const std::string& baseline, const program::Program& program, const std::string& file, const FreezeOptions& options);

/// Reads all of it, holds every checksum against the fingerprint, works the baseline's fingerprint out anew from the cells and compares.
/// R5175..R5177, exit 3.
SnapshotInfo verify_snapshot(const std::string& file, unsigned threads);

}  // namespace tepat::store
