// SPDX-License-Identifier: Apache-2.0
// Worklist records -> the list people read: labels instead of names, the subject with its places, filtered and sorted.
#include "engine/worklist/task_list.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace tepat::worklist {
namespace {

constexpr int sensitive_bit = 1;

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

bool is_one_of(const std::string& wanted, const std::string& name, const std::string& label) {
    return wanted.empty() || wanted == name || lower(wanted) == lower(label);
}

class Lister {
public:
    explicit Lister(const store::WorklistContents& contents) : contents_(contents) {
        for (const store::SubjectRecord& subject : contents.subjects) subjects_.emplace(subject.id, &subject);
        for (const store::CatalogueRecord& record : contents.catalogue) catalogue_.emplace(std::pair(record.kind, record.name), &record);
    }

    std::vector<ListedTask> list(const Filter& filter) const {
        std::vector<ListedTask> listed;
        for (const store::TaskRecord& task : contents_.tasks) {
            if (!filter.every_state && task.state != (filter.state.empty() ? "open" : filter.state)) continue;
            if (!is_for(filter.agency, task.content.agency) && (task.assignee.empty() || !is_for(filter.agency, task.assignee))) continue;
            if (!is_one_of(filter.programme, task.programme, label_of("programme", task.programme))) continue;
            std::vector<Place> places = places_of(task.subject);
            if (!lies_in(places, filter.village)) continue;
            if (!filter.agency.empty()) open_to_agency(places);
            listed.push_back(complete(task, std::move(places)));
            const auto marked = contents_.benefit_secrecy.find(task.programme);
            if (marked != contents_.benefit_secrecy.end()) listed.back().benefit_secrecy = marked->second & (filter.agency.empty() ? ~0 : ~sensitive_bit);
        }
        return listed;
    }

private:
    const store::CatalogueRecord* find(const std::string& kind, const std::string& name) const {
        const auto found = catalogue_.find({kind, name});
        return found == catalogue_.end() ? nullptr : found->second;
    }

    bool is_for(const std::string& wanted, const std::string& agency) const { return is_one_of(wanted, agency, label_of("agency", agency)); }

    std::string label_of(const std::string& kind, const std::string& name) const {
        const store::CatalogueRecord* record = find(kind, name);
        return record == nullptr || record->label.empty() ? name : record->label;
    }

    std::vector<Place> places_of(std::int64_t subject) const {
        std::vector<Place> places;
        for (auto found = subjects_.find(subject); found != subjects_.end(); found = subjects_.find(found->second->parent)) {
            const store::SubjectRecord& record = *found->second;
            places.push_back({record.entity, record.entity_label, record.key, record.key_secrecy, record.area, record.name, record.address});
        }
        return places;
    }

    static bool lies_in(const std::vector<Place>& places, const std::string& village) {
        return village.empty() || std::any_of(places.begin(), places.end(), [&](const Place& place) {
                   return place.area && (place.key == village || lower(place.name.value) == lower(village));
               });
    }

    static void open_to_agency(std::vector<Place>& places) {
        for (Place& place : places) {
            place.key_secrecy &= ~sensitive_bit;
            place.name.secrecy &= ~sensitive_bit;
            for (store::PieceRecord& piece : place.address) piece.secrecy &= ~sensitive_bit;
        }
    }

    ListedTask complete(const store::TaskRecord& task, std::vector<Place> places) const {
        ListedTask listed{task, label_of("programme", task.programme), label_of("agency", task.content.agency), {}, std::move(places)};
        listed.assignee_label = label_of("agency", task.assignee);
        for (const std::string& name : task.content.conflicts) listed.conflict_labels.push_back(label_of("programme", name));
        for (const std::string& name : task.content.reasons) {
            Reason reason{name, label_of("rule", name), {}};
            for (const store::CatalogueRecord* source : {find("rule", name), find("programme", task.programme)})
                if (source != nullptr) reason.legal_basis.insert(reason.legal_basis.end(), source->legal_basis.begin(), source->legal_basis.end());
            listed.reasons.push_back(std::move(reason));
        }
        return listed;
    }

    const store::WorklistContents& contents_;
    std::unordered_map<std::int64_t, const store::SubjectRecord*> subjects_;
    std::map<std::pair<std::string, std::string>, const store::CatalogueRecord*> catalogue_;
};

/// Areas, address, then names with keys from the outermost in: a family stays together, its own tasks before its members'.
std::vector<std::string> order_of(const ListedTask& task) {
    std::string areas, address, names;
    for (auto place = task.places.rbegin(); place != task.places.rend(); ++place) {
        (place->area ? areas : names) += place->name.value + '\x1f' + place->key + '\x1f';
        for (const store::PieceRecord& piece : place->address) address += piece.value + '\x1f';
    }
    return {areas, address, names, task.task.programme, task.task.rule, task.task.kind, task.task.period};
}

}  // namespace

std::vector<ListedTask> read_tasks(const std::string& path, const Filter& filter) {
    const store::WorklistContents contents = store::read_worklist(path);
    std::vector<ListedTask> listed = Lister(contents).list(filter);
    std::vector<std::pair<std::vector<std::string>, std::size_t>> order;
    for (std::size_t i = 0; i < listed.size(); ++i) order.emplace_back(order_of(listed[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<ListedTask> sorted;
    for (const auto& [key, i] : order) sorted.push_back(std::move(listed[i]));
    return sorted;
}

AllFilterNames filter_names(const std::string& path) {
    const store::WorklistContents contents = store::read_worklist(path);
    std::array<std::set<std::string>, 3> shown, known;
    for (const store::CatalogueRecord& record : contents.catalogue) {
        if (record.kind != "agency" && record.kind != "programme") continue;
        const std::size_t kind = record.kind == "agency" ? 0 : 1;
        shown[kind].insert(record.name);
        known[kind].insert({record.name, record.label});
    }
    for (const store::SubjectRecord& subject : contents.subjects) {
        if (!subject.area) continue;
        const store::PieceRecord called = subject.name.value.empty() ? store::PieceRecord{"", subject.key, subject.key_secrecy} : subject.name;
        if (called.secrecy == 0) shown[2].insert(called.value);
        known[2].insert({subject.name.value, subject.key});
    }
    const auto names = [&](std::size_t kind) {
        return FilterNames{{shown[kind].begin(), shown[kind].end()}, {known[kind].begin(), known[kind].end()}};
    };
    return {names(0), names(1), names(2)};
}

std::string shown(const store::PieceRecord& piece, bool unmask) {
    const bool masked = piece.secrecy != 0 && !unmask && !piece.value.empty();
    return masked ? "***" : piece.value;
}

}  // namespace tepat::worklist
