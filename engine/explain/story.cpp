// SPDX-License-Identifier: Apache-2.0
#include "engine/explain/story.hpp"

#include <algorithm>

#include "dsl/program/print.hpp"
#include "dsl/program/reach.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::explain {

namespace {

using namespace program;

constexpr std::size_t most_members = 30;

Node::Kind kind_of(const Expr& expr) {
    if (std::holds_alternative<FactRef>(expr.kind) || std::holds_alternative<Via>(expr.kind)) return Node::Kind::fact;
    if (std::holds_alternative<TermRef>(expr.kind)) return Node::Kind::term;
    if (std::holds_alternative<ParameterRef>(expr.kind)) return Node::Kind::parameter;
    return std::holds_alternative<Quantifier>(expr.kind) ? Node::Kind::quantifier : Node::Kind::condition;
}

bool no_row(std::uint32_t parent) {
    return parent == columns::no_parent_unknown || parent == columns::no_parent_error;
}

}  // namespace

Teller::Teller(const Program& program, const columns::Population& unit, const run::Decisions& decisions, Row subject, bool everybody)
    : program_(program), unit_(unit), decisions_(decisions), subject_(subject), everybody_(everybody) {
    for (const run::Watched& watched : decisions.watched) watched_[watched.expr] = &watched;
}

std::optional<Row> Teller::climb(Row row, EntityId ancestor, run::ValueState& otherwise) const {
    while (row.entity != ancestor) {
        const EntityId parent = program_[row.entity].parent;
        if (!parent.valid()) return std::nullopt;
        const std::uint32_t link = unit_.entities[row.entity.value].parent[row.row];
        if (no_row(link)) {
            otherwise = link == columns::no_parent_error ? run::ValueState::error : run::ValueState::unknown;
            return std::nullopt;
        }
        row = {parent, link};
    }
    return row;
}

std::optional<run::WatchedValue> Teller::value_on(ExprId id, Row row) const {
    const auto found = watched_.find(id);
    if (found == watched_.end()) return std::nullopt;
    const EntityId scope = program_[id].scope;
    if (!scope.valid()) return found->second->values.front();
    run::WatchedValue nowhere;
    const std::optional<Row> on = climb(row, scope, nowhere.state);
    return on ? found->second->values[on->row] : nowhere;
}

Node Teller::node(ExprId id, Row row) {
    const Expr& expr = program_[id];
    Node made{kind_of(expr), id, row, value_on(id, row), {}, 0};
    if (const auto* quantifier = std::get_if<Quantifier>(&expr.kind))
        made.children = members_of(expr, *quantifier, row, made.left_out);
    else
        made.children = children_of(id, row);
    return made;
}

Node Teller::exception(ExprId joined, text::Span span, Row row) {
    const ExceptionParts parts = exception_parts(program_, joined, span);
    Node made = node(parts.condition, row);
    if (parts.made_to.empty()) return made;
    made = {Node::Kind::condition, joined, row, value_on(joined, row), {std::move(made)}, 0};
    for (const ExceptionParts::Inner& inner : parts.made_to) {
        Node below = exception(inner.condition, program_[inner.negation].span, row);
        const bool says_itself = below.kind == Node::Kind::condition && !is_group(program_, below.expr) && below.expr != inner.condition;
        made.children.push_back({Node::Kind::condition, inner.negation, row, value_on(inner.condition, row), {}, 0});
        if (says_itself) made.children.back().children = std::move(below.children);
        else made.children.back().children.push_back(std::move(below));
    }
    return made;
}

/// Facts whose unknown cells leave `id` open on this row: what is known needs none of what it was made from.
void Teller::blame(ExprId id, Row row, Row subject) {
    const std::optional<run::WatchedValue> value = value_on(id, row);
    if ((value && value->state == run::ValueState::known && value->low == value->high) || !blamed_.insert({id, row, subject}).second) return;
    const Expr& expr = program_[id];
    run::ValueState ignored{};
    const auto from = [&](From place, EntityId entity) { return climb(place == From::here ? row : subject, entity, ignored); };
    if (const auto* fact = std::get_if<FactRef>(&expr.kind)) {
        if (const auto on = from(fact->from, program_[fact->fact].entity)) wanting_.insert({fact->fact, *on});
    } else if (const auto* term = std::get_if<TermRef>(&expr.kind)) {
        if (const auto on = from(term->from, program_[term->term].entity)) blame(program_[term->term].body, *on, *on);
    } else if (const auto* quantifier = std::get_if<Quantifier>(&expr.kind)) {
        for (const Row& member : rows_of(*quantifier, expr.scope, row)) {
            if (const ExprId there = program_[quantifier->member].only_when; there.valid()) blame(there, member, member);
            if (quantifier->where.valid()) blame(quantifier->where, member, subject);
            const auto counts = quantifier->where.valid() ? value_on(quantifier->where, member) : std::nullopt;
            if (quantifier->value.valid() && !(counts && counts->state == run::ValueState::known && counts->low == 0)) blame(quantifier->value, member, subject);
        }
    } else {
        for (const ExprId child : program::children(expr)) blame(child, row, subject);
    }
}

std::vector<Node> Teller::children_of(ExprId id, Row row) {
    const Expr& expr = program_[id];
    std::vector<Node> nodes;
    if (std::holds_alternative<Via>(expr.kind)) return {};  // what is inside belongs to another row than this one
    if (const auto* term = std::get_if<TermRef>(&expr.kind)) {
        if (program_[term->term].hidden) return {};  // written nowhere: its name says all
        run::ValueState ignored{};
        const std::optional<Row> on = climb(row, program_[term->term].entity, ignored);
        if (!on || !defined_.insert({term->term, *on}).second) return {};
        const ExprId body = program_[term->term].body;
        const bool condition = program_[body].type.kind == TypeKind::yes_no && !std::holds_alternative<Cases>(program_[body].kind);
        if (condition || kind_of(program_[body]) != Node::Kind::condition) return {node(body, *on)};
        return reads(body, *on);
    }
    if (const auto* negation = std::get_if<Not>(&expr.kind)) {
        Node operand = node(negation->operand, row);
        if (is_group(program_, negation->operand) || operand.kind == Node::Kind::term || operand.kind == Node::Kind::fact) return {operand};
        return operand.children;
    }
    if (is_group(program_, id)) {
        for (const ExprId operand : program::children(expr))
            if (!std::holds_alternative<Constant>(program_[operand].kind)) nodes.push_back(node(operand, row));
        return nodes;
    }
    return reads(id, row);
}

std::vector<Node> Teller::reads(ExprId id, Row row) {
    std::vector<Node> nodes;
    std::set<std::string> seen;
    for (const ExprId operand : program::children(program_[id])) collect_reads(operand, row, nodes, seen);
    return nodes;
}

void Teller::collect_reads(ExprId id, Row row, std::vector<Node>& nodes, std::set<std::string>& seen) {
    const Expr& expr = program_[id];
    if (kind_of(expr) != Node::Kind::condition) {
        if (seen.insert(print_expression(program_, id)).second) nodes.push_back(node(id, row));
        return;
    }
    for (const ExprId operand : program::children(expr)) collect_reads(operand, row, nodes, seen);
}

std::vector<Row> Teller::rows_of(const Quantifier& quantifier, EntityId scope, Row row) const {
    std::vector<Row> rows;
    run::ValueState ignored{};
    const std::optional<Row> from = climb(row, scope, ignored);
    if (!from) return rows;
    const bool siblings = quantifier.relation != Relation::descendants;
    const EntityId above = siblings ? program_[scope].parent : scope;
    const std::optional<Row> top = climb(*from, above, ignored);
    for (std::uint32_t r = 0; top && r < unit_.entities[quantifier.member.value].rows; ++r) {
        const Row candidate{quantifier.member, r};
        if (quantifier.relation == Relation::other_siblings && candidate == *from) continue;
        const std::optional<Row> over = climb(candidate, above, ignored);
        if (over && *over == *top && takes_part(quantifier.member, candidate)) rows.push_back(candidate);
    }
    return rows;
}

bool Teller::takes_part(EntityId entity, Row row) const {
    const ExprId only_when = program_[entity].only_when;
    if (!only_when.valid()) return true;
    const std::optional<run::WatchedValue> value = value_on(only_when, row);
    return !value || value->state != run::ValueState::known || value->low != 0;
}

Node Teller::member(const Quantifier& quantifier, Row row) {
    const ExprId shown = quantifier.where.valid() ? quantifier.where : quantifier.value;
    Node made{Node::Kind::member, shown, row, std::nullopt, {}, 0};
    if (!shown.valid()) return made;
    made.value = value_on(shown, row);
    std::set<std::string> seen;
    if (quantifier.where.valid()) {
        if (is_group(program_, quantifier.where) || kind_of(program_[quantifier.where]) == Node::Kind::term)
            made.children.push_back(node(quantifier.where, row));
        else
            collect_reads(quantifier.where, row, made.children, seen);
    }
    if (quantifier.value.valid()) collect_reads(quantifier.value, row, made.children, seen);
    return made;
}

std::vector<Node> Teller::members_of(const Expr& expr, const Quantifier& quantifier, Row row, std::size_t& left_out) {
    std::vector<Node> members;
    const std::vector<Row> rows = rows_of(quantifier, expr.scope, row);
    for (const Row& member_row : rows)
        if (members.size() < most_members) members.push_back(member(quantifier, member_row));
    left_out = rows.size() - members.size();
    return members;
}

/// The rows a reader must be told of: the subject, its ancestors and whoever is below it; when none of them, those beside it. The unit
/// may hold everybody (who was selected depends on all), and other families' gaps are nobody's business here.
std::vector<Row> Teller::near_subject(std::vector<Row> rows) const {
    run::ValueState ignored{};
    const auto own = [&](const Row& row) {
        const std::optional<Row> above = climb(subject_, row.entity, ignored);
        const std::optional<Row> over = climb(row, subject_.entity, ignored);
        return (above && *above == row) || (over && *over == subject_);
    };
    std::vector<Row> mine;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(mine), own);
    if (!mine.empty()) return mine;
    const EntityId parent = program_[subject_.entity].parent;
    const std::optional<Row> family = parent.valid() ? climb(subject_, parent, ignored) : std::nullopt;
    std::erase_if(rows, [&](const Row& row) {
        const std::optional<Row> over = family ? climb(row, parent, ignored) : std::nullopt;
        return !over || *over != *family;
    });
    return rows;
}

std::vector<Lacking> Teller::lacking(const std::vector<run::MissingName>& names) const {
    std::vector<Lacking> all;
    for (const run::MissingName& name : names) {
        Lacking lack{name, {}};
        const columns::EntityRows& rows = unit_.entities[name.entity.value];
        const auto& facts = program_[name.entity].facts;
        const auto place = std::find(facts.begin(), facts.end(), name.fact) - facts.begin();
        for (std::uint32_t row = 0; name.fact.valid() && row < rows.rows; ++row) {
            const auto& column = rows.columns[static_cast<std::size_t>(place)];
            const Row candidate{name.entity, row};
            if (column && !column->known.get(row) && !column->error.get(row) && takes_part(name.entity, candidate))
                lack.rows.push_back(candidate);
        }
        const auto wanting = [&](const Row& one) { return wanting_.contains({name.fact, one}); };
        if (std::any_of(lack.rows.begin(), lack.rows.end(), wanting)) std::erase_if(lack.rows, [&](const Row& one) { return !wanting(one); });
        // else: behind a reference, or through whom somebody was selected
        if (everybody_) lack.rows = near_subject(std::move(lack.rows));
        all.push_back(std::move(lack));
    }
    return all;
}

RuleStory Teller::tell(const run::RuleOutcomes& outcomes) {
    defined_.clear();
    const Rule& rule = program_[outcomes.rule];
    RuleStory story{outcomes.rule, outcomes.subject.get(subject_.row), outcomes.outcome[subject_.row], {}, {}};
    if (const ExprId only_when = program_[rule.entity].only_when; only_when.valid())
        story.parts.push_back({Part::Role::only_when, 0, node(only_when, subject_)});
    story.parts.push_back({Part::Role::when, 0, node(rule.when, subject_)});
    for (std::size_t i = 0; i < rule.exceptions.size(); ++i)
        story.parts.push_back({Part::Role::exception, i, exception(rule.exceptions[i].condition, rule.exceptions[i].span, subject_)});
    blamed_.clear();
    wanting_.clear();
    for (const ExprId open : {rule.condition, program_[rule.entity].only_when})
        if (open.valid()) blame(open, subject_, subject_);
    if (story.judged && story.outcome == run::Outcome::undecided)
        story.missing = lacking(decisions_.missing_sets[outcomes.missing[subject_.row]]);
    return story;
}

}  // namespace tepat::explain
