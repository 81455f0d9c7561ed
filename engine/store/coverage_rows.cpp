// SPDX-License-Identifier: Apache-2.0
// What a whole run found, to and from its tables.
#include "engine/store/worklist_records.hpp"

namespace tepat::store {
namespace {

class Row {
public:
    explicit Row(SQLite::Statement& statement) : statement_(statement) { statement_.reset(); }
    Row& text(const std::string& value) {
        statement_.bindNoCopy(++position_, value);
        return *this;
    }
    Row& number(std::size_t value) { return number(static_cast<std::int64_t>(value)); }
    Row& number(std::int64_t value) {
        statement_.bind(++position_, value);
        return *this;
    }
    template <std::size_t N>
    Row& numbers(const std::array<std::size_t, N>& values) {
        for (const std::size_t value : values) number(value);
        return *this;
    }
    Row& number(const std::optional<std::int64_t>& value) {
        if (value) return number(*value);
        statement_.bind(++position_);
        return *this;
    }
    void run() { statement_.exec(); }

private:
    SQLite::Statement& statement_;
    int position_ = 0;
};

std::size_t count_at(const SQLite::Statement& row, int column) { return static_cast<std::size_t>(row.getColumn(column).getInt64()); }

template <std::size_t N>
void read_counts(const SQLite::Statement& row, int& column, std::array<std::size_t, N>& counts) {
    for (std::size_t& count : counts) count = count_at(row, column++);
}

void read_areas(SQLite::Database& database, CoverageRecords& all) {
    SQLite::Statement rows(database,
                           "SELECT entity, key, name, units, reached, reached_more, waiting, undecided, error, not_eligible FROM run_areas WHERE run = ? "
                           "ORDER BY area");
    rows.bind(1, all.run);
    while (rows.executeStep()) {
        AreaRecord area{rows.getColumn(0).getString(), rows.getColumn(1).getString(), rows.getColumn(2).getString(), count_at(rows, 3), {}};
        int column = 4;
        read_counts(rows, column, area.reach);
        all.areas.push_back(std::move(area));
    }
}

void read_programmes(SQLite::Database& database, CoverageRecords& all) {
    SQLite::Statement rows(database,
                           "SELECT programme, area, subjects, eligible, not_eligible, undecided, error, selected, waiting, taken, rejected, family_limit, "
                           "not_placed, receiving, graduates, conflicts FROM run_programmes WHERE run = ? ORDER BY programme, area");
    rows.bind(1, all.run);
    while (rows.executeStep()) {
        ProgrammeAreaRecord record{rows.getColumn(0).getString(), count_at(rows, 1), count_at(rows, 2), {}, {}, 0, 0, 0};
        int column = 3;
        read_counts(rows, column, record.outcomes);
        read_counts(rows, column, record.states);
        for (std::size_t* count : {&record.receiving, &record.graduates, &record.conflicts}) *count = count_at(rows, column++);
        all.programmes.push_back(std::move(record));
    }
}

void read_limits(SQLite::Database& database, CoverageRecords& all) {
    SQLite::Statement rows(database,
                           "SELECT programme, position, kind, per, key, name, amount, taken, used, waiting, graduating FROM run_limits WHERE run = ? "
                           "ORDER BY programme, position, key");
    rows.bind(1, all.run);
    while (rows.executeStep()) {
        const auto text = [&](int column) { return rows.getColumn(column).getString(); };
        LimitRecord record{text(0), count_at(rows, 1), text(2), text(3), text(4), text(5), {}, 0, 0, count_at(rows, 9), count_at(rows, 10)};
        if (!rows.getColumn(6).isNull()) record.amount = rows.getColumn(6).getInt64();
        record.taken = rows.getColumn(7).getInt64();
        record.used = rows.getColumn(8).getInt64();
        all.limits.push_back(std::move(record));
    }
}

void read_conflicts(SQLite::Database& database, CoverageRecords& all) {
    SQLite::Statement rows(database, "SELECT programme, other, selected, holding, both_hold FROM run_conflicts WHERE run = ? ORDER BY programme, other");
    rows.bind(1, all.run);
    while (rows.executeStep())
        all.conflicts.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(), count_at(rows, 2), count_at(rows, 3), count_at(rows, 4)});
}

}  // namespace

void write_coverage(SQLite::Database& database, std::int64_t run, const CoverageRecords& coverage) {
    SQLite::Statement areas(database, "INSERT INTO run_areas VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    for (std::size_t i = 0; i < coverage.areas.size(); ++i) {
        const AreaRecord& area = coverage.areas[i];
        Row(areas).number(run).number(i).text(area.entity).text(area.key).text(area.name).number(area.units).numbers(area.reach).run();
    }
    SQLite::Statement programmes(database, "INSERT INTO run_programmes VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (const ProgrammeAreaRecord& each : coverage.programmes)
        Row(programmes).number(run).text(each.programme).number(each.area).number(each.subjects).numbers(each.outcomes).numbers(each.states)
            .number(each.receiving).number(each.graduates).number(each.conflicts).run();
    SQLite::Statement limits(database, "INSERT INTO run_limits VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
    for (const LimitRecord& each : coverage.limits)
        Row(limits).number(run).text(each.programme).number(each.position).text(each.kind).text(each.per).text(each.key).text(each.name)
            .number(each.amount).number(each.taken).number(each.used).number(each.waiting).number(each.graduating).run();
    SQLite::Statement conflicts(database, "INSERT INTO run_conflicts VALUES (?,?,?,?,?,?)");
    for (const ConflictRecord& each : coverage.conflicts)
        Row(conflicts).number(run).text(each.programme).text(each.other).number(each.selected).number(each.holding).number(each.both_hold).run();
}

CoverageRecords coverage_of_last(SQLite::Database& database) {
    CoverageRecords all;
    SQLite::Statement last(database, "SELECT coalesce(max(run), 0) FROM run_areas");
    last.executeStep();
    all.run = last.getColumn(0).getInt64();
    if (all.run == 0) return all;
    read_areas(database, all);
    read_programmes(database, all);
    read_limits(database, all);
    read_conflicts(database, all);
    return all;
}

}  // namespace tepat::store
