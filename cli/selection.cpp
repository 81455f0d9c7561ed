// SPDX-License-Identifier: Apache-2.0
#include "cli/selection.hpp"

#include <algorithm>

namespace tepat::cli {

namespace {

using program::Program;

std::optional<WhyNot> why_not(const program::Programme& programme, program::Date date, bool drafts) {
    if (programme.from && date < *programme.from) return WhyNot::not_yet;
    if (programme.until && *programme.until < date) return WhyNot::lapsed;
    if (programme.draft && !drafts) return WhyNot::draft;
    return std::nullopt;
}

}  // namespace

Selection select_rules(const Program& program, program::Date date, bool drafts, std::optional<program::RuleId> only) {
    Selection selection;
    for (std::uint32_t p = 0; p < program.programmes.size(); ++p)
        if (const auto why = why_not(program.programmes[p], date, drafts || only)) selection.not_run.push_back({{p}, *why});
    for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
        const program::ProgrammeId of = program.rules[r].programme;
        const bool left_out = of.valid() && why_not(program[of], date, drafts || only).has_value();
        if (!left_out && (!only || only->value == r)) selection.rules.push_back({r});
    }
    const auto by_name = [](const auto& named, auto id_of) {
        return [&named, id_of](const auto& a, const auto& b) { return named[id_of(a)].name < named[id_of(b)].name; };
    };
    std::sort(selection.rules.begin(), selection.rules.end(), by_name(program, [](program::RuleId id) { return id; }));
    std::sort(selection.not_run.begin(), selection.not_run.end(), by_name(program, [](const NotRun& n) { return n.programme; }));
    return selection;
}

}  // namespace tepat::cli
