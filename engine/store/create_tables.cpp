// SPDX-License-Identifier: Apache-2.0
// `tepat init`: the vocabulary as CREATE TABLE. A constraint refuses only what would be an error cell; unknown always passes.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/cells.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/table_sql.hpp"
#include "engine/store/worklist_records.hpp"

namespace tepat::store {
namespace {

using program::TypeKind;

bool stored_as_text(const program::Type& type) {
    return type.kind == TypeKind::date || type.kind == TypeKind::choice || type.kind == TypeKind::text ||
           type.kind == TypeKind::set || type.kind == TypeKind::reference || (type.kind == TypeKind::number && type.scale > 0);
}

constexpr std::size_t few_tables = 5;
constexpr std::size_t longest_chain = 200;  // SQLite's expressions may be 1000 deep

/// A chain of OR, not an IN list: for a list of three or more SQLite builds a temporary index on every row it checks.
std::string is_one_of(const std::string& column, const std::vector<std::string>& values) {
    const bool chain = values.size() <= longest_chain;
    std::string sql;
    for (const std::string& value : values) {
        sql += sql.empty() ? "" : chain ? " OR " : ", ";
        sql += chain ? sql_name(column) + " = " + value : value;
    }
    return chain ? sql : sql_name(column) + " IN (" + sql + ")";
}

/// Cells that mean unknown: NULL passes every CHECK by itself.
std::string unknown_passes(const program::Fact& fact) {
    std::vector<std::string> values{"''"};
    for (const std::string& code : fact.counts_as_missing) {
        values.push_back(sql_text(code));
        if (!stored_as_text(fact.type)) values.push_back("CAST(" + sql_text(code) + " AS INTEGER)");
    }
    return is_one_of(fact.column, values);
}

std::string choice_check(const program::Program& program, const program::Fact& fact) {
    std::vector<std::string> values;
    for (const auto& value : program[fact.type.choices].values) values.push_back(sql_text(stored_form(value)));
    return is_one_of(fact.column, values);
}

/// Dates compare as ISO text. Decimals stored as text are left to the loader: comparing them in SQL would need floating point.
std::string range_check(const program::Fact& fact) {
    const bool date = fact.type.kind == TypeKind::date;
    const auto bound = [&](std::int64_t value) {
        return date ? sql_text(program::to_iso({static_cast<std::int32_t>(value)})) : program::print_scaled(value, fact.type.scale);
    };
    const std::string name = sql_name(fact.column);
    std::string sql;
    if (fact.low) sql = name + " >= " + bound(*fact.low);
    if (fact.high) sql += (sql.empty() ? "" : " AND ") + name + " <= " + bound(*fact.high);
    return sql;
}

std::string check_of(const program::Program& program, const program::Fact& fact) {
    const std::string name = sql_name(fact.column);
    switch (fact.type.kind) {
        case TypeKind::yes_no: return name + " = 0 OR " + name + " = 1 OR lower(" + name + ") = 'ya' OR lower(" + name + ") = 'tidak'";
        case TypeKind::choice: return choice_check(program, fact);
        case TypeKind::date: {
            const std::string range = range_check(fact);
            return name + " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(" + name + ", '+0 days') IS " + name +
                   (range.empty() ? "" : " AND " + range);
        }
        case TypeKind::number:
            if (fact.type.scale > 0) return {};
            return "typeof(" + name + ") = 'integer'" + (range_check(fact).empty() ? "" : " AND " + range_check(fact));
        case TypeKind::rupiah: {
            const std::string range = range_check(fact);
            return range.empty() ? "" : "typeof(" + name + ") = 'text' OR (" + range + ")";
        }
        case TypeKind::set:        // left to the loader: SQL has no lists
        case TypeKind::reference:  // rows may come in any order
        case TypeKind::text:
        case TypeKind::error: return {};
    }
    return {};
}

std::string column_sql(const program::Program& program, const program::Fact& fact) {
    const std::string check = check_of(program, fact);
    std::string sql = "  " + sql_name(fact.column) + (stored_as_text(fact.type) ? " TEXT" : " INTEGER");
    if (!check.empty()) sql += " CHECK (" + unknown_passes(fact) + " OR (" + check + "))";
    return sql;
}

const program::Fact* fact_in_column(const program::Program& program, const program::Entity& entity, const std::string& column) {
    for (const program::FactId fact : entity.facts)
        if (program[fact].column == column) return &program[fact];
    return nullptr;
}

/// Keys and links are text, unless declared `bilangan`.
std::string reference_type(const program::Program& program, const program::Entity& entity, const std::string& column) {
    const program::Fact* fact = fact_in_column(program, entity, column);
    return fact != nullptr && fact->type.kind == TypeKind::number && fact->type.scale == 0 ? " INTEGER" : " TEXT";
}

void check_columns(SQLite::Database& database, const program::Program& program, const program::Entity& entity) {
    const TableShape shape = shape_of(database, entity.table);
    std::vector<std::string> columns{entity.key_column};
    if (entity.parent.valid()) columns.push_back(entity.link_column);
    for (const program::FactId fact : entity.facts) columns.push_back(program[fact].column);
    for (const std::string& column : columns)
        if (find_column(shape, column) < 0)
            throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::missing_column, {entity.table, column});
}

/// A worklist and other programs' files have marks; of the rest, one with tables of which the vocabulary knows none.
void refuse_other_use(SQLite::Database& database, const std::string& path, const program::Program& program) {
    const auto refuse = [&](diagnostics::Argument holds) {
        throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::init_other_database, {path, holds});
    };
    const std::int64_t application = single_number(database, "PRAGMA application_id");
    if (application == worklist_application) refuse(diagnostics::Phrase::a_worklist);
    if (application != 0) refuse("application_id " + std::to_string(application));
    std::string others;
    std::size_t count = 0;
    SQLite::Statement tables(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'tepat!_%' ESCAPE '!' ORDER BY name");
    while (tables.executeStep()) {
        const std::string name = tables.getColumn(0).getString();
        for (const program::Entity& entity : program.entities)
            if (same_name(entity.table, name)) return;
        if (++count <= few_tables) others += (others.empty() ? "" : ", ") + name;
    }
    if (count > 0) refuse(others + (count > few_tables ? ", ..." : ""));
}

}  // namespace

std::string table_sql(const program::Program& program, const program::Entity& entity) {
    std::set<std::string> written{entity.key_column};
    std::string sql = "CREATE TABLE " + sql_name(entity.table) + " (\n  " + sql_name(entity.key_column) +
                      reference_type(program, entity, entity.key_column) + " NOT NULL PRIMARY KEY CHECK (" + sql_name(entity.key_column) + " <> '')";
    if (entity.parent.valid() && written.insert(entity.link_column).second)
        sql += ",\n  " + sql_name(entity.link_column) + reference_type(program, entity, entity.link_column);
    for (const program::FactId fact : entity.facts)
        if (written.insert(program[fact].column).second) sql += ",\n" + column_sql(program, program[fact]);
    return sql + "\n)";
}

void create_tables(const std::string& path, const program::Program& program) {
    SQLite::Database database = open_database(path, Access::create);
    guarded(path, [&] {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        refuse_other_use(database, path, program);
        for (const program::Entity& entity : program.entities) {
            if (shape_of(database, entity.table).exists) {
                check_columns(database, program, entity);
                continue;
            }
            database.exec(table_sql(program, entity));
            if (entity.parent.valid())
                database.exec("CREATE INDEX IF NOT EXISTS " + sql_name(entity.table + "_" + entity.link_column) + " ON " + sql_name(entity.table) +
                              " (" + sql_name(entity.link_column) + ")");
        }
        transaction.commit();
    });
}

}  // namespace tepat::store
