// SPDX-License-Identifier: Apache-2.0
// tepat explain RULES --subject ENTITY:KEY: why, why not, what is missing.
#include <algorithm>

#include "cli/commands/list.hpp"
#include "cli/explain_report.hpp"
#include "cli/find.hpp"
#include "cli/selection.hpp"
#include "engine/explain/explain.hpp"
#include "engine/plan/plan.hpp"
#include "engine/store/baseline.hpp"

namespace tepat::cli {

namespace {

using program::Program;

struct Subject {
    program::EntityId entity;
    std::string key;
};

Subject read_subject(const Program& program, const std::string& written) {
    const std::size_t colon = written.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == written.size()) wrong_usage(Code::bad_subject, {written});
    return {find_entity(program, written.substr(0, colon)), written.substr(colon + 1)};
}

/// The rules about the subject's entity that a run on this date would judge; a rule that is named is explained even when it is a draft.
std::vector<program::RuleId> rules_about(const Program& program, const Subject& subject, program::Date date,
                                         std::optional<program::RuleId> only) {
    std::vector<program::RuleId> rules = select_rules(program, date, false, only).rules;
    if (only && program[*only].entity != subject.entity)
        wrong_usage(Code::rule_of_other_entity, {program[*only].name, program[program[*only].entity].name});
    std::erase_if(rules, [&](program::RuleId rule) { return program[rule].entity != subject.entity; });
    return rules;
}

/// Names of everyone the explanation may speak of.
std::vector<program::FactId> name_facts(const Program& program) {
    std::vector<program::FactId> facts;
    for (const program::Entity& entity : program.entities)
        if (entity.called_by.valid()) facts.push_back(entity.called_by);
    return facts;
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json"});
    const std::string baseline_path = arguments.need("baseline");
    (void)arguments.need("date");
    const program::Date date = *arguments.date("date");
    const std::string written = arguments.need("subject");
    RuleSet rules;
    load_sound_rule_set(arguments.positional[0], rules, session);
    const Program& program = rules.program;
    const Subject subject = read_subject(program, written);
    std::optional<program::RuleId> only;
    if (const auto name = arguments.get("rule")) only = find_rule(program, *name);
    const std::vector<program::RuleId> about = rules_about(program, subject, date, only);

    const plan::Plan plan = plan::make_plan(program, explain::request_for(program, subject.entity, about, date));
    std::vector<program::EntityId> entities = plan::entities_needed(plan);
    if (std::find(entities.begin(), entities.end(), subject.entity) == entities.end()) entities.push_back(subject.entity);
    const store::Baseline baseline =
        store::read_baseline(baseline_path, program, entities, plan::facts_needed(plan), session.threads, name_facts(program));
    const std::optional<std::uint32_t> row = explain::find_row(baseline.population, subject.entity, subject.key);
    const program::Entity& entity = program[subject.entity];
    if (!row) throw Failure(Exit::user, Code::no_such_subject, {entity.name, subject.key, entity.key_column, entity.table});
    const explain::Explanation explanation = explain::explain(program, baseline.population, subject.entity, *row, about, date);
    if (format == "json")
        print_explanation_json(rules, explanation, date, session);
    else
        print_explanation_text(rules, explanation, date, session);
    return Exit::done;
}

}  // namespace

Command explain_command() {
    return {"explain",
            Message::explain_summary,
            {"RULES"},
            {{"baseline", "BASELINE", Message::run_option_baseline},
             {"date", "YYYY-MM-DD", Message::run_option_date},
             {"subject", "ENTITY:KEY", Message::explain_option_subject},
             {"rule", "RULE", Message::explain_option_rule},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
