// SPDX-License-Identifier: Apache-2.0
// Entries are only ever added, each bound to the one before; digests bind what the history does not repeat.
#include <sodium.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/store/worklist_records.hpp"

namespace tepat::store {

using Json = nlohmann::ordered_json;

namespace {

/// What only who has the file knows: its list_key. A file without one gets another each time, which serves as well.
std::string key_of(SQLite::Database& database) {
    if (database.tableExists("list_key")) {
        SQLite::Statement key(database, "SELECT key FROM list_key");
        if (key.executeStep()) return key.getColumn(0).getString();
    }
    std::string random(32, '\0');
    randombytes_buf(random.data(), random.size());
    return random;
}

}  // namespace

HistoryWriter::HistoryWriter(SQLite::Database& database) : insert_(database, history_insert), key_(key_of(database)) {
    SQLite::Statement last(database, "SELECT id, hash FROM history ORDER BY id DESC LIMIT 1");
    if (!last.executeStep()) return;
    last_ = last.getColumn(0).getInt64();
    const std::string hash = last.getColumn(1).getString();
    std::copy_n(hash.begin(), std::min(hash.size(), head_.size()), head_.begin());
}

void HistoryWriter::add(HistoryRecord& entry) {
    entry.id = last_ + 1;
    entry.detail = salted(entry.detail, entry.id);
    entry.hash = next_hash(head_, entry);
    insert_.reset();
    int column = 0;
    for (const std::int64_t number : {entry.id, entry.task, entry.run}) insert_.bind(++column, number);
    for (const std::string* text : {&entry.event, &entry.state, &entry.mark, &entry.detail, &entry.person, &entry.reason, &entry.at})
        insert_.bindNoCopy(++column, *text);
    insert_.bind(++column, entry.hash.data(), static_cast<int>(entry.hash.size()));
    insert_.exec();
    last_ = entry.id;
    head_ = entry.hash;
}

std::string HistoryWriter::salted(const std::string& detail, std::int64_t id) const {
    std::string all = key_;
    add_netstring(all, "history");
    add_netstring(all, std::to_string(id));
    const std::string salt = blake2b(all + std::string(head_.begin(), head_.end()), 16);
    const std::string first = std::string("{\"") + salt_field + "\":\"" + hex_of(reinterpret_cast<const unsigned char*>(salt.data()), salt.size()) + '"';
    if (!detail.empty() && detail.front() != '{') return detail;  // of a file that was made before details were JSON
    return detail.size() <= 2 ? first + '}' : first + ',' + detail.substr(1);
}

std::string rows_digest(SQLite::Database& database, const char* sql, std::int64_t run) {
    SQLite::Statement rows(database, sql);
    if (run != 0) rows.bind(1, run);
    std::string all, so_far;
    while (rows.executeStep()) {
        for (int column = 0; column < rows.getColumnCount(); ++column) add_netstring(all, rows.getColumn(column).getString());
        if (all.size() < 1 << 20) continue;
        so_far = blake2b(so_far + all, 32);
        all.clear();
    }
    const std::string digest = blake2b(so_far + all, 32);
    return hex_of(reinterpret_cast<const unsigned char*>(digest.data()), digest.size());
}

std::string run_digest(SQLite::Database& database, std::int64_t run) {
    constexpr const char* queries[] = {
        "SELECT id, rule_set_hash, fingerprint, reference_date, program_version, started_at, counts, worklist FROM runs WHERE id = ?",
        "SELECT * FROM rule_counts WHERE run = ? ORDER BY rule",
        "SELECT * FROM run_areas WHERE run = ? ORDER BY area",
        "SELECT * FROM run_programmes WHERE run = ? ORDER BY programme, area",
        "SELECT * FROM run_limits WHERE run = ? ORDER BY programme, position, key",
        "SELECT * FROM run_conflicts WHERE run = ? ORDER BY programme, other",
        "SELECT * FROM run_outcomes WHERE run = ?"};
    std::string all;
    for (const char* query : queries) all += rows_digest(database, query, run);
    const std::string digest = blake2b(all, 32);
    return hex_of(reinterpret_cast<const unsigned char*>(digest.data()), digest.size());
}

// Where there are no numbers it is the digest that layout 3 had.
std::string subjects_digest(SQLite::Database& database) {
    return rows_digest(database,
                       "SELECT id, entity, entity_label, key, key_secrecy, parent, area, name_label, name, name_secrecy, "
                       "iif(numbers = '', address, address || char(31) || numbers) FROM subjects ORDER BY id");
}

/// What only runs change; of the content its digest, which the mark of the last entry covers too.
std::string tasks_digest(SQLite::Database& database) {
    return rows_digest(database, "SELECT id, first_run, last_run, rank, area, due_from, benefit_kind, benefit_scale, digest FROM tasks ORDER BY id");
}

std::string catalogue_digest(SQLite::Database& database) {
    std::string all = rows_digest(database, "SELECT kind, name, label, belongs_to, legal_basis FROM catalogue ORDER BY kind, name");
    if (database.tableExists("benefit_secrecy")) all += rows_digest(database, "SELECT programme, secrecy FROM benefit_secrecy ORDER BY programme");
    if (database.tableExists("fact_labels")) all += rows_digest(database, "SELECT name, label FROM fact_labels ORDER BY name");
    const std::string digest = blake2b(all, 32);
    return hex_of(reinterpret_cast<const unsigned char*>(digest.data()), digest.size());
}

std::string run_json(const RunRecord& run, const std::string& record, const std::string& subjects, const std::string& tasks, const std::string& catalogue) {
    Json detail{{"date", run.reference_date}, {"rules", run.rule_set_hash}, {"data", run.fingerprint}, {"program", run.program_version}};
    const Json counts = Json::parse(run.counts, nullptr, false);
    if (counts.is_object() && counts.contains("tasks")) detail["tasks"] = counts["tasks"];
    detail["record"] = record;
    if (!subjects.empty()) detail["subjects"] = subjects;
    if (!tasks.empty()) detail["list"] = tasks;
    if (!catalogue.empty()) detail["catalogue"] = catalogue;
    return detail.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string unmasking_json(const std::string& filter, std::int64_t tasks) {
    return Json{{"filter", filter}, {"tasks", tasks}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tepat::store
