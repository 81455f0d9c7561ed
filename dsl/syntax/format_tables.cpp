// SPDX-License-Identifier: Apache-2.0
// `tabel`: bars below each other; `selain itu` spans the columns of conditions.
#include <algorithm>
#include <boost/variant/apply_visitor.hpp>

#include "dsl/syntax/format_declarations.hpp"

namespace tepat::syntax {

namespace {

const char* symbol_of(CompareOp op) {
    static constexpr const char* symbols[] = {"=", "!=", "<", "<=", ">", ">="};
    return symbols[static_cast<std::size_t>(op)];
}

struct CellWriter {
    using result_type = std::string;
    const Words& words;

    std::string operator()(const Error& node) const { return std::string(words.file.text(node.span)); }
    std::string operator()(const AnyCell&) const { return "-"; }
    std::string operator()(const CompareCell& node) const { return std::string(symbol_of(node.op)) + " " + bound(node.operand); }
    std::string operator()(const RangeCell& node) const {
        return (node.low ? bound(*node.low) : "") + ".." + (node.high ? bound(*node.high) : "");
    }
    std::string operator()(const ValuesCell& node) const {
        std::string text;
        for (const Expr& value : node.values) text += (text.empty() ? "" : ", ") + single(value);
        return text;
    }
    std::string operator()(const UnknownCell& node) const { return words.keyword(node.known ? Keyword::is_known : Keyword::is_unknown); }

    std::string bound(const Expr& expr) const { return flat(format_expression(words, expr, Binding::additive, 1)); }
    /// A literal, a negative literal or a path stands bare; all else in parentheses.
    std::string single(const Expr& expr) const {
        std::string bare = flat(format_expression(words, expr, Binding::operand, 1));
        const auto* unary = boost::get<x3::forward_ast<Unary>>(&expr.get());
        if (unary != nullptr && unary->get().op == UnaryOp::negative && boost::get<Literal>(&unary->get().operand.get()) != nullptr)
            return flat(format_expression(words, expr, Binding::factor, 1));
        bool plain = boost::get<Literal>(&expr.get()) != nullptr || boost::get<Path>(&expr.get()) != nullptr || bare.starts_with('(');
        return plain ? bare : "(" + bare + ")";
    }
};

Keyword keyword_of(CollectKind kind) {
    switch (kind) {
        case CollectKind::total: return Keyword::sum;
        case CollectKind::count: return Keyword::number_of;
        case CollectKind::largest: return Keyword::largest;
        case CollectKind::smallest: return Keyword::smallest;
    }
    return Keyword::none;
}

struct TextRow {
    std::uint32_t at;
    bool otherwise;
    std::vector<std::string> cells;
};

void add_row(Lines& lines, const TextRow& row, const std::vector<std::size_t>& widths, std::size_t conditions) {
    std::string text = "|";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        std::size_t width = i < widths.size() ? widths[i] : 0;
        if (row.otherwise && i == 0)  // spans the columns of conditions
            for (std::size_t k = 1; k < conditions; ++k) width += widths[k] + 3;
        if (row.otherwise && i == 1) width = widths.back();
        std::size_t own = width_of(row.cells[i]);
        text += " " + row.cells[i] + std::string(own < width ? width - own : 0, ' ') + " |";
    }
    lines.add_whole(2, {{text, row.at}});
}

}  // namespace

void add_table(Lines& lines, const Words& words, const TableDeclaration& table) {
    Doc head = header_doc(words, Keyword::table, table.span, table.header, Keyword::for_entity, table.entity);
    bool list = table.result.word == TypeWord::choice || table.result.word == TypeWord::set;
    bool after_type = table.header.label && table.header.label->span.begin > table.result.span.begin;
    if (after_type) head.pop_back();
    if (after_type && list) head.insert(head.begin() + 2, {words.text(*table.header.label)});  // else it would belong to the last value
    head.push_back({words.keyword(Keyword::yields)});
    head += type_doc(words, table.result);
    if (after_type && !list) head.push_back({words.text(*table.header.label), table.header.label->span.begin});
    lines.add(0, head, 4);
    if (table.collect) lines.add_whole(2, {{words.keyword(Keyword::collect)}, {words.keyword(keyword_of(*table.collect))}});
    if (table.from_csv) return lines.add_whole(2, {{words.keyword(Keyword::from_file)}, {words.text(*table.from_csv), table.from_csv->span.begin}});

    bool results = table.rows.empty() || span_of(table.rows.front().result) != Span{};
    std::vector<TextRow> rows(1);
    rows[0] = {table.columns.empty() ? 0 : span_of(table.columns.front()).begin, false, {}};
    for (const Expr& column : table.columns) rows[0].cells.push_back(flat(format_expression(words, column)));
    if (results) rows[0].cells.push_back(words.keyword(Keyword::result));
    for (const TableRow& row : table.rows) {
        TextRow one{row.span.begin, row.otherwise, {}};
        if (row.otherwise) one.cells.push_back(words.keyword(Keyword::otherwise));
        for (const TableCell& cell : row.cells) one.cells.push_back(boost::apply_visitor(CellWriter{words}, cell.get()));
        if (results) one.cells.push_back(flat(format_expression(words, row.result)));
        rows.push_back(std::move(one));
    }
    std::vector<std::size_t> widths(rows[0].cells.size());
    for (const TextRow& row : rows)
        for (std::size_t i = 0; i < row.cells.size() && i < widths.size(); ++i) {
            bool last = row.otherwise && i == 1;
            if (row.otherwise && !last) continue;
            std::size_t& width = widths[last ? widths.size() - 1 : i];
            width = std::max(width, width_of(row.cells[i]));
        }
    const std::size_t conditions = widths.size() - (results ? 1 : 0);
    std::size_t span = 0;
    for (std::size_t i = 0; i < conditions; ++i) span += widths[i] + (i > 0 ? 3 : 0);
    const std::size_t wanted = width_of(words.keyword(Keyword::otherwise));
    bool has_otherwise = std::any_of(rows.begin(), rows.end(), [](const TextRow& row) { return row.otherwise; });
    if (has_otherwise && conditions > 0 && span < wanted) widths[conditions - 1] += wanted - span;
    for (const TextRow& row : rows) add_row(lines, row, widths, conditions);
}

}  // namespace tepat::syntax
