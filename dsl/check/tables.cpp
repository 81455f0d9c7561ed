// SPDX-License-Identifier: Apache-2.0
// `tabel`: each row is the And of its cells, read against the expression of their column (cases.hpp; language.md section 5).
//
//     | umur  | jenjang | hasil     |
//     | 7..21 | sd, smp | Rp900.000 |   ->   case (umur >= 7 dan umur <= 21 dan jenjang termasuk (sd, smp)) -> Rp900.000
#include "dsl/check/cases.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

using syntax::Keyword;

/// `ya` and `tidak` beside `benar` and `salah`: how columns of yes and no are filled in.
std::optional<bool> yes_or_no(const syntax::Expr& tree) {
    if (const auto* literal = boost::get<syntax::Literal>(&tree.get())) {
        if (literal->kind == syntax::LiteralKind::yes) return true;
        if (literal->kind == syntax::LiteralKind::no) return false;
    }
    const auto* path = boost::get<syntax::Path>(&tree.get());
    if (path == nullptr || path->parts.size() != 1 || path->from_subject) return std::nullopt;
    const std::string& name = path->parts[0].text;
    if (name == "ya" || name == "yes") return true;
    if (name == "tidak" || name == "no") return false;
    return std::nullopt;
}

/// A cell beside its column; an invalid id: the cell does not matter.
class CellReader : public boost::static_visitor<ExprId> {
public:
    CellReader(ExpressionBuilder& builder, ExprId column, const syntax::Expr& tree) : builder_(builder), column_(column), tree_(tree) {}

    ExprId operator()(const syntax::Error& cell) const { return builder_.add_error(cell.span); }
    ExprId operator()(const syntax::AnyCell&) const { return {}; }
    ExprId operator()(const syntax::CompareCell& cell) const {
        return builder_.compare(static_cast<program::CompareOp>(cell.op), column_, cell.operand, cell.span);
    }
    ExprId operator()(const syntax::RangeCell& cell) const {
        if (cell.low && cell.high) return builder_.between(column_, *cell.low, *cell.high, cell.span);
        if (cell.low) return builder_.compare(program::CompareOp::greater_equal, column_, *cell.low, cell.span);
        if (cell.high) return builder_.compare(program::CompareOp::less_equal, column_, *cell.high, cell.span);
        return {};
    }
    ExprId operator()(const syntax::ValuesCell& cell) const {
        if (builder_.type_of(column_).kind == TypeKind::yes_no) return yes_no(cell);
        if (cell.values.size() == 1) return builder_.compare(program::CompareOp::equal, column_, cell.values[0], cell.span);
        return builder_.one_of(column_, cell.values, cell.span);
    }
    ExprId operator()(const syntax::UnknownCell& cell) const {
        if (builder_.type_of(column_).quotient) builder_.context().report(Code::quotient_use, syntax::span_of(tree_));
        const ExprId known = builder_.add(program::IsKnown{column_}, yes_no_type, cell.span);
        return cell.known ? known : builder_.add(program::Not{known}, yes_no_type, cell.span);
    }

private:
    ExprId yes_no(const syntax::ValuesCell& cell) const {
        std::vector<ExprId> any;
        for (const syntax::Expr& value : cell.values) {
            const auto known = yes_or_no(value);
            if (!known) any.push_back(builder_.compare(program::CompareOp::equal, column_, value, cell.span));
            else any.push_back(*known ? column_ : builder_.add(program::Not{column_}, yes_no_type, cell.span));
        }
        return any.size() == 1 ? any[0] : builder_.add(program::Or{std::move(any)}, yes_no_type, cell.span);
    }

    ExpressionBuilder& builder_;
    ExprId column_;
    const syntax::Expr& tree_;
};

class TableReader {
public:
    TableReader(ExpressionBuilder& builder, const syntax::TableDeclaration& tree, Type declared)
        : builder_(builder), tree_(tree), declared_(declared) {
        for (const syntax::Expr& column : tree.columns) columns_.push_back(builder.value(column));
    }

    ExprId build() {
        std::vector<BuiltCase> built;
        bool sound = declared_.kind != TypeKind::error && !tree_.rows.empty();
        for (const syntax::TableRow& row : tree_.rows) {
            if (!fits(row)) {
                sound = false;
                continue;
            }
            const ExprId condition = row.otherwise ? ExprId{} : condition_of(row);
            const ExprId result = result_of(row);
            sound = sound && builder_.type_of(result).kind != TypeKind::error;
            built.push_back({condition, counts() ? ExprId{} : result, row.span});
        }
        if (!sound) return builder_.add_error(tree_.header.span);
        if (!tree_.collect) return join_cases(builder_, std::move(built), tree_.header.span);
        return join_collect(builder_, static_cast<program::CollectKind>(*tree_.collect), std::move(built), tree_.header.span);
    }

private:
    bool counts() const { return tree_.collect == syntax::CollectKind::count; }
    bool fits(const syntax::TableRow& row) {
        if (row.otherwise || row.cells.size() == columns_.size()) return true;
        const auto cells = static_cast<std::int64_t>(row.cells.size()) + 1, wanted = static_cast<std::int64_t>(columns_.size()) + 1;
        builder_.context().report(Code::row_width, row.span, {Count{cells}, Count{wanted}});
        return false;
    }
    ExprId condition_of(const syntax::TableRow& row) {
        std::vector<ExprId> all;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const ExprId cell = boost::apply_visitor(CellReader(builder_, columns_[i], tree_.columns[i]), row.cells[i].get());
            if (cell.valid()) all.push_back(cell);
        }
        if (all.empty()) return builder_.add(program::Constant{{1, {}}}, yes_no_type, row.span);
        return all.size() == 1 ? all[0] : builder_.add(program::And{std::move(all)}, yes_no_type, row.span);
    }
    ExprId result_of(const syntax::TableRow& row) {
        const ExprId result = builder_.value(row.result, declared_);
        const Type type = builder_.type_of(result);
        const Span span = syntax::span_of(row.result);
        if (declared_.kind == TypeKind::error || type.kind == TypeKind::error) return result;
        if (!builder_.agree(declared_, {}, result, row.result, span)) return builder_.add_error(span);
        if (!type.is_numeric() || type.quotient || type.scale <= declared_.scale) return result;
        builder_.context().report(Code::value_does_not_fit, span, {std::string(builder_.context().sources.text(span)), Count{declared_.scale}});
        return builder_.add_error(span);
    }

    ExpressionBuilder& builder_;
    const syntax::TableDeclaration& tree_;
    Type declared_;
    std::vector<ExprId> columns_;
};

struct CellSpan : boost::static_visitor<Span> {
    template <class Cell>
    Span operator()(const Cell& cell) const {
        return cell.span;
    }
};

}  // namespace

ExprId build_table(ExpressionBuilder& builder, const syntax::TableDeclaration& tree, Type declared) {
    if (tree.collect == syntax::CollectKind::count && declared.kind != TypeKind::error && !is_whole(declared))
        builder.context().report(Code::type_mismatch, tree.result.span, {Phrase::type_number, phrase_of(declared)});
    const bool unread = tree.from_csv && tree.rows.empty() && !builder.context().sink.has_errors();
    if (unread) builder.context().report(Code::table_without_rows, tree.from_csv->span);  // nobody read its file
    return TableReader(builder, tree, declared).build();
}

program::TableText table_text(const Context& context, const syntax::TableDeclaration& tree, KeywordLanguage language) {
    const auto written = [&](Span span) { return std::string(context.sources.text(span)); };
    program::TableText text;
    for (const syntax::Expr& column : tree.columns) text.columns.push_back(written(syntax::span_of(column)));
    text.columns.push_back(word(Keyword::result, language));
    for (const syntax::TableRow& row : tree.rows) {
        std::vector<std::string> cells;
        if (row.otherwise) cells.push_back(word(Keyword::otherwise, language));
        for (const syntax::TableCell& cell : row.cells) cells.push_back(written(boost::apply_visitor(CellSpan(), cell.get())));
        cells.push_back(written(syntax::span_of(row.result)));
        text.rows.push_back(std::move(cells));
    }
    return text;
}

}  // namespace tepat::check
