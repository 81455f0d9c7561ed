// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/verify.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {
namespace {

using nlohmann::json;
using store::HistoryRecord;

constexpr std::size_t most_findings = 20;
constexpr std::int64_t first_chained_layout = 3;

/// A task as the history tells it.
struct Told {
    std::int64_t entry = 0;  ///< the last one about it
    std::string state, mark, assignee, until;
    bool by_person = false;
    std::int64_t superseded_by = 0, evidence_files = 0;
    bool seen = false;
};

std::string text_in(const std::string& detail, const char* name) {
    const json parsed = json::parse(detail, nullptr, false);
    return parsed.is_object() && parsed.contains(name) && parsed[name].is_string() ? parsed[name].get<std::string>() : "";
}

std::int64_t number_in(const std::string& detail, const char* name) {
    const json parsed = json::parse(detail, nullptr, false);
    return parsed.is_object() && parsed.contains(name) && parsed[name].is_number_integer() ? parsed[name].get<std::int64_t>() : 0;
}

class Verifier {
public:
    Verifier(const std::string& path, const std::string& expect) : reader_(path), expect_(expect) {}

    Verified verify() {
        reader_.each_entry([&](const HistoryRecord& entry) {
            follow_chain(entry);
            tell(entry);
        });
        result_.head = result_.entries == 0 ? "" : store::hex_of(last_hash_);
        reader_.each_task([&](const store::TaskRecord& task) { compare(task); });
        for (const auto& [task, told] : ordered(told_))
            if (!told->seen) find({Misfit::unknown_task, told->entry, task, "", ""});
        compare_runs();
        if (!reader_.is_guarded()) find({Misfit::unguarded, 0, 0, "", ""});
        return result_;
    }

private:
    void find(const Finding& finding) {
        one_told_ = one_told_ || finding.misfit == Misfit::task || finding.misfit == Misfit::unknown_task;
        if (result_.findings.size() < most_findings) result_.findings.push_back(finding);
        else ++result_.more;
    }

    /// One misfit is told per entry; the chain goes on from what is stored, so that one change is one finding.
    void follow_chain(const HistoryRecord& entry) {
        ++result_.entries;
        if (entry.id != last_id_ + 1) find({Misfit::number, last_id_ + 1, 0, "", ""});
        else if (store::next_hash(last_hash_, entry) != entry.hash) find({Misfit::entry, entry.id, 0, "", ""});
        last_id_ = entry.id;
        last_hash_ = entry.hash;
        if (entry.event == "upgraded" && number_in(entry.detail, "from_layout") < first_chained_layout) result_.chained_since = entry.id;
        if (!expect_.empty() && result_.expected.entry == 0 && store::hex_of(entry.hash).compare(0, expect_.size(), expect_) == 0)
            result_.expected = {entry.id, entry.event, entry.at};
    }

    void tell(const HistoryRecord& entry) {
        if (entry.event == "run") {
            runs_[entry.run] = {text_in(entry.detail, "record"), entry.id};
            subjects_ = text_in(entry.detail, "subjects");
            list_ = text_in(entry.detail, "list");
            catalogue_ = text_in(entry.detail, "catalogue");
        }
        if (entry.task == 0) return;
        Told& told = told_[entry.task];
        told.entry = entry.id;
        if (!entry.mark.empty()) told.mark = entry.mark;
        if (entry.event == "assigned") told.assignee = text_in(entry.detail, "to");
        if (entry.event == "evidence") ++told.evidence_files;
        if (entry.state.empty()) return;
        if (entry.event != "changed") {
            told.by_person = !entry.person.empty();
            told.until = entry.event == "postponed" ? text_in(entry.detail, "until") : "";
        }
        told.state = entry.state;
        told.superseded_by = entry.event == "superseded" ? number_in(entry.detail, "by") : 0;
    }

    void compare(const store::TaskRecord& task) {
        ++result_.tasks;
        const auto found = told_.find(task.id);
        if (found == told_.end()) return find({Misfit::unknown_task, 0, task.id, "", ""});
        Told& told = found->second;
        told.seen = true;
        if (task.state != told.state) return find({Misfit::task_state, told.entry, task.id, task.state, told.state});
        const bool same = is_marked(task, told.mark) && task.by_person == told.by_person &&
                          task.assignee == told.assignee && task.until == told.until && task.superseded_by == told.superseded_by &&
                          task.evidence_files == told.evidence_files;
        if (!same) find({Misfit::task, told.entry, task.id, "", ""});
    }

    /// A mark that was stored is one or the other, and neither can be made to fit.
    static bool is_marked(const store::TaskRecord& task, const std::string& mark) {
        const std::string digest = store::digest_of(task.content);
        return store::mark_of(task, digest) == mark || store::short_mark_of(task, digest) == mark;
    }

    void compare_runs() {
        std::int64_t last = 0;
        reader_.each_run([&](const store::RunRecord& run) {
            last = run.id;
            const auto found = runs_.find(run.id);
            const std::int64_t entry = found == runs_.end() ? 0 : found->second.second;
            if (entry == 0 || found->second.first != reader_.run_digest(run.id) || !reader_.outcomes_whole(run.id)) find({Misfit::run, entry, run.id, "", ""});
            if (entry != 0) runs_.erase(found);
        });
        for (const auto& [run, told] : runs_) find({Misfit::run, told.second, run, "", ""});  // the run is gone
        if (!subjects_.empty() && subjects_ != reader_.subjects_digest()) find({Misfit::subjects, 0, last, "", ""});
        if (!one_told_ && !list_.empty() && list_ != reader_.tasks_digest()) find({Misfit::tasks, 0, last, "", ""});
        if (!catalogue_.empty() && catalogue_ != reader_.catalogue_digest()) find({Misfit::catalogue, 0, last, "", ""});
    }

    static std::map<std::int64_t, const Told*> ordered(const std::unordered_map<std::int64_t, Told>& all) {
        std::map<std::int64_t, const Told*> sorted;
        for (const auto& [task, told] : all)
            if (!told.seen) sorted.emplace(task, &told);
        return sorted;
    }

    store::WorklistReader reader_;
    const std::string& expect_;
    Verified result_;
    std::int64_t last_id_ = 0;
    store::ChainHash last_hash_{};
    std::unordered_map<std::int64_t, Told> told_;
    std::map<std::int64_t, std::pair<std::string, std::int64_t>> runs_;  ///< record digest, entry
    bool one_told_ = false;  ///< a task by its number: that is better than to say that some differ
    std::string subjects_, list_, catalogue_;  ///< digests of the last run
};

}  // namespace

Verified verify(const std::string& path, const std::string& expect) { return Verifier(path, expect).verify(); }

}  // namespace tepat::worklist
