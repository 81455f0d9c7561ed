// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_recorded.hpp"

#include <algorithm>
#include <charconv>

#include "dsl/diagnostics/codes.hpp"
#include "engine/store/worklist_db.hpp"

namespace tepat::cli {

namespace {

std::int64_t run_number(const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 1) wrong_usage(Code::bad_value, {std::string("--run"), text, std::string("1, 2, ...")});
    return number;
}

SideTitle title_of(const store::RecordedRun& run) { return {"", "", run.date, run.rule_set_hash, run.fingerprint, run.run}; }

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

const store::RecordedRun& find(const std::string& path, const std::vector<store::RecordedRun>& runs, std::int64_t wanted) {
    std::string known;
    for (const store::RecordedRun& run : runs) {
        if (run.run == wanted) return run;
        known += (known.empty() ? "" : ", ") + std::to_string(run.run);
    }
    wrong_usage(Code::no_such_run, {path, std::to_string(wanted), known});
}

compare::RecordedSide side_of(const std::string& path, const store::RecordedRun& run) {
    std::optional<compare::RecordedSide> side;
    if (run.outcomes) side = compare::read_side(*run.outcomes);
    if (!side) throw Failure(Exit::user, Code::run_not_recorded, {path, std::to_string(run.run)});
    return *std::move(side);
}

Message outcome_message(run::Outcome outcome) {
    constexpr Message messages[] = {Message::verdict_eligible, Message::verdict_not_eligible, Message::verdict_undecided, Message::verdict_error};
    return messages[static_cast<std::size_t>(outcome)];
}

void keep_village(compare::Side& side, const std::string& village) {
    for (compare::Subjects& subjects : side.subjects) {
        const compare::Grouping& areas = subjects.groupings.front();
        for (std::uint32_t row = 0; row < subjects.counted.size(); ++row) {
            const std::uint32_t area = areas.of.empty() ? compare::nowhere : areas.of[row];
            if (area == compare::nowhere || (areas.groups[area].key != village && lower(areas.groups[area].name) != lower(village))) subjects.counted.set(row, false);
        }
    }
}

}  // namespace

RecordedComparison::RecordedComparison(const Arguments& arguments) {
    const std::vector<std::string>& asked = arguments.options.at("run");
    if (asked.size() != 2) wrong_usage(Code::two_runs_needed, {});
    if (arguments.positional.empty()) wrong_usage(Code::missing_argument, {std::string("compare"), std::string("WORKLIST")});
    for (const char* name : {"before", "after", "baseline", "before-baseline", "after-baseline", "date", "before-date", "after-date", "by", "worklist", "include-drafts", "unmask"})
        if (arguments.has(name)) wrong_usage(Code::option_not_for_runs, {std::string("--") + name});
    const std::int64_t first = run_number(asked[0]), second = run_number(asked[1]);
    if (first == second) wrong_usage(Code::nothing_to_compare, {});
    const std::string& path = arguments.positional[0];
    const std::vector<store::RecordedRun> runs = store::read_recorded(path, {first, second});
    const store::RecordedRun& before = find(path, runs, first);
    const store::RecordedRun& after = find(path, runs, second);
    title_before_ = title_of(before);
    title_after_ = title_of(after);
    before_ = side_of(path, before);
    after_ = side_of(path, after);
    name_subjects(path);
    keep(arguments);
}

void RecordedComparison::name_subjects(const std::string& path) {
    std::map<std::string, int> secrecy;
    for (const store::SubjectRecord& subject : store::read_worklist(path).subjects) {
        names_[{subject.entity, subject.key}] = subject.name.value;
        secrecy[subject.entity] |= subject.name.secrecy;
    }
    for (compare::RecordedSide* side : {&before_, &after_})
        for (compare::Subjects& subjects : side->side.subjects) {
            const std::vector<std::string>* const keys = subjects.keys;
            const std::string entity = subjects.entity;
            subjects.name_secrecy = secrecy[entity];
            subjects.name = [this, keys, entity](std::uint32_t row) {
                const auto found = names_.find({entity, (*keys)[row]});
                return found == names_.end() ? std::string() : found->second;
            };
        }
}

void RecordedComparison::keep(const Arguments& arguments) {
    const std::string village = arguments.get("village").value_or(""), programme = arguments.get("programme").value_or("");
    if (!village.empty())
        for (compare::RecordedSide* side : {&before_, &after_}) keep_village(side->side, village);
    comparison_ = compare::compare(before_.side, after_.side);
    const auto nobody = [](const compare::Affected& a) { return a.subjects_before + a.subjects_after == 0; };
    if (!village.empty() && std::all_of(comparison_.affected.begin(), comparison_.affected.end(), nobody)) wrong_usage(Code::no_such_village, {village});
    if (programme.empty()) return;
    std::string known;
    for (const compare::Compared& each : comparison_.programmes) known += (known.empty() ? "" : ", ") + each.name;
    std::erase_if(comparison_.programmes, [&](const compare::Compared& c) { return c.name != programme && lower(c.label) != lower(programme); });
    if (comparison_.programmes.empty()) wrong_usage(Code::not_judged, {programme, known});
}

/// Rules whose outcome differs; a rule or programme that only one run had; else the places.
Why RecordedComparison::why(const compare::Compared& compared, const compare::Row& row, const Session& session) const {
    Why why;
    if (row.stood == compare::Standing::absent || row.stands == compare::Standing::absent) return why;
    const compare::ProgrammeSide* const was = compared.before ? &before_.side.programmes[*compared.before] : nullptr;
    const compare::ProgrammeSide* const is = compared.after ? &after_.side.programmes[*compared.after] : nullptr;
    const auto standing = [&](const compare::ProgrammeSide* side, const std::string& name, std::uint32_t at) {
        if (side == nullptr) return session.text(Message::standing_not_run);
        for (const compare::RuleSide& rule : side->rules)
            if (rule.name == name) return session.text(outcome_message(rule.outcome[at]));
        return session.text(Message::standing_not_run);
    };
    std::map<std::string, const compare::RuleSide*> rules;
    for (const compare::ProgrammeSide* side : {was, is})
        for (std::size_t r = 0; side != nullptr && r < side->rules.size(); ++r) rules[side->rules[r].name] = &side->rules[r];
    for (const auto& [name, rule] : rules) {
        const std::string before = standing(was, name, row.before), after = standing(is, name, row.after);
        if (before == after) continue;
        Reason reason;
        reason.kind = "rule";
        reason.after = true;
        reason.rule = name;
        reason.rule_label = rule->label;
        reason.legal_basis = rule->legal_basis;
        reason.sentence = session.text(Message::why_rule, {name, before, after});
        why.reasons.push_back(std::move(reason));
    }
    if (why.reasons.empty()) {
        why.reasons.emplace_back();
        why.reasons.back().kind = "place";
        why.reasons.back().after = true;
        why.reasons.back().sentence = session.text(Message::why_place);
    }
    if (is != nullptr && row.stands == compare::Standing::undecided) why.missing = after_.side.missing_sets[is->missing[row.after]];
    return why;
}

CompareView RecordedComparison::view(std::size_t examples, const Session& session) const {
    CompareView view{title_before_, title_after_, before_.side, after_.side, comparison_, {}, {}, false, examples};
    view.why = [this, &session](const compare::Compared& compared, const compare::Row& row) { return why(compared, row, session); };
    return view;
}

}  // namespace tepat::cli
