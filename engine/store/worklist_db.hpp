// SPDX-License-Identifier: Apache-2.0
// The worklist database as plain records; what the records mean and when they change is engine/worklist's business.
// Layout (PRAGMA application_id "TpWL", user_version = worklist_layout):
//   runs, rule_counts                who ran what on which data, and how the outcomes add up
//   subjects (a tree)                whoever a task speaks of, and the ancestors that place it: name, address, area; refreshed by runs
//   tasks                            one row per identity (kind, programme or else rule, subject, period); never deleted
//   history                          append-only: what runs did (created, changed, withdrawn, done, reopened) and what people decided
//                                    (approved, rejected, postponed, done)
//   rules, programmes, agencies      labels and legal basis behind the names used above, as of the last run that saw them
// A file of an older layout is brought up to date when it is opened where it can be written.
// Failures: R5020..R5028 (exit 3), R5040, R5041, R5254 (exit 1).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tepat::store {

inline constexpr int worklist_layout = 2;

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
struct SubjectRecord {
    std::int64_t id = 0;
    std::string entity, entity_label, key;
    std::int64_t parent = 0;  ///< id of the parent's record, 0: none
    bool area = false;
    PieceRecord name;
    std::vector<PieceRecord> address;
    int key_secrecy = 0;
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
    std::string state;   ///< open, approved, rejected, postponed, done, withdrawn
    bool by_person = false;  ///< somebody decided the state, no run did
    std::string due_from;  ///< the date from which `due` was counted
    TaskContent content;
    std::int64_t rank = 0;  ///< in its area; 0: none. No content: it moves whenever somebody else does
    std::string area;       ///< key of the group the rank counts in
    std::int64_t first_run = 0, last_run = 0;  ///< last_run: the last run that judged it and wanted it
};
struct CatalogueRecord {
    std::string kind;  ///< rule, programme, agency
    std::string name, label;
    std::string of;  ///< rule: its programme; programme: its strategy
    std::vector<std::string> legal_basis;
};
struct HistoryRecord {
    std::int64_t task = 0, run = 0;
    std::string event;   ///< created, changed, withdrawn, done, reopened; approved, rejected, postponed, done by a person
    std::string detail;  ///< of changed: json, field -> [before, after]
    std::string person = {}, reason = {}, at = {};  ///< of decisions; `at` is the caller's clock
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
};
/// 16 bytes; equal contents have equal digests.
std::string digest_of(const TaskContent& content);

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
    std::int64_t begin_run(const RunRecord& run);
    void finish_run(std::int64_t run, const std::string& counts, const std::vector<RuleCountRecord>& rules);
    void catalogue(const CatalogueRecord& record);
    void each_subject(const std::function<void(const SubjectRecord&)>& visit);
    void each_task(const std::function<void(const KnownTask&)>& visit);
    TaskRecord read_task(std::int64_t id);
    std::optional<TaskRecord> find_task(std::int64_t id);
    std::int64_t add_subject(const SubjectRecord& subject);
    void update_subject(const SubjectRecord& subject);
    std::int64_t add_task(const TaskRecord& task);
    void update_task(const TaskRecord& task);              ///< state, due_from, content, last_run
    void touch_task(const TaskRecord& task);               ///< still wanted, nothing changed: last_run, rank, area
    void set_state(std::int64_t task, const std::string& state, bool by_person);
    void add_history(const HistoryRecord& event);
    void commit();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

struct WorklistContents {
    std::vector<RunRecord> runs;
    std::vector<RuleCountRecord> last_counts;  ///< of the last run
    std::vector<SubjectRecord> subjects;       ///< by id, parents before children
    std::vector<TaskRecord> tasks;             ///< by id
    std::vector<CatalogueRecord> catalogue;
};
/// The whole file, read-only, in one consistent view.
WorklistContents read_worklist(const std::string& path);
std::vector<HistoryRecord> read_history(const std::string& path);

}  // namespace tepat::store
