// SPDX-License-Identifier: Apache-2.0
#include "cli/test_report.hpp"

#include <algorithm>

#include "cli/source_text.hpp"

namespace tepat::cli {

namespace {

using trial::Condition;
using trial::Owner;

std::string owner_text(const program::Program& program, const Owner& owner, const Session& session) {
    switch (owner.kind) {
        case Owner::Kind::rule:
            return session.text(Message::owner_rule, {name_of(program, owner)});
        case Owner::Kind::term:
            return session.text(Message::owner_term, {name_of(program, owner)});
        case Owner::Kind::parameter:  // has no conditions of its own
        case Owner::Kind::programme:
            break;
    }
    return session.text(Message::owner_programme, {name_of(program, owner)});
}

const char* owner_word(Owner::Kind kind) {
    switch (kind) {
        case Owner::Kind::rule:
            return "rule";
        case Owner::Kind::term:
            return "term";
        case Owner::Kind::parameter:
            return "parameter";
        case Owner::Kind::programme:
            break;
    }
    return "programme";
}

bool lacks(const Condition& condition) {
    return !condition.watched || !condition.seen_true || !condition.seen_false || (condition.can_be_unknown && !condition.seen_unknown);
}

std::string what_lacks(const Condition& condition, const Session& session) {
    if (!condition.watched) return session.text(Message::coverage_not_watched);
    std::string all;
    const auto add = [&](bool lacking, Message message) {
        if (lacking) all += (all.empty() ? "" : ", ") + session.text(message);
    };
    add(!condition.seen_true, Message::coverage_never_true);
    add(!condition.seen_false, Message::coverage_never_false);
    add(condition.can_be_unknown && !condition.seen_unknown, Message::coverage_never_unknown);
    return all;
}

std::string shown(const RuleSet& rules, const Condition& condition, const Session& session) {
    const std::string text = one_line(rules.sources, condition.span);
    if (condition.kind == Condition::Kind::otherwise)
        return std::string(syntax::spelling(syntax::Keyword::otherwise, rules.modules.front().language)) + ' ' + text;
    const bool named = condition.kind == Condition::Kind::exception && !condition.name.empty();
    return named ? session.text(Message::coverage_exception, {condition.name, text}) : text;
}

struct CoverageCounts {
    std::int64_t all = 0, seen_true = 0, seen_false = 0, seen_unknown = 0, not_watched = 0;

    explicit CoverageCounts(const std::vector<Condition>& conditions) {
        for (const Condition& condition : conditions) {
            ++all;
            seen_true += condition.seen_true;
            seen_false += condition.seen_false;
            seen_unknown += condition.seen_unknown;
            not_watched += !condition.watched;
        }
    }
};

const char* kind_word(Condition::Kind kind) {
    constexpr const char* words[] = {"whole", "part", "exception", "row", "otherwise"};
    return words[static_cast<std::size_t>(kind)];
}

ReportJson place_json(const RuleSet& rules, text::Span span) {
    const text::Position at = rules.sources.locate(span.begin);
    return {{"file", rules.sources.file_of(span).name}, {"line", at.line}, {"column", at.column}};
}

ReportJson owned(const RuleSet& rules, const Owner& owner, text::Span span) {
    ReportJson item{{"in", owner_word(owner.kind)}, {"name", name_of(rules.program, owner)}};
    item.update(place_json(rules, span));
    return item;
}

}  // namespace

void print_coverage(const RuleSet& rules, const std::vector<Condition>& conditions, Session& session) {
    session.out << session.text(Message::coverage_heading) << '\n';
    const Owner* owner = nullptr;
    for (const Condition& condition : conditions) {
        if (!lacks(condition)) continue;
        if (owner == nullptr || *owner != condition.owner)
            session.out << "  " << owner_text(rules.program, condition.owner, session) << '\n';
        owner = &condition.owner;
        session.out << "    "
                    << session.text(Message::coverage_line, {place_of(rules.sources, condition.span), shown(rules, condition, session),
                                                             what_lacks(condition, session)})
                    << '\n';
    }
    if (owner == nullptr) session.out << session.text(Message::coverage_complete) << '\n';
    const CoverageCounts counts(conditions);
    session.out << session.text(Message::coverage_total, {Count{counts.all}, Count{counts.seen_true}, Count{counts.seen_false},
                                                          Count{counts.seen_unknown}, Count{counts.not_watched}})
                << '\n';
}

ReportJson coverage_json(const RuleSet& rules, const std::vector<Condition>& conditions) {
    ReportJson list = ReportJson::array();
    for (const Condition& condition : conditions) {
        ReportJson item = owned(rules, condition.owner, condition.span);
        item["kind"] = kind_word(condition.kind);
        item["text"] = one_line(rules.sources, condition.span);
        item["watched"] = condition.watched;
        item["seen_true"] = condition.seen_true;
        item["seen_false"] = condition.seen_false;
        item["seen_unknown"] = condition.seen_unknown;
        item["can_be_unknown"] = condition.can_be_unknown;
        list.push_back(std::move(item));
    }
    const CoverageCounts counts(conditions);
    return {{"conditions", counts.all},
            {"seen_true", counts.seen_true},
            {"seen_false", counts.seen_false},
            {"seen_unknown", counts.seen_unknown},
            {"not_watched", counts.not_watched},
            {"list", list}};
}

}  // namespace tepat::cli
