// SPDX-License-Identifier: Apache-2.0
// What decided, in words: the condition as it is written, with its place, the facts it reads before and after, and its legal basis.
#include <algorithm>

#include "cli/compare_live.hpp"
#include "cli/present.hpp"
#include "cli/source_text.hpp"
#include "cli/task_fields.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

using compare::Deciding;

namespace {

using namespace program;

const char* outcome_word(run::Outcome outcome) {
    constexpr const char* words[] = {"eligible", "not_eligible", "undecided", "error"};
    return words[static_cast<std::size_t>(outcome)];
}

/// A rule's own basis and its programme's.
std::vector<std::string> basis_of(const Program& program, const Rule& rule) {
    std::vector<std::string> all = rule.legal_basis;
    if (!rule.programme.valid()) return all;
    for (const std::string& basis : program[rule.programme].legal_basis)
        if (std::find(all.begin(), all.end(), basis) == all.end()) all.push_back(basis);
    return all;
}

FactId fact_called(const Program& program, const std::string& entity, const std::string& name) {
    for (std::uint32_t f = 0; f < program.facts.size(); ++f)
        if (program.facts[f].name == name && program[program.facts[f].entity].name == entity) return {f};
    return {};
}

EntityId entity_called(const Program& program, const std::string& name) {
    for (std::uint32_t e = 0; e < program.entities.size(); ++e)
        if (program.entities[e].name == name) return {e};
    return {};
}

}  // namespace

std::string LiveReasons::value(const Of& side, const std::string& entity, const std::string& fact, EntityId subject, std::uint32_t row) const {
    const Program& program = side.rules.program;
    const FactId id = fact_called(program, entity, fact);
    if (!id.valid() || row == compare::nowhere) return "";
    const columns::Column* const column = compare::column_of(program, side.population, id);
    if (column == nullptr || !is_self_or_ancestor(program, program[id].entity, subject)) return "";
    const std::uint32_t at = compare::row_above(program, side.population, subject, row, program[id].entity);
    if (at == compare::nowhere) return session_.text(Message::value_unknown);
    if (column->error.get(at)) return session_.text(Message::value_error);
    if (!column->known.get(at)) return session_.text(Message::value_unknown);
    if (program[id].secrecy != Secrecy::open && !unmask_) return worklist::masked;
    const std::int64_t number = column->at(at);
    const bool text = program[id].type.kind == TypeKind::text;
    if (program[id].refers_to.valid()) return "?";
    const std::string written = text ? worklist::shown({"", column->dictionary[static_cast<std::size_t>(number)]}, unmask_) : "";
    return value_text(program, program[id].type, {text ? 0 : number, written}, session_.language);
}

void LiveReasons::add_values(const compare::Compared& compared, const compare::Row& row, ExprId expr, const Of& of, Reason& reason) const {
    const Program& program = of.rules.program;
    const EntityId subject = entity_called(program, compared.entity);
    for (const FactId fact : compare::facts_read(program, expr, subject)) {
        const std::string& entity = program[program[fact].entity].name;
        const std::string& name = program[fact].name;
        reason.values.push_back({entity + "." + name, called(program[fact]),
                                 value(before_, entity, name, entity_called(before_.rules.program, compared.entity), row.before),
                                 value(after_, entity, name, entity_called(after_.rules.program, compared.entity), row.after)});
    }
}

Reason LiveReasons::words(const compare::Compared& compared, const Deciding& deciding, const compare::Row* row) const {
    const Of& of = deciding.after ? after_ : before_;
    const Program& program = of.rules.program;
    Reason reason;
    reason.after = deciding.after;
    if (deciding.rule.valid()) {
        const Rule& rule = program[deciding.rule];
        reason.rule = rule.name;
        reason.rule_label = called(rule);
        reason.legal_basis = basis_of(program, rule);
    }
    text::Span span;
    if (deciding.kind == Deciding::Kind::condition) {
        const compare::Condition& condition = of.asked.conditions()[deciding.number];
        span = condition.exception ? program[condition.rule].exceptions[*condition.exception].span : program[condition.expr].span;
        reason.kind = condition.exception ? "exception" : "condition";
        reason.text = one_line(of.rules.sources, program[condition.expr].span);
        if (condition.exception) reason.rule_label = program[condition.rule].exceptions[*condition.exception].name;
        if (row != nullptr) add_values(compared, *row, condition.expr, of, reason);
        reason.state = outcome_word(deciding.outcome);
    } else {
        constexpr const char* kinds[] = {"condition", "new_rule", "rule_gone", "not_run", "place"};
        reason.kind = kinds[static_cast<std::size_t>(deciding.kind)];
        if (deciding.rule.valid()) span = program[deciding.rule].span;
    }
    if (span != text::Span{}) {
        reason.file = of.rules.sources.file_of(span).name;
        reason.line = of.rules.sources.locate(span.begin).line;
    }
    reason.sentence = sentence(compared, reason);
    return reason;
}

std::string LiveReasons::sentence(const compare::Compared&, const Reason& reason) const {
    const std::string when = session_.text(reason.after ? Message::why_after : Message::why_before);
    const std::string place = reason.file + ':' + std::to_string(reason.line);
    std::string text;
    if (reason.kind == "new_rule") text = session_.text(Message::why_new_rule, {reason.rule, place});
    else if (reason.kind == "rule_gone") text = session_.text(Message::why_rule_gone, {reason.rule, place});
    else if (reason.kind == "not_run") text = session_.text(Message::why_not_run, {when});
    else if (reason.kind == "place") text = session_.text(Message::why_place);
    else if (reason.kind == "exception")
        text = session_.text(reason.state == "not_eligible" ? Message::why_exception : Message::why_exception_open, {when, reason.rule_label, reason.text, place});
    else if (reason.state == "undecided") text = session_.text(Message::why_condition_undecided, {when, reason.text, place});
    else if (reason.state == "error") text = session_.text(Message::why_condition_error, {when, reason.text, place});
    else text = session_.text(Message::why_condition_not_met, {when, reason.text, place});
    std::vector<std::string> values;
    for (const Reason::Value& value : reason.values)
        values.push_back(value.label + ' ' + (value.before == value.after ? value.after : value.before.empty() ? value.after
                                              : value.after.empty()       ? value.before
                                                                          : value.before + " -> " + value.after));
    if (!values.empty()) text += "; " + joined(values, ", ");
    if (!reason.legal_basis.empty()) text += "; " + session_.text(Message::why_basis, {joined(reason.legal_basis, "; ")});
    return text;
}

std::vector<Deciding> LiveReasons::deciding(const compare::Compared& compared, const compare::Row& row) const {
    return compare::deciding({before_.asked, before_.side}, {after_.asked, after_.side}, compared, row);
}

Why LiveReasons::why(const compare::Compared& compared, const compare::Row& row) const {
    Why why;
    for (const Deciding& each : deciding(compared, row)) why.reasons.push_back(words(compared, each, &row));
    if (!compared.after || row.after == compare::nowhere) return why;
    const compare::ProgrammeSide& side = after_.side.programmes[*compared.after];
    if (side.outcome[row.after] == run::Outcome::undecided && row.stands == compare::Standing::undecided)
        why.missing = after_.side.missing_sets[side.missing[row.after]];
    return why;
}

}  // namespace tepat::cli
