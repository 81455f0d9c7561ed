// SPDX-License-Identifier: Apache-2.0
// tepat run RULES: load, judge, write the tasks. The --outcomes file is finished before the worklist is touched, and put in its place
// after.
#include <algorithm>
#include <chrono>
#include <memory>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/find.hpp"
#include "cli/outcomes_file.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/rule_set.hpp"
#include "cli/run_report.hpp"
#include "engine/plan/plan.hpp"

namespace tepat::cli {

namespace {

using program::Program;

class Stopwatch {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

struct Order {
    std::string rules, baseline, worklist, format;
    program::Date date;
    bool drafts = false;
};

Order read_order(const Arguments& arguments) {
    Order order;
    order.rules = arguments.positional[0];
    order.baseline = arguments.need("baseline");
    (void)arguments.need("date");
    order.date = *arguments.date("date");
    order.worklist = arguments.need("worklist");
    order.format = arguments.one_of("format", {"text", "json"});
    order.drafts = arguments.has("include-drafts");
    return order;
}

store::Baseline load(const Order& order, const Program& program, const plan::Plan& plan, const worklist::Needs& needs, unsigned threads) {
    std::vector<program::FactId> facts = plan::facts_needed(plan);
    facts.insert(facts.end(), needs.facts_in_text.begin(), needs.facts_in_text.end());
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    return store::read_baseline(order.baseline, program, plan::entities_needed(plan), facts, threads, needs.facts_shown);
}

std::size_t error_outcomes(const run::Decisions& decisions) {
    std::size_t errors = 0;
    for (const run::RuleOutcomes& rule : decisions.rules) errors += rule.count[static_cast<std::size_t>(run::Outcome::error)];
    return errors;
}

/// All of --outcomes on the disk, not yet in its place; null when it was not asked for.
std::unique_ptr<OutputFile> written_outcomes(const std::optional<std::string>& path, const Program& program,
                                             const run::Decisions& decisions, const columns::Population& population) {
    if (!path) return nullptr;
    auto file = std::make_unique<OutputFile>(*path);
    write_outcomes(program, decisions, population, file->stream());
    file->finish();
    return file;
}

Exit run(const Arguments& arguments, Session& session) {
    const Order order = read_order(arguments);
    RuleSet rules;
    load_sound_rule_set(order.rules, rules, session);
    const Program& program = rules.program;
    std::optional<program::RuleId> only;
    if (const auto name = arguments.get("only")) only = find_rule(program, *name);
    const Selection selection = select_rules(program, order.date, order.drafts, only);

    Progress progress(session);
    Stopwatch watch;
    Timing timing;
    progress.stage(Message::progress_load);
    const worklist::Needs needs = worklist::needs(program, selection.rules);
    const plan::Plan plan = plan::make_plan(program, {order.date, selection.rules, needs.watch, {}});
    const store::Baseline baseline = load(order, program, plan, needs, session.threads);
    timing.load = watch.lap();

    progress.stage(Message::progress_evaluate);
    const run::Decisions decisions = run::run(plan, baseline.population, {.threads = session.threads});
    timing.evaluate = watch.lap();

    progress.stage(Message::progress_write);
    const std::unique_ptr<OutputFile> outcomes = written_outcomes(arguments.get("outcomes"), program, decisions, baseline.population);
    const worklist::Judged judged{program, decisions, baseline.population, order.date, order.drafts};
    const worklist::RunInfo info{program.hash, baseline.fingerprint, TEPAT_VERSION, now_text(), !only};
    const worklist::Applied applied = worklist::apply(order.worklist, judged, info);
    if (outcomes) outcomes->commit();
    timing.write = watch.lap();
    progress.clear();

    const RunResult result{program,         order.date, order.rules, arguments.get("outcomes").value_or(""), selection, decisions,
                           baseline.errors, applied,    timing};
    if (order.format == "json")
        print_run_json(result, session);
    else if (!session.quiet)
        print_run_text(result, session);
    return arguments.has("deny-errors") && error_outcomes(decisions) > 0 ? Exit::user : Exit::done;
}

}  // namespace

Command run_command() {
    return {"run",
            Message::run_summary,
            {"RULES"},
            {{"baseline", "BASELINE", Message::run_option_baseline},
             {"date", "YYYY-MM-DD", Message::run_option_date},
             {"worklist", "WORKLIST", Message::run_option_worklist},
             {"outcomes", "FILE.csv", Message::run_option_outcomes},
             {"only", "RULE", Message::run_option_only},
             {"include-drafts", nullptr, Message::run_option_drafts},
             {"deny-errors", nullptr, Message::run_option_deny_errors},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
