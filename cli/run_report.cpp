// SPDX-License-Identifier: Apache-2.0
#include "cli/run_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/allocation_report.hpp"
#include "cli/coverage_files.hpp"
#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/table.hpp"
#include "dsl/program/secrecy.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;
using Counts = std::array<std::size_t, 4>;
using program::Verdict;

constexpr std::array verdicts{Verdict::eligible, Verdict::not_eligible, Verdict::undecided, Verdict::error};

std::string number(std::size_t n, const Session& session) {
    return grouped(static_cast<std::int64_t>(n), session.language);
}

Table outcome_table(Message first, const Session& session) {
    std::vector<Table::Column> columns{{session.text(first)}, {session.text(Message::run_subjects), Table::Align::right}};
    for (const Verdict verdict : verdicts) columns.push_back({verdict_text(verdict, session.language), Table::Align::right});
    return Table(columns);
}

void add_counts(Table& table, const std::string& name, std::size_t subjects, const Counts& count, const Session& session) {
    std::vector<std::string> cells{name, number(subjects, session)};
    for (const std::size_t n : count) cells.push_back(number(n, session));
    table.add(cells);
}

void print_outcomes(const RunResult& result, Session& session) {
    Table rules = outcome_table(Message::run_rule, session);
    for (const run::RuleOutcomes& rule : result.decisions.rules)
        add_counts(rules, result.program[rule.rule].name, rule.subjects, rule.count, session);
    session.out << '\n' << (rules.empty() ? session.text(Message::run_no_rules) + '\n' : rules.text());
    Table programmes = outcome_table(Message::run_programme, session);
    for (const ProgrammeTally& tally : tally_programmes(result.program, result.decisions))
        add_counts(programmes, called(result.program[tally.programme]), tally.subjects, tally.count, session);
    if (!programmes.empty()) session.out << '\n' << programmes.text();
}

/// What a parameter has no value for may be a secret key, or what somebody is.
std::string hole_key(const program::Program& program, const run::ParameterHole& hole) {
    const program::Parameter& parameter = program[hole.parameter];
    const bool hide = program::is_protected(program::group_secrecy(program, {parameter.by_entity, parameter.by_fact}, hole.key));
    return hide && !hole.key.empty() ? mask : hole.key;
}

/// Quotas need all the rules of their programme.
void print_partial(const RunResult& result, Session& session) {
    for (std::uint32_t p = 0; p < result.program.programmes.size(); ++p) {
        const program::Programme& programme = result.program.programmes[p];
        const auto is_here = [&](const run::RuleOutcomes& rule) { return result.program[rule.rule].programme.value == p; };
        const auto judged = std::count_if(result.decisions.rules.begin(), result.decisions.rules.end(), is_here);
        if (!programme.is_allocated() || judged == 0 || static_cast<std::size_t>(judged) == programme.rules.size()) continue;
        session.out << session.text(Message::run_only_quota, {called(programme)}) << '\n';
    }
}

void print_not_run(const RunResult& result, Session& session) {
    if (result.selection.not_run.empty()) return;
    session.out << '\n' << session.text(Message::run_not_run) << '\n';
    for (const NotRun& left_out : result.selection.not_run) {
        const program::Programme& programme = result.program[left_out.programme];
        const std::string& name = called(programme);
        switch (left_out.why) {
            case WhyNot::draft:
                session.out << session.text(Message::run_draft, {name});
                break;
            case WhyNot::not_yet:
                session.out << session.text(Message::run_not_yet, {name, spoken(*programme.from, session.language)});
                break;
            case WhyNot::lapsed:
                session.out << session.text(Message::run_lapsed, {name, spoken(*programme.until, session.language)});
                break;
        }
        session.out << '\n';
    }
}

void print_troubles(const RunResult& result, Session& session) {
    if (!result.decisions.holes.empty()) session.out << '\n' << session.text(Message::run_holes) << '\n';
    for (const run::ParameterHole& hole : result.decisions.holes) {
        const std::string& name = result.program[hole.parameter].name;
        session.out << (hole.key.empty() ? session.text(Message::run_hole, {name}) : session.text(Message::run_hole_key, {name, hole_key(result.program, hole)}))
                    << '\n';
    }
    if (result.cell_errors.empty()) return;
    Table cells({{session.text(Message::run_cell_column)},
                 {session.text(Message::run_cell_count), Table::Align::right},
                 {session.text(Message::run_cell_example)}});
    for (const store::CellErrors& error : result.cell_errors)
        cells.add({result.program[error.entity].name + '.' + error.column, number(error.count, session), error.example});
    session.out << '\n' << session.text(Message::run_cell_errors) << '\n' << cells.text("  ");
}

std::string seconds_text(double seconds, Language language) {
    const std::int64_t hundredths = std::llround(seconds * 100);
    const std::string fraction = std::to_string(100 + hundredths % 100).substr(1);
    return grouped(hundredths / 100, language) + (language == Language::id ? ',' : '.') + fraction;
}

const char* why_word(WhyNot why) {
    switch (why) {
        case WhyNot::draft:
            return "draft";
        case WhyNot::not_yet:
            return "not_yet";
        case WhyNot::lapsed:
            return "lapsed";
    }
    return "";
}

void add_counts(Json& target, std::size_t subjects, const Counts& count) {
    target["subjects"] = subjects;
    for (std::size_t i = 0; i < verdicts.size(); ++i) target[verdict_word(verdicts[i])] = count[i];
}

Json rules_json(const RunResult& result) {
    Json rules = Json::array();
    for (const run::RuleOutcomes& outcomes : result.decisions.rules) {
        Json rule{{"rule", result.program[outcomes.rule].name}};
        add_counts(rule, outcomes.subjects, outcomes.count);
        rule["seconds"] = outcomes.seconds;
        rules.push_back(std::move(rule));
    }
    return rules;
}

Json programmes_json(const RunResult& result) {
    Json programmes = Json::array();
    for (const ProgrammeTally& tally : tally_programmes(result.program, result.decisions)) {
        Json programme{{"programme", result.program[tally.programme].name}};
        add_counts(programme, tally.subjects, tally.count);
        add_places_json({result.program, result.decisions, result.population}, tally.programme, programme);
        programmes.push_back(std::move(programme));
    }
    return programmes;
}

/// Null when not everything was judged.
Json coverage_json(const RunResult& result) {
    const worklist::Coverage& coverage = result.applied.coverage;
    if (!coverage.unit.valid()) return nullptr;
    Json json{{"unit", result.program[coverage.unit].name}, {"units", coverage.reach.size()}};
    constexpr const char* names[] = {"reached_once", "reached_more", "waiting", "undecided", "error", "not_eligible"};
    for (std::size_t i = 0; i < coverage.units.size(); ++i) json[names[i]] = coverage.units[i];
    json["both_held"] = Json::array();
    for (const store::ConflictRecord& pair : coverage.counts.conflicts)
        if (pair.both_hold > 0) json["both_held"].push_back({{"programme", pair.programme}, {"other", pair.other}, {"count", pair.both_hold}});
    return json;
}

Json troubles_json(const RunResult& result, Json& holes) {
    Json cells = Json::array();
    for (const store::CellErrors& error : result.cell_errors)
        cells.push_back(
            {{"entity", result.program[error.entity].name}, {"column", error.column}, {"count", error.count}, {"example", error.example}});
    for (const run::ParameterHole& hole : result.decisions.holes)
        holes.push_back({{"parameter", result.program[hole.parameter].name}, {"key", hole_key(result.program, hole)}});
    return cells;
}

}  // namespace

void print_run_text(const RunResult& result, Session& session) {
    const Language language = session.language;
    session.out << session.text(Message::run_heading, {spoken(result.date, language), Count{result.applied.run}, result.rules_path})
                << '\n';
    print_outcomes(result, session);
    print_places_text({result.program, result.decisions, result.population, result.worklist_path}, session);
    print_coverage_text(result.program, result.applied.coverage, session);
    print_partial(result, session);
    print_not_run(result, session);
    print_troubles(result, session);
    const worklist::TaskCounts& tasks = result.applied.counts;
    std::vector<Argument> counts;
    for (const std::size_t n : {tasks.created, tasks.unchanged, tasks.changed, tasks.withdrawn, tasks.done, tasks.reopened, tasks.superseded})
        counts.emplace_back(number(n, session));
    session.out << '\n' << session.text(Message::run_tasks, counts) << '\n';
    if (!result.outcomes_path.empty()) session.out << session.text(Message::run_outcomes_written, {result.outcomes_path}) << '\n';
    if (!result.decisions_path.empty()) session.out << session.text(Message::run_decisions_written, {result.decisions_path}) << '\n';
    if (!result.unreached_path.empty()) session.out << session.text(Message::run_unreached_written, {result.unreached_path}) << '\n';
    if (!result.conflicts_path.empty()) session.out << session.text(Message::run_conflicts_written, {result.conflicts_path}) << '\n';
    session.out << session.text(Message::history_head, {result.applied.head}) << '\n';
    session.out << session.text(Message::run_timing,
                                {seconds_text(result.timing.load, language), seconds_text(result.timing.evaluate, language),
                                 seconds_text(result.timing.write, language)})
                << '\n';
}

void print_run_json(const RunResult& result, Session& session) {
    Json not_run = Json::array(), holes = Json::array();
    for (const NotRun& left_out : result.selection.not_run)
        not_run.push_back({{"programme", result.program[left_out.programme].name}, {"why", why_word(left_out.why)}});
    const worklist::TaskCounts& tasks = result.applied.counts;
    Json all{{"run", result.applied.run},
             {"date", program::to_iso(result.date)},
             {"rules", rules_json(result)},
             {"programmes", programmes_json(result)},
             {"conflicts", conflicts_json({result.program, result.decisions, result.population})},
             {"not_run", not_run}};
    all["tasks"] = {{"new", tasks.created},         {"unchanged", tasks.unchanged}, {"changed", tasks.changed},
                    {"withdrawn", tasks.withdrawn}, {"done", tasks.done},           {"reopened", tasks.reopened},
                    {"superseded", tasks.superseded}};
    all["coverage"] = coverage_json(result);
    all["history_hash"] = result.applied.head;
    all["cell_errors"] = troubles_json(result, holes);
    all["parameters_without_value"] = holes;
    all["timing"] = {{"load", result.timing.load},
                     {"evaluate", result.timing.evaluate},
                     {"allocate", result.timing.allocate},
                     {"write", result.timing.write}};
    session.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace tepat::cli
