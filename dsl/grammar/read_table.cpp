// SPDX-License-Identifier: Apache-2.0
#include "dsl/grammar/read_table.hpp"

#include "dsl/diagnostics/codes.hpp"
#include "dsl/grammar/grammar.hpp"

namespace tepat::grammar {

using namespace syntax;
using diagnostics::Code;

namespace {

Piece without_blanks(Piece piece) {
    piece.begin = skipped(piece.begin, piece.end);
    piece.end = trimmed(piece.begin, piece.end);
    return piece;
}
bool empty(const Piece& piece) { return piece.begin == piece.end; }
bool is_dash(const Piece& piece) { return piece.end - piece.begin == 1 && *piece.begin == '-'; }
std::string written(const Piece& piece) { return {piece.begin, piece.end}; }

/// The next bar outside texts.
Iterator find_bar(Iterator at, Iterator end) {
    for (bool in_text = false; at < end; ++at) {
        if (in_text && *at == '\\' && at + 1 < end) ++at;
        else if (*at == '"') in_text = !in_text;
        else if (*at == '|' && !in_text) return at;
    }
    return end;
}

}  // namespace

void TableReader::report(Code code, const Piece& piece, std::vector<diagnostics::Argument> arguments) {
    problems_.push_back({code, session_.span(piece.begin, piece.end), std::move(arguments), {}, {}, {}});
}

bool TableReader::is_result(const Piece& piece) const {
    auto length = match_keyword({piece.begin, static_cast<std::size_t>(piece.end - piece.begin)}, Keyword::result, session_.language);
    return length > 0 && piece.begin + length == piece.end;
}

void TableReader::read_pieces(const std::vector<Piece>& pieces, TableDeclaration& table) {
    std::vector<TableRowPiece> rows;
    for (const Piece& part : pieces) {
        Piece piece = without_blanks(part);
        if (empty(piece)) continue;
        if (*piece.begin == '|') rows.push_back(split(piece));
        else clause(piece, table);
    }
    if (table.from_csv && !rows.empty()) report(Code::table_rows_twice, rows.front().whole, {});
    else read_rows(rows, table);
}

void TableReader::clause(const Piece& piece, TableDeclaration& table) {
    TableClause read;
    if (!read_all(piece, read)) return;
    Keyword keyword = read.collect ? Keyword::collect : Keyword::from_file;
    if (read.collect ? table.collect.has_value() : table.from_csv.has_value())
        report(Code::table_clause_repeated, piece, {std::string(spelling(keyword, session_.language))});
    if (read.collect) table.collect = read.collect;
    else table.from_csv = read.from_csv;
}

TableRowPiece TableReader::split(const Piece& piece) {
    TableRowPiece row{piece, {}};
    Iterator at = piece.begin + 1;
    while (true) {
        Iterator bar = find_bar(at, piece.end);
        Piece cell = without_blanks({at, bar, piece.declaration, piece.clause});
        if (bar == piece.end) {
            if (!empty(cell)) row.cells.push_back(cell);
            if (!empty(cell) || at == piece.begin + 1) report(Code::table_row_open, {piece.end - 1, piece.end, piece.declaration, piece.clause}, {});
            return row;
        }
        row.cells.push_back(cell);
        at = bar + 1;
    }
}

void TableReader::read_rows(const std::vector<TableRowPiece>& rows, TableDeclaration& table) {
    bool first = true;
    for (const TableRowPiece& one : rows) {
        if (one.cells.empty()) continue;
        if (first) header(one, table);
        else row(one, table);
        first = false;
    }
}

void TableReader::header(const TableRowPiece& row, TableDeclaration& table) {
    bool named = is_result(row.cells.back());
    has_result_ = named || table.collect != CollectKind::count;
    if (!named && has_result_)
        report(Code::table_without_result, row.cells.back(), {std::string(spelling(Keyword::result, session_.language))});
    std::size_t columns = row.cells.size() - (named ? 1 : 0);
    for (std::size_t i = 0; i < columns; ++i) table.columns.push_back(expression(row.cells[i]));
    if (!named && has_result_ && columns > 1) table.columns.pop_back();  // meant as the result under another name
}

void TableReader::row(const TableRowPiece& piece, TableDeclaration& table) {
    TableRow row;
    row.span = session_.span(piece.whole.begin, piece.whole.end);
    std::size_t cells = piece.cells.size() - (has_result_ ? 1 : 0);
    const Piece& first = piece.cells.front();
    const std::size_t before = problems_.size();
    const bool narrow = cells != table.columns.size();  // a bar is missing: what the cells say means nothing, their number is the mistake
    if (auto length = match_keyword({first.begin, static_cast<std::size_t>(first.end - first.begin)}, Keyword::otherwise, session_.language);
        length > 0 && first.begin + length == first.end) {
        otherwise(piece, row);
    } else {
        for (std::size_t i = 0; i < cells; ++i) row.cells.push_back(cell(piece.cells[i]));
    }
    const bool yes_no = table.result.word == TypeWord::yes_no;
    if (has_result_ && (!row.otherwise || piece.cells.size() > 1)) row.result = yes_no ? yes_or_no(piece.cells.back()) : expression(piece.cells.back());
    if (narrow && !row.otherwise) problems_.erase(problems_.begin() + static_cast<std::ptrdiff_t>(before), problems_.end());
    table.rows.push_back(std::move(row));
}

/// Cells between `selain itu` and the result may only be blank or `-` (a CSV file has them).
void TableReader::otherwise(const TableRowPiece& piece, TableRow& row) {
    row.otherwise = true;
    if (has_result_ && piece.cells.size() == 1) {
        Iterator end = piece.cells.front().end;
        row.result = expression({end, end, piece.whole.declaration, piece.whole.clause});
    }
    std::size_t last = piece.cells.size() - (has_result_ && piece.cells.size() > 1 ? 1 : 0);
    for (std::size_t i = 1; i < last; ++i)
        if (!empty(piece.cells[i]) && !is_dash(piece.cells[i]))
            return report(Code::otherwise_row, piece.cells[i], {std::string(spelling(Keyword::otherwise, session_.language))});
}

TableCell TableReader::cell(const Piece& piece) {
    Span span = session_.span(piece.begin, piece.end);
    if (empty(piece)) {
        report(Code::table_cell_empty, piece, {});
        return TableCell(Error{span});
    }
    std::size_t before = problems_.size();
    TableCell cell;
    if (read_all(piece, cell)) return cell;
    // What follows a complete value, or stands where no cell begins, has no better name than "cannot be read".
    if (problems_.size() == before + 1 && (problems_.back().code == Code::leftover || problems_.back().code == Code::unknown_clause ||
                                           problems_.back().code == Code::table_row_without_bar)) {
        problems_.pop_back();
        report(Code::table_cell_unclear, piece, {written(piece)});
    }
    return TableCell(Error{span});
}

/// A result of yes or no, in the words people fill in as well as in those of rules.
Expr TableReader::yes_or_no(const Piece& piece) {
    const std::string word = lower_case(written(piece));
    const bool yes = word == "ya" || word == "yes", no = word == "tidak" || word == "no";
    if (!yes && !no) return expression(piece);
    Literal literal;
    literal.span = session_.span(piece.begin, piece.end);
    literal.kind = yes ? LiteralKind::yes : LiteralKind::no;
    literal.written = written(piece);
    return Expr(std::move(literal));
}

Expr TableReader::expression(const Piece& piece) {
    if (empty(piece)) {
        report(Code::table_cell_empty, piece, {});
        return Expr(Error{session_.span(piece.begin, piece.end)});
    }
    Expr expr;
    if (read_all({piece.begin, piece.end, Keyword::term, piece.clause}, expr)) return expr;  // its mistakes are those of a value
    return Expr(Error{session_.span(piece.begin, piece.end)});
}

void read_table_rows(const text::CsvLayout& file, KeywordLanguage language, TableDeclaration& table,
                     std::vector<diagnostics::Diagnostic>& problems) {
    const auto piece = [&](Span span) {
        Iterator start = file.chunk.normal.data();
        return Piece{start + (span.begin - file.chunk.span.begin), start + (span.end - file.chunk.span.begin), Keyword::table, Keyword::none};
    };
    std::vector<TableRowPiece> rows;
    for (const text::CsvRow& row : file.rows) {
        TableRowPiece one{piece(row.span), {}};
        for (Span cell : row.cells) one.cells.push_back(piece(cell));
        rows.push_back(std::move(one));
    }
    TableReader(file.chunk, language, problems).read_rows(rows, table);
}

}  // namespace tepat::grammar
