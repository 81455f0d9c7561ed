// SPDX-License-Identifier: Apache-2.0
// `entitas`: facts in columns, long lists of choices below their name.
#include <algorithm>
#include <boost/variant/apply_visitor.hpp>
#include <boost/variant/get.hpp>

#include "dsl/syntax/format_declarations.hpp"

namespace tepat::syntax {

namespace {

Keyword keyword_of(TypeWord word) {
    switch (word) {
        case TypeWord::yes_no: return Keyword::yes_no;
        case TypeWord::number: return Keyword::number;
        case TypeWord::decimal: return Keyword::decimal;
        case TypeWord::rupiah: return Keyword::rupiah;
        case TypeWord::date: return Keyword::date;
        case TypeWord::text: return Keyword::text;
        case TypeWord::choice: return Keyword::choice;
        case TypeWord::set: return Keyword::set;
    }
    return Keyword::none;
}

struct FlagWriter {
    using result_type = Doc;
    const Words& words;

    Doc operator()(const Error&) const { return {}; }
    Doc operator()(const SecrecyFlag& node) const {
        return {{words.keyword(node.word == SecrecyWord::secret ? Keyword::secret : Keyword::sensitive), node.span.begin}};
    }
    Doc operator()(const ColumnFlag& node) const { return {{words.keyword(Keyword::column), node.span.begin}, {words.text(node.column)}}; }
    Doc operator()(const CountsAsMissing& node) const {
        Doc doc{{words.keyword(Keyword::counts_as_missing), node.span.begin}};
        std::vector<Doc> codes;
        for (const Literal& code : node.codes) codes.push_back({{words.code(code), code.span.begin}});
        return doc += list_of(codes, 3);
    }
    Doc operator()(const Vintage& node) const {
        return {{words.keyword(Keyword::valid_for), node.span.begin},
                {words.duration(node.valid)},
                {words.keyword(Keyword::valid_since)},
                {words.path(node.since), node.since.span.begin}};
    }
};

Doc flags_doc(const Words& words, const std::vector<FactFlag>& flags) {
    Doc doc;
    for (const FactFlag& flag : flags) {
        Doc part = boost::apply_visitor(FlagWriter{words}, flag.get());
        if (!doc.empty() && !part.empty()) part.front().text.insert(0, " ");
        doc += part;
    }
    return doc;
}

class EntityWriter {
public:
    using result_type = void;
    EntityWriter(Lines& lines, const Words& words) : lines_(lines), words_(words) {}

    void operator()(const Error&) {}
    void operator()(const FromTable& node) {
        flush();
        lines_.add_whole(2, {{words_.keyword(Keyword::from_table), node.span.begin}, {words_.name(node.table)}, {words_.keyword(Keyword::key)}, {words_.name(node.key)}});
    }
    void operator()(const CalledBy& node) {
        flush();
        lines_.add_whole(2, {{words_.keyword(Keyword::called_by), node.span.begin}, {words_.name(node.fact)}});
    }
    void operator()(const Address& node) {
        flush();
        Doc doc{{words_.keyword(Keyword::address), node.span.begin}};
        std::vector<Doc> names;
        for (const Name& name : node.facts) names.push_back({{words_.name(name), name.span.begin}});
        lines_.add(2, doc += list_of(names, 0));
    }
    void operator()(const Area& node) {
        flush();
        lines_.add_whole(2, {{words_.keyword(Keyword::area), node.span.begin}});
    }
    void operator()(const OnlyWhen& node) {
        flush();
        add_condition(lines_, words_, 2, {{words_.keyword(Keyword::only_when), node.span.begin}}, node.condition);
    }
    void operator()(const Recipients& node) {
        flush();
        Doc doc{{words_.keyword(Keyword::recipients), node.span.begin}, {words_.name(node.programme)}, {words_.keyword(Keyword::from)}, {words_.name(node.from)}};
        if (node.until) doc += Doc{{words_.keyword(Keyword::until)}, {words_.name(*node.until)}};
        if (node.complete) doc.push_back({words_.keyword(Keyword::complete)});
        lines_.add(2, doc);
    }
    void operator()(const Reference& node) {
        Row row;
        row.cells.push_back({{words_.name(node.name), node.span.begin}});
        row.cells.push_back({{words_.keyword(Keyword::refers_to)}, {words_.name(node.entity)}, {words_.keyword(Keyword::via)}, {words_.name(node.link)}});
        end_row(std::move(row), node.label, node.flags);
        add(node.span, std::move(row_));
    }
    void operator()(const Fact& node) {
        bool lists = node.type.word == TypeWord::choice || node.type.word == TypeWord::set;
        Row row;
        row.cells.push_back({{words_.name(node.name), node.span.begin}});
        row.cells.push_back(type_doc(words_, node.type));
        if (!lists) {
            end_row(std::move(row), node.label, node.flags);
            return add(node.span, std::move(row_));
        }
        Doc flags = flags_doc(words_, node.flags);
        std::size_t width = 2 + width_of(row.cells[0]) + 2 + width_of(row.cells[1]) + (flags.empty() ? 0 : 2 + width_of(flags)) +
                            (node.label ? 1 + width_of(words_.text(*node.label)) : 0);
        if (width > format_width) return choices_below(node, flags);
        if (!node.label) {
            if (!flags.empty()) row.cells.push_back(std::move(flags));
            return add(node.span, std::move(row));
        }
        Doc line = std::move(row.cells[0]);
        line.push_back({words_.text(*node.label), node.label->span.begin});
        row.cells[1].front().text.insert(0, " ");
        line += row.cells[1];
        if (!flags.empty()) flags.front().text.insert(0, " ");
        line += flags;
        add(node.span, Row{{line}});
    }

    void flush() {
        align_flags();
        std::vector<Row> rows;
        for (const FactLines& fact : block_) rows.push_back(fact.row);
        std::vector<Doc> heads = aligned(rows, 44, 2);
        for (std::size_t i = 0; i < block_.size(); ++i) {
            lines_.add(2, heads[i]);
            if (!block_[i].choices.empty()) lines_.add(4, block_[i].choices, block_[i].hang);
            if (!block_[i].flags.empty()) lines_.add(4, block_[i].flags, 4);
        }
        block_.clear();
    }

private:
    /// Labels and flags of facts without a list.
    void end_row(Row row, const std::optional<Text>& label, const std::vector<FactFlag>& flags) {
        Doc flag_doc = flags_doc(words_, flags);
        if (label) row.cells.push_back({{words_.text(*label), label->span.begin}});
        if (!flag_doc.empty()) row.cells.push_back(std::move(flag_doc));
        row_ = std::move(row);
    }
    void add(Span span, Row row) {
        if (!block_.empty() && lines_.separated(last_, span.begin)) flush();
        last_ = span.end;
        block_.push_back({std::move(row), {}, {}, 0});
    }
    /// Flags stand below each other only where labels differ little in length: else one long label pushes all flags to the right.
    void align_flags() {
        std::size_t longest = 0, shortest = format_width;
        for (const auto& [row, choices, flags, hang] : block_)
            if (row.cells.size() == 4) {
                longest = std::max(longest, width_of(row.cells[2]));
                shortest = std::min(shortest, width_of(row.cells[2]));
            }
        for (auto& [row, choices, flags, hang] : block_) {
            if (row.cells.size() != 4) continue;
            if (longest <= shortest + 12) {
                row.cells[2].back().text.append(longest - width_of(row.cells[2]), ' ');
            }
            row.cells[3].front().text.insert(0, " ");
            row.cells[2] += row.cells[3];
            row.cells.pop_back();
        }
    }
    void choices_below(const Fact& node, const Doc& flags) {
        Doc head{{words_.name(node.name), node.span.begin}};
        if (node.label) head.push_back({words_.text(*node.label), node.label->span.begin});
        add(node.span, Row{{head}});
        block_.back() = {Row{{head}}, type_doc(words_, node.type), flags, width_of(words_.keyword(keyword_of(node.type.word))) + 1};
    }

    struct FactLines {
        Row row;
        Doc choices;  ///< below the name, when they are too long to follow it
        Doc flags;
        std::size_t hang;
    };

    Lines& lines_;
    const Words& words_;
    std::vector<FactLines> block_;
    Row row_;
    std::uint32_t last_ = 0;
};

}  // namespace

Doc type_doc(const Words& words, const TypeSpec& type) {
    Doc doc{{words.keyword(keyword_of(type.word)), type.span.begin}};
    if (type.range) {
        std::string range = type.range->low ? words.literal(*type.range->low) : "";
        range += "..";
        if (type.range->high) range += words.literal(*type.range->high);
        doc.push_back({range, type.range->span.begin});
    }
    std::vector<Doc> values;
    for (const ChoiceValue& value : type.choices) {
        Doc one{{words.name(value.name), value.span.begin}};
        if (value.code) one += Doc{{"="}, {words.code(*value.code)}};
        if (value.label) one.push_back({words.text(*value.label)});
        values.push_back(std::move(one));
    }
    return doc += list_of(values, 1);
}

void add_entity(Lines& lines, const Words& words, const EntityDeclaration& entity) {
    Doc head = header_doc(words, Keyword::entity, entity.span, entity.header);
    if (entity.parent)
        head += Doc{{words.keyword(Keyword::in_parent)}, {words.name(entity.parent->parent), entity.parent->span.begin}, {words.keyword(Keyword::via)}, {words.name(entity.parent->link)}};
    if (entity.at_least_one) head += Doc{{words.keyword(Keyword::at_least)}, {"1"}};
    lines.add_whole(0, head);
    EntityWriter writer(lines, words);
    for (const EntityItem& item : entity.items) boost::apply_visitor(writer, item.get());
    writer.flush();
}

}  // namespace tepat::syntax
