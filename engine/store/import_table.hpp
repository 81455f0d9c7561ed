// SPDX-License-Identifier: Apache-2.0
// A baseline while rows from a file go in. One transaction: without commit() nothing happened, whatever stopped it.
//
//     ImportWork work(path);                                   // waits a few seconds for another writer, then R5023
//     ImportTable families(work, entity, {"id", "desil"}, 0);  // R5030, R5031 when table or column is missing
//     families.insert(cells, 2);
//     work.commit();
//
// Beside the vocabulary's tables a baseline has three of ours: `tepat_sisihan` (rows set aside: import, file, line, entity, column, reason,
// the row as written, its key, and what of it may be shown), `tepat_temuan` (cells that were left unknown, and why; what a list said
// otherwise; what was replaced; what was asked in vain) and `tepat_asal` (which rows came from which lines of which file, as ranges of row numbers).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/store/table_writer.hpp"

namespace tepat::store {

struct SetAside {
    std::size_t line = 0;
    std::string entity, column, reason, row;
    std::string key;    ///< empty: none could be read
    std::string shown;  ///< the row with what is protected masked
};

/// The check of a cell that was replaced: its record is kept for good, and its `detail` is the old value as it was.
inline constexpr const char* replaced_check = "conflict_replaced";
/// The check of a cell that a list has otherwise.
inline constexpr const char* kept_check = "conflict_kept";

/// A cell that was not stored as it stood. `check` is the name of the check, `detail` what stood there (masked when it is a secret).
struct CellFinding {
    std::size_t line = 0;
    std::string entity, key, column, check, detail;
};

class ImportWork {
public:
    /// `file`: what is read, as it is called in the three tables.
    ImportWork(const std::string& path, const std::string& file);
    ~ImportWork();
    /// Another file of the same transaction: what is said from now on is about it.
    void turn_to(const std::string& file);
    /// The keys of an entity's table, as text; none when there is no such table.
    void each_key(const program::Entity& entity, const std::function<void(const std::string& key)>& visit);
    /// The cells will be what the vocabulary says, types and ranges looked at: tables that `init` made for this very vocabulary need not look
    /// again (their CHECKs are most of the cost of a row). Tables of another maker, or of another version, go on looking.
    void trust_cells(const program::Program& program);
    void set_aside(const SetAside& row);
    void keep(const CellFinding& finding);
    /// What earlier imports left that this one has settled: rows set aside from the same file (any sheet of it), or with a key `went_in` knows; findings of
    /// cells that have a new one, and conflicts with the same file. What was replaced stays on record.
    void forget_settled(const std::string& entity, const std::function<bool(const std::string& key)>& went_in);
    void commit();

private:
    friend class ImportTable;
    friend class JoinIndex;
    struct State;
    std::unique_ptr<State> state_;
};

class ImportTable {
public:
    /// `columns`: those to be written; `key` is the position of the key among them. Not to outlive `work`.
    ImportTable(ImportWork& work, const program::Entity& entity, std::vector<std::string> columns, std::size_t key);
    ~ImportTable();
    ImportTable(ImportTable&&) noexcept;

    /// A row with this key is already there (5 = '5').
    bool has(const Cell& key);
    /// Made by `init` for this vocabulary (ImportWork::trust_cells found so): a row whose key is there is refused by the database.
    bool refuses_known_keys() const;
    /// The stored cells of `columns`, as the database has them; nothing when there is no such row.
    std::optional<std::vector<Cell>> read(const Cell& key);
    /// Nothing when it was written; else why the database refuses the row (a constraint). `line`: where it stands in the file.
    std::optional<std::string> insert(const std::vector<Cell>& cells, std::size_t line);
    std::optional<std::string> update(const std::vector<Cell>& cells);
    /// Before commit: writes down where the rows came from.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Rows of a table by what stands in a column that is not its key: who has this NIK?
class JoinIndex {
public:
    JoinIndex(ImportWork& work, const std::string& table, const std::string& column, const std::string& give);
    ~JoinIndex();
    JoinIndex(JoinIndex&&) noexcept;
    /// What the rows with this text in `column` have in `give`, at most three of them (one, none, several: that is the question).
    std::vector<Cell> find(const std::string& text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tepat::store
