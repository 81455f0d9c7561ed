// SPDX-License-Identifier: Apache-2.0
// The oracle on rules and programmes: judging them, `layak`, `terpilih`, who receives and who graduates. Who gets a place is in
// oracle_allocation.cpp. See oracle.hpp.
#include <utility>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using namespace program;
using allocate::Reason;

namespace {

void join(Evaluated& into, const Evaluated& part, Truth (*joined)(Truth, Truth)) {
    note_missing(into.missing, part);
    into.value = joined(std::get<Truth>(into.value), std::get<Truth>(part.value));
}

Judgement judgement_of(bool subject, const Evaluated& evaluated) {
    switch (std::get<Truth>(evaluated.value)) {
        case Truth::yes:
            return {subject, run::Outcome::eligible, {}};
        case Truth::no:
            return {subject, run::Outcome::not_eligible, {}};
        case Truth::unknown:
            return {subject, run::Outcome::undecided, evaluated.missing};
        case Truth::error:
            break;
    }
    return {subject, run::Outcome::error, {}};
}

}  // namespace

/// `jika` and not any of the exceptions (each already joined with its own exceptions), and `hanya bila`.
Evaluated Oracle::truth_of_rule(const Rule& rule, At at) {
    Evaluated truth{Truth::yes, {}};
    join(truth, only_when(at), both);
    join(truth, value(rule.when, at), both);
    for (const Exception& exception : rule.exceptions) {
        Evaluated excepted = value(exception.condition, at);
        excepted.value = opposite(std::get<Truth>(excepted.value));
        join(truth, excepted, both);
    }
    return truth;
}

Evaluated Oracle::truth_of_programme(const Programme& programme, At at) {
    Evaluated truth{Truth::no, {}};
    for (const RuleId rule : programme.rules) join(truth, truth_of_rule(program_[rule], at), either);
    return truth;
}

Judgement Oracle::judge(RuleId id, std::size_t row) {
    const At at{program_[id].entity, Place::real, row};
    return judgement_of(std::get<Truth>(only_when(at).value) != Truth::no, truth_of_rule(program_[id], at));
}

Judgement Oracle::judge(ProgrammeId id, std::size_t row) {
    const At at{program_[id].entity, Place::real, row};
    return judgement_of(std::get<Truth>(only_when(at).value) != Truth::no, truth_of_programme(program_[id], at));
}

bool Oracle::in_force(ProgrammeId id) const {
    const Programme& programme = program_[id];
    const bool begun = !programme.from || *programme.from <= circumstances_.date;
    const bool ended = programme.until && *programme.until < circumstances_.date;
    return begun && !ended && (circumstances_.include_drafts || !programme.draft) && !programme.rules.empty();
}

bool Oracle::receives(ProgrammeId id, std::size_t row) {
    const Programme& programme = program_[id];
    if (!programme.receiving.valid()) return false;
    const At at{programme.entity, Place::real, row};
    return std::get<Truth>(value(program_[programme.receiving].body, at).value) == Truth::yes;
}

bool Oracle::graduates(ProgrammeId id, std::size_t row) {
    const Programme& programme = program_[id];
    if (!programme.graduation || !receives(id, row)) return false;
    return std::get<Truth>(value(programme.graduation->condition, {programme.entity, Place::real, row}).value) == Truth::yes;
}

const Placings& Oracle::placings(ProgrammeId id) {
    const auto known = placings_.find(id);
    return known != placings_.end() ? known->second : placings_.emplace(id, place(id)).first->second;
}

Evaluated Oracle::of(const Standing& kind, const Expr&, const Scope& scope) {
    const Programme& programme = program_[kind.programme];
    if (!in_force(kind.programme)) return {Truth::no, {}};
    const At at = place_of(programme.entity, kind.from, scope);
    return kind.kind == StandingKind::eligible ? truth_of_programme(programme, at) : selected(kind.programme, at);
}

Evaluated Oracle::of(const Unrecorded& kind, const Expr&, const Scope&) {
    return {Truth::unknown, {run::MissingName{kind.entity, {}}}};
}

namespace {

Truth standing_of(const Placing& placing) {
    switch (placing.reason) {
        case Reason::no_tier:
            return placing.provisional || placing.in_error ? Truth::unknown : Truth::no;
        case Reason::amount_error:
            return Truth::error;
        case Reason::cost_unknown:
            return placing.in_error ? Truth::error : Truth::unknown;
        case Reason::none:
        case Reason::group_unknown:
        case Reason::amount_unknown:
            break;
    }
    return Truth::unknown;
}

}  // namespace

/// `terpilih` of a row that is not there (an empty link, nobody recorded): refused where its programme refuses whoever it may be; whether
/// the eligible would get a place there nobody can say.
Evaluated Oracle::selected_elsewhere(const Programme& programme, At at) {
    const Evaluated eligible = truth_of_programme(programme, at);
    if (std::get<Truth>(eligible.value) != Truth::yes) return eligible;
    if (at.place == Place::error) return {Truth::error, {}};
    return {Truth::unknown, {run::MissingName{programme.entity, {}}}};
}

/// `terpilih`.
Evaluated Oracle::selected(ProgrammeId id, At at) {
    const Programme& programme = program_[id];
    if (at.place != Place::real) return selected_elsewhere(programme, at);
    const Placing& placing = placings(id).rows[at.row];
    Evaluated result{Truth::no, {}};
    switch (placing.state) {
        case allocate::State::selected:
        case allocate::State::taken:
            return {Truth::yes, {}};
        case allocate::State::waiting:
        case allocate::State::family_limit:
        case allocate::State::rejected:
            return {Truth::no, {}};
        case allocate::State::not_placed:
            result = {standing_of(placing), placing.missing};
            break;
        case allocate::State::none:
            result = truth_of_programme(programme, at);
            break;
    }
    if (std::get<Truth>(result.value) == Truth::unknown && result.missing.empty()) result.missing.insert(run::MissingName{programme.entity, {}});
    return result;
}

/// `tidak boleh bersama`: selected for both, or selected for one and holding a place of the other.
std::vector<Clash> Oracle::clashes() {
    std::vector<Clash> found;
    for (std::uint32_t p = 0; p < program_.programmes.size(); ++p) {
        const Programme& one = program_.programmes[p];
        for (const Exclusion& exclusion : one.not_together) {
            const Programme& other = program_[exclusion.programme];
            if (!in_force({p}) || !in_force(exclusion.programme)) continue;
            const EntityId lower = is_self_or_ancestor(program_, one.entity, other.entity) ? other.entity : one.entity;
            for (std::size_t row = 0; row < world_.rows[lower.value].size(); ++row) {
                const At a = climb({lower, Place::real, row}, one.entity);
                const At b = climb({lower, Place::real, row}, other.entity);
                if (a.place != Place::real || b.place != Place::real) continue;
                const allocate::State of_one = placings({p}).rows[a.row].state;
                const allocate::State of_other = placings(exclusion.programme).rows[b.row].state;
                const bool gets_one = of_one == allocate::State::selected;
                const bool gets_other = of_other == allocate::State::selected;
                const bool has_one = of_one == allocate::State::taken;
                const bool has_other = of_other == allocate::State::taken;
                if ((gets_one && (gets_other || has_other)) || (has_one && gets_other))
                    found.push_back({{p}, exclusion.programme, lower, row, has_other, has_one});
            }
        }
    }
    return found;
}

}  // namespace tepat::oracle
