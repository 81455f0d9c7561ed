// SPDX-License-Identifier: Apache-2.0
// The passes in order: wide steps, then the blocks on threads, each with its own workspace.
#include "engine/run/run.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

#include "engine/allocate/conflicts.hpp"
#include "engine/evaluate/partial.hpp"
#include "engine/evaluate/saved.hpp"
#include "engine/run/only_when.hpp"
#include "engine/run/outputs.hpp"
#include "engine/run/programmes.hpp"
#include "engine/run/schedule.hpp"

namespace tepat::run {

using evaluate::Missing;
using evaluate::Workspace;
using plan::StepId;

namespace {

/// One thread's tools.
struct Worker {
    Worker(const evaluate::Shared& shared, const Workspace* wide, const evaluate::Names& names, const Missing* wide_missing, MissingSets& sets)
        : work(shared, wide), missing(work, names, wide_missing), numbers(sets, names), counts(shared.plan->rules.size()), found(shared.plan->programmes.size()) {}
    Workspace work;
    Missing missing;
    SetNumbers numbers;
    std::vector<OutcomeCounts> counts;  ///< by rule
    std::vector<Found> found;           ///< by planned programme
};

class Runner {
public:
    Runner(const plan::Plan& plan, const columns::Population& population, const Options& options)
        : plan_(plan),
          population_(population),
          options_(options),
          layouts_(evaluate::lay_out(plan, population, perhaps_gone(plan, population), true)),
          schedule_(make_schedule(plan, layouts_, options.block_rows)),
          blocks_(make_blocks(plan, layouts_, schedule_, options.block_rows)),
          names_(plan),
          saved_(plan, population, options.want_missing ? names_.words() : 0),
          sets_(names_),
          decisions_(new_decisions(plan, population, options.want_missing)) {
        evaluate::prepare(shared_, plan, population);
        shared_.layouts = &layouts_;
        shared_.inside = schedule_.inside;
        shared_.saved = &saved_;
        const auto saves = [](const Pass& pass) { return !pass.saved.empty(); };
        // Nobody is in any block: one without rows still says what a reference to nobody is worth.
        if (blocks_.empty() && std::any_of(schedule_.passes.begin(), schedule_.passes.end(), saves)) blocks_.emplace_back(layouts_.entities.size());
    }

    Decisions run() {
        wide_.emplace(shared_, nullptr, names_, nullptr, sets_);
        partials_.emplace(wide_->work, options_.want_missing ? &names_ : nullptr, schedule_.unit);
        std::vector<evaluate::Range> everything;
        for (const evaluate::EntityLayout& layout : layouts_.entities) everything.push_back({0, layout.rows});
        wide_->work.enter(everything);
        wide_->missing.start();
        make_wide_frames();
        make_workers();
        make_programmes();
        for (const Pass& pass : schedule_.passes) run_pass(pass);
        return finish();
    }

private:
    /// Blocks on several threads read them; nobody makes them then.
    void make_wide_frames() {
        for (std::uint32_t f = 0; f < plan_.frames.size(); ++f) {
            const program::EntityId entity = plan_.frames[f].entity;
            if (layouts_.entities[entity.value].used && !schedule_.inside[entity.value]) wide_->work.rows(plan::FrameId{f});
        }
    }

    void make_workers() {
        const std::size_t count = std::clamp<std::size_t>(blocks_.size(), 1, std::max(1u, options_.threads));
        for (std::size_t t = 0; t < count; ++t) {
            workers_.push_back(std::make_unique<Worker>(shared_, &wide_->work, names_, &wide_->missing, sets_));
        }
    }

    void make_programmes() {
        shared_.selected.resize(plan_.program->programmes.size());
        std::vector<bool> read(shared_.selected.size());
        for (const plan::Step& step : plan_.steps) {
            if (step.op == plan::Op::selected) read[static_cast<std::size_t>(step.args[0])] = true;
        }
        for (const plan::ProgrammePlan& programme : plan_.programmes) {
            const bool held = options_.held != nullptr && !options_.held->programmes.empty();
            programmes_.push_back(std::make_unique<ProgrammeRun>(plan_, programme, population_,
                                                                 held ? &options_.held->programmes[programme.programme.value] : nullptr,
                                                                 options_.want_missing ? &names_ : nullptr, read[programme.programme.value]));
        }
    }

    void gather(Worker& worker, const Pass& pass, bool wide) {
        for (const std::size_t p : pass.programmes) {
            programmes_[p]->gather(worker.work, wide, options_.want_missing ? &worker.missing : nullptr, worker.numbers, worker.found[p]);
        }
        for (const std::size_t p : pass.graduations) programmes_[p]->gather_graduates(worker.work, wide, worker.found[p]);
    }

    std::vector<Found*> found_of(std::size_t programme) {
        std::vector<Found*> found{&wide_->found[programme]};
        for (const auto& worker : workers_) found.push_back(&worker->found[programme]);
        return found;
    }

    void allocate(const Pass& pass) {
        const auto begin = std::chrono::steady_clock::now();
        for (const std::size_t p : pass.programmes) {
            programmes_[p]->allocate(found_of(p));
            if (programmes_[p]->is_read()) shared_.selected[plan_.programmes[p].programme.value] = programmes_[p]->selected(sets_, wide_->numbers);
        }
        decisions_.allocate_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

    void run_pass(const Pass& pass) {
        partials_->finish(wide_->work, options_.want_missing ? &wide_->missing : nullptr);
        for (const StepId id : pass.wide) {
            if (!is_partial(plan_, plan_[id], schedule_.inside)) {
                wide_->work.evaluate(id);
            } else if (saved_.wants(id)) {
                saved_[id].write(wide_->work, id);
            }
        }
        if (options_.want_missing) wide_->missing.find_everywhere(pass.wide);
        write(*wide_, pass.wide_rules, pass.wide_watches);
        gather(*wide_, pass, true);
        partials_->start(pass.partial, wide_->work);
        if (!pass.block_rules.empty() || !pass.block_watches.empty() || !pass.partial.empty() || !pass.saved.empty() ||
            !pass.programmes.empty() || !pass.graduations.empty()) {
            run_blocks(pass);
        }
        allocate(pass);
    }

    void run_blocks(const Pass& pass) {
        std::atomic<std::size_t> next{0};
        std::vector<std::exception_ptr> failures(workers_.size());
        const auto work_off = [&](std::size_t worker) {
            try {
                for (std::size_t b = next++; b < blocks_.size(); b = next++) run_block(*workers_[worker], pass, blocks_[b]);
            } catch (...) {
                failures[worker] = std::current_exception();
            }
        };
        std::vector<std::thread> threads;
        for (std::size_t t = 1; t < workers_.size(); ++t) threads.emplace_back(work_off, t);
        work_off(0);
        for (std::thread& thread : threads) thread.join();
        for (const std::exception_ptr& failure : failures) {
            if (failure) std::rethrow_exception(failure);
        }
    }

    void run_block(Worker& worker, const Pass& pass, const std::vector<evaluate::Range>& block) {
        worker.work.enter(block);
        for (const StepId id : pass.block) worker.work.evaluate(id);
        for (const StepId id : pass.saved) saved_[id].write(worker.work, id);
        if (options_.want_missing) find_missing(worker, pass);
        partials_->add(worker.work, options_.want_missing ? &worker.missing : nullptr);
        write(worker, pass.block_rules, pass.block_watches);
        gather(worker, pass, false);
    }

    void find_missing(Worker& worker, const Pass& pass) {
        worker.missing.start();
        for (const std::size_t r : pass.block_rules) {
            worker.missing.want(plan_.rules[r].condition, undecided_rows(worker.work, plan_.rules[r]));
        }
        partials_->want(worker.work, worker.missing);
        for (const std::size_t p : pass.programmes) programmes_[p]->want(worker.work, worker.missing, false);
        for (const StepId id : pass.saved) worker.missing.want_everywhere(id);
        worker.missing.find(pass.block);
        for (const StepId id : pass.saved) worker.missing.save(id);
    }

    void write(Worker& worker, const std::vector<std::size_t>& rules, const std::vector<std::size_t>& watches) {
        for (const std::size_t r : rules) {
            write_rule(worker.work, plan_.rules[r], decisions_.rules[r], worker.counts[r]);
            if (options_.want_missing) write_missing(worker.work, plan_.rules[r], worker.missing, worker.numbers, decisions_.rules[r]);
        }
        for (const std::size_t w : watches) write_watch(worker.work, plan_.watch[w], decisions_.watched[w]);
    }

    Decisions finish() {
        add_counts(*wide_);
        for (const auto& worker : workers_) add_counts(*worker);
        finish_programmes();
        sets_.finish(decisions_);
        wide_->work.missed_keys().merge(missed_keys());
        for (const evaluate::MissedKey& missed : wide_->work.missed_keys()) decisions_.holes.push_back({missed.parameter, missed.key});
        add_constant_holes();
        std::sort(decisions_.holes.begin(), decisions_.holes.end());
        decisions_.holes.erase(std::unique(decisions_.holes.begin(), decisions_.holes.end()), decisions_.holes.end());
        return std::move(decisions_);
    }

    /// Those only read by others are not reported.
    void finish_programmes() {
        for (std::size_t p = 0; p < programmes_.size(); ++p) {
            if (!plan_.programmes[p].asked) continue;
            programmes_[p]->finish(found_of(p));
            decisions_.programmes.push_back(std::move(programmes_[p]->outcomes()));
            decisions_.allocations.push_back(std::move(programmes_[p]->allocation()));
        }
        decisions_.conflicts = allocate::find_conflicts(*plan_.program, population_, decisions_.allocations);
    }

    void add_counts(const Worker& worker) {
        for (std::size_t r = 0; r < worker.counts.size(); ++r) {
            for (std::size_t o = 0; o < 4; ++o) {
                decisions_.rules[r].count[o] += worker.counts[r][o];
                decisions_.rules[r].subjects += worker.counts[r][o];
            }
        }
    }

    std::set<evaluate::MissedKey> missed_keys() {
        std::set<evaluate::MissedKey> keys;
        for (const auto& worker : workers_) keys.merge(worker->work.missed_keys());
        return keys;
    }

    void add_constant_holes(const std::vector<StepId>& roots) {
        for (const StepId id : with_inputs(plan_, roots)) {
            const plan::Step& step = plan_[id];
            if (step.op != plan::Op::constant || step.args[0] == static_cast<std::int64_t>(plan::Known::known) || step.args[1] < 0) continue;
            decisions_.holes.push_back({program::ParameterId{static_cast<std::uint32_t>(step.args[1])}, ""});
        }
    }

    /// A parameter without a value is reported when a rule that reads it has an outcome in error, or somebody could not be placed.
    void add_constant_holes() {
        for (std::size_t p = 0; p < decisions_.allocations.size(); ++p) {
            if (decisions_.allocations[p].count[static_cast<std::size_t>(allocate::State::not_placed)] == 0) continue;
            for (const plan::ProgrammePlan& programme : plan_.programmes) {
                if (programme.programme == decisions_.allocations[p].programme) add_constant_holes(plan::allocation_steps(programme));
            }
        }
        for (std::size_t r = 0; r < plan_.rules.size(); ++r) {
            if (decisions_.rules[r].count[static_cast<std::size_t>(Outcome::error)] == 0) continue;
            add_constant_holes({plan_.rules[r].condition});
        }
    }

    const plan::Plan& plan_;
    const columns::Population& population_;
    const Options& options_;
    evaluate::Layouts layouts_;
    Schedule schedule_;
    std::vector<std::vector<evaluate::Range>> blocks_;
    evaluate::Shared shared_;
    evaluate::Names names_;
    evaluate::Saved saved_;
    MissingSets sets_;
    Decisions decisions_;
    std::optional<Worker> wide_;
    std::optional<evaluate::Partials> partials_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::vector<std::unique_ptr<ProgrammeRun>> programmes_;  ///< as planned
};

}  // namespace

Decisions run(const plan::Plan& plan, const columns::Population& population, const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    Decisions decisions = Runner(plan, population, options).run();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (RuleOutcomes& rule : decisions.rules) rule.seconds = seconds / static_cast<double>(decisions.rules.size());
    return decisions;
}

}  // namespace tepat::run
