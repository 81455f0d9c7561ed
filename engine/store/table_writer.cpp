// SPDX-License-Identifier: Apache-2.0
// One prepared INSERT per table inside one transaction; SQLite's exceptions leave as Failures (connection.hpp).
#include "engine/store/table_writer.hpp"

#include <cassert>

#include "engine/store/connection.hpp"

namespace tepat::store {

namespace {

std::string insert_statement(const std::string& table, const std::vector<std::string>& columns) {
    std::string names, marks;
    for (const std::string& column : columns) {
        names += (names.empty() ? "" : ", ") + store::sql_name(column);
        marks += marks.empty() ? "?" : ", ?";
    }
    return "INSERT INTO " + store::sql_name(table) + " (" + names + ") VALUES (" + marks + ")";
}

void bind(SQLite::Statement& statement, int position, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return statement.bind(position, *number);
    if (const auto* text = std::get_if<std::string>(&cell)) return statement.bindNoCopy(position, *text);
    statement.bind(position);
}

}  // namespace

struct TableWriter::State {
    std::string path;
    std::size_t columns;
    SQLite::Statement insert;
};

TableWriter::TableWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableWriter::TableWriter(TableWriter&&) noexcept = default;
TableWriter& TableWriter::operator=(TableWriter&&) noexcept = default;
TableWriter::~TableWriter() = default;

void TableWriter::insert(const std::vector<Cell>& cells) {
    assert(cells.size() == state_->columns);
    guarded(state_->path, [&] {
        for (std::size_t i = 0; i < cells.size(); ++i) bind(state_->insert, static_cast<int>(i) + 1, cells[i]);
        state_->insert.exec();
        state_->insert.reset();
    });
}

struct BaselineWriter::State {
    std::string path;
    SQLite::Database database;
    std::unique_ptr<SQLite::Transaction> transaction;
};

BaselineWriter::BaselineWriter(const std::string& path)
    : state_(std::make_unique<State>(State{path, open_database(path, Access::write), nullptr})) {
    guarded(path, [&] {
        state_->database.exec("PRAGMA ignore_check_constraints = ON");  // a made population has the dirt of real ones
        state_->transaction = std::make_unique<SQLite::Transaction>(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    });
}

BaselineWriter::~BaselineWriter() = default;

bool BaselineWriter::has_rows(const std::string& table) const {
    return guarded(state_->path, [&] {
        SQLite::Statement any(state_->database, "SELECT 1 FROM " + store::sql_name(table) + " LIMIT 1");
        return any.executeStep();
    });
}

TableWriter BaselineWriter::into(const std::string& table, const std::vector<std::string>& columns) {
    return guarded(state_->path, [&] {
        SQLite::Statement insert(state_->database, insert_statement(table, columns));
        return TableWriter(std::unique_ptr<TableWriter::State>(new TableWriter::State{state_->path, columns.size(), std::move(insert)}));
    });
}

void BaselineWriter::commit() {
    guarded(state_->path, [&] { state_->transaction->commit(); });
}

}  // namespace tepat::store
