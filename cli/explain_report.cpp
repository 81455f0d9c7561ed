// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/explain_places.hpp"
#include "cli/explain_words.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "dsl/program/print.hpp"

namespace tepat::cli {

namespace {

using explain::Node;
using explain::Part;
using Json = nlohmann::ordered_json;

program::Verdict verdict_of(run::Outcome outcome) {
    switch (outcome) {
        case run::Outcome::eligible:
            return program::Verdict::eligible;
        case run::Outcome::not_eligible:
            return program::Verdict::not_eligible;
        case run::Outcome::undecided:
            return program::Verdict::undecided;
        case run::Outcome::error:
            return program::Verdict::error;
    }
    return program::Verdict::error;
}

std::string join(const std::vector<std::string>& words, const std::string& between) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : between) + word;
    return all;
}

/// A rule's own basis and its programme's.
std::vector<std::string> legal_basis(const program::Program& program, const program::Rule& rule) {
    std::vector<std::string> all = rule.legal_basis;
    if (!rule.programme.valid()) return all;
    for (const std::string& basis : program[rule.programme].legal_basis)
        if (std::find(all.begin(), all.end(), basis) == all.end()) all.push_back(basis);
    return all;
}

std::string near_text(const ExplainWords& words, const program::Rule& rule, const explain::NearMiss& miss, const Session& session) {
    const std::string place = words.place(miss.exception ? rule.exceptions[*miss.exception].span : words.span(miss.expr));
    if (miss.exception) return session.text(Message::explain_near_exception, {rule.exceptions[*miss.exception].name, place});
    if (miss.value && miss.bound && !words.is_yes_no(miss.left))
        return session.text(Message::explain_near_value, {words.written(miss.left), words.value_of(miss.left, *miss.value),
                                                          words.value_of(miss.right, *miss.bound), words.written(miss.expr), place});
    return session.text(miss.wanted ? Message::explain_near_not_met : Message::explain_near_met, {words.written(miss.expr), place});
}

std::string answer_text(const program::Program& program, const program::Type& type, const explain::Way::Answer& answer, Language language) {
    const std::string low = value_text(program, type, {answer.low, {}}, language);
    if (answer.low == answer.high) return low;
    return text_of(Message::value_range, language, {low, value_text(program, type, {answer.high, {}}, language)});
}

bool tells_near(const ExplainWords& words, const explain::RuleStory& story) { return !words.hidden(story); }
bool tells_ways(const ExplainWords& words, const explain::RuleStory& story) { return !words.hides_ways(story); }

/// Said whether or not there is something to tell: silence would tell as well.
bool holds_back(const ExplainWords& words, const explain::RuleStory& story) {
    if (!story.judged) return false;
    if (story.outcome == run::Outcome::undecided) return !tells_ways(words, story);
    return story.outcome == run::Outcome::not_eligible && !tells_near(words, story);
}

class TextWriter {
public:
    TextWriter(const RuleSet& rules, const ExplainWords& words, Session& session)
        : rules_(rules), program_(rules.program), words_(words), session_(session) {}

    void rule(const explain::RuleStory& story) {
        const program::Rule& rule = program_[story.rule];
        const std::string outcome =
            story.judged ? verdict_text(verdict_of(story.outcome), session_.language) : session_.text(Message::explain_not_judged);
        session_.out << session_.text(Message::explain_rule, {rule.name, called(rule), outcome}) << '\n';
        if (rule.programme.valid()) line(1, session_.text(Message::explain_programme, {called(program_[rule.programme])}));
        if (const auto basis = legal_basis(program_, rule); !basis.empty())
            line(1, session_.text(Message::explain_basis, {join(basis, "; ")}));
        for (const Part& part : story.parts) this->part(rule, part);
        if (!story.missing.empty()) line(1, session_.text(Message::explain_missing));
        for (const explain::Lacking& lacking : story.missing) line(2, lacking_text(lacking));
        if (tells_near(words_, story))
            for (const explain::NearMiss& miss : story.near) line(1, near_text(words_, rule, miss, session_));
        if (tells_ways(words_, story)) {
            if (!story.ways.empty()) line(1, session_.text(Message::explain_ways));
            for (const explain::Way& way : story.ways) this->way(way);
        }
        if (holds_back(words_, story)) line(1, session_.text(Message::explain_protected));
        session_.out << '\n';
    }

private:
    /// A name in the baseline may hold what would steer a terminal.
    void line(std::size_t depth, std::string text) {
        for (char& c : text)
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
        session_.out << std::string(2 * depth, ' ') << text << '\n';
    }

    void part(const program::Rule& rule, const Part& part) {
        switch (part.role) {
            case Part::Role::only_when:
                if (!words_.hidden(part.node) && known_true(part.node)) return;  // holds for everybody who is judged: says nothing about this one
                line(1, session_.text(Message::explain_only_when));
                break;
            case Part::Role::when:
                line(1, session_.text(Message::explain_when));
                break;
            case Part::Role::exception:
                line(1, session_.text(Message::explain_exception, {rule.exceptions[part.exception].name, applies(part.node)}));
                break;
        }
        node(part.node, 2);
    }

    static bool known_true(const Node& node) { return node.value && node.value->state == run::ValueState::known && node.value->low != 0; }

    std::string applies(const Node& node) const {
        if (!node.value || node.value->state != run::ValueState::known || words_.hidden(node)) return words_.truth(node);
        return session_.text(node.value->low != 0 ? Message::explain_applies : Message::explain_does_not_apply);
    }

    void node(const Node& node, std::size_t depth) {
        switch (node.kind) {
            case Node::Kind::condition:
                condition(node, depth);
                break;
            case Node::Kind::member:
                member(node, depth);
                break;
            case Node::Kind::term:
            case Node::Kind::fact:
            case Node::Kind::parameter:
                value(node, depth);
                break;
            case Node::Kind::quantifier:
                if (program_[node.expr].type.kind == program::TypeKind::yes_no)
                    condition(node, depth);
                else
                    value(node, depth);
                break;
        }
        for (const Node& child : node.children) this->node(child, depth + 1);
        if (node.left_out > 0) line(depth + 1, session_.text(Message::explain_left_out, {Count{static_cast<std::int64_t>(node.left_out)}}));
    }

    void condition(const Node& node, std::size_t depth) {
        line(depth, '[' + words_.truth(node) + "] " + words_.written(node.expr) + "  (" + words_.place(program_[node.expr].span) + ')');
    }
    void value(const Node& node, std::size_t depth) { line(depth, words_.written(node.expr) + ": " + words_.value(node)); }
    void member(const Node& node, std::size_t depth) {
        const std::string result = !node.expr.valid()                                           ? ""
                                   : program_[node.expr].type.kind == program::TypeKind::yes_no ? '[' + words_.truth(node) + "] "
                                                                                                : words_.value(node) + "  ";
        line(depth, "- " + result + words_.who(node.row));
    }

    void way(const explain::Way& way) {
        const program::Fact& fact = program_[way.fact];
        line(2, session_.text(Message::explain_way, {words_.missing({fact.entity, way.fact}), words_.who(way.row)}));
        for (const explain::Way::Answer& answer : way.answers)
            line(3, session_.text(Message::explain_answer, {answer_text(program_, fact.type, answer, session_.language),
                                                           verdict_text(verdict_of(answer.outcome), session_.language)}));
    }

    std::string lacking_text(const explain::Lacking& lacking) const {
        std::vector<std::string> names;
        constexpr std::size_t most_names = 10;
        for (const explain::Row& row : lacking.rows)
            if (names.size() < most_names) names.push_back(words_.who(row));
        const std::string of = join(names, ", ") + (lacking.rows.size() > names.size() ? ", ..." : "");
        const std::string label = lacking.name.fact.valid() ? called(program_[lacking.name.fact]) : session_.text(Message::explain_no_rows);
        if (of.empty()) return session_.text(Message::explain_lacks, {words_.missing(lacking.name), label});
        return session_.text(Message::explain_lacks_of, {words_.missing(lacking.name), label, of});
    }

    const RuleSet& rules_;
    const program::Program& program_;
    const ExplainWords& words_;
    Session& session_;
};

const char* role_word(Part::Role role) {
    switch (role) {
        case Part::Role::only_when:
            return "only_when";
        case Part::Role::when:
            return "if";
        case Part::Role::exception:
            return "unless";
    }
    return "";
}

const char* kind_word(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::condition:
            return "condition";
        case Node::Kind::term:
            return "term";
        case Node::Kind::fact:
            return "fact";
        case Node::Kind::parameter:
            return "parameter";
        case Node::Kind::quantifier:
            return "quantifier";
        case Node::Kind::member:
            return "member";
    }
    return "";
}

const char* state_word(run::ValueState state) {
    switch (state) {
        case run::ValueState::known:
            return "known";
        case run::ValueState::unknown:
            return "unknown";
        case run::ValueState::error:
            return "error";
    }
    return "";
}

Json node_json(const RuleSet& rules, const ExplainWords& words, const Node& node) {
    Json item{{"kind", kind_word(node.kind)}};
    if (node.expr.valid()) {
        const text::Span span = rules.program[node.expr].span;
        item["text"] = words.written(node.expr);
        item["file"] = rules.sources.file_of(span).name;
        item["line"] = rules.sources.locate(span.begin).line;
        item["state"] = node.value ? Json(words.hidden(node) ? "masked" : state_word(node.value->state)) : Json(nullptr);
        item["value"] = words.value(node);
    }
    if (node.kind == Node::Kind::member) {
        item["entity"] = rules.program[node.row.entity].name;
        item["key"] = words.key(node.row);
        item["name"] = words.who(node.row);
    }
    if (node.left_out > 0) item["left_out"] = node.left_out;
    Json children = Json::array();
    for (const Node& child : node.children) children.push_back(node_json(rules, words, child));
    item["children"] = children;
    return item;
}

Json near_json(const ExplainWords& words, const program::Rule& rule, const explain::NearMiss& miss) {
    Json item{{"text", words.written(miss.expr)}, {"place", words.place(words.span(miss.expr))}, {"wanted", miss.wanted}};
    item["exception"] = miss.exception ? Json(rule.exceptions[*miss.exception].name) : Json(nullptr);
    item["value"] = miss.value ? Json(words.value_of(miss.left, *miss.value)) : Json(nullptr);
    item["bound"] = miss.bound ? Json(words.value_of(miss.right, *miss.bound)) : Json(nullptr);
    return item;
}

Json way_json(const program::Program& program, const ExplainWords& words, const explain::Way& way) {
    const program::Fact& fact = program[way.fact];
    Json answers = Json::array();
    for (const explain::Way::Answer& answer : way.answers)
        answers.push_back({{"from", program::print_value(program, fact.type, {answer.low, {}})},
                           {"to", program::print_value(program, fact.type, {answer.high, {}})},
                           {"outcome", verdict_word(verdict_of(answer.outcome))}});
    return {{"fact", words.missing({fact.entity, way.fact})}, {"key", words.key(way.row)}, {"name", words.who(way.row)}, {"answers", answers}};
}

Json story_json(const RuleSet& rules, const ExplainWords& words, const explain::RuleStory& story) {
    const program::Rule& rule = rules.program[story.rule];
    Json parts = Json::array(), missing = Json::array();
    for (const Part& part : story.parts) {
        Json item{{"role", role_word(part.role)}};
        if (part.role == Part::Role::exception) item["name"] = rule.exceptions[part.exception].name;
        item["condition"] = node_json(rules, words, part.node);
        parts.push_back(std::move(item));
    }
    for (const explain::Lacking& lacking : story.missing) {
        Json of = Json::array();
        for (const explain::Row& row : lacking.rows) of.push_back({{"key", words.key(row)}, {"name", words.who(row)}});
        missing.push_back({{"fact", words.missing(lacking.name)}, {"of", of}});
    }
    Json near = Json::array(), ways = Json::array();
    if (tells_near(words, story))
        for (const explain::NearMiss& miss : story.near) near.push_back(near_json(words, rule, miss));
    if (tells_ways(words, story))
        for (const explain::Way& way : story.ways) ways.push_back(way_json(rules.program, words, way));
    return {{"rule", rule.name},
            {"label", rule.label},
            {"programme", rule.programme.valid() ? Json(rules.program[rule.programme].name) : Json(nullptr)},
            {"outcome", story.judged ? Json(verdict_word(verdict_of(story.outcome))) : Json(nullptr)},
            {"legal_basis", legal_basis(rules.program, rule)},
            {"parts", parts},
            {"missing", missing},
            {"near_misses", near},
            {"what_would_change_it", ways},
            {"protected", holds_back(words, story)}};
}

}  // namespace

void print_explanation_text(const RuleSet& rules, const explain::Explanation& explanation, const ExplainView& view, Session& session) {
    const ExplainWords words(rules, explanation, session, view.unmask);
    session.out << session.text(Message::explain_heading,
                                {words.who(explanation.subject), called(rules.program[explanation.subject.entity]),
                                 words.key(explanation.subject), spoken(view.date, session.language)})
                << "\n\n";
    TextWriter writer(rules, words, session);
    for (const explain::RuleStory& story : explanation.rules) writer.rule(story);
    if (explanation.rules.empty()) session.out << session.text(Message::explain_no_rules) << '\n';
    print_places(rules.program, view, session);
    if (!explanation.holes.empty()) session.out << session.text(Message::run_holes) << '\n';
    for (const run::ParameterHole& hole : explanation.holes) {
        const std::string& name = rules.program[hole.parameter].name;
        session.out << (hole.key.empty() ? session.text(Message::run_hole, {name}) : session.text(Message::run_hole_key, {name, words.hole_key(hole)}))
                    << '\n';
    }
}

void print_explanation_json(const RuleSet& rules, const explain::Explanation& explanation, const ExplainView& view, Session& session) {
    const ExplainWords words(rules, explanation, session, view.unmask);
    Json stories = Json::array(), holes = Json::array();
    for (const explain::RuleStory& story : explanation.rules) stories.push_back(story_json(rules, words, story));
    for (const run::ParameterHole& hole : explanation.holes)
        holes.push_back({{"parameter", rules.program[hole.parameter].name}, {"key", hole.key.empty() ? hole.key : words.hole_key(hole)}});
    const Json all{{"entity", rules.program[explanation.subject.entity].name},
                   {"key", words.key(explanation.subject)},
                   {"name", words.who(explanation.subject)},
                   {"date", program::to_iso(view.date)},
                   {"rules", stories},
                   {"places", places_json(rules.program, view)},
                   {"parameters_without_value", holes}};
    session.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace tepat::cli
