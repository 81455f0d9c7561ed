// SPDX-License-Identifier: Apache-2.0
// The rows of a table, from a declaration or from a CSV file. Where cells begin and end is found here; what stands in them is
// read by the grammar (table.cpp).
#pragma once

#include "dsl/grammar/part_reader.hpp"

namespace tepat::grammar {

struct TableRowPiece {
    Piece whole;
    std::vector<Piece> cells;  ///< trimmed; empty ones have begin == end
};

class TableReader : PartReader {
public:
    using PartReader::PartReader;

    /// `kumpulkan`, `dari`, and rows between bars.
    void read_pieces(const std::vector<Piece>& pieces, syntax::TableDeclaration& table);
    /// The first row is the header. Blank lines are no rows.
    void read_rows(const std::vector<TableRowPiece>& rows, syntax::TableDeclaration& table);

private:
    void clause(const Piece& piece, syntax::TableDeclaration& table);
    TableRowPiece split(const Piece& piece);
    void header(const TableRowPiece& row, syntax::TableDeclaration& table);
    void row(const TableRowPiece& row, syntax::TableDeclaration& table);
    void otherwise(const TableRowPiece& row, syntax::TableRow& into);
    syntax::TableCell cell(const Piece& piece);
    syntax::Expr yes_or_no(const Piece& piece);
    syntax::Expr expression(const Piece& piece);
    bool is_result(const Piece& piece) const;
    void report(diagnostics::Code code, const Piece& piece, std::vector<diagnostics::Argument> arguments);

    bool has_result_ = true;  ///< the header ends with `hasil`
};

}  // namespace tepat::grammar
