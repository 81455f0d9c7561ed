// SPDX-License-Identifier: Apache-2.0
// What a run decided about everybody, beside its tasks, in the worklist: an outline and columns of bytes. Columns are compressed and kept
// once each, whatever run they belong to: a month in which a programme decides as before costs nothing. Tables run_outcomes, run_columns;
// a worklist without them, or a run that an older program made, has nothing recorded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace tepat::store {

struct RecordedOutcomes {
    std::string outline;               ///< json; names columns by their position
    std::vector<std::string> columns;  ///< bytes
};

/// In the transaction that is open.
void write_outcomes(SQLite::Database& database, std::int64_t run, const RecordedOutcomes& outcomes);

struct RecordedRun {
    std::int64_t run = 0;
    std::string date, rule_set_hash, fingerprint;
    std::optional<RecordedOutcomes> outcomes;  ///< none: not recorded
};
/// Every run; the outcomes of those asked for, in one consistent view. Damaged columns: R5025 (exit 3).
std::vector<RecordedRun> read_recorded(const std::string& path, const std::vector<std::int64_t>& runs);

}  // namespace tepat::store
