// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/format_declarations.hpp"

#include <algorithm>
#include <boost/variant/apply_visitor.hpp>

namespace tepat::syntax {

Doc header_doc(const Words& words, Keyword keyword, Span declaration, const Header& header) {
    Doc doc{{words.keyword(keyword), declaration.begin}, {words.name(header.name), header.name.span.begin}};
    if (header.label) doc.push_back({words.text(*header.label), header.label->span.begin});
    return doc;
}

Doc header_doc(const Words& words, Keyword keyword, Span declaration, const Header& header, Keyword joined, const Name& owner) {
    bool late = header.label && header.label->span.begin > owner.span.begin;
    Doc doc = header_doc(words, keyword, declaration, header);
    if (late) doc.pop_back();
    doc.push_back({words.keyword(joined)});
    doc.push_back({words.name(owner), owner.span.begin});
    if (late) doc.push_back({words.text(*header.label), header.label->span.begin});
    return doc;
}

std::vector<Doc> aligned(const std::vector<Row>& rows, std::size_t widest, std::size_t gap) {
    std::vector<std::size_t> widths;
    for (const Row& row : rows)
        for (std::size_t i = 0; i + 1 < row.cells.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            std::size_t width = width_of(row.cells[i]);
            if (width <= widest) widths[i] = std::max(widths[i], width);
        }
    std::vector<Doc> lines;
    for (const Row& row : rows) {
        Doc line;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            Doc cell = row.cells[i];
            std::size_t width = width_of(cell);
            if (i > 0 && !cell.empty()) cell.front().text.insert(0, gap - 1, ' ');
            line += cell;
            if (i + 1 < row.cells.size() && width < widths[i] && !line.empty()) line.back().text.append(widths[i] - width, ' ');
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

namespace {

class DeclarationWriter {
public:
    using result_type = void;
    DeclarationWriter(Lines& lines, const Words& words) : lines_(lines), words_(words) {}

    void operator()(const Error& node) { lines_.add_whole(0, {{std::string(words_.file.text(node.span)), node.span.begin}}); }
    void operator()(const LanguageDeclaration& node) {
        lines_.add_whole(0, {{words_.keyword(Keyword::language), node.span.begin}, {words_.language == KeywordLanguage::id ? "id" : "en"}});
    }
    void operator()(const UseDeclaration& node) {
        lines_.add_whole(0, {{words_.keyword(Keyword::use), node.span.begin}, {words_.text(node.path), node.path.span.begin}});
    }
    void operator()(const EntityDeclaration& node) { add_entity(lines_, words_, node); }
    void operator()(const AgencyDeclaration& node) { agency(node); }
    /// Agencies one below the other have their labels in one column.
    void agency(const AgencyDeclaration& node) {
        if (!agencies_.empty() && lines_.separated(last_agency_, node.span.begin)) flush();
        last_agency_ = node.span.end;
        Doc doc = header_doc(words_, Keyword::agency, node.span, node.header);
        Row row{{Doc(doc.begin(), doc.begin() + 2)}};
        if (doc.size() > 2) row.cells.push_back({doc.back()});
        agencies_.push_back(std::move(row));
    }
    void flush() {
        for (const Doc& line : aligned(agencies_, 40, agencies_.size() > 1 ? 2 : 1)) lines_.add_whole(0, line);
        agencies_.clear();
    }
    void operator()(const ParameterDeclaration& node) {
        lines_.add_whole(0, parameter_header(node));
        std::vector<Row> block;
        std::uint32_t last = 0;
        std::size_t shape = 0;
        auto flush = [&] {
            for (const Doc& line : aligned(block, 40, 1)) lines_.add(2, line);
            block.clear();
        };
        for (const ParameterItem& item : node.items) {
            const auto& period = boost::get<ParameterPeriod>(item.get());
            std::size_t own = (period.key ? 1u : 0u) + (period.until ? 2u : 0u);
            if (!block.empty() && (own != shape || lines_.separated(last, period.span.begin))) flush();
            shape = own;
            last = period.span.end;
            block.push_back(period_row(period));
        }
        flush();
    }
    void operator()(const TermDeclaration& node) {
        Doc head = header_doc(words_, Keyword::term, node.span, node.header, Keyword::for_entity, node.entity);
        if (node.type) {
            head.push_back({":"});
            head.back().glued = true;
            head += type_doc(words_, *node.type);
        }
        head.push_back({words_.keyword(Keyword::means)});
        if (node.value) return value(std::move(head), *node.value);
        lines_.add(0, head, 4);
        cases(node.cases);
    }
    void operator()(const ScoreDeclaration& node) {
        lines_.add_whole(0, header_doc(words_, Keyword::score, node.span, node.header, Keyword::for_entity, node.entity));
        for (const ScoreLine& line : node.lines) {
            Doc doc = at_line_start(format_expression(words_, line.weight, Binding::additive, 1));
            if (!doc.empty()) doc.front().at = line.span.begin;
            if (line.times) {
                doc.push_back({words_.keyword(Keyword::times)});
                doc += format_expression(words_, *line.times, Binding::additive, 1);
            }
            if (line.condition) {
                doc.push_back({words_.keyword(Keyword::when)});
                doc += format_case_condition(words_, *line.condition);
            }
            lines_.add(2, doc);
        }
    }
    void operator()(const TableDeclaration& node) { add_table(lines_, words_, node); }
    void operator()(const ProgrammeDeclaration& node) { add_programme(lines_, words_, node); }
    void operator()(const RuleDeclaration& node) { add_rule(lines_, words_, node); }
    void operator()(const TestDeclaration& node) { add_test(lines_, words_, node); }

private:
    Doc parameter_header(const ParameterDeclaration& node) const {
        bool late = node.header.label && node.header.label->span.begin > node.type.span.begin;
        bool last = late && node.by && node.header.label->span.begin > node.by->span.begin;
        Doc doc = header_doc(words_, Keyword::parameter, node.span, node.header);
        if (late) doc.pop_back();
        doc.push_back({":"});
        doc.back().glued = true;
        doc += type_doc(words_, node.type);
        if (late && !last) doc.push_back({words_.text(*node.header.label), node.header.label->span.begin});
        if (node.by) {
            doc.push_back({words_.keyword(Keyword::by)});
            doc.push_back({words_.path(*node.by), node.by->span.begin});
        }
        if (last) doc.push_back({words_.text(*node.header.label), node.header.label->span.begin});
        return doc;
    }
    Row period_row(const ParameterPeriod& period) const {
        Row row;
        if (period.key) row.cells.push_back({{words_.code(*period.key), period.key->span.begin}});
        Doc dates{{words_.keyword(Keyword::from), period.key ? 0 : period.span.begin}, {words_.literal(period.from)}};
        if (period.until) {
            dates.push_back({words_.keyword(Keyword::until)});
            dates.push_back({words_.literal(*period.until), period.until->span.begin});
        }
        row.cells.push_back(std::move(dates));
        std::vector<Doc> values;
        for (const Expr& value : period.values) values.push_back(format_expression(words_, value, Binding::factor, 1));
        row.cells.push_back(list_of(values, 1));
        if (period.basis) row.cells.push_back({{words_.keyword(Keyword::basis)}, {words_.text(*period.basis), period.basis->span.begin}});
        return row;
    }

    /// On the line of `adalah` when it fits and stood there; a group always does.
    void value(Doc head, const Expr& value) {
        if (is_group(value)) return add_condition(lines_, words_, 0, std::move(head), value);
        Doc doc = format_expression(words_, value);
        bool below = lines_.on_other_line(head.back().at == 0 ? head[head.size() - 2].at : head.back().at, span_of(value).begin);
        if (!below && width_of(head) + 1 + width_of(doc) <= format_width) {
            head += doc;
            return lines_.add(0, head);
        }
        lines_.add(0, head, 4);
        lines_.add(2, at_line_start(doc));
    }

    void cases(const std::vector<Case>& cases) {
        std::size_t widest = 0;
        for (const Case& one : cases) {
            std::size_t width = width_of(at_line_start(result(one)));
            if (one.condition && width <= 40) widest = std::max(widest, width);
        }
        for (const Case& one : cases) {
            Doc doc = one.condition ? at_line_start(result(one)) : result(one);
            if (one.condition) {
                std::size_t width = width_of(doc);
                if (width < widest) doc.back().text.append(widest - width, ' ');
                doc.push_back({words_.keyword(Keyword::when)});
                doc += format_case_condition(words_, *one.condition);
            } else {
                doc.insert(doc.begin(), {words_.keyword(Keyword::otherwise), one.span.begin});
            }
            lines_.add(2, doc);
        }
    }
    Doc result(const Case& one) const { return format_expression(words_, one.result, Binding::expression, 1); }

    Lines& lines_;
    const Words& words_;
    std::vector<Row> agencies_;
    std::uint32_t last_agency_ = 0;
};

}  // namespace

void add_declarations(Lines& lines, const Words& words, const Module& module) {
    DeclarationWriter writer(lines, words);
    for (const Documented& one : module.declarations) {
        if (const auto* agency = boost::get<AgencyDeclaration>(&one.declaration.get())) {
            writer.agency(*agency);
        } else {
            writer.flush();
            boost::apply_visitor(writer, one.declaration.get());
        }
    }
    writer.flush();
}

}  // namespace tepat::syntax
