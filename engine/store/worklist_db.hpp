// SPDX-License-Identifier: Apache-2.0
// The worklist database as plain records; what the records mean and when they change is engine/worklist's business.
// Layout (PRAGMA application_id "TpWL", user_version = worklist_layout):
//   runs, rule_counts                who ran what on which data, and how the outcomes add up
//   run_areas, run_programmes, run_limits   what a whole run found, per area, per programme and area, per quota and group (worklist/coverage.hpp)
//   subjects (a tree)                whoever a task speaks of, and the ancestors that place it: name, address, NIK and the like, area; refreshed by runs
//   tasks                            one row per identity (kind, programme or else rule, subject, period); never deleted
//   history                          everything that ever happened, hash-chained (history_chain.hpp); triggers refuse to change it
//   rules, programmes, agencies      labels and legal basis behind the names used above, as of the last run that saw them
//   list_key                         32 random bytes, given when the file is made: what its lists are known by when they come back
// A file of an older layout is brought up to date when it is opened where it can be written.
// Failures: R5020..R5028 (exit 3), R5040, R5041, R5254 (exit 1).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/store/history_chain.hpp"
#include "engine/store/recorded_outcomes.hpp"

namespace tepat::store {

inline constexpr int worklist_layout = 4;

struct RunRecord {
    std::int64_t id = 0;  ///< given by begin_run: 1, 2, ...
    std::string rule_set_hash, fingerprint, reference_date, program_version;
    std::string started_at;  ///< the only wall-clock text in the file; from the caller
    std::string counts;      ///< json; set by finish_run
    std::string worklist;    ///< json: what this run read of the worklist before it began
};
struct RuleCountRecord {
    std::string rule;
    std::size_t subjects = 0;
    std::array<std::size_t, 4> count{};  ///< eligible, not eligible, undecided, error
};

/// A piece of an address, or a name: masked on output when secrecy has bit 2.
struct PieceRecord {
    std::string label, value;
    int secrecy = 0;
    friend bool operator==(const PieceRecord&, const PieceRecord&) = default;
};
/// A number that people are looked up by.
struct NumberRecord {
    std::string fact;  ///< equal for the same number of different entities: `nik` of a member and of the head of a family
    PieceRecord piece;
    friend bool operator==(const NumberRecord&, const NumberRecord&) = default;
};
struct SubjectRecord {
    std::int64_t id = 0;
    std::string entity, entity_label, key;
    std::int64_t parent = 0;  ///< id of the parent's record, 0: none
    bool area = false;
    PieceRecord name;
    std::vector<PieceRecord> address;
    int key_secrecy = 0;
    std::vector<NumberRecord> numbers = {};
};

/// One task's content, as names (ids of a Program do not outlive it).
struct TaskContent {
    std::string text, agency, priority, due;  ///< due: ISO date or empty
    std::string evidence;
    std::optional<std::int64_t> benefit_low, benefit_high;  ///< in units of 10^-benefit_scale
    std::string benefit_kind = "rupiah";                    ///< or number
    int benefit_scale = 2;
    std::string benefit_per;                                ///< "", "months", "years"
    std::vector<std::string> reasons;                       ///< names of the eligible (data tasks: undecided) rules, sorted
    std::vector<std::string> missing;                       ///< printed names, sorted
    bool provisional = false;                               ///< selected by a rank that missing facts may change
    std::vector<std::string> conflicts;                     ///< programmes that may not go together with this one, sorted
    friend bool operator==(const TaskContent&, const TaskContent&) = default;
};
struct TaskRecord {
    std::int64_t id = 0;
    std::string kind;             ///< intervention, data, exit
    std::string programme, rule;  ///< one of them; the other is empty
    std::int64_t subject = 0;
    std::string period;  ///< 2025, 2025-07, 2025-T3 or -
    std::string state;   ///< open, approved, rejected, postponed, done, withdrawn, superseded
    bool by_person = false;  ///< somebody decided the state, no run did
    std::string due_from;  ///< the date from which `due` was counted
    TaskContent content;
    std::int64_t rank = 0;  ///< in its area; 0: none. No content: it moves whenever somebody else does
    std::string area;       ///< key of the group the rank counts in
    std::int64_t first_run = 0, last_run = 0;  ///< last_run: the last run that judged it and wanted it
    std::string assignee;            ///< an agency's name or a person; empty: whoever the rule names
    std::string until;               ///< of postponed: ISO date; empty: open-ended
    std::int64_t superseded_by = 0;  ///< the task of a later period that took its place
    std::int64_t evidence_files = 0; ///< how many are recorded in the history
};
struct CatalogueRecord {
    std::string kind;  ///< rule, programme, agency
    std::string name, label;
    std::string of;  ///< rule: its programme; programme: its strategy
    std::vector<std::string> legal_basis;
};
// What a whole run found (worklist/coverage.hpp says what the numbers mean).
struct AreaRecord {
    std::string entity, key, name;  ///< of the area; all empty: no known area
    std::size_t units = 0;
    std::array<std::size_t, 6> reach{};  ///< once, several, waiting, undecided, error, not eligible; they add up to units
};
struct ProgrammeAreaRecord {
    std::string programme;
    std::size_t area = 0;  ///< position in CoverageRecords::areas
    std::size_t subjects = 0;
    std::array<std::size_t, 4> outcomes{};  ///< eligible, not eligible, undecided, error
    std::array<std::size_t, 6> states{};    ///< selected, waiting, taken, rejected, family limit, not placed
    std::size_t receiving = 0, graduates = 0, conflicts = 0;
    friend bool operator==(const ProgrammeAreaRecord&, const ProgrammeAreaRecord&) = default;
};
struct LimitRecord {
    std::string programme;
    std::size_t position = 0;  ///< of the quota or budget in its programme
    std::string kind;          ///< quota, budget, protected_budget (its unit cost is made from protected facts: taken and used are not shown)
    std::string per, key, name;  ///< what a group is (empty: everybody), which one, how it is called
    std::optional<std::int64_t> amount;  ///< places, or sen; none: unknown or in error
    std::int64_t taken = 0, used = 0;
    std::size_t waiting = 0, graduating = 0;
};
struct ConflictRecord {
    std::string programme, other;
    std::size_t selected = 0, holding = 0, both_hold = 0;
};
struct CoverageRecords {
    std::int64_t run = 0;  ///< 0: no whole run yet
    std::vector<AreaRecord> areas;
    std::vector<ProgrammeAreaRecord> programmes;  ///< by programme, area
    std::vector<LimitRecord> limits;              ///< by programme, position, key
    std::vector<ConflictRecord> conflicts;
};

/// What makes an entry of the history, beside the task it is about.
struct EventRecord {
    std::string event;
    std::int64_t run = 0;
    std::string detail = {};
    std::string person = {}, reason = {}, at = {};
};

/// How far a worklist has come: equal stamps, nothing was written in between.
struct WorklistStamp {
    std::int64_t last_run = 0, history = 0;
    friend bool operator==(const WorklistStamp&, const WorklistStamp&) = default;
};
/// An intervention task of a programme that was approved, done or rejected.
struct HeldRecord {
    std::int64_t task = 0;
    std::string programme, period, entity, key, state;
    std::string area;                                          ///< TaskRecord::area
    std::vector<std::pair<std::string, std::string>> lies_in;  ///< entity and key of the subject's ancestors, the parent first, as last written
};
struct HeldRecords {
    WorklistStamp stamp;
    std::vector<HeldRecord> records;  ///< by task
};
/// In one consistent view; a file that is not there holds nothing.
HeldRecords read_held(const std::string& path);

/// What a run needs to know of a task that is already there.
struct KnownTask {
    std::int64_t id = 0;
    std::string kind, programme, rule, period, state, due_from;
    bool by_person = false;
    std::int64_t subject = 0;
    std::string digest;  ///< digest_of its content
    std::string until;
};
/// 16 bytes; equal contents have equal digests.
std::string digest_of(const TaskContent& content);
/// What the history remembers of a task's identity, content, unit of its benefit and first day of its deadline, hex: none of it can be changed
/// without the last entry no longer fitting.
std::string mark_of(const TaskRecord& task, const std::string& digest);
/// As entries have it that were written before the unit and the first day were part of it (decision 98).
std::string short_mark_of(const TaskRecord& task, const std::string& digest);

/// Everything a run writes, in one transaction: opened by the constructor, thrown away by the destructor unless committed. A file that
/// was not there before is gone again when nothing was committed.
class WorklistWriter {
public:
    /// `create` false: the file must be there.
    explicit WorklistWriter(const std::string& path, bool create = true);
    ~WorklistWriter();
    WorklistWriter(const WorklistWriter&) = delete;
    WorklistWriter& operator=(const WorklistWriter&) = delete;

    WorklistStamp stamp();
    std::string identity();  ///< as WorklistContents::identity
    std::string last_date();  ///< reference date of the last run, ISO; empty: none yet
    std::int64_t begin_run(const RunRecord& run);
    /// Sets the run's counts and writes its entry of the history, with digests of its record, of all subjects, tasks and names.
    void finish_run(const RunRecord& run, const std::vector<RuleCountRecord>& rules);
    /// Before finish_run, whose digest covers it.
    void add_coverage(std::int64_t run, const CoverageRecords& coverage);
    void record_outcomes(std::int64_t run, const RecordedOutcomes& outcomes);  ///< before finish_run, as above
    void catalogue(const CatalogueRecord& record);
    /// By programme: the marks of what its benefit is made from (bits as PieceRecord::secrecy).
    void protect_benefits(const std::map<std::string, int>& by_programme);
    /// What facts and entities are called, by printed name (TaskContent::missing).
    void name_facts(const std::map<std::string, std::string>& labels);
    std::vector<CatalogueRecord> read_catalogue();
    void each_subject(const std::function<void(const SubjectRecord&)>& visit);
    void each_task(const std::function<void(const KnownTask&)>& visit);
    /// Of these tasks, in order of their numbers; one pass over the history.
    void each_entry_of(const std::unordered_set<std::int64_t>& tasks, const std::function<void(const HistoryRecord&)>& visit);
    TaskRecord read_task(std::int64_t id);
    std::optional<TaskRecord> find_task(std::int64_t id);
    std::int64_t add_subject(const SubjectRecord& subject);
    void update_subject(const SubjectRecord& subject);
    // A task and its entry of the history change together.
    std::int64_t add_task(const TaskRecord& task, const EventRecord& event);
    void update_task(const TaskRecord& task, const EventRecord& event);  ///< state, by_person, due_from, content, rank, last_run, until
    void touch_task(const TaskRecord& task);                             ///< still wanted, nothing changed: last_run, rank, area
    /// `by_person` is whether the event has a person.
    void set_state(std::int64_t task, const std::string& state, const EventRecord& event, const std::string& until = {}, std::int64_t superseded_by = 0);
    void assign(std::int64_t task, const std::string& assignee, const EventRecord& event);
    void add_evidence(std::int64_t task, const EventRecord& event);
    void add_history(HistoryRecord entry);  ///< of no task; id and hash are given here
    std::string head();                     ///< hex, the hash of the last entry
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

struct WorklistContents {
    std::string identity;  ///< 32 bytes: the same of a copy, another of every other worklist; never shown (its hash goes into check codes)
    std::vector<RunRecord> runs;
    std::vector<RuleCountRecord> last_counts;  ///< of the last run
    std::vector<SubjectRecord> subjects;       ///< by id, parents before children
    std::vector<TaskRecord> tasks;             ///< by id
    std::vector<CatalogueRecord> catalogue;
    std::map<std::string, int> benefit_secrecy;  ///< by programme; one that is not here: open
    CoverageRecords coverage;  ///< of the last whole run
};
/// The whole file, read-only, in one consistent view.
WorklistContents read_worklist(const std::string& path);
std::vector<HistoryRecord> read_history(const std::string& path);
std::vector<CatalogueRecord> read_catalogue(const std::string& path);

/// A file in one consistent view, row by row; brought up to date first where that is needed.
class WorklistReader {
public:
    explicit WorklistReader(const std::string& path);
    ~WorklistReader();
    WorklistReader(const WorklistReader&) = delete;
    WorklistReader& operator=(const WorklistReader&) = delete;

    std::string identity();  ///< as WorklistContents::identity
    void each_entry(const std::function<void(const HistoryRecord&)>& visit);  ///< as stored, in the order of their numbers
    void each_task(const std::function<void(const TaskRecord&)>& visit);
    void each_run(const std::function<void(const RunRecord&)>& visit);
    std::string run_digest(std::int64_t run);  ///< as finish_run wrote it into the history, computed anew
    bool outcomes_whole(std::int64_t run);     ///< the columns it recorded are there, and hold what they held
    std::string subjects_digest();
    std::string tasks_digest();      ///< as subjects_digest: of what only runs change of the tasks
    std::string catalogue_digest();  ///< of labels, legal bases and marks of secrecy
    std::set<std::int64_t> tasks_with_protected_benefit();  ///< of programmes whose benefit is made from protected facts
    bool is_guarded();  ///< the triggers that keep the history are all there

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tepat::store
