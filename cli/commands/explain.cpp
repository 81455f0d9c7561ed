// SPDX-License-Identifier: Apache-2.0
// tepat explain RULES --subject ENTITY:KEY: why, why not, what is missing.
#include <algorithm>
#include <set>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/explain_report.hpp"
#include "cli/find.hpp"
#include "cli/selection.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/program/identity_number.hpp"
#include "engine/explain/explain.hpp"
#include "engine/plan/plan.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/unmask_log.hpp"
#include "engine/worklist/held.hpp"

namespace tepat::cli {

namespace {

using program::Program;

struct Subject {
    program::EntityId entity;
    std::string key;
};

Subject read_subject(const Program& program, const std::string& written) {
    const std::size_t colon = written.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == written.size()) wrong_usage(Code::bad_subject, {program::without_identity_numbers(written)});
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

struct Order {
    std::string baseline, format, worklist;
    program::Date date;
    std::optional<std::string> unmask;
};

Order read_order(const Arguments& arguments) {
    Order order;
    order.format = arguments.one_of("format", {"text", "json"});
    order.baseline = arguments.need("baseline");
    (void)arguments.need("date");
    order.date = *arguments.date("date");
    order.worklist = arguments.get("worklist").value_or("");
    order.unmask = arguments.get("unmask");
    if (order.unmask && order.unmask->find_first_not_of(" \t") == std::string::npos) wrong_usage(Code::reason_needed, {});
    if (order.unmask && order.worklist.empty()) wrong_usage(Code::unmask_needs_worklist, {});
    return order;
}

/// Two plans: what is said of the subject, and, where one of its programmes hands out places, what is decided about everybody.
class Explainer {
public:
    Explainer(const RuleSet& rules, const Order& order, const Subject& subject, std::vector<program::RuleId> about, unsigned threads)
        : program_(rules.program), order_(order), subject_(subject), about_(std::move(about)), threads_(threads) {
        own_ = plan::make_plan(program_, explain::request_for(program_, subject.entity, about_, order.date));
        for (const program::Programme& programme : program_.programmes)
            if (programme.entity == subject.entity && programme.is_allocated()) allocated_ = allocated_ || about_programme(programme);
        if (allocated_) all_ = plan::make_plan(program_, {order.date, select_rules(program_, order.date, false, std::nullopt).rules, {}, {}, false});
    }

    void load() {
        std::set<program::EntityId> entities{subject_.entity};
        std::set<program::FactId> facts;
        for (const plan::Plan* plan : {&own_, allocated_ ? &all_ : &own_}) {
            for (const program::EntityId entity : plan::entities_needed(*plan)) entities.insert(entity);
            for (const program::FactId fact : plan::facts_needed(*plan)) facts.insert(fact);
        }
        baseline_ = store::read_baseline(order_.baseline, program_, {entities.begin(), entities.end()}, {facts.begin(), facts.end()}, threads_,
                                         name_facts(program_));
        if (!order_.worklist.empty()) held_ = worklist::read_held(order_.worklist, program_, order_.date);
    }

    explain::Explanation explain(ExplainView& view) const {
        const std::optional<std::uint32_t> row = explain::find_row(baseline_.population, subject_.entity, subject_.key);
        const program::Entity& entity = program_[subject_.entity];
        if (!row) throw Failure(Exit::user, Code::no_such_subject, {entity.name, program::without_identity_numbers(subject_.key), entity.key_column, entity.table});
        run::Options options{.threads = threads_};
        if (held_) options.held = &held_->places;
        if (allocated_) {
            const run::Decisions decisions = run::run(all_, baseline_.population, options);
            view.places = explain::tell_places(program_, baseline_.population, decisions, {subject_.entity, *row});
            std::erase_if(view.places, [&](const explain::PlaceStory& story) { return !about_programme(program_[story.programme]); });
        }
        return explain::explain(program_, baseline_.population, subject_.entity, *row, about_, order_.date, options);
    }

private:
    bool about_programme(const program::Programme& programme) const {
        return std::any_of(programme.rules.begin(), programme.rules.end(),
                           [&](program::RuleId rule) { return std::find(about_.begin(), about_.end(), rule) != about_.end(); });
    }

    const Program& program_;
    const Order& order_;
    const Subject& subject_;
    std::vector<program::RuleId> about_;
    unsigned threads_;
    plan::Plan own_, all_;
    bool allocated_ = false;
    store::Baseline baseline_;
    std::optional<worklist::Held> held_;
};

Exit run(const Arguments& arguments, Session& session) {
    const Order order = read_order(arguments);
    const std::string written = arguments.need("subject");
    RuleSet rules;
    load_sound_rule_set(arguments.positional[0], rules, session);
    const Subject subject = read_subject(rules.program, written);
    std::optional<program::RuleId> only;
    if (const auto name = arguments.get("rule")) only = find_rule(rules.program, *name);
    Explainer explainer(rules, order, subject, rules_about(rules.program, subject, order.date, only), session.threads);
    explainer.load();
    ExplainView view{order.date, order.unmask.has_value(), {}, order.worklist};
    const explain::Explanation explanation = explainer.explain(view);
    if (order.unmask) store::log_unmasking(order.worklist, {now_text(), *order.unmask, "explain --subject \"" + written + '"', 0});
    if (order.format == "json")
        print_explanation_json(rules, explanation, view, session);
    else
        print_explanation_text(rules, explanation, view, session);
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
             {"worklist", "WORKLIST", Message::explain_option_worklist},
             {"unmask", "REASON", Message::explain_option_unmask},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
