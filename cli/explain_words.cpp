// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_words.hpp"

#include <algorithm>

#include "cli/present.hpp"
#include "cli/source_text.hpp"
#include "dsl/program/walk.hpp"
#include "engine/worklist/plan_tasks.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

std::string ExplainWords::written(program::ExprId expr) const {
    return one_line(rules_.sources, program_[expr].span);
}

std::string ExplainWords::place(text::Span span) const {
    return place_of(rules_.sources, span);
}

std::string ExplainWords::masked(const std::string& text, bool hide) const {
    return worklist::shown({"", text, hide ? static_cast<int>(program::Secrecy::secret) : 0}, false);
}

/// Counts and conditions stay visible: without them nothing could be explained.
bool ExplainWords::hidden(program::ExprId expr) const {
    const program::ExprKind& kind = program_[expr].kind;
    if (const auto* fact = std::get_if<program::FactRef>(&kind)) return hidden(program_[fact->fact].secrecy);
    if (const auto* term = std::get_if<program::TermRef>(&kind)) return hidden(program_[term->term].secrecy);
    if (const auto* via = std::get_if<program::Via>(&kind)) return hidden(via->inner);
    const auto* quantifier = std::get_if<program::Quantifier>(&kind);
    if (quantifier != nullptr) {
        const auto& kept = quantifier->kept;
        return (quantifier->value.valid() && hidden(quantifier->value)) ||
               std::any_of(kept.begin(), kept.end(), [&](program::ExprId id) { return hidden(id); });
    }
    if (program_[expr].type.kind == program::TypeKind::yes_no) return false;
    const std::vector<program::ExprId> parts = program::children(program_[expr]);
    return std::any_of(parts.begin(), parts.end(), [&](program::ExprId id) { return hidden(id); });
}

std::string ExplainWords::value_of(program::ExprId expr, const run::WatchedValue& value) const {
    if (value.state == run::ValueState::known && hidden(expr)) return masked("x", true);
    return watched_text(program_, program_[expr].type, value, session_.language);
}

std::string ExplainWords::value(const explain::Node& node) const {
    if (!node.value) return session_.text(Message::explain_not_seen);
    const bool known = node.value->state == run::ValueState::known;
    if (known && hidden(node.expr)) return masked("x", true);
    const program::Type& type = program_[node.expr].type;
    if (type.quotient) return session_.text(known ? Message::explain_quotient : Message::value_unknown);
    const bool error_cell = node.kind == explain::Node::Kind::fact && node.value->state == run::ValueState::error;
    if (error_cell) return session_.text(Message::explain_error_cell);
    const bool unknown_fact = node.kind == explain::Node::Kind::fact && node.value->state == run::ValueState::unknown;
    if (type.kind == program::TypeKind::yes_no && !unknown_fact) return truth(node);
    return watched_text(program_, type, *node.value, session_.language);
}

std::string ExplainWords::truth(const explain::Node& node) const {
    if (!node.value) return session_.text(Message::explain_not_seen);
    switch (node.value->state) {
        case run::ValueState::known:
            return session_.text(node.value->low != 0 ? Message::word_yes : Message::word_no);
        case run::ValueState::unknown:
            return session_.text(Message::verdict_undecided);
        case run::ValueState::error:
            return session_.text(Message::verdict_error);
    }
    return "";
}

std::string ExplainWords::key(const explain::Row& row) const {
    const program::Entity& entity = program_[row.entity];
    const bool hidden = std::any_of(entity.facts.begin(), entity.facts.end(), [&](program::FactId fact) {
        return program_[fact].column == entity.key_column && this->hidden(program_[fact].secrecy);
    });
    const std::string& key = explanation_.unit.entities[row.entity.value].keys[row.row];
    return masked(key, hidden);
}

std::string ExplainWords::who(const explain::Row& row) const {
    const program::Entity& entity = program_[row.entity];
    const auto place = std::find(entity.facts.begin(), entity.facts.end(), entity.called_by) - entity.facts.begin();
    const auto& columns = explanation_.unit.entities[row.entity.value].columns;
    if (entity.called_by.valid() && columns[static_cast<std::size_t>(place)]) {
        const columns::Column& names = *columns[static_cast<std::size_t>(place)];
        if (names.known.get(row.row) && !names.dictionary.empty())
            return masked(names.dictionary[static_cast<std::size_t>(names.at(row.row))], hidden(program_[entity.called_by].secrecy));
    }
    return called(entity) + ' ' + key(row);
}

std::string ExplainWords::missing(const run::MissingName& name) const {
    return worklist::printed_name(program_, name);
}

}  // namespace tepat::cli
