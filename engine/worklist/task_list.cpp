// SPDX-License-Identifier: Apache-2.0
// Worklist records -> the list people read: labels instead of names, the subject with its places.
#include "engine/worklist/task_list.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dsl/program/identity_number.hpp"

namespace tepat::worklist {
namespace {

constexpr int sensitive_bit = 1, secret_bit = 2;

store::TaskSelection selection_of(const Filter& filter) {
    const std::string state = filter.state.empty() ? "open" : filter.state;
    return {filter.agency, filter.programme, filter.village, filter.every_state ? "" : state, filter.split == Split::agency};
}

/// Whoever gets the list is the agency that has its tasks.
bool is_for_one_agency(const Filter& filter) { return filter.split == Split::agency || (filter.split == Split::none && !filter.agency.empty()); }

void open_to_agency(ListedTask& listed) {
    listed.benefit_secrecy &= ~sensitive_bit;
    for (Place& place : listed.places) {
        place.key_secrecy &= ~sensitive_bit;
        place.name.secrecy &= ~sensitive_bit;
        for (store::PieceRecord& piece : place.address) piece.secrecy &= ~sensitive_bit;
        for (store::NumberRecord& number : place.numbers) number.piece.secrecy &= ~sensitive_bit;
    }
}

}  // namespace

struct TaskList::Impl {
    Impl(const std::string& path, const Filter& filter)
        : for_one_agency(is_for_one_agency(filter)), rows(path, selection_of(filter)), last(rows.last_run()), benefit_secrecy(rows.benefit_secrecy()), identity(rows.identity()) {
        for (store::CatalogueRecord& record : rows.catalogue()) catalogue.emplace(std::pair(record.kind, record.name), std::move(record));
    }

    const store::CatalogueRecord* find(const std::string& kind, const std::string& name) const {
        const auto found = catalogue.find({kind, name});
        return found == catalogue.end() ? nullptr : &found->second;
    }

    std::string label_of(const std::string& kind, const std::string& name) const {
        const store::CatalogueRecord* record = find(kind, name);
        return record == nullptr || record->label.empty() ? name : record->label;
    }

    ListedTask complete(const store::TaskRecord& task, const store::SubjectChain& chain) const {
        ListedTask listed{task, label_of("programme", task.programme), label_of("agency", task.content.agency), {}, {}};
        for (const store::SubjectRecord& one : chain)
            listed.places.push_back({one.entity, one.entity_label, one.key, one.key_secrecy, one.area, one.name, one.address, one.numbers});
        listed.assignee_label = label_of("agency", task.assignee);
        listed.for_agency = find("agency", task.assignee) != nullptr ? task.assignee : task.content.agency;
        for (const std::string& name : task.content.conflicts) listed.conflict_labels.push_back(label_of("programme", name));
        for (const std::string& name : task.content.reasons) listed.reasons.push_back(reason(name, task.programme));
        for (const std::string& name : task.content.missing) listed.missing_labels.push_back(missing_label(name, chain.empty() ? "" : chain.front().entity));
        const auto marked = benefit_secrecy.find(task.programme);
        if (marked != benefit_secrecy.end()) listed.benefit_secrecy = marked->second;
        if (for_one_agency) open_to_agency(listed);
        return listed;
    }

    /// As {kurang} says it: `Desil` of the subject itself, else `Desil (Keluarga)`.
    std::string missing_label(const std::string& name, const std::string& subject) const {
        const auto called = [&](const std::string& printed) {
            const auto label = fact_labels.find(printed);
            return label == fact_labels.end() ? printed : label->second;
        };
        const std::string entity = name.substr(0, name.find('.'));
        return entity == name || entity == subject ? called(name) : called(name) + " (" + called(entity) + ')';
    }

    Reason reason(const std::string& rule, const std::string& programme) const {
        Reason reason{rule, label_of("rule", rule), {}};
        for (const store::CatalogueRecord* source : {find("rule", rule), find("programme", programme)})
            if (source != nullptr) reason.legal_basis.insert(reason.legal_basis.end(), source->legal_basis.begin(), source->legal_basis.end());
        return reason;
    }

    bool for_one_agency;
    store::ListedTasks rows;
    std::optional<store::RunRecord> last;
    std::map<std::string, int> benefit_secrecy;
    std::map<std::string, std::string> fact_labels = rows.fact_labels();
    std::string identity;
    std::map<std::pair<std::string, std::string>, store::CatalogueRecord> catalogue;
};

TaskList::TaskList(const std::string& path, const Filter& filter) : impl_(std::make_unique<Impl>(path, filter)) {}
TaskList::~TaskList() = default;
std::size_t TaskList::count() { return impl_->rows.count(); }
bool TaskList::any_in_area() { return impl_->rows.any_in_area(); }
store::PieceNames TaskList::piece_names() { return impl_->rows.piece_names(); }
std::vector<std::string> TaskList::periods() { return impl_->rows.periods(); }
bool TaskList::lacks_numbers() { return impl_->rows.lacks_numbers(); }
const std::string& TaskList::identity() const { return impl_->identity; }
const std::optional<store::RunRecord>& TaskList::last_run() const { return impl_->last; }
std::string TaskList::agency_label(const std::string& name) const { return impl_->label_of("agency", name); }

void TaskList::each(const std::function<void(const ListedTask&)>& visit) {
    impl_->rows.each([&](const store::TaskRecord& task, const store::SubjectChain& chain) { visit(impl_->complete(task, chain)); });
}

std::vector<ListedTask> read_tasks(const std::string& path, const Filter& filter) {
    std::vector<ListedTask> all;
    TaskList(path, filter).each([&](const ListedTask& task) { all.push_back(task); });
    return all;
}

AllFilterNames filter_names(const std::string& path) {
    std::array<std::set<std::string>, 3> shown, known;
    for (const store::CatalogueRecord& record : store::read_catalogue(path)) {
        if (record.kind != "agency" && record.kind != "programme") continue;
        const std::size_t kind = record.kind == "agency" ? 0 : 1;
        shown[kind].insert(record.name);
        known[kind].insert({record.name, record.label});
    }
    store::each_area(path, [&](const store::SubjectRecord& subject) {
        const store::PieceRecord called = subject.name.value.empty() ? store::PieceRecord{"", subject.key, subject.key_secrecy} : subject.name;
        if (worklist::shown(called, false) == called.value) shown[2].insert(called.value);
        known[2].insert({subject.name.value, subject.key});
    });
    const auto names = [&](std::size_t kind) {
        return FilterNames{{shown[kind].begin(), shown[kind].end()}, {known[kind].begin(), known[kind].end()}};
    };
    return {names(0), names(1), names(2)};
}

std::string shown(const store::PieceRecord& piece, bool unmask) {
    if (unmask || piece.value.empty()) return piece.value;
    if (piece.secrecy == 0) return program::without_identity_numbers(piece.value);
    return piece.secrecy == secret_bit && program::is_identity_number(piece.value) ? program::masked_identity(piece.value) : masked;
}

}  // namespace tepat::worklist
