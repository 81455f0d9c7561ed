// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_places.hpp"

#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/allocate/allocate.hpp"

namespace tepat::cli {

namespace {

using allocate::Reason;
using allocate::State;
using explain::PlaceStory;
using Json = nlohmann::ordered_json;

const char* state_word(State state) {
    constexpr const char* words[] = {"none", "selected", "waiting", "taken", "rejected", "family_limit", "not_placed"};
    return words[static_cast<std::size_t>(state)];
}

const char* reason_word(Reason reason) {
    constexpr const char* words[] = {"none", "no_tier", "group_unknown", "amount_unknown", "amount_error", "cost_unknown"};
    return words[static_cast<std::size_t>(reason)];
}

std::string reason_text(Reason reason, const Session& session) {
    switch (reason) {
        case Reason::none:
            break;
        case Reason::no_tier:
            return session.text(Message::place_no_tier);
        case Reason::group_unknown:
            return session.text(Message::place_group_unknown);
        case Reason::amount_unknown:
            return session.text(Message::place_amount_unknown);
        case Reason::amount_error:
            return session.text(Message::place_amount_error);
        case Reason::cost_unknown:
            return session.text(Message::place_cost_unknown);
    }
    return "";
}

std::string standing(const PlaceStory& story, const Session& session) {
    switch (story.state) {
        case State::none:
            return session.text(Message::place_none);
        case State::selected:
            return session.text(Message::place_selected, {Count{story.rank}});
        case State::waiting:
            return session.text(Message::found_waiting, {Count{story.rank}});
        case State::taken:
            return session.text(story.receiving ? Message::place_receiving : Message::found_taken);
        case State::rejected:
            return session.text(Message::found_rejected);
        case State::family_limit:
            return session.text(Message::found_family_limit);
        case State::not_placed:
            return session.text(Message::found_not_placed) + ": " + reason_text(story.reason, session);
    }
    return "";
}

std::string amount(const program::Programme& programme, std::size_t limit, std::int64_t number, Language language) {
    if (limit < programme.quotas.size()) return grouped(number, language);
    return (number < 0 ? "-Rp" : "Rp") + decimal_text(number < 0 ? -number : number, program::rupiah_scale, language);
}

std::string group_key(const program::Program& program, const ExplainView& view, const program::GroupBy& per, const allocate::Group& group) {
    return !view.unmask && program::is_protected(program::group_secrecy(program, per, group.key)) ? mask : group.key;
}

/// Sums of what places cost tell what one of them costs.
bool hides_spending(const program::Program& program, const ExplainView& view, const program::Programme& programme, std::size_t limit) {
    return !view.unmask && limit >= programme.quotas.size() && program::is_protected(program::secrecy_of(program, programme.budget->unit_cost));
}

std::string area_of(const program::Program& program, const ExplainView& view, const PlaceStory& story) {
    const bool hide = !view.unmask && program::is_protected(program::area_secrecy(program, program[story.programme], story.area));
    return hide && !story.area.empty() ? mask : story.area;
}

std::string limit_text(const program::Program& program, const ExplainView& view, const PlaceStory& story, const allocate::Group& group,
                       const Session& session) {
    const program::Programme& programme = program[story.programme];
    const program::GroupBy& per = allocate::per_of(programme, group.limit);
    const auto number = [&](std::int64_t n) { return amount(programme, group.limit, n, session.language); };
    std::string name = session.text(group.limit < programme.quotas.size() ? Message::place_quota : Message::place_budget);
    if (per.entity.valid()) name += ' ' + program[per.entity].name + ' ' + group_key(program, view, per, group);
    if (per.fact.valid()) name += ' ' + program[per.fact].name + ' ' + group_key(program, view, per, group);
    if (!group.counts.amount) return session.text(Message::place_limit_unknown, {name});
    const bool hide = hides_spending(program, view, programme, group.limit);
    const auto spent = [&](std::int64_t n) { return hide ? std::string(mask) : number(n); };
    return session.text(Message::place_limit, {name, number(*group.counts.amount), spent(group.counts.taken), spent(group.counts.used),
                                               spent(group.counts.free()), grouped(static_cast<std::int64_t>(group.waiting), session.language)});
}

std::string conflict_text(const program::Program& program, const PlaceStory& story, const allocate::Conflict& conflict, const Session& session) {
    const bool own = conflict.programme == story.programme;
    const std::string& other = called(program[own ? conflict.other : conflict.programme]);
    const bool received = own ? conflict.other_received : conflict.received;
    return session.text(received ? Message::place_conflict_received : Message::place_conflict, {other});
}

}  // namespace

void print_places(const program::Program& program, const ExplainView& view, Session& session) {
    if (view.places.empty()) return;
    session.out << session.text(Message::place_heading) << '\n';
    for (const PlaceStory& story : view.places) {
        session.out << "  " << called(program[story.programme]) << ": " << standing(story, session);
        if (!story.area.empty()) session.out << session.text(Message::place_area, {area_of(program, view, story)});
        session.out << '\n';
        if (story.provisional) session.out << "    " << session.text(Message::place_provisional) << '\n';
        for (const allocate::Group& group : story.groups) session.out << "    " << limit_text(program, view, story, group, session) << '\n';
        for (const allocate::Conflict& conflict : story.conflicts)
            session.out << "    " << conflict_text(program, story, conflict, session) << '\n';
        if (story.graduates) session.out << "    " << session.text(Message::place_graduates) << '\n';
    }
    session.out << "  "
                << (view.worklist.empty() ? session.text(Message::place_no_worklist) : session.text(Message::place_worklist, {view.worklist}))
                << "\n\n";
}

Json places_json(const program::Program& program, const ExplainView& view) {
    Json all = Json::array();
    for (const PlaceStory& story : view.places) {
        Json limits = Json::array(), conflicts = Json::array();
        const program::Programme& programme = program[story.programme];
        for (const allocate::Group& group : story.groups) {
            const bool hide = hides_spending(program, view, programme, group.limit);
            const auto spent = [&](std::int64_t n) { return hide ? Json(mask) : Json(n); };
            limits.push_back({{"kind", group.limit < programme.quotas.size() ? "quota" : "budget"},
                              {"group", group_key(program, view, allocate::per_of(programme, group.limit), group)},
                              {"amount", group.counts.amount ? Json(*group.counts.amount) : Json(nullptr)},
                              {"taken", spent(group.counts.taken)},
                              {"selected", spent(group.counts.used)},
                              {"free", spent(group.counts.free())},
                              {"waiting", group.waiting}});
        }
        for (const allocate::Conflict& conflict : story.conflicts)
            conflicts.push_back(program[conflict.programme == story.programme ? conflict.other : conflict.programme].name);
        all.push_back({{"programme", program[story.programme].name},
                       {"state", state_word(story.state)},
                       {"reason", story.reason == Reason::none ? Json(nullptr) : Json(reason_word(story.reason))},
                       {"rank", story.rank == 0 ? Json(nullptr) : Json(story.rank)},
                       {"area", area_of(program, view, story)},
                       {"provisional", story.provisional},
                       {"receiving", story.receiving},
                       {"graduates", story.graduates},
                       {"limits", limits},
                       {"conflicts", conflicts}});
    }
    return all;
}

}  // namespace tepat::cli
