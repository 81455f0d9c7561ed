// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/compare_view.hpp"
#include "cli/csv.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "cli/task_fields.hpp"
#include "cli/verify_view.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string number(std::size_t n, const Session& session) { return grouped(static_cast<std::int64_t>(n), session.language); }

/// A name in the data may hold what would steer a terminal.
std::string plain(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

std::string stake_text(const verify::Fact& fact, const Session& session) {
    std::vector<std::string> all;
    for (const verify::Stake& stake : fact.stakes) {
        const compare::Benefit rupiah{true, 2, stake.per, {}};
        all.push_back(amount_text(rupiah, stake.sum.amount, session) + ' ' + per_text(rupiah, session));
    }
    return joined(all, "; ");
}

std::size_t undecided(const verify::Verification& found, const compare::ProgrammeSide& programme) {
    const columns::Bits& counted = found.side.subjects[programme.subjects].counted;
    std::size_t n = 0;
    for (std::uint32_t row = 0; row < programme.outcome.size(); ++row) n += counted.get(row) && programme.outcome[row] == run::Outcome::undecided;
    return n;
}

void print_waiting(const VerifyView& view, Session& session) {
    std::map<std::size_t, std::pair<columns::Bits, std::size_t>> waiting;  // by subjects: who, and in how many programmes
    for (const compare::ProgrammeSide& programme : view.found.side.programmes) {
        const std::size_t n = undecided(view.found, programme);
        if (n == 0) continue;
        auto& [who, programmes] = waiting[programme.subjects];
        if (who.size() == 0) who.resize(programme.outcome.size());
        ++programmes;
        const columns::Bits& counted = view.found.side.subjects[programme.subjects].counted;
        for (std::uint32_t row = 0; row < programme.outcome.size(); ++row)
            if (counted.get(row) && programme.outcome[row] == run::Outcome::undecided) who.set(row);
    }
    for (const auto& [subjects, found] : waiting)
        session.out << session.text(Message::verify_waiting, {number(found.first.count(), session), view.found.side.subjects[subjects].label, number(found.second, session)})
                    << '\n';
    if (waiting.empty()) session.out << session.text(Message::verify_nothing) << '\n';
}

void print_ranking(const VerifyView& view, Session& session) {
    const auto right = Table::Align::right;
    Table table({{""}, {session.text(Message::verify_fact)}, {session.text(Message::verify_of)}, {session.text(Message::verify_people), right},
                 {session.text(Message::verify_alone), right}, {session.text(Message::verify_perhaps), right}, {session.text(Message::verify_together), right},
                 {session.text(Message::verify_programmes), right}, {session.text(Message::verify_questions), right}, {session.text(Message::verify_stake)}});
    const program::Program& program = view.rules.program;
    for (std::size_t f = 0; f < view.found.facts.size() && f < view.top; ++f) {
        const verify::Fact& fact = view.found.facts[f];
        table.add({std::to_string(f + 1), fact_text(program, fact.name), called(program[fact.name.entity]), number(fact.waiting, session), number(fact.alone, session),
                   number(fact.perhaps, session), number(fact.together, session), number(fact.programmes.size(), session), number(fact.questions, session),
                   stake_text(fact, session)});
    }
    if (!table.empty()) session.out << '\n' << session.text(Message::verify_rank_heading) << '\n' << table.text("  ");
}

void print_areas(const VerifyView& view, Session& session) {
    struct Area {
        std::string name;
        std::size_t questions = 0, groups = 0;
        std::string last;
    };
    std::map<std::pair<std::string, std::string>, Area> areas;
    for (const AskedOf& asked : view.asked) {
        Area& area = areas[{asked.area, asked.area_key}];
        area.name = asked.area;
        ++area.questions;
        area.groups += area.last != asked.group;
        area.last = asked.group;
    }
    Table table({{session.text(Message::verify_area)},
                 {session.text(Message::verify_families), Table::Align::right},
                 {session.text(Message::verify_questions), Table::Align::right}});
    for (const auto& [key, area] : areas)
        table.add({area.name.empty() ? session.text(Message::compare_no_group) : plain(area.name), number(area.groups, session), number(area.questions, session)});
    if (!table.empty()) session.out << '\n' << session.text(Message::verify_areas_heading) << '\n' << table.text("  ");
}

std::vector<std::string> decides(const VerifyView& view, const verify::Question& question) {
    std::vector<std::string> labels;
    for (const std::size_t p : question.programmes) labels.push_back(view.found.side.programmes[p].label);
    return labels;
}

void print_list(const VerifyView& view, Session& session) {
    std::string group, address;
    session.out << '\n' << session.text(Message::verify_list_heading, {view.village}) << '\n';
    for (const AskedOf& asked : view.asked) {
        const verify::Question& question = view.found.questions[asked.question];
        if (asked.address != address) session.out << "\n  " << plain(asked.address) << '\n';
        if (asked.group != group || asked.address != address) session.out << "    " << plain(asked.group) << '\n';
        group = asked.group;
        address = asked.address;
        session.out << "      " << (question.alone ? "* " : "- ") << plain(question_text(view, asked, session)) << '\n';
        session.out << "          " << boxes(view.rules.program, view.found.facts[question.fact].name, session) << '\n';
        session.out << "          " << session.text(Message::verify_decides, {joined(decides(view, question), ", ")}) << '\n';
    }
}

Json choices_json(const program::Program& program, const run::MissingName& name) {
    Json choices = Json::array();
    if (!name.fact.valid()) return choices;
    const program::Type& type = program[name.fact].type;
    if (type.kind != program::TypeKind::choice && type.kind != program::TypeKind::set) return choices;
    for (const program::ChoiceValue& value : program[type.choices].values) choices.push_back({{"value", value.name}, {"label", called(value)}});
    return choices;
}

Json fact_json(const VerifyView& view, const verify::Fact& fact) {
    const auto bound = [](bool there, std::int64_t n) { return there ? Json(n) : Json(nullptr); };
    Json stakes = Json::array(), programmes = Json::array();
    for (const verify::Stake& stake : fact.stakes)
        stakes.push_back({{"per", stake.per.empty() ? Json(nullptr) : Json(stake.per)},
                          {"low_sen", bound(stake.sum.amount.has_low, stake.sum.amount.low)},
                          {"high_sen", bound(stake.sum.amount.has_high, stake.sum.amount.high)}});
    for (const std::size_t p : fact.programmes) programmes.push_back(view.found.side.programmes[p].name);
    return {{"fact", printed_fact(view.rules.program, fact.name)}, {"label", fact_text(view.rules.program, fact.name)},
            {"waiting", fact.waiting},   {"people", fact.people},   {"alone", fact.alone}, {"perhaps", fact.perhaps}, {"together", fact.together},
            {"questions", fact.questions}, {"programmes", programmes}, {"at_stake", stakes}, {"choices", choices_json(view.rules.program, fact.name)}};
}

void csv_row(const std::vector<std::string>& cells, std::ostream& out) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i > 0 ? "," : "") << csv_cell_for_people(cells[i]);
    out << "\r\n";
}

}  // namespace

void print_verification_text(const VerifyView& view, Session& session) {
    session.out << session.text(Message::verify_heading, {spoken(view.date, session.language)}) << "\n\n";
    print_waiting(view, session);
    print_ranking(view, session);
    if (view.village.empty()) print_areas(view, session);
    else print_list(view, session);
}

void print_verification_json(const VerifyView& view, Session& session) {
    Json waiting = Json::array(), facts = Json::array(), questions = Json::array();
    for (const compare::ProgrammeSide& programme : view.found.side.programmes)
        waiting.push_back({{"programme", programme.name}, {"label", programme.label}, {"undecided", undecided(view.found, programme)}});
    for (std::size_t f = 0; f < view.found.facts.size() && f < view.top; ++f) facts.push_back(fact_json(view, view.found.facts[f]));
    for (const AskedOf& asked : view.asked) {
        const verify::Question& question = view.found.questions[asked.question];
        Json programmes = Json::array();
        for (const std::size_t p : question.programmes) programmes.push_back(view.found.side.programmes[p].name);
        questions.push_back({{"area", asked.area}, {"area_key", asked.area_key}, {"address", asked.address}, {"group", asked.group}, {"entity", asked.entity},
                             {"key", asked.key}, {"name", asked.name}, {"fact", printed_fact(view.rules.program, view.found.facts[question.fact].name)},
                             {"question", question_text(view, asked, session)}, {"programmes", programmes}, {"alone", question.alone}});
    }
    const Json all{{"date", program::to_iso(view.date)}, {"programmes", waiting}, {"facts", facts}, {"questions", questions}};
    session.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void print_verification_csv(const VerifyView& view, Session& session) {
    session.out << utf8_bom;
    std::vector<std::string> titles;
    for (const Message title : {Message::verify_area, Message::verify_address, Message::verify_group, Message::csv_entity, Message::csv_key, Message::csv_name,
                                Message::verify_fact, Message::verify_question_title, Message::verify_choices, Message::verify_answer, Message::verify_programmes})
        titles.push_back(session.text(title));
    csv_row(titles, session.out);
    for (const AskedOf& asked : view.asked) {
        const verify::Question& question = view.found.questions[asked.question];
        const run::MissingName& name = view.found.facts[question.fact].name;
        csv_row({asked.area, asked.address, asked.group, asked.entity, asked.key, asked.name, printed_fact(view.rules.program, name), question_text(view, asked, session),
                 boxes(view.rules.program, name, session), "", joined(decides(view, question), "; ")},
                session.out);
    }
}

}  // namespace tepat::cli
