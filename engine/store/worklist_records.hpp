// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: the worklist's SQL, and records to and from rows.
#pragma once

#include <string>

#include "engine/store/connection.hpp"
#include "engine/store/worklist_db.hpp"

namespace tepat::store {

inline constexpr int worklist_application = 0x5470574C;  // "TpWL"

/// Nothing yet: no table, no marks. Throws the Failure for another application's file or a newer layout.
bool is_fresh_worklist(SQLite::Database& database, const std::string& path);
void create_worklist(SQLite::Database& database);
/// True for a layout before this program's.
bool is_old_worklist(SQLite::Database& database);
/// Inside a transaction. Older histories are chained as they are; the entry `upgraded` says since when they cannot be changed.
void migrate_worklist(SQLite::Database& database);
SQLite::Database open_to_read(const std::string& path);

inline constexpr const char* subject_columns =
    "id, entity, entity_label, key, key_secrecy, parent, area, name_label, name, name_secrecy, address, numbers";
inline constexpr const char* task_columns =
    "id, kind, programme, rule, subject, period, state, due_from, text, agency, priority, due, evidence, benefit_low, benefit_high, "
    "benefit_per, reasons, missing, first_run, last_run, by_person, benefit_kind, benefit_scale, provisional, conflicts, rank, area, assignee, until, "
    "superseded_by, evidence_files";
inline constexpr const char* history_columns = "id, task, run, event, state, mark, detail, person, reason, at, hash";
inline constexpr const char* history_insert =
    "INSERT INTO history (id, task, run, event, state, mark, detail, person, reason, at, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?)";

inline constexpr const char* run_columns =
    "id, rule_set_hash, fingerprint, reference_date, program_version, started_at, counts, worklist";

WorklistStamp stamp_of(SQLite::Database& database);
std::string identity_of(SQLite::Database& database);
SubjectRecord subject_of(const SQLite::Statement& row);
TaskRecord task_of(const SQLite::Statement& row);
HistoryRecord entry_of(const SQLite::Statement& row);
RunRecord run_of(const SQLite::Statement& row);  ///< of run_columns
/// Gives the entry its number, its salt and its hash after the last one, and writes it.
class HistoryWriter {
public:
    explicit HistoryWriter(SQLite::Database& database);
    void add(HistoryRecord& entry);
    const ChainHash& head() const { return head_; }

private:
    std::string salted(const std::string& detail, std::int64_t id) const;

    SQLite::Statement insert_;
    std::string key_;  ///< salts are made from
    std::int64_t last_ = 0;
    ChainHash head_{};
};
/// Whether the columns that a run recorded are there and have the hashes they are stored under. `known`: those looked at before.
bool outcomes_whole(SQLite::Database& database, std::int64_t run, std::map<std::string, bool>& known);
void write_coverage(SQLite::Database& database, std::int64_t run, const CoverageRecords& coverage);
CoverageRecords coverage_of_last(SQLite::Database& database);
/// What the entry of a run or an unmasking says. `record`, `subjects`, `tasks` and `catalogue` are digests; empty: not known.
std::string run_json(const RunRecord& run, const std::string& record, const std::string& subjects, const std::string& tasks = {},
                     const std::string& catalogue = {});
std::string unmasking_json(const std::string& filter, std::int64_t tasks);
/// Hex; every cell of the rows a query gives, in their order.
std::string rows_digest(SQLite::Database& database, const char* sql, std::int64_t run = 0);
std::vector<CatalogueRecord> catalogue_of(SQLite::Database& database);
std::map<std::string, int> benefit_secrecy_of(SQLite::Database& database);
std::map<std::string, std::string> fact_labels_of(SQLite::Database& database);
std::string run_digest(SQLite::Database& database, std::int64_t run);
std::string subjects_digest(SQLite::Database& database);
std::string tasks_digest(SQLite::Database& database);
std::string catalogue_digest(SQLite::Database& database);
bool is_guarded(SQLite::Database& database);
std::string join(const std::vector<std::string>& names);
std::vector<std::string> split(const std::string& joined);
std::string address_json(const std::vector<PieceRecord>& address);
std::string numbers_json(const std::vector<NumberRecord>& numbers);
std::string texts_json(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(const std::string& json);

}  // namespace tepat::store
