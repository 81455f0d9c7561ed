// SPDX-License-Identifier: Apache-2.0
// `program` and `aturan`: one clause a line, tasks and orders over several.
#include <boost/variant/apply_visitor.hpp>

#include "dsl/syntax/format_declarations.hpp"

namespace tepat::syntax {

namespace {

Keyword keyword_of(Strategy strategy) {
    switch (strategy) {
        case Strategy::reduce_expenses: return Keyword::reduce_expenses;
        case Strategy::raise_income: return Keyword::raise_income;
        case Strategy::reduce_pockets: return Keyword::reduce_pockets;
    }
    return Keyword::none;
}
Keyword keyword_of(Period period) {
    switch (period) {
        case Period::once: return Keyword::once;
        case Period::monthly: return Keyword::monthly;
        case Period::quarterly: return Keyword::quarterly;
        case Period::yearly: return Keyword::yearly;
    }
    return Keyword::none;
}
Keyword keyword_of(Priority priority) {
    switch (priority) {
        case Priority::high: return Keyword::high;
        case Priority::medium: return Keyword::medium;
        case Priority::low: return Keyword::low;
    }
    return Keyword::none;
}

class ClauseWriter {
public:
    using result_type = void;
    ClauseWriter(Lines& lines, const Words& words) : lines_(lines), words_(words) {}

    void operator()(const Error&) {}
    void operator()(const StrategyItem& node) { line({word(Keyword::strategy, node.span), {words_.keyword(keyword_of(node.strategy))}}); }
    void operator()(const RunBy& node) { line({word(Keyword::run_by, node.span), {words_.name(node.agency)}}); }
    void operator()(const LegalBasis& node) { line({word(Keyword::legal_basis, node.span), {words_.text(node.text)}}); }
    void operator()(const InForce& node) {
        Doc doc{word(Keyword::in_force, node.span), {words_.literal(node.from)}};
        if (node.until) doc += Doc{{words_.keyword(Keyword::until)}, {words_.literal(*node.until)}};
        line(doc);
    }
    void operator()(const Benefit& node) {
        Doc doc{word(Keyword::benefit, node.span)};
        doc += format_expression(words_, node.amount, Binding::additive);
        if (node.per) doc += Doc{{words_.keyword(Keyword::per)}, {words_.unit(*node.per, true)}};
        line(doc);
    }
    void operator()(const PeriodItem& node) { line({word(Keyword::period, node.span), {words_.keyword(keyword_of(node.period))}}); }
    void operator()(const Draft& node) { line({word(Keyword::draft, node.span)}); }
    void operator()(const ProgrammeRef& node) { line({word(Keyword::programme, node.span), {words_.name(node.programme)}}); }
    void operator()(const Condition& node) { condition(word(Keyword::if_, node.span), node.condition); }
    void operator()(const Exception& node) {
        Doc doc{word(Keyword::unless, node.span), {words_.name(node.name)}};
        if (node.target) doc += Doc{{words_.keyword(Keyword::on)}, {words_.name(*node.target)}};
        doc.push_back({":"});
        doc.back().glued = true;
        add_condition(lines_, words_, 2, doc, node.condition);
    }
    void operator()(const Task& node) { task(node, 2); }
    void operator()(const Quota& node) {
        Doc doc{word(Keyword::quota, node.span)};
        doc += format_expression(words_, node.amount, Binding::additive);
        line(doc += per(node.per));
    }
    void operator()(const Budget& node) {
        Doc doc{word(Keyword::budget, node.span)};
        doc += format_expression(words_, node.amount, Binding::additive);
        doc += per(node.per);
        doc.push_back({","});
        doc.back().glued = true;
        doc.push_back({words_.keyword(Keyword::unit_cost), 0, 0});
        lines_.add(2, doc += format_expression(words_, node.unit_cost, Binding::additive));
    }
    void operator()(const TakenWhen& node) { condition(word(Keyword::taken_when, node.span), node.condition); }
    void operator()(const OrderBy& node) { order(node); }
    void operator()(const AtMost& node) {
        Doc doc{word(Keyword::at_most, node.span)};
        doc += format_expression(words_, node.count, Binding::additive);
        line(doc += Doc{{words_.keyword(Keyword::per)}, {words_.name(node.per)}});
    }
    void operator()(const YieldsTo& node) { line({word(Keyword::yields_to, node.span), {words_.name(node.programme)}}); }
    void operator()(const NotTogether& node) { line({word(Keyword::not_together_with, node.span), {words_.name(node.programme)}}); }
    void operator()(const Graduates& node) {
        condition(word(Keyword::graduates_if, node.span), node.condition);
        if (node.task) task(*node.task, 4);
    }

private:
    Piece word(Keyword keyword, Span span) const { return {words_.keyword(keyword), span.begin}; }
    void line(const Doc& doc) { lines_.add(2, doc); }
    void condition(Piece head, const Expr& condition) { add_condition(lines_, words_, 2, {std::move(head)}, condition); }
    Doc per(const std::optional<Path>& path) const {
        if (!path) return {};
        return {{words_.keyword(Keyword::per)}, {words_.path(*path), path->span.begin}};
    }

    /// Parts of a task stay on the lines they stood on; a group needs its own.
    void task(const Task& node, std::size_t indent) {
        Doc doc{word(node.if_undecided ? Keyword::undecided_task : Keyword::then_task, node.span), {words_.text(node.what), node.what.span.begin},
                {words_.keyword(Keyword::assigned_to)}, {words_.name(node.agency), node.agency.span.begin}};
        std::uint32_t last = node.agency.span.begin;
        std::size_t own = indent;
        for (const TaskPart& part : node.parts) {
            const auto* done = boost::get<DoneWhen>(&part.get());
            Doc next = boost::apply_visitor(PartWriter{words_}, part.get());
            std::uint32_t begin = next.front().at;
            bool group = done != nullptr && is_group(done->condition);
            bool below = doc.empty() || group || lines_.on_other_line(last, begin) || own + width_of(doc) + 2 + width_of(next) > format_width;
            if (below) {
                if (!doc.empty()) lines_.add(own, doc);
                doc.clear();
                own = indent + 2;
            } else {
                next.front().text.insert(0, " ");
            }
            if (group) add_condition(lines_, words_, own, {word(Keyword::done_when, done->span)}, done->condition);
            else doc += next;
            last = begin;
        }
        if (!doc.empty()) lines_.add(own, doc);
    }
    struct PartWriter {
        using result_type = Doc;
        const Words& words;
        Doc operator()(const Error& node) const { return {{"", node.span.begin}}; }
        Doc operator()(const PriorityItem& node) const {
            return {{words.keyword(Keyword::priority), node.span.begin}, {words.keyword(keyword_of(node.priority))}};
        }
        Doc operator()(const Due& node) const { return {{words.keyword(Keyword::due_in), node.span.begin}, {words.duration(node.after)}}; }
        Doc operator()(const Evidence& node) const { return {{words.keyword(Keyword::evidence_photo), node.span.begin}, {words.text(node.what)}}; }
        Doc operator()(const DoneWhen& node) const {
            Doc doc{{words.keyword(Keyword::done_when), node.span.begin}};
            if (!is_group(node.condition)) doc += format_expression(words, node.condition);
            return doc;
        }
    };

    Doc tier_head(const Tier& tier) const {
        Doc doc{word(Keyword::tier, tier.span), {words_.literal(tier.number)}, {":"}};
        doc.back().glued = true;
        return doc;
    }
    Doc key_doc(const OrderKey& key, bool joined) const {
        Doc doc;
        if (joined) doc.push_back({words_.keyword(Keyword::then_by)});
        const Doc value = format_expression(words_, key.value, Binding::additive, 1);
        doc += joined ? value : at_line_start(value);
        doc.push_back({words_.keyword(key.largest_first ? Keyword::largest_first : Keyword::smallest_first)});
        if (doc.front().at == 0) doc.front().at = key.span.begin;
        return doc;
    }
    /// On one line when it fits and has no groups; else a line for each tier and key.
    void order(const OrderBy& node) {
        Doc head{word(Keyword::order_by, node.span)};
        bool groups = false;
        std::vector<Doc> parts;
        for (const Tier& tier : node.tiers) {
            groups = groups || is_group(tier.condition);
            Doc doc = tier_head(tier);
            if (!is_group(tier.condition)) doc += format_expression(words_, tier.condition, Binding::expression, 1);
            parts.push_back(std::move(doc));
        }
        for (const OrderKey& key : node.keys) parts.push_back(key_doc(key, &key != &node.keys.front() || !node.tiers.empty()));
        Doc whole = head;
        whole += list_of(parts, 0);
        if (!groups && 2 + width_of(whole) <= format_width) return lines_.add(2, whole);
        lines_.add_whole(2, head);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            bool group = i < node.tiers.size() && is_group(node.tiers[i].condition);
            if (group) {
                add_condition(lines_, words_, 4, parts[i], node.tiers[i].condition);
                continue;
            }
            if (i + 1 < parts.size()) {
                parts[i].push_back({","});
                parts[i].back().glued = true;
            }
            lines_.add(4, parts[i]);
        }
    }

    Lines& lines_;
    const Words& words_;
};

template <typename Node>
void add_clauses(Lines& lines, const Words& words, Keyword keyword, const Node& node) {
    lines.add_whole(0, header_doc(words, keyword, node.span, node.header, Keyword::for_each, node.entity));
    ClauseWriter writer(lines, words);
    for (const auto& item : node.items) boost::apply_visitor(writer, item.get());
}

}  // namespace

void add_programme(Lines& lines, const Words& words, const ProgrammeDeclaration& programme) {
    add_clauses(lines, words, Keyword::programme, programme);
}

void add_rule(Lines& lines, const Words& words, const RuleDeclaration& rule) { add_clauses(lines, words, Keyword::rule, rule); }

}  // namespace tepat::syntax
