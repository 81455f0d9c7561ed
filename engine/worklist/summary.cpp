// SPDX-License-Identifier: Apache-2.0
#include "engine/worklist/summary.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using store::TaskRecord;

constexpr const char* strategies[] = {"reduce_expenses", "raise_income", "reduce_pockets", ""};

bool is_pending(const std::string& state) { return state == "open" || state == "postponed" || state == "approved"; }
bool is_gone(const std::string& state) { return state == "withdrawn" || state == "superseded"; }

void add(Tally& tally, const std::string& state) {
    if (state == "open") ++tally.open;
    else if (state == "approved") ++tally.approved;
    else if (state == "postponed") ++tally.postponed;
    else if (state == "rejected") ++tally.rejected;
    else if (state == "done") ++tally.done;
}

std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t all = 0;
    return __builtin_add_overflow(a, b, &all) ? (b < 0 ? INT64_MIN : INT64_MAX) : all;
}

void add(Money& money, const store::TaskContent& content) {
    if (!content.benefit_low || !content.benefit_high) {
        ++money.without;
        return;
    }
    money.low = sum(money.low, *content.benefit_low);
    money.high = sum(money.high, *content.benefit_high);
    ++money.counted;
}

void add(store::ProgrammeAreaRecord& all, const store::ProgrammeAreaRecord& one) {
    all.subjects += one.subjects;
    for (std::size_t i = 0; i < all.outcomes.size(); ++i) all.outcomes[i] += one.outcomes[i];
    for (std::size_t i = 0; i < all.states.size(); ++i) all.states[i] += one.states[i];
    all.receiving += one.receiving;
    all.graduates += one.graduates;
    all.conflicts += one.conflicts;
}

Per per_of(const std::string& per) { return per == "months" ? Per::months : per == "years" ? Per::years : Per::once; }

class Counter {
public:
    Counter(const std::string& path, const std::string& period) : path_(path), all_(store::read_worklist(path)) {
        if (all_.coverage.run == 0) throw Failure(Exit::user, Code::no_whole_run, {path});
        for (const store::RunRecord& run : all_.runs)
            if (run.id == all_.coverage.run) result_.run = run;
        result_.limits = all_.coverage.limits;
        result_.conflicts = all_.coverage.conflicts;
        const nlohmann::json counts = nlohmann::json::parse(result_.run.counts, nullptr, false);
        if (counts.is_object() && counts.contains("unit")) result_.unit = counts["unit"].value("label", "");
        choose_periods(period);
        name_programmes();
        name_areas();
    }

    Summary count() {
        for (const TaskRecord& task : all_.tasks) count(task);
        for (auto& [place, cell] : cells_) result_.cells.push_back(cell);
        for (auto& [name, agency] : agencies_) result_.agencies.push_back(agency);
        std::stable_sort(result_.agencies.begin(), result_.agencies.end(), [](const auto& a, const auto& b) { return a.label < b.label; });
        count_strategies();
        find_duplicates();
        if (!result_.programmes.empty() && result_.programmes.back().name.empty() && result_.programmes.back().interventions.target() == 0 &&
            result_.programmes.back().questions == 0)
            result_.programmes.pop_back();
        return std::move(result_);
    }

private:
    void choose_periods(const std::string& period) {
        std::set<std::string> there, wanted;
        for (const TaskRecord& task : all_.tasks) there.insert(task.period);
        const auto date = program::parse_iso(result_.run.reference_date);
        for (const auto each : {program::Period::once, program::Period::monthly, program::Period::quarterly, program::Period::yearly})
            if (date) wanted.insert(period_label(each, *date));
        if (period == "all") wanted = there;
        else if (!period.empty()) wanted = {period};
        if (!period.empty() && period != "all" && !there.contains(period)) throw Failure(Exit::user, Code::no_such_period, {path_, period, listed(there)});
        for (const std::string& each : there)
            if (wanted.contains(each)) result_.periods.push_back(each);
        periods_.insert(result_.periods.begin(), result_.periods.end());
    }

    static std::string listed(const std::set<std::string>& all) {
        std::string text;
        for (const std::string& each : all) text += (text.empty() ? "" : ", ") + each;
        return text;
    }

    void name_programmes() {
        std::set<std::string> wanted;
        for (const auto& record : all_.coverage.programmes) wanted.insert(record.programme);
        for (const TaskRecord& task : all_.tasks)
            if (periods_.contains(task.period) && !task.programme.empty()) wanted.insert(task.programme);
        std::map<std::string, const store::CatalogueRecord*> catalogue;
        for (const store::CatalogueRecord& record : all_.catalogue) {
            if (record.kind == "programme") catalogue.emplace(record.name, &record);
            if (record.kind == "agency") agency_labels_.emplace(record.name, record.label.empty() ? record.name : record.label);
        }
        for (const std::string& name : wanted) {
            ProgrammeSummary programme;
            programme.name = programme.label = name;
            if (const auto found = catalogue.find(name); found != catalogue.end()) {
                if (!found->second->label.empty()) programme.label = found->second->label;
                programme.strategy = found->second->of;
            }
            places_.emplace(name, result_.programmes.size());
            result_.programmes.push_back(std::move(programme));
        }
        places_.emplace("", result_.programmes.size());
        result_.programmes.emplace_back();
    }

    void name_areas() {
        for (const store::AreaRecord& record : all_.coverage.areas) {
            areas_.emplace(std::pair(record.entity, record.key), result_.areas.size());
            result_.areas.push_back({record, {}, 0});
        }
        for (const store::SubjectRecord& subject : all_.subjects) subjects_.emplace(subject.id, &subject);
        for (const store::ProgrammeAreaRecord& record : all_.coverage.programmes) {
            const std::size_t programme = places_.at(record.programme);
            add(result_.programmes[programme].found, record);
            cell(programme, record.area).found = record;
        }
    }

    CellSummary& cell(std::size_t programme, std::size_t area) {
        CellSummary& found = cells_[{programme, area}];
        found.programme = programme;
        found.area = area;
        return found;
    }

    /// The nearest area above a subject, as a position; areas the last run did not have are added.
    std::size_t area_of(std::int64_t subject) {
        for (auto found = subjects_.find(subject); found != subjects_.end(); found = subjects_.find(found->second->parent)) {
            const store::SubjectRecord& record = *found->second;
            if (!record.area) continue;
            const auto [place, fresh] = areas_.try_emplace({record.entity, record.key}, result_.areas.size());
            if (fresh) result_.areas.push_back({{record.entity, record.key, record.name.secrecy == 0 ? record.name.value : "", 0, {}}, {}, 0});
            return place->second;
        }
        return 0;
    }

    void count(const TaskRecord& task) {
        if (!periods_.contains(task.period)) {
            result_.earlier += task.kind == "intervention" && is_pending(task.state);
            return;
        }
        if (is_gone(task.state)) {
            ++(task.state == "withdrawn" ? result_.withdrawn : result_.superseded);
            return;
        }
        const std::size_t at = places_.at(task.programme), area = area_of(task.subject);
        ProgrammeSummary& programme = result_.programmes[at];
        AgencySummary& agency = agency_of(task);
        agency.overdue += is_pending(task.state) && !task.content.due.empty() && task.content.due < result_.run.reference_date;
        if (task.kind == "intervention") {
            for (Tally* tally : {&programme.interventions, &result_.areas[area].interventions, &cell(at, area).interventions, &agency.interventions})
                add(*tally, task.state);
            count_money(programme, task);
            counted_.push_back(&task);
        } else if (task.kind == "data") {
            programme.questions += is_pending(task.state);
            result_.areas[area].questions += is_pending(task.state);
            add(agency.questions, task.state);
        } else {
            add(programme.exits, task.state);
            add(agency.exits, task.state);
        }
    }

    void count_money(ProgrammeSummary& programme, const TaskRecord& task) const {
        if (task.content.benefit_kind != "rupiah" || task.state == "rejected") return;
        const auto secrecy = all_.benefit_secrecy.find(task.programme);
        programme.money_protected = secrecy != all_.benefit_secrecy.end() && secrecy->second != 0;
        const auto per = static_cast<std::size_t>(per_of(task.content.benefit_per));
        add(programme.money[per], task.content);
        if (task.state == "done") add(programme.money_done[per], task.content);
    }

    AgencySummary& agency_of(const TaskRecord& task) {
        const std::string& name = task.assignee.empty() ? task.content.agency : task.assignee;
        AgencySummary& agency = agencies_[name];
        if (agency.label.empty()) {
            const auto label = agency_labels_.find(name);
            agency.name = name;
            agency.label = label == agency_labels_.end() ? name : label->second;
        }
        return agency;
    }

    void count_strategies() {
        for (const char* strategy : strategies) {
            StrategySummary all{strategy, 0, {}};
            for (const ProgrammeSummary& programme : result_.programmes) {
                if (programme.strategy != strategy || programme.name.empty()) continue;
                ++all.programmes;
                all.interventions += programme.interventions;
            }
            if (all.programmes > 0) result_.strategies.push_back(all);
        }
    }

    /// Without a name or an address nobody is called a duplicate.
    void find_duplicates() {
        std::map<std::string, std::map<std::int64_t, std::int64_t>> groups;  // subject -> task
        for (const TaskRecord* task : counted_) {
            const auto found = subjects_.find(task->subject);
            if (found == subjects_.end() || task->state == "rejected") continue;
            const std::string who = looks_like(*found->second);
            if (!who.empty()) groups[task->programme + '\x1f' + who].emplace(task->subject, task->id);
        }
        for (const auto& [who, tasks] : groups) {
            if (tasks.size() < 2) continue;
            Duplicate duplicate{places_.at(who.substr(0, who.find('\x1f'))), {}};
            for (const auto& [subject, task] : tasks) duplicate.tasks.push_back(task);
            std::sort(duplicate.tasks.begin(), duplicate.tasks.end());
            result_.duplicates.push_back(std::move(duplicate));
        }
        std::sort(result_.duplicates.begin(), result_.duplicates.end(), [](const Duplicate& a, const Duplicate& b) { return a.tasks < b.tasks; });
    }

    std::string looks_like(const store::SubjectRecord& subject) const {
        if (subject.name.value.empty()) return "";
        std::string text = subject.entity + '\x1f' + lower(subject.name.value), address;
        const store::SubjectRecord* place = &subject;
        while (address.empty()) {
            for (const store::PieceRecord& piece : place->address) address += piece.value.empty() ? "" : '\x1f' + lower(piece.value);
            const auto parent = subjects_.find(place->parent);
            if (parent == subjects_.end()) break;
            place = parent->second;
            if (place->area) text += '\x1f' + place->key;
        }
        return address.empty() ? "" : text + address;
    }

    static std::string lower(std::string text) {
        for (char& c : text)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        return text;
    }

    const std::string path_;
    const store::WorklistContents all_;
    Summary result_;
    std::set<std::string> periods_;
    std::map<std::string, std::size_t> places_;  ///< programme -> position
    std::map<std::string, std::string> agency_labels_;
    std::map<std::pair<std::string, std::string>, std::size_t> areas_;
    std::unordered_map<std::int64_t, const store::SubjectRecord*> subjects_;
    std::map<std::pair<std::size_t, std::size_t>, CellSummary> cells_;
    std::map<std::string, AgencySummary> agencies_;
    std::vector<const TaskRecord*> counted_;
};

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
    open += other.open;
    approved += other.approved;
    postponed += other.postponed;
    rejected += other.rejected;
    done += other.done;
    return *this;
}

Summary summary_of(const std::string& path, const std::string& period) {
    Summary summary = Counter(path, period).count();
    store::WorklistReader(path).each_entry([&](const store::HistoryRecord& entry) { summary.head = store::hex_of(entry.hash); });
    return summary;
}

}  // namespace tepat::worklist
