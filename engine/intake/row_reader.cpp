// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/row_reader.hpp"

#include <algorithm>
#include <charconv>

#include "dsl/diagnostics/phrases.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Phrase;
using workbook::CellKind;

Read unknown() { return {std::monostate(), {}, {}}; }
Read problem(Phrase reason) { return {{}, Problem{reason, {}}, {}}; }
Read text(std::string value) { return {std::move(value), {}, {}}; }

bool all_digits(std::string_view value) {
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Saved as CSV or as text, a failed formula is a text like any other.
bool is_error(const SourceCell& cell) {
    if (cell.kind == CellKind::error) return true;
    const std::string_view text = trimmed(cell.text);
    if (!text.starts_with('#')) return false;
    for (const char* error : {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
        if (text == error) return true;
    return false;
}

/// Perhaps: the last bytes of the no-break spaces.
bool has_odd_blanks(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '\xA0' || c == '\xAF'; });
}

const SourceCell& cell_at(const SourceRow& row, std::size_t at) {
    static const SourceCell nothing;
    return at < row.cells.size() ? row.cells[at] : nothing;
}

}  // namespace

std::string shown(const program::Fact* fact, std::string_view value) {
    if (fact == nullptr || fact->secrecy == program::Secrecy::open) return std::string(value.substr(0, 60));
    return fact->secrecy == program::Secrecy::sensitive ? "***" : masked(value);
}

/// A row cannot do without its key, and must not hang on a wrong parent.
bool RowReader::needed(const Column& column) const {
    const auto is = [&](const std::optional<std::size_t>& at) { return at && &table_.columns[*at] == &column; };
    return is(table_.key) || is(table_.link);
}

void RowReader::read(const SourceRow& row, RowCells& out) const {
    out.cells.clear();
    out.problem.reset();
    out.findings.clear();
    out.remarks.clear();
    out.formulas = 0;
    for (const Column& column : table_.columns) {
        Read read = read_column(column, row, out);
        if (read.problem && lenient_ && !needed(column)) {
            out.findings.push_back({Check::cell_unreadable, &column, shown(column.fact, trimmed(cell_at(row, column.at).text))});
            read = unknown();
        }
        if (read.problem) {
            out.problem = std::move(read.problem);
            out.problem_column = column.column;
            return;
        }
        if (read.remark) out.remarks.emplace_back(column.column, *read.remark);
        out.cells.push_back(std::move(read.cell));
    }
}

Read RowReader::read_column(const Column& column, const SourceRow& row, RowCells& out) const {
    if (column.at == Column::nowhere) return read_value(column, column.source.fixed, CellKind::text);
    const SourceCell* cell = &cell_at(row, column.at);
    if (column.correction != Column::nowhere && !trimmed(cell_at(row, column.correction).text).empty()) cell = &cell_at(row, column.correction);
    if (cell->formula && cell->text.empty()) {
        out.findings.push_back({Check::formula_unsaved, &column, ""});
        return unknown();
    }
    if (is_error(*cell)) {
        out.findings.push_back({Check::cell_error, &column, std::string(trimmed(cell->text))});
        return unknown();
    }
    out.formulas += cell->formula ? 1 : 0;
    return has_odd_blanks(cell->text) ? read_text(column, with_plain_blanks(cell->text), cell->kind, out) : read_text(column, cell->text, cell->kind, out);
}

Read RowReader::read_text(const Column& column, const std::string& written, CellKind kind, RowCells& out) const {
    if (needed(column)) {
        if (is_cut_key(written, kind)) return problem(Phrase::row_spreadsheet_number);
        const std::string_view key = trimmed(written);
        if (column.number == NumberOf::nothing && without_point_zero(key) != key) return read_value(column, without_point_zero(key), kind);
    }
    if (column.number == NumberOf::nothing) return read_value(column, written, kind);
    return read_number_of(column, written, kind, out);
}

Read RowReader::read_number_of(const Column& column, std::string_view written, CellKind kind, RowCells& out) const {
    written = trimmed(written);
    if (written.empty() || lower(written) == "null" || written == "-") return unknown();
    if (column.number == NumberOf::area) {
        const std::string code = area_code(written);
        const std::size_t digits = column.source.digits;
        if (digits == 0) return text(code);
        return is_village_code(code) ? text(code.substr(0, digits)) : unknown();
    }
    Identity identity = read_identity(written, kind);
    if (identity.state == Wholeness::whole) return text(std::move(identity.digits));
    if (needed(column) || !lenient_) {
        if (identity.state == Wholeness::damaged) return problem(Phrase::row_spreadsheet_number);
        return lenient_ && column.number != NumberOf::nothing ? problem(Phrase::row_identity) : text(std::move(identity.digits));
    }
    const bool person = column.number == NumberOf::person, damaged = identity.state == Wholeness::damaged;
    out.findings.push_back({damaged ? (person ? Check::nik_damaged : Check::kk_damaged) : (person ? Check::nik_shape : Check::kk_shape), &column,
                            masked(identity.digits)});
    return unknown();
}

Read RowReader::read_sum(const Column& column, std::string_view written) const {
    const std::string code(trimmed(written));
    const auto whole = column.sum->whole.find(code);
    if (whole != column.sum->whole.end()) return whole->second.empty() ? unknown() : read_cell(program_, *column.fact, whole->second, {});
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    if (error != std::errc() || end != code.data() + code.size() || number <= 0) return problem(Phrase::row_sum);
    std::string chosen;
    const bool set = column.fact != nullptr && column.fact->type.kind == program::TypeKind::set;
    for (const auto& [bit, value] : column.sum->bits) {
        if ((number & bit) == 0) continue;
        number &= ~bit;
        if (chosen.empty() || set) chosen += (chosen.empty() ? "" : ";") + value;
    }
    if (number != 0) return problem(Phrase::row_sum);  // a bit nobody knows
    return read_cell(program_, *column.fact, chosen, {});
}

Read RowReader::read_value(const Column& column, std::string_view written, CellKind kind) const {
    if (column.sum != nullptr && column.fact != nullptr && all_digits(trimmed(written))) return read_sum(column, written);
    if (column.values != nullptr) {
        const auto value = column.values->find(normal_value(written));
        if (value != column.values->end()) return value->second.empty() || column.fact == nullptr ? unknown() : read_cell(program_, *column.fact, value->second, {});
    }
    if (column.source.labels_only && all_digits(trimmed(written))) return problem(Phrase::row_code_unknown_list);
    if (lost_digits(trimmed(written), kind)) return problem(Phrase::row_spreadsheet_number);
    if (column.fact == nullptr) return read_reference(written);
    CellStyle style = style_;
    style.kind = kind;
    return read_cell(program_, *column.fact, written, style);
}

}  // namespace tepat::intake
