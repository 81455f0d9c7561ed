// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_words.hpp"

#include <algorithm>

#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/source_text.hpp"
#include "cli/translated_text.hpp"
#include "dsl/program/identity_number.hpp"
#include "dsl/program/reach.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::cli {

std::string ExplainWords::written(program::ExprId expr) const {
    const text::Span span = program_[expr].span;
    if (span == text::Span{}) return "";
    const auto asked = session_.language == Language::en ? syntax::KeywordLanguage::en : syntax::KeywordLanguage::id;
    const auto said = translations_.find({span.begin, span.end});
    if (said != translations_.end()) return said->second;
    std::string text = one_line(rules_.sources, span, keywords_at(rules_, span), asked);
    return translations_.emplace(std::pair(span.begin, span.end), std::move(text)).first->second;
}

std::string ExplainWords::place(text::Span span) const {
    return place_of(rules_.sources, span);
}

bool ExplainWords::hidden(program::ExprId expr) const {
    return hidden(program::secrecy_of(program_, expr));
}

/// That a fact is not known is no secret: the list of missing facts says so too.
bool ExplainWords::hidden(const explain::Node& node) const {
    if (!node.expr.valid() || !node.value) return false;
    const bool bare = node.kind == explain::Node::Kind::fact && node.value->state != run::ValueState::known;
    return !bare && hidden(node.expr);
}

/// A near miss tells that everything else holds, so one protected fact in the rule makes all of it protected.
bool ExplainWords::hidden(const explain::RuleStory& story) const {
    const program::Rule& rule = program_[story.rule];
    return hidden(program::secrecy_of(program_, rule.condition)) || hidden(program::secrecy_of(program_, program_[rule.entity].only_when));
}

bool ExplainWords::hides_ways(const explain::RuleStory& story) const {
    if (!hidden(story)) return false;
    const program::Reach reach = program::reach(program_, program::roots_of(program_, story.rule));
    if (!reach.quantified.empty()) return true;  // other rows' values of the same fact may be known
    return std::any_of(reach.exprs.begin(), reach.exprs.end(), [&](program::ExprId id) {
        const program::ExprKind& kind = program_[id].kind;
        const auto* fact = std::get_if<program::FactRef>(&kind);
        if (fact == nullptr) return (std::holds_alternative<program::Via>(kind) || std::holds_alternative<program::KeyRef>(kind)) && hidden(id);
        const bool lacking = std::any_of(story.missing.begin(), story.missing.end(), [&](const explain::Lacking& one) { return one.name.fact == fact->fact; });
        return hidden(id) && !lacking;
    });
}

std::string ExplainWords::value_of(program::ExprId expr, const run::WatchedValue& value) const {
    if (hidden(expr)) return mask;
    return open_text(watched_text(program_, program_[expr].type, value, session_.language));
}

std::string ExplainWords::value(const explain::Node& node) const {
    if (!node.value) return session_.text(Message::explain_not_seen);
    if (hidden(node)) return mask;
    const bool known = node.value->state == run::ValueState::known;
    const program::Type& type = program_[node.expr].type;
    if (type.quotient) return session_.text(known ? Message::explain_quotient : Message::value_unknown);
    const bool error_cell = node.kind == explain::Node::Kind::fact && node.value->state == run::ValueState::error;
    if (error_cell) return session_.text(Message::explain_error_cell);
    const bool unknown_fact = node.kind == explain::Node::Kind::fact && node.value->state == run::ValueState::unknown;
    if (type.kind == program::TypeKind::yes_no && !unknown_fact) return truth(node);
    return open_text(watched_text(program_, type, *node.value, session_.language));
}

std::string ExplainWords::truth(const explain::Node& node) const {
    if (!node.value) return session_.text(Message::explain_not_seen);
    if (hidden(node)) return mask;
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
    const std::string& key = explanation_.unit.entities[row.entity.value].keys[row.row];
    return hidden(program::key_secrecy(program_, row.entity, key)) ? mask : key;
}

std::string ExplainWords::open_text(const std::string& text) const { return unmask_ ? text : program::without_identity_numbers(text); }

std::string ExplainWords::hole_key(const run::ParameterHole& hole) const {
    const program::Parameter& parameter = program_[hole.parameter];
    return hidden(program::group_secrecy(program_, {parameter.by_entity, parameter.by_fact}, hole.key)) ? mask : hole.key;
}

std::string ExplainWords::who(const explain::Row& row) const {
    const program::Entity& entity = program_[row.entity];
    const auto place = std::find(entity.facts.begin(), entity.facts.end(), entity.called_by) - entity.facts.begin();
    const auto& columns = explanation_.unit.entities[row.entity.value].columns;
    if (entity.called_by.valid() && columns[static_cast<std::size_t>(place)]) {
        const columns::Column& names = *columns[static_cast<std::size_t>(place)];
        if (names.known.get(row.row) && !names.dictionary.empty())
            return hidden(program_[entity.called_by].secrecy) ? mask : open_text(names.dictionary[static_cast<std::size_t>(names.at(row.row))]);
    }
    return called(entity) + ' ' + key(row);
}

std::string ExplainWords::missing(const run::MissingName& name) const {
    return worklist::printed_name(program_, name);
}

}  // namespace tepat::cli
