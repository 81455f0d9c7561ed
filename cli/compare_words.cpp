// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_view.hpp"

#include "cli/present.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

using compare::Change;
using compare::Standing;

namespace {

constexpr const char* change_words[] = {"same",          "gains",         "loses",     "gets_place", "loses_place", "starts_waiting",
                                        "stops_waiting", "undecided",     "error",     "ruled_out",  "moves",       "appears",
                                        "goes"};
constexpr Message change_messages[] = {Message::change_same,          Message::change_gains,         Message::change_loses,
                                       Message::change_gets_place,    Message::change_loses_place,   Message::change_starts_waiting,
                                       Message::change_stops_waiting, Message::change_undecided,     Message::change_error,
                                       Message::change_ruled_out,     Message::change_moves,         Message::change_appears,
                                       Message::change_goes};
constexpr const char* standing_words[] = {"absent",  "not_run",      "not_eligible", "undecided", "error",  "eligible", "selected", "taken",
                                          "waiting", "family_limit", "not_placed",   "rejected"};
constexpr Message standing_messages[] = {Message::standing_absent,       Message::standing_not_run,    Message::verdict_not_eligible,
                                         Message::verdict_undecided,     Message::verdict_error,       Message::verdict_eligible,
                                         Message::standing_selected,     Message::standing_taken,      Message::standing_waiting,
                                         Message::standing_family_limit, Message::standing_not_placed, Message::standing_rejected};

bool is_reached(Standing s) { return s == Standing::eligible || s == Standing::selected || s == Standing::taken; }

}  // namespace

const char* change_word(Change change) { return change_words[static_cast<std::size_t>(change)]; }
const char* standing_word(Standing standing) { return standing_words[static_cast<std::size_t>(standing)]; }
std::string change_text(Change change, const Session& session) { return session.text(change_messages[static_cast<std::size_t>(change)]); }
std::string standing_text(Standing standing, const Session& session) { return session.text(standing_messages[static_cast<std::size_t>(standing)]); }

std::string amount_text(const compare::Benefit& benefit, const compare::Amount& amount, const Session& session) {
    const auto number = [&](std::int64_t n) {
        const std::string text = decimal_text(n, benefit.scale, session.language);
        if (!benefit.money) return text;
        return text[0] == '-' ? "-Rp" + text.substr(1) : "Rp" + text;
    };
    if (amount.has_low && amount.has_high && amount.low == amount.high) return number(amount.low);
    if (amount.has_low && amount.has_high) return session.text(Message::compare_range, {number(amount.low), number(amount.high)});
    if (amount.has_low) return session.text(Message::compare_at_least, {number(amount.low)});
    if (amount.has_high) return session.text(Message::compare_at_most, {number(amount.high)});
    return session.text(Message::compare_unbounded);
}

std::string per_text(const compare::Benefit& benefit, const Session& session) {
    if (benefit.per == "months") return session.text(Message::compare_per_month);
    return session.text(benefit.per == "years" ? Message::compare_per_year : Message::compare_once);
}

namespace {

/// The subjects of the side where the row is: after, else before.
const compare::Subjects& subjects_of(const CompareView& view, const compare::Compared& compared, bool after) {
    const compare::Side& side = after ? view.after : view.before;
    for (const compare::Subjects& subjects : side.subjects)
        if (subjects.entity == compared.entity) return subjects;
    return side.subjects.front();
}

}  // namespace

std::string group_key(const CompareView& view, const compare::Grouping& grouping, const std::string& key) {
    return worklist::shown({"", key, grouping.key_secrecy}, view.unmask);
}

std::string group_name(const CompareView& view, const compare::Grouping& grouping, const std::string& key, const std::string& name) {
    return name.empty() ? group_key(view, grouping, key) : worklist::shown({"", name}, view.unmask);
}

RowWords::RowWords(const CompareView& view, const compare::Compared& compared, const compare::Row& row)
    : view_(view), compared_(compared), row_(row), subjects_(subjects_of(view, compared, row.after != compare::nowhere)),
      at_(row.after != compare::nowhere ? row.after : row.before) {}

std::string RowWords::key() const { return worklist::shown({"", (*subjects_.keys)[at_], subjects_.key_secrecy}, view_.unmask); }

std::string RowWords::name() const {
    return subjects_.name ? worklist::shown({"", subjects_.name(at_), subjects_.name_secrecy}, view_.unmask) : "";
}

std::string RowWords::who() const {
    std::string text = name();
    text = text.empty() ? compared_.entity_label + ' ' + key() : text + " (" + key() + ')';
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return text;
}

std::string RowWords::area() const {
    const compare::Grouping& areas = subjects_.groupings.front();
    if (areas.of.empty() || areas.of[at_] == compare::nowhere) return "";
    const compare::Grouping::Group& group = areas.groups[areas.of[at_]];
    return group_name(view_, areas, group.key, group.name);
}

const compare::ProgrammeSide* RowWords::programme(bool after) const {
    const auto& position = after ? compared_.after : compared_.before;
    const std::uint32_t row = after ? row_.after : row_.before;
    if (!position || row == compare::nowhere) return nullptr;
    return &(after ? view_.after : view_.before).programmes[*position];
}

std::uint32_t RowWords::rank_before() const {
    const compare::ProgrammeSide* side = programme(false);
    return side == nullptr || side->rank.empty() ? 0 : side->rank[row_.before];
}

std::uint32_t RowWords::rank_after() const {
    const compare::ProgrammeSide* side = programme(true);
    return side == nullptr || side->rank.empty() ? 0 : side->rank[row_.after];
}

const compare::Amount* RowWords::benefit_before() const {
    const compare::ProgrammeSide* side = programme(false);
    if (side == nullptr || side->benefit.amounts.empty() || !is_reached(row_.stood)) return nullptr;
    return &side->benefit.amounts[side->benefit.amounts.size() == 1 ? 0 : row_.before];
}

const compare::Amount* RowWords::benefit_after() const {
    const compare::ProgrammeSide* side = programme(true);
    if (side == nullptr || side->benefit.amounts.empty() || !is_reached(row_.stands)) return nullptr;
    return &side->benefit.amounts[side->benefit.amounts.size() == 1 ? 0 : row_.after];
}

}  // namespace tepat::cli
