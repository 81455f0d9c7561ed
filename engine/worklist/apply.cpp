// SPDX-License-Identifier: Apache-2.0
// A run meets the worklist: each desired task is new, unchanged, changed or reopened, and supersedes what is pending of earlier periods; then
// the open tasks nobody wanted any more are done or withdrawn. All in one transaction (store::WorklistWriter).
#include "engine/worklist/apply.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "dsl/program/date.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/compare/recorded_side.hpp"
#include "engine/worklist/changes.hpp"
#include "engine/worklist/known_tasks.hpp"
#include "engine/worklist/other_periods.hpp"
#include "engine/worklist/subjects.hpp"

namespace tepat::worklist {
namespace {

using program::Date;
using program::ExprId;
using program::ProgrammeId;
using program::RuleId;

const char* kind_text(Kind kind) {
    switch (kind) {
        case Kind::intervention: return "intervention";
        case Kind::data: return "data";
        case Kind::exit: return "exit";
    }
    return "";
}

const char* priority_text(program::Priority priority) {
    switch (priority) {
        case program::Priority::high: return "high";
        case program::Priority::medium: return "medium";
        case program::Priority::low: return "low";
    }
    return "medium";
}

const char* per_text(const std::optional<program::DueUnit>& per) {
    if (!per) return "";
    return *per == program::DueUnit::months ? "months" : "years";
}

/// Where a task comes from, and whether this run may close what it no longer wants of it.
struct Origin {
    program::EntityId entity;
    std::string period;
    std::map<Kind, ExprId> done_when;
};

class Run {
public:
    Run(const std::string& path, const Judged& judged, const RunInfo& info, const Coverage& coverage)
        : judged_(judged),
          info_(info),
          coverage_(coverage),
          date_(program::to_iso(judged.date)),
          holidays_(holidays_of(judged.program)),
          writer_(path),
          known_(writer_),
          subjects_(judged, writer_) {
        for (const run::RuleOutcomes& rule : judged.decisions.rules) judged_rules_.insert(judged.program[rule.rule].name);
    }

    Applied apply() {
        if (info_.held && info_.held->stamp != writer_.stamp()) return {true, 0, {}, {}, {}};
        record_ = {0, info_.rule_set_hash, info_.fingerprint, date_, info_.program_version, info_.started_at, "{}", worklist_read()};
        run_ = record_.id = writer_.begin_run(record_);
        write_catalogue();
        other_periods_ = OtherPeriods(known_, judged_.program, judged_.date);
        plan_tasks(judged_, [&](const DesiredTask& task) { want(task); });
        close_unwanted();
        writer_.record_outcomes(run_, compare::recorded({judged_.program, judged_.population, judged_.decisions}));
        finish();
        const std::string head = writer_.head();
        writer_.commit();
        return {false, run_, counts_, head, info_.whole ? coverage_ : Coverage{}};
    }

private:
    // ------------------------------------------------------------------------------------------------ what is wanted

    void want(const DesiredTask& task) {
        store::TaskRecord record;
        record.kind = kind_text(task.kind);
        if (task.programme.valid()) record.programme = judged_.program[task.programme].name;
        else record.rule = judged_.program[task.rule].name;
        record.period = task.period;
        record.subject = subjects_.id_of(task.entity, task.row);
        record.content = content_of(task);
        record.state = "open";
        record.due_from = date_;
        record.last_run = run_;
        record.rank = task.rank;
        record.area = task.area;
        if (task.partial && task.kind == Kind::data && intervention_is_open(record)) return;
        Known* known = known_.find(identity_of(record));
        if (known == nullptr) return create(task, record);
        if (task.partial) keep_other_reasons(known->id, record.content);
        if (is_pending(known->state)) return refresh(task, *known, record);
        if (known->state == State::withdrawn || (known->state == State::done && !known->by_person)) return reopen(task, *known, record);
    }

    Identity identity_of(const store::TaskRecord& record) {
        return {known_.number_of(record.kind), known_.number_of(record.programme), known_.number_of(record.rule), known_.number_of(record.period),
                record.subject};
    }

    bool intervention_is_open(const store::TaskRecord& record) {
        Identity identity = identity_of(record);
        identity.kind = known_.number_of(kind_text(Kind::intervention));
        const Known* known = known_.find(identity);
        return known != nullptr && is_pending(known->state);
    }

    store::TaskContent content_of(const DesiredTask& task) const {
        store::TaskContent content;
        content.text = task.text;
        if (task.agency.valid()) content.agency = judged_.program[task.agency].name;
        content.priority = priority_text(task.priority);
        content.evidence = task.evidence;
        content.benefit_low = task.benefit_low;
        content.benefit_high = task.benefit_high;
        content.benefit_kind = task.benefit_is_money ? "rupiah" : "number";
        content.benefit_scale = task.benefit_scale;
        content.benefit_per = per_text(task.benefit_per);
        for (const RuleId rule : task.reasons) content.reasons.push_back(judged_.program[rule].name);
        content.missing = task.missing;
        content.provisional = task.provisional;
        content.conflicts = task.conflicts;
        return content;
    }

    /// Rules of the programme that this run did not judge keep what they said.
    void keep_other_reasons(std::int64_t id, store::TaskContent& content) {
        const store::TaskContent before = writer_.read_task(id).content;
        std::set<std::string> reasons(content.reasons.begin(), content.reasons.end());
        bool others = false;
        for (const std::string& rule : before.reasons)
            if (!judged_rules_.contains(rule)) others = reasons.insert(rule).second || others;
        content.reasons.assign(reasons.begin(), reasons.end());
        if (!others) return;
        std::set<std::string> missing(content.missing.begin(), content.missing.end());
        missing.insert(before.missing.begin(), before.missing.end());
        content.missing.assign(missing.begin(), missing.end());
    }

    std::string due_text(const DesiredTask& task, const std::string& from) {
        if (!task.due) return {};
        const auto key = std::tuple(from, task.due->amount, task.due->unit);
        const auto found = dues_.find(key);
        if (found != dues_.end()) return found->second;
        const auto start = program::parse_iso(from);
        const auto date = start ? due_date(*task.due, *start, holidays_) : std::nullopt;
        return dues_.emplace(key, date ? program::to_iso(*date) : "").first->second;
    }

    void create(const DesiredTask& task, store::TaskRecord& record) {
        record.content.due = due_text(task, date_);
        record.first_run = run_;
        record.id = writer_.add_task(record, event("created"));
        ++counts_.created;
        supersede_earlier(record);
    }

    /// The deadline keeps counting from the day the task was first given.
    void refresh(const DesiredTask& task, Known& known, store::TaskRecord& record) {
        known.seen = true;
        record.id = known.id;
        record.due_from = known_.text_of(known.due_from);
        record.content.due = due_text(task, record.due_from);
        const std::string& until = known_.text_of(known.until);
        const bool over = known.state == State::postponed && !until.empty() && until <= date_;
        if (known.state == State::postponed && !over) {
            record.state = "postponed";
            record.by_person = known.by_person;
            record.until = until;
        }
        supersede_earlier(record);
        if (over) return open_again(record, nlohmann::json{{"until", until}}.dump());
        const std::string digest = store::digest_of(record.content);
        if (std::equal(digest.begin(), digest.end(), known.digest.begin(), known.digest.end())) {
            writer_.touch_task(record);
            ++counts_.unchanged;
            return;
        }
        const std::string changes = changes_json(writer_.read_task(known.id).content, record.content);
        writer_.update_task(record, event("changed", changes));
        ++counts_.changed;
    }

    void reopen(const DesiredTask& task, Known& known, store::TaskRecord& record) {
        known.seen = true;
        record.id = known.id;
        record.content.due = due_text(task, date_);
        supersede_earlier(record);
        open_again(record, "");
    }

    void open_again(const store::TaskRecord& record, const std::string& detail) {
        writer_.update_task(record, event("reopened", detail));
        ++counts_.reopened;
    }

    store::EventRecord event(const char* what, const std::string& detail = {}) const { return {what, run_, detail}; }

    // --------------------------------------------------------------------------------------------- what comes in another's place

    void supersede_earlier(const store::TaskRecord& by) {
        if (other_periods_.empty() || by.programme.empty()) return;
        other_periods_.each_earlier(identity_of(by), [&](Known& known) {
            writer_.set_state(known.id, "superseded", event("superseded", nlohmann::json{{"by", by.id}}.dump()), "", by.id);
            known.state = State::superseded;
            ++counts_.superseded;
        });
    }

    // ------------------------------------------------------------------------------------------ what is no longer wanted

    void close_unwanted() {
        const auto origins = origins_in_scope();
        for (Known& known : known_.all()) {
            if (known.seen || (!is_pending(known.state) && known.state != State::approved)) continue;
            const std::string& programme = known_.text_of(known.identity.programme);
            const std::string& rule = known_.text_of(known.identity.rule);
            const auto origin = origins.find({programme, rule});
            if (origin != origins.end()) {
                const std::string& period = known_.text_of(known.identity.period);
                if (period == origin->second.period) close(known, &origin->second);
                else if (is_earlier(period, origin->second.period)) close_earlier(known, origin->second);
            } else if (info_.whole && is_current_period(known_.text_of(known.identity.period)) && !is_partial(programme)) {
                close(known, nullptr);
            }
        }
    }

    bool is_partial(const std::string& programme) const { return !programme.empty() && partial_.contains(programme); }

    bool is_current_period(const std::string& period) const {
        for (const auto each : {program::Period::once, program::Period::monthly, program::Period::quarterly, program::Period::yearly})
            if (period == period_label(each, judged_.date)) return true;
        return false;
    }

    /// Programmes all of whose rules were judged, rules without programme that were judged; by (programme, rule).
    std::map<std::pair<std::string, std::string>, Origin> origins_in_scope() {
        std::map<std::pair<std::string, std::string>, Origin> origins;
        for (const run::RuleOutcomes& outcomes : judged_.decisions.rules) {
            const program::Rule& rule = judged_.program[outcomes.rule];
            if (!rule.programme.valid()) {
                Origin& origin = origins[{"", rule.name}];
                origin = {rule.entity, "-", {}};
                note_done_when(origin, rule.task, rule.data_task);
                continue;
            }
            const program::Programme& programme = judged_.program[rule.programme];
            if (programme.draft && !judged_.include_drafts) continue;
            if (!std::all_of(programme.rules.begin(), programme.rules.end(), [&](RuleId id) { return judged_rules_.contains(judged_.program[id].name); })) {
                partial_.insert(programme.name);
                continue;
            }
            Origin& origin = origins[{programme.name, ""}];
            origin.entity = rule.entity;
            origin.period = period_label(programme.period, judged_.date);
            note_done_when(origin, programme.task, programme.data_task);
            if (programme.graduation && programme.graduation->task && programme.graduation->task->done_when.valid())
                origin.done_when.emplace(Kind::exit, programme.graduation->task->done_when);
            note_done_when(origin, rule.task, rule.data_task);
        }
        return origins;
    }

    static void note_done_when(Origin& origin, const std::optional<program::Task>& task, const std::optional<program::Task>& data_task) {
        if (task && task->done_when.valid()) origin.done_when.emplace(Kind::intervention, task->done_when);
        if (data_task && data_task->done_when.valid()) origin.done_when.emplace(Kind::data, data_task->done_when);
    }

    /// Data and exit tasks speak of the data as they are now, whatever their period. An intervention of an earlier period stays until people
    /// decide or it turns out done.
    void close_earlier(Known& known, const Origin& origin) {
        const bool intervention = known_.text_of(known.identity.kind) == kind_text(Kind::intervention);
        if (!intervention || is_done(known, origin)) close(known, &origin);
    }

    /// What was approved is to be carried out, whatever the rules say now.
    void close(Known& known, const Origin* origin) {
        const bool done = origin != nullptr && is_done(known, *origin);
        if (!done && known.state == State::approved) return;
        writer_.set_state(known.id, done ? "done" : "withdrawn", event(done ? "done" : "withdrawn"));
        ++(done ? counts_.done : counts_.withdrawn);
    }

    bool is_done(const Known& known, const Origin& origin) {
        const std::string& text = known_.text_of(known.identity.kind);
        const Kind kind = text == kind_text(Kind::data) ? Kind::data : text == kind_text(Kind::exit) ? Kind::exit : Kind::intervention;
        const auto done_when = origin.done_when.find(kind);
        if (done_when == origin.done_when.end()) return false;
        const auto row = subjects_.row_of_subject(origin.entity, known.identity.subject);
        if (!row) return false;
        for (const run::Watched& watched : judged_.decisions.watched) {
            if (watched.expr != done_when->second || watched.values.empty()) continue;
            const run::WatchedValue& value = watched.values[watched.values.size() == 1 ? 0 : *row];
            return value.state == run::ValueState::known && value.low == 1;
        }
        return false;
    }

    // ------------------------------------------------------------------------------------------------ the run's record

    /// The worklist is an input of the run.
    std::string worklist_read() const {
        if (!info_.held) return "{}";
        std::size_t taken = 0, rejected = 0;
        for (const allocate::PlacesHeld::Of& of : info_.held->places.programmes) {
            taken += of.taken.size();
            rejected += of.rejected.size();
        }
        const nlohmann::ordered_json read = {{"file", info_.held->file},
                                             {"last_run", info_.held->stamp.last_run},
                                             {"history", info_.held->stamp.history},
                                             {"taken", taken},
                                             {"rejected", rejected}};
        return read.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }

    void write_catalogue() {
        constexpr const char* strategies[] = {"", "reduce_expenses", "raise_income", "reduce_pockets"};
        for (const program::Agency& agency : judged_.program.agencies) writer_.catalogue({"agency", agency.name, agency.label, "", {}});
        for (const program::Programme& programme : judged_.program.programmes)
            writer_.catalogue({"programme", programme.name, programme.label, strategies[static_cast<int>(programme.strategy)], programme.legal_basis});
        std::map<std::string, int> benefits;
        for (const program::Programme& programme : judged_.program.programmes)
            benefits[programme.name] = static_cast<int>(program::secrecy_of(judged_.program, programme.benefit));
        writer_.protect_benefits(benefits);
        name_facts();
        for (const program::Rule& rule : judged_.program.rules)
            writer_.catalogue({"rule", rule.name, rule.label, rule.programme.valid() ? judged_.program[rule.programme].name : "", rule.legal_basis});
    }

    /// By the names that missing facts are printed with.
    void name_facts() {
        const program::Program& program = judged_.program;
        std::map<std::string, std::string> labels;
        for (std::uint32_t e = 0; e < program.entities.size(); ++e) {
            const program::Entity& entity = program.entities[e];
            if (!entity.label.empty()) labels.emplace(printed_name(program, {{e}, {}}), entity.label);
            for (const program::FactId fact : entity.facts)
                if (!program[fact].label.empty()) labels.emplace(printed_name(program, {{e}, fact}), program[fact].label);
        }
        writer_.name_facts(labels);
    }

    void finish() {
        const nlohmann::ordered_json counts = {{"new", counts_.created},         {"unchanged", counts_.unchanged}, {"changed", counts_.changed},
                                               {"withdrawn", counts_.withdrawn}, {"done", counts_.done},           {"reopened", counts_.reopened},
                                               {"superseded", counts_.superseded}};
        std::vector<store::RuleCountRecord> rules;
        for (const run::RuleOutcomes& rule : judged_.decisions.rules) rules.push_back({judged_.program[rule.rule].name, rule.subjects, rule.count});
        nlohmann::ordered_json all{{"tasks", counts}};
        if (info_.whole) {
            writer_.add_coverage(run_, coverage_.counts);
            if (coverage_.unit.valid()) {
                const program::Entity& unit = judged_.program[coverage_.unit];
                all["unit"] = {{"entity", unit.name}, {"label", unit.label.empty() ? unit.name : unit.label}};
            }
        }
        record_.counts = all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        writer_.finish_run(record_, rules);
    }

    const Judged& judged_;
    const RunInfo& info_;
    const Coverage& coverage_;
    const std::string date_;
    const std::vector<Date> holidays_;
    store::WorklistWriter writer_;
    KnownTasks known_;
    Subjects subjects_;
    std::set<std::string> judged_rules_, partial_;
    std::map<std::tuple<std::string, std::int64_t, program::DueUnit>, std::string> dues_;
    OtherPeriods other_periods_;
    store::RunRecord record_;
    std::int64_t run_ = 0;
    TaskCounts counts_;
};

}  // namespace

Applied apply(const std::string& path, const Judged& judged, const RunInfo& info, const Coverage& coverage) {
    return Run(path, judged, info, coverage).apply();
}

}  // namespace tepat::worklist
