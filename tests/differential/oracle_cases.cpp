// SPDX-License-Identifier: Apache-2.0
// The oracle on `bila` cases (unique, with the hull of everything that may apply) and on scores and collecting tables, where every case
// is like a member of a quantifier. See oracle.hpp.
#include <algorithm>
#include <utility>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using namespace program;

namespace {

/// A result that applies or may apply.
struct Candidate {
    Evaluated result;
    bool certain;
};

std::optional<Interval> interval_at(const Evaluated& evaluated, int scale) {
    const auto* number = std::get_if<Number>(&evaluated.value);
    return number == nullptr ? std::nullopt : std::optional(rescale(number->interval, number->scale, scale));
}

bool known(const Evaluated& evaluated) {
    if (const auto* truth = std::get_if<Truth>(&evaluated.value)) return *truth == Truth::yes || *truth == Truth::no;
    return std::get<Plain>(evaluated.value).state == State::known;
}

bool in_error(const Evaluated& evaluated) {
    if (const auto* truth = std::get_if<Truth>(&evaluated.value)) return *truth == Truth::error;
    return std::get<Plain>(evaluated.value).state == State::error;
}

bool same(const Evaluated& a, const Evaluated& b) {
    if (const auto* truth = std::get_if<Truth>(&a.value)) return *truth == std::get<Truth>(b.value);
    return std::get<Plain>(a.value).value == std::get<Plain>(b.value).value;
}

bool conflict(const Evaluated& a, const Evaluated& b, int scale) {
    if (const auto x = interval_at(a, scale)) return disjoint(*x, *interval_at(b, scale));
    return known(a) && known(b) && !same(a, b);
}

bool any_conflict(const std::vector<Candidate>& candidates, int scale) {
    for (const Candidate& a : candidates)
        for (const Candidate& b : candidates)
            if (a.certain && b.certain && conflict(a.result, b.result, scale)) return true;
    return false;
}

Interval hull_of(const std::vector<Candidate>& candidates, int scale) {
    Interval result = *interval_at(candidates.front().result, scale);
    for (const Candidate& candidate : candidates) result = hull(result, *interval_at(candidate.result, scale));
    return result;
}

Evaluated merged(const std::vector<Candidate>& candidates, const Type& type, Missing missing) {
    if (candidates.empty() || any_conflict(candidates, type.scale)) return error_of(type);
    for (const Candidate& candidate : candidates) note_missing(missing, candidate.result);
    if (type.is_numeric() || type.kind == TypeKind::date) return {Number{hull_of(candidates, type.scale), type.scale}, std::move(missing)};
    const auto erroneous = [](const Candidate& candidate) { return in_error(candidate.result); };
    if (std::any_of(candidates.begin(), candidates.end(), erroneous)) return error_of(type);
    const Evaluated& first = candidates.front().result;
    const auto agrees = [&](const Candidate& candidate) {
        return known(candidate.result) && known(first) && same(candidate.result, first);
    };
    if (std::all_of(candidates.begin(), candidates.end(), agrees)) return first;
    return unknown_of(type, std::move(missing));
}

}  // namespace

Evaluated Oracle::of(const Cases& kind, const Expr& expr, const Scope& scope) {
    std::vector<Candidate> candidates;
    Missing missing;
    bool any_true = false;
    for (const Case& one : kind.cases) {
        const Evaluated condition = evaluate(one.condition, scope);
        const Truth truth = std::get<Truth>(condition.value);
        if (truth == Truth::error) return error_of(expr.type);
        note_missing(missing, condition);
        any_true = any_true || truth == Truth::yes;
        if (truth != Truth::no) candidates.push_back({evaluate(one.result, scope), truth == Truth::yes});
    }
    if (kind.otherwise.valid() && !any_true) candidates.push_back({evaluate(kind.otherwise, scope), candidates.empty()});
    return merged(candidates, expr.type, std::move(missing));
}

Evaluated Oracle::of(const Collect& kind, const Expr& expr, const Scope& scope) {
    std::vector<Member> lines;
    for (const Case& one : kind.cases) {
        Member line{false, evaluate(one.condition, scope), std::nullopt};
        if (one.result.valid()) line.value = evaluate(one.result, scope);
        lines.push_back(std::move(line));
    }
    switch (kind.kind) {
        case CollectKind::total:
            return total(scope.here.entity, expr, lines);
        case CollectKind::count:
            return count(scope.here.entity, lines);
        case CollectKind::largest:
        case CollectKind::smallest:
            return extreme(kind.kind == CollectKind::smallest, kind.otherwise, expr, lines, scope);
    }
    return error_of(expr.type);
}

}  // namespace tepat::oracle
