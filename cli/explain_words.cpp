// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_words.hpp"

#include <algorithm>

#include "cli/present.hpp"
#include "engine/worklist/plan_tasks.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

namespace {

constexpr std::size_t longest_text = 100;

bool is_secret(program::Secrecy secrecy) {
    return (static_cast<unsigned>(secrecy) & static_cast<unsigned>(program::Secrecy::secret)) != 0;
}

}  // namespace

/// A group's text is its first line; anything else is put on one line and cut when it is long.
std::string ExplainWords::written(program::ExprId expr) const {
    const std::string_view text = rules_.sources.text(program_[expr].span);
    const std::size_t line_end = text.find('\n');
    const std::string_view first = text.substr(0, line_end);
    const bool group = line_end != std::string_view::npos && first.find(':') != std::string_view::npos;
    std::string one_line;
    for (const char c : group ? first : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank) one_line += c;
        if (blank && !one_line.empty() && one_line.back() != ' ') one_line += ' ';
    }
    while (!one_line.empty() && one_line.back() == ' ') one_line.pop_back();
    std::size_t end = std::min(one_line.size(), longest_text);
    while (end < one_line.size() && (static_cast<unsigned char>(one_line[end]) & 0xC0u) == 0x80u) --end;
    return end < one_line.size() ? one_line.substr(0, end) + "..." : one_line;
}

std::string ExplainWords::place(text::Span span) const {
    return rules_.sources.file_of(span).name + ':' + std::to_string(rules_.sources.locate(span.begin).line);
}

bool ExplainWords::secret(program::ExprId expr) const {
    if (const auto* fact = std::get_if<program::FactRef>(&program_[expr].kind)) return is_secret(program_[fact->fact].secrecy);
    if (const auto* term = std::get_if<program::TermRef>(&program_[expr].kind)) return is_secret(program_[term->term].secrecy);
    return false;
}

std::string ExplainWords::value(const explain::Node& node) const {
    if (!node.value) return session_.text(Message::explain_not_seen);
    const bool known = node.value->state == run::ValueState::known;
    if (known && secret(node.expr)) return worklist::shown({"", "x", static_cast<int>(program::Secrecy::secret)}, false);
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
        return program_[fact].column == entity.key_column && is_secret(program_[fact].secrecy);
    });
    const std::string& key = explanation_.unit.entities[row.entity.value].keys[row.row];
    return worklist::shown({"", key, hidden ? static_cast<int>(program::Secrecy::secret) : 0}, false);
}

std::string ExplainWords::who(const explain::Row& row) const {
    const program::Entity& entity = program_[row.entity];
    const auto place = std::find(entity.facts.begin(), entity.facts.end(), entity.called_by) - entity.facts.begin();
    const auto& columns = explanation_.unit.entities[row.entity.value].columns;
    if (entity.called_by.valid() && columns[static_cast<std::size_t>(place)]) {
        const columns::Column& names = *columns[static_cast<std::size_t>(place)];
        if (names.known.get(row.row) && !names.dictionary.empty())
            return worklist::shown(
                {"", names.dictionary[static_cast<std::size_t>(names.at(row.row))], static_cast<int>(program_[entity.called_by].secrecy)},
                false);
    }
    return called(entity) + ' ' + key(row);
}

std::string ExplainWords::missing(const run::MissingName& name) const {
    return worklist::printed_name(program_, name);
}

}  // namespace tepat::cli
