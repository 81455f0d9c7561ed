// SPDX-License-Identifier: Apache-2.0
// Rows of a file -> rows of a table. Every row ends in exactly one of four places: imported, updated, unchanged, set aside.
#include "engine/intake/import.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/above_table.hpp"
#include "engine/intake/area_gate.hpp"
#include "engine/intake/conflict.hpp"
#include "engine/intake/join.hpp"
#include "engine/intake/layout.hpp"
#include "engine/intake/note_cell.hpp"
#include "engine/intake/read_ahead.hpp"
#include "engine/intake/row_mask.hpp"
#include "engine/intake/row_reader.hpp"
#include "engine/intake/row_shape.hpp"
#include "engine/intake/row_source.hpp"
#include "engine/store/import_table.hpp"
#include "engine/store/text_bytes.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Phrase;

constexpr std::size_t most_examples = 20;

bool is_text(const std::string& bytes) { return bytes.find('\0') == std::string::npos && store::is_utf8(bytes); }

/// Bytes that are not text are kept readable: the row in `tepat_sisihan` is for people.
std::string as_text(std::string bytes) {
    if (is_text(bytes)) return bytes;
    for (char& c : bytes)
        if (static_cast<unsigned char>(c) >= 0x80 || c == '\0') c = '?';
    return bytes;
}

bool same(const std::vector<store::Cell>& there, const std::vector<store::Cell>& cells) {
    return std::equal(there.begin(), there.end(), cells.begin(), cells.end(), [](const store::Cell& a, const store::Cell& b) { return text_of(a) == text_of(b); });
}

/// 0 -> A, 26 -> AA.
std::string column_letters(std::uint32_t column) {
    std::string letters(1, static_cast<char>('A' + column % 26));
    return column < 26 ? letters : column_letters(column / 26 - 1) + letters;
}

class Import {
public:
    Import(const std::string& baseline, const std::string& file, const program::Program& program, const ImportOptions& options)
        : file_(file), program_(program), options_(options), entity_(program[options.entity]),
          rows_(open_rows(file, sheet_of(options))), layout_(read_layout(file, program, {options.entity, options.mapping, options.join}, *rows_)),
          work_(baseline, file), mask_(program, layout_), shape_(layout_, identifying_column()) {
        prepare();
    }

    ImportReport run() {
        read_all();
        for (const auto& [key, first] : reasons_) report_.reasons.push_back({key.first, key.second, first.arguments, first.count});
        for (const auto& [key, first] : ambiguous_) report_.ambiguous.push_back({key.first, key.second, first.arguments, first.count});
        note_merged();
        table_->finish();
        work_.forget_settled(entity_.name, [&](const std::string& key) { return repeated(key); });
        for (const auto& above : above_) {
            above->finish();
            report_.above.push_back(above->added());
        }
        work_.commit();
        return std::move(report_);
    }

private:
    static std::string sheet_of(const ImportOptions& options) {
        return options.sheet.empty() && options.mapping != nullptr ? options.mapping->sheet : options.sheet;
    }

    static std::size_t hash_of(const std::string& key) { return std::hash<std::string>()(key); }

    /// Where the file says which row is meant.
    std::size_t identifying_column() const {
        if (options_.join.empty()) return layout_.table.columns[*layout_.table.key].at;
        for (const Column& column : layout_.table.columns)
            if (column.name == options_.join || column.column == options_.join) return column.at;
        return Column::nowhere;
    }

    void note_merged() {
        std::size_t ranges = 0;
        std::string example;
        for (const workbook::MergedCells& merged : rows_->merged()) {
            if (merged.last_line <= layout_.header_line) continue;
            if (ranges++ == 0)
                example = column_letters(merged.first_column) + std::to_string(merged.first_line) + ":" + column_letters(merged.last_column) + std::to_string(merged.last_line);
        }
        if (ranges > 0) report_.findings.add({Check::merged_cells, {}, 0, "", "", std::to_string(ranges) + " (" + example + (ranges > 1 ? ", ...)" : ")"), file_, 0});
    }

    void prepare() {
        work_.trust_cells(program_);
        CellStyle style;
        style.decimal_comma = options_.decimal_comma || (options_.mapping != nullptr && options_.mapping->decimal_comma);
        if (options_.mapping != nullptr) style.dates = options_.mapping->dates;
        if (!options_.join.empty()) prepare_join();
        table_ = std::make_unique<store::ImportTable>(work_, entity_, written_columns(), key_at_);
        reader_ = std::make_unique<RowReader>(program_, layout_.table, style, options_.mapping != nullptr || join_);
        for (const TableColumns& above : layout_.above) above_.push_back(std::make_unique<AboveTable>(work_, program_, above, style, options_.areas));
        prepare_gates();
        report_.sheet = rows_->sheet();
        report_.other_sheets = rows_->other_sheets();
        report_.windows_1252 = rows_->windows_1252();
        report_.not_used = layout_.not_used;
    }

    /// Of the file's own table, or the one above it that stands right below the areas whose rows the file makes.
    void prepare_gates() {
        if (options_.areas == nullptr) return;
        own_gate_ = gate_of(layout_.table);
        for (std::size_t i = 0; i < above_.size(); ++i) above_gates_.push_back(gate_of(layout_.above[i]));
        for (std::size_t i = 0; i < above_.size(); ++i) above_[i]->guard(above_gates_[i].get());
    }
    std::unique_ptr<AreaGate> gate_of(const TableColumns& columns) {
        if (program_[columns.entity].area || !AreaGate::fits(program_, columns)) return nullptr;
        for (const auto& above : above_)
            if (above->columns().entity == program_[columns.entity].parent) return std::make_unique<AreaGate>(program_, columns, *options_.areas, *above);
        return nullptr;
    }

    void prepare_join() {
        join_ = std::make_unique<Join>(work_, program_, options_.entity, options_.join);
        for (std::size_t i = 0; i < layout_.table.columns.size(); ++i) {
            const Column& column = layout_.table.columns[i];
            if (column.name == options_.join || column.column == options_.join) join_at_ = i;
        }
    }

    /// The file's columns, and for a join the key and the link it finds out.
    std::vector<std::string> written_columns() {
        std::vector<std::string> names = column_names(layout_.table);
        if (makes_rows()) names.pop_back();
        key_at_ = layout_.table.key.value_or(names.size());
        if (key_at_ == names.size()) names.push_back(entity_.key_column);
        completes_only_ = options_.update && !join_ && entity_.parent.valid() && !layout_.table.link;
        link_at_ = layout_.table.link.value_or(names.size());
        if (makes_rows() && link_at_ == names.size()) names.push_back(entity_.link_column);
        return names;
    }
    bool makes_rows() const { return join_ && join_->makes_rows(); }

    /// Reading and writing at once. A workbook is most of the work to unpack, a database most of the work beside a CSV file: so the cells
    /// of CSV are understood by the thread that reads them, those of a workbook by the one that writes.
    void read_all() {
        const bool workbook = !rows_->sheet().empty();
        ReadAhead ahead(*rows_, [this, workbook](AheadRow& next) {
            if (!workbook) examine(next);
        });
        while (AheadRow* next = ahead.next()) {
            ++report_.rows;
            if (!next->is_examined) examine(*next);
            take(*next);
        }
    }

    /// In the order of the file.
    void examine(AheadRow& next) {
        next.is_examined = true;
        next.refused = why_not_read(next.row);
        if (!next.refused) reader_->read(next.row, next.cells);
    }

    std::optional<Reason> why_not_read(const SourceRow& row) {
        if (row.broken) return *row.broken;
        if (!is_text(row.raw)) return Phrase::row_not_utf8;
        if (!fits_header(row)) return Phrase::row_cell_count;
        if (const auto no_data = shape_.not_data(row)) return *no_data;
        return std::nullopt;
    }

    void take(AheadRow& next) {
        const SourceRow& row = next.row;
        if (next.refused) return set_aside(row, "", {*next.refused, {}});
        std::swap(read_, next.cells);
        if (read_.problem) return set_aside(row, read_.problem_column, std::move(*read_.problem));
        if (join_) return take_joined(row);
        if (is_unknown(read_.cells[key_at_])) return set_aside(row, entity_.key_column, {Phrase::row_key_empty, {}});
        take_above(row);
        if (write(row, read_.cells)) note(row, text_of(read_.cells[key_at_]));
    }

    /// Areas last: of a row whose code cannot be right they are not made.
    void take_above(const SourceRow& row) {
        bool placed = own_gate_ == nullptr || own_gate_->pass(row, read_);
        for (const auto& above : above_)
            if (!above->is_area() && !above->take(file_, row, report_.findings)) placed = false;
        for (const auto& above : above_)
            if (above->is_area() && placed) above->take(file_, row, report_.findings);
    }

    /// More cells than the header are fine when nothing stands in them; fewer only in a spreadsheet, where empty cells at the end are left out.
    bool fits_header(const SourceRow& row) const {
        const std::size_t wanted = layout_.width;
        if (row.raw.empty() && (options_.mapping != nullptr || row.cells.size() < wanted)) return true;
        return row.cells.size() >= wanted && std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(wanted), row.cells.end(),
                                                         [](const SourceCell& cell) { return trimmed(cell.text).empty(); });
    }

    /// Went in from an earlier row of this import, or of a file before it.
    bool repeated(const std::string& key) const { return seen_.count(hash_of(key)) > 0; }
    void remember(const std::string& key) { seen_.insert(hash_of(key)); }

    bool write(const SourceRow& row, std::vector<store::Cell>& cells) {
        if (!options_.update && table_->refuses_known_keys()) return insert(row, cells);
        const std::string key = text_of(cells[key_at_]);
        const bool there = table_->has(cells[key_at_]);
        std::optional<Reason> refused;
        if (there && repeated(key)) refused = RowReason::key_repeated;
        else if (there && !options_.update) refused = Phrase::row_key_exists;
        else if (!there && completes_only_) refused = RowReason::key_not_there;
        if (refused) {
            set_aside(row, entity_.key_column, {*refused, {}});
            return false;
        }
        if (!there) return written(row, false, table_->insert(cells, row.line), key);
        return update(row, *table_->read(cells[key_at_]), cells, true);
    }

    /// Whether the key is there already is asked only when the row is refused.
    bool insert(const SourceRow& row, const std::vector<store::Cell>& cells) {
        const std::string key = text_of(cells[key_at_]);
        const std::optional<std::string> refused = table_->insert(cells, row.line);
        if (!refused || !table_->has(cells[key_at_])) return written(row, false, refused, key);
        set_aside(row, entity_.key_column, {repeated(key) ? Reason(RowReason::key_repeated) : Reason(Phrase::row_key_exists), {}});
        return false;
    }

    /// What the file does not know stays; what it knows otherwise is replaced, or kept; both values are noted.
    bool update(const SourceRow& row, const std::vector<store::Cell>& there, std::vector<store::Cell>& cells, bool replace) {
        const std::string key = text_of(cells[key_at_]);
        std::vector<Conflict> conflicts;
        bool changed = false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool differs = i != key_at_ && !is_unknown(cells[i]) && text_of(cells[i]) != text_of(there[i]);
            const bool conflict = differs && !is_unknown(there[i]);
            if (conflict && i < layout_.table.columns.size())
                conflicts.push_back({layout_.table, layout_.table.columns[i], key, text_of(there[i]), text_of(cells[i]), replace});
            if (differs && (!conflict || replace)) changed = true;
            else cells[i] = there[i];
        }
        if (!changed) {
            ++report_.unchanged;
            remember(key);
        } else if (!written(row, true, table_->update(cells), key)) {
            return false;
        }
        for (const Conflict& conflict : conflicts) note_conflict(program_, conflict, file_, row.line, work_, report_.findings);
        return true;
    }

    bool written(const SourceRow& row, bool there, const std::optional<std::string>& refused, const std::string& key) {
        if (refused) {
            set_aside(row, "", {Phrase::row_refused, {*refused}});
            return false;
        }
        ++(there ? report_.updated : report_.imported);
        remember(key);
        return true;
    }

    // ------------------------------------------------------------------------------------------------ lists joined

    void take_joined(const SourceRow& row) {
        const std::string by = text_of(read_.cells[join_at_]);
        if (by.empty()) {
            ++report_.joined.empty;
            return set_aside(row, options_.join, {Phrase::row_join_empty, {}});
        }
        const std::vector<store::Cell> found = join_->find(by);
        ++(found.empty() ? report_.joined.none : found.size() > 1 ? report_.joined.several : report_.joined.once);
        if (found.size() != 1) return set_aside(row, options_.join, {found.empty() ? Phrase::row_join_none : Phrase::row_join_several, {}});
        if (join_->makes_rows()) make_row(row, found[0]);
        else add_columns(row, found[0]);
    }

    /// New row below `parent`. Without a key of its own it gets one from what it says, so that the same list twice adds nothing.
    void make_row(const SourceRow& row, const store::Cell& parent) {
        std::vector<store::Cell> cells = read_.cells;
        cells.pop_back();
        if (layout_.table.link) cells[link_at_] = parent;
        if (!layout_.table.key) {
            std::string key = text_of(parent);
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (i != layout_.table.link) key += "|" + text_of(cells[i]);
            cells.emplace_back(key);
        }
        if (!layout_.table.link) cells.push_back(parent);
        const auto there = table_->read(cells[key_at_]);
        if (there && same(*there, cells)) ++report_.unchanged;
        else if (!write(row, cells)) return;
        note(row, text_of(cells[key_at_]));
    }

    /// Fills in what is unknown; keeps what is known and differs, unless asked to replace it. Either way both values are in the report.
    /// A second row about the same one completes the first and replaces nothing of it.
    void add_columns(const SourceRow& row, const store::Cell& key) {
        std::vector<store::Cell> cells = read_.cells;
        if (!layout_.table.key) cells.push_back(key);
        cells[key_at_] = key;
        const auto there = table_->read(key);
        if (!there) return set_aside(row, options_.join, {Phrase::row_join_none, {}});
        if (update(row, *there, cells, options_.update && !repeated(text_of(key)))) note(row, text_of(key));
    }

    // ------------------------------------------------------------------------------------------------ what is said of a row

    /// What was seen in a row that went in.
    void note(const SourceRow& row, const std::string& key) {
        for (const auto& remark : read_.remarks) ++ambiguous_[remark].count;
        report_.formulas += read_.formulas;
        for (const Noted& noted : read_.findings) note_cell(noted, {options_.entity, entity_.name, key, file_, row.line}, work_, report_.findings);
    }

    void set_aside(const SourceRow& row, const std::string& column, Problem problem) {
        ++report_.set_aside;
        for (diagnostics::Argument& argument : problem.arguments)
            if (auto* text = std::get_if<std::string>(&argument)) *text = without_long_numbers(*text);
        const auto counted = reasons_.try_emplace({column, problem.reason}, Counted{problem.arguments, 0}).first;
        ++counted->second.count;
        const std::string reason = problem.reason.text(problem.arguments, options_.language);
        work_.set_aside({row.line, entity_.name, column, reason, as_text(row.shown()), key_of(row), as_text(mask_.shown(row))});
        if (report_.examples.size() < most_examples) report_.examples.push_back({row.line, column, problem.reason, std::move(problem.arguments)});
    }

    /// The key as the row has it, read or not: by it the row is known again when it comes in mended.
    std::string key_of(const SourceRow& row) const {
        if (!layout_.table.key || row.broken) return "";
        const Column& column = layout_.table.columns[*layout_.table.key];
        return column.at < row.cells.size() && is_text(row.cells[column.at].text) ? std::string(trimmed(row.cells[column.at].text)) : "";
    }

    struct Counted {
        std::vector<diagnostics::Argument> arguments;  // of the first
        std::size_t count = 0;
    };

    const std::string& file_;
    const program::Program& program_;
    const ImportOptions& options_;
    const program::Entity& entity_;
    std::unique_ptr<RowSource> rows_;
    FileLayout layout_;
    store::ImportWork work_;
    RowMask mask_;
    RowShape shape_;
    bool completes_only_ = false;
    KeysSeen own_seen_;
    KeysSeen& seen_ = options_.seen != nullptr ? *options_.seen : own_seen_;
    std::unique_ptr<Join> join_;
    std::size_t join_at_ = 0, key_at_ = 0, link_at_ = 0;
    std::unique_ptr<store::ImportTable> table_;
    std::unique_ptr<RowReader> reader_;
    std::vector<std::unique_ptr<AboveTable>> above_;  // as in layout_.above
    std::unique_ptr<AreaGate> own_gate_;
    std::vector<std::unique_ptr<AreaGate>> above_gates_;
    RowCells read_;
    ImportReport report_;
    std::map<std::pair<std::string, Reason>, Counted> reasons_, ambiguous_;
};

}  // namespace

ImportReport import_file(const std::string& baseline, const std::string& file, const program::Program& program, const ImportOptions& options) {
    return Import(baseline, file, program, options).run();
}

}  // namespace tepat::intake
