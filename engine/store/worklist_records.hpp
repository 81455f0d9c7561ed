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
/// Inside a transaction.
void migrate_worklist(SQLite::Database& database);

inline constexpr const char* subject_columns =
    "id, entity, entity_label, key, key_secrecy, parent, area, name_label, name, name_secrecy, address";
inline constexpr const char* task_columns =
    "id, kind, programme, rule, subject, period, state, due_from, text, agency, priority, due, evidence, benefit_low, benefit_high, "
    "benefit_per, reasons, missing, first_run, last_run, by_person, benefit_kind, benefit_scale, provisional, conflicts, rank, area";

WorklistStamp stamp_of(SQLite::Database& database);
SubjectRecord subject_of(const SQLite::Statement& row);
TaskRecord task_of(const SQLite::Statement& row);
std::string join(const std::vector<std::string>& names);
std::vector<std::string> split(const std::string& joined);
std::string address_json(const std::vector<PieceRecord>& address);
std::string texts_json(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(const std::string& json);

}  // namespace tepat::store
