// SPDX-License-Identifier: Apache-2.0
// tepat run RULES: load, judge, write the tasks. The worklist says who holds a place already: when somebody decides a task while the run
// judges, it judges again. The --outcomes and --decisions files are finished before the worklist is touched, and put in their places after.
#include <algorithm>
#include <chrono>
#include <memory>

#include "cli/analyse.hpp"
#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/coverage_files.hpp"
#include "cli/decisions_file.hpp"
#include "cli/find.hpp"
#include "cli/outcomes_file.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/rule_set.hpp"
#include "cli/run_report.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/plan/plan.hpp"
#include "engine/store/unmask_log.hpp"

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
    std::optional<std::string> unmask;
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
    order.unmask = arguments.get("unmask");
    if (order.unmask && order.unmask->find_first_not_of(" \t") == std::string::npos) wrong_usage(Code::reason_needed, {});
    if (order.unmask && !arguments.get("outcomes") && !arguments.get("decisions")) wrong_usage(Code::run_unmask_needs_file, {});
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

/// All of a file on the disk, not yet in its place; null when it was not asked for.
template <class Write>
std::unique_ptr<OutputFile> written(const std::optional<std::string>& path, const Write& write) {
    if (!path) return nullptr;
    auto file = std::make_unique<OutputFile>(*path);
    write(file->stream());
    file->finish();
    return file;
}

/// Judged against what the worklist held, and written to it.
struct Finished {
    run::Decisions decisions;
    worklist::Applied applied;
};

class Round {
public:
    Round(const Order& order, const Arguments& arguments, const Program& program, const plan::Plan& plan, const store::Baseline& baseline,
          bool whole, const Session& session)
        : order_(order), arguments_(arguments), program_(program), plan_(plan), baseline_(baseline), whole_(whole), session_(session) {}

    /// Nothing when the worklist changed meanwhile.
    std::optional<Finished> go(Timing& timing, Stopwatch& watch, Progress& progress) const {
        progress.stage(Message::progress_evaluate);
        const worklist::Held held = worklist::read_held(order_.worklist, program_, order_.date);
        Finished finished{run::run(plan_, baseline_.population, {.threads = session_.threads, .held = &held.places}), {}};
        timing.evaluate += watch.lap();
        timing.allocate += finished.decisions.allocate_seconds;

        progress.stage(Message::progress_write);
        const auto outcomes = written(arguments_.get("outcomes"), [&](std::ostream& out) {
            write_outcomes(program_, finished.decisions, baseline_.population, order_.unmask.has_value(), out);
        });
        const auto decisions = written(arguments_.get("decisions"), [&](std::ostream& out) {
            write_decisions(program_, finished.decisions, baseline_.population, order_.unmask.has_value(), out);
        });
        const worklist::Judged judged{program_, finished.decisions, baseline_.population, order_.date, order_.drafts};
        const worklist::Coverage coverage = worklist::coverage_of(judged);
        const auto unreached = written(arguments_.get("unreached"), [&](std::ostream& out) { write_unreached(judged, coverage, session_, out); });
        const auto clashes = written(arguments_.get("conflicts"), [&](std::ostream& out) { write_clashes(judged, coverage, session_, out); });
        finished.applied = worklist::apply(order_.worklist, judged, {program_.hash, baseline_.fingerprint, TEPAT_VERSION, now_text(), whole_, held}, coverage);
        if (!finished.applied.stale && order_.unmask)
            store::log_unmasking(order_.worklist, {now_text(), *order_.unmask, "run --outcomes --decisions", 0});
        for (const auto* file : {&outcomes, &decisions, &unreached, &clashes})
            if (!finished.applied.stale && *file) (*file)->commit();
        timing.write += watch.lap();
        if (finished.applied.stale) return std::nullopt;
        return finished;
    }

private:
    const Order& order_;
    const Arguments& arguments_;
    const Program& program_;
    const plan::Plan& plan_;
    const store::Baseline& baseline_;
    bool whole_;
    const Session& session_;
};

constexpr int most_rounds = 5;

Exit run(const Arguments& arguments, Session& session) {
    const Order order = read_order(arguments);
    RuleSet rules;
    load_sound_rule_set(order.rules, rules, session);
    refuse_open_cases(rules, session);
    const Program& program = rules.program;
    std::optional<program::RuleId> only;
    if (const auto name = arguments.get("only")) only = find_rule(program, *name);
    const Selection selection = select_rules(program, order.date, order.drafts, only);

    Progress progress(session);
    Stopwatch watch;
    Timing timing;
    progress.stage(Message::progress_load);
    const worklist::Needs needs = worklist::needs(program, selection.rules);
    const plan::Plan plan = plan::make_plan(program, {order.date, selection.rules, needs.watch, {}, order.drafts});
    const store::Baseline baseline = load(order, program, plan, needs, session.threads);
    timing.load = watch.lap();

    const Round round(order, arguments, program, plan, baseline, !only, session);
    std::optional<Finished> finished;
    for (int n = 0; n < most_rounds && !finished; ++n) finished = round.go(timing, watch, progress);
    progress.clear();
    if (!finished) throw Failure(Exit::environment, Code::worklist_keeps_changing, {order.worklist});

    const RunResult result{program,
                           order.date,
                           order.rules,
                           arguments.get("outcomes").value_or(""),
                           arguments.get("decisions").value_or(""),
                           arguments.get("unreached").value_or(""),
                           arguments.get("conflicts").value_or(""),
                           selection,
                           finished->decisions,
                           baseline.population,
                           baseline.errors,
                           finished->applied,
                           timing};
    if (order.format == "json")
        print_run_json(result, session);
    else if (!session.quiet)
        print_run_text(result, session);
    return arguments.has("deny-errors") && error_outcomes(finished->decisions) > 0 ? Exit::user : Exit::done;
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
             {"decisions", "FILE.csv", Message::run_option_decisions},
             {"unreached", "FILE.csv", Message::run_option_unreached},
             {"conflicts", "FILE.csv", Message::run_option_conflicts},
             {"only", "RULE", Message::run_option_only},
             {"unmask", "REASON", Message::run_option_unmask},
             {"include-drafts", nullptr, Message::run_option_drafts},
             {"deny-errors", nullptr, Message::run_option_deny_errors},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
