// SPDX-License-Identifier: Apache-2.0
#include "cli/task_fields.hpp"

#include <algorithm>

#include "cli/mask.hpp"
#include "cli/present.hpp"

namespace tepat::cli {

namespace {

bool only_digits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string all;
    for (const std::string& word : words)
        if (!word.empty()) all += (all.empty() ? "" : between) + word;
    return all;
}

std::string TaskFields::number() const {
    return std::to_string(listed_.task.id);
}

std::string TaskFields::kind() const {
    if (listed_.task.kind == "exit") return session_.text(Message::kind_exit);
    return session_.text(listed_.task.kind == "data" ? Message::kind_data : Message::kind_intervention);
}

Message state_message(const std::string& state) {
    if (state == "approved") return Message::state_approved;
    if (state == "rejected") return Message::state_rejected;
    if (state == "postponed") return Message::state_postponed;
    if (state == "done") return Message::state_done;
    if (state == "superseded") return Message::state_superseded;
    return state == "withdrawn" ? Message::state_withdrawn : Message::state_open;
}

std::string TaskFields::state() const {
    const store::TaskRecord& task = listed_.task;
    if (task.superseded_by != 0) return session_.text(Message::state_superseded_by, {std::to_string(task.superseded_by)});
    const std::optional<program::Date> until = program::parse_iso(task.until);
    if (until) return session_.text(Message::state_postponed_until, {spoken(*until, session_.language)});
    return session_.text(state_message(task.state));
}

std::string TaskFields::rank() const {
    if (listed_.task.rank == 0) return "";
    const std::string rank = std::to_string(listed_.task.rank);
    return listed_.task.area.empty() ? rank : session_.text(Message::tasks_rank_in, {rank, rank_area()});
}

bool TaskFields::hides_benefit(const worklist::ListedTask& listed, bool unmask) { return listed.benefit_secrecy != 0 && !unmask; }

std::string TaskFields::shown_area(const worklist::ListedTask& listed, bool unmask) {
    store::PieceRecord area{"", listed.task.area};
    for (const worklist::Place& place : listed.places)
        if (place.key == area.value) area.secrecy |= place.key_secrecy;
    return worklist::shown(area, unmask);
}

/// The name of the place that the rank counts in; a key without a name, or a fact's value, as it is.
std::string TaskFields::rank_area() const {
    for (const worklist::Place& place : listed_.places) {
        if (place.key != listed_.task.area) continue;
        return place.name.value.empty() ? worklist::shown({"", place.key, place.key_secrecy}, unmask_) : worklist::shown(place.name, unmask_);
    }
    return shown_area(listed_, unmask_);
}

std::string TaskFields::text() const { return worklist::shown({"", content().text}, unmask_); }

std::string TaskFields::note() const {
    std::vector<std::string> notes;
    if (content().provisional) notes.push_back(session_.text(Message::tasks_provisional));
    if (!listed_.conflict_labels.empty()) notes.push_back(session_.text(Message::tasks_conflict, {joined(listed_.conflict_labels, ", ")}));
    return joined(notes, "; ");
}

std::string TaskFields::priority() const {
    if (content().priority == "high") return session_.text(Message::priority_high);
    return session_.text(content().priority == "low" ? Message::priority_low : Message::priority_medium);
}

std::string TaskFields::programme() const {
    if (!listed_.programme_label.empty()) return listed_.programme_label;
    return listed_.task.programme.empty() ? joined(reasons(), ", ") : listed_.task.programme;
}

std::string TaskFields::agency() const {
    const std::string& agency = listed_.agency_label.empty() ? content().agency : listed_.agency_label;
    return listed_.assignee_label.empty() ? agency : session_.text(Message::tasks_assigned, {agency, listed_.assignee_label});
}

std::string TaskFields::due() const {
    const std::optional<program::Date> date = program::parse_iso(content().due);
    return date ? spoken(*date, session_.language) : content().due;
}

std::string TaskFields::benefit() const {
    const auto money = [&](std::int64_t bound) {
        const std::string number = decimal_text(bound, content().benefit_scale, session_.language);
        return content().benefit_kind == "rupiah" ? "Rp" + number : number;
    };
    const auto& low = content().benefit_low;
    const auto& high = content().benefit_high;
    if (!low || !high) return "";
    if (hides_benefit(listed_, unmask_)) return mask;
    const std::string amount = *low == *high ? money(*low) : money(*low) + " - " + money(*high);
    if (content().benefit_per == "months") return session_.text(Message::per_months, {amount});
    return content().benefit_per == "years" ? session_.text(Message::per_years, {amount}) : amount;
}

std::string TaskFields::key() const {
    const worklist::Place& place = listed_.places.front();
    return worklist::shown({"", place.key, place.key_secrecy}, unmask_);
}

std::string TaskFields::name() const {
    const store::PieceRecord& name = listed_.places.front().name;
    return name.value.empty() ? "" : worklist::shown(name, unmask_);
}

std::string TaskFields::entity() const {
    const worklist::Place& place = listed_.places.front();
    return place.entity_label.empty() ? place.entity : place.entity_label;
}

std::string TaskFields::place_name(const worklist::Place& place) const {
    const std::string entity = place.entity_label.empty() ? place.entity : place.entity_label;
    return entity + ' ' +
           (place.name.value.empty() ? worklist::shown({"", place.key, place.key_secrecy}, unmask_) : worklist::shown(place.name, unmask_));
}

std::string TaskFields::subject() const {
    std::vector<std::string> names{name().empty() ? place_name(listed_.places.front()) : name() + " (" + entity() + ')'};
    for (std::string& above : belongs_to()) names.push_back(std::move(above));
    return joined(names, ", ");
}

std::vector<std::string> TaskFields::belongs_to() const {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < listed_.places.size(); ++i)
        if (!listed_.places[i].area) names.push_back(place_name(listed_.places[i]));
    return names;
}

std::string TaskFields::address() const {
    for (const worklist::Place& place : listed_.places) {
        std::vector<std::string> pieces;
        for (const store::PieceRecord& piece : place.address) {
            if (piece.value.empty()) continue;
            const std::string value = worklist::shown(piece, unmask_);
            pieces.push_back(only_digits(value) && !piece.label.empty() ? piece.label + ' ' + value
                                                                        : value);  // "RT 003", but no "Alamat Jl. ..."
        }
        if (!pieces.empty()) return joined(pieces, ", ");
    }
    return "";
}

std::vector<std::string> TaskFields::areas() const {
    std::vector<std::string> areas;
    for (const worklist::Place& place : listed_.places)
        if (place.area) areas.push_back(worklist::shown(place.name.value.empty() ? store::PieceRecord{"", place.key, place.key_secrecy} : place.name, unmask_));
    std::reverse(areas.begin(), areas.end());
    return areas;
}

std::string TaskFields::area() const { return joined(areas(), " / "); }

std::string TaskFields::inner_area() const {
    std::vector<std::string> all = areas();
    if (all.size() > 2) all.erase(all.begin(), all.end() - 2);
    return joined(all, " / ");
}

std::vector<std::string> TaskFields::reasons() const {
    std::vector<std::string> labels;
    for (const worklist::Reason& reason : listed_.reasons) labels.push_back(reason.label.empty() ? reason.rule : reason.label);
    return labels;
}

std::vector<std::string> TaskFields::legal_basis() const {
    std::vector<std::string> all;
    for (const worklist::Reason& reason : listed_.reasons)
        for (const std::string& basis : reason.legal_basis)
            if (std::find(all.begin(), all.end(), basis) == all.end()) all.push_back(basis);
    return all;
}

}  // namespace tepat::cli
