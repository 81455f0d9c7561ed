// SPDX-License-Identifier: Apache-2.0
// The oracle's walk over expressions, one function per kind of node. See oracle.hpp; quantifiers and rows are in oracle_quantifiers.cpp.
#include "tests/differential/oracle.hpp"

#include <algorithm>
#include <utility>

#include "dsl/program/walk.hpp"
#include "tests/differential/calendar.hpp"

namespace tepat::oracle {

using namespace program;

namespace {

struct SaysSubject {
    template <class Reading>
    bool operator()(const Reading& kind) const {
        if constexpr (requires { kind.from == From::subject; })
            return kind.from == From::subject;
        else
            return false;
    }
};

}  // namespace

Oracle::Oracle(const Program& program, const World& world, Circumstances circumstances)
    : program_(program), world_(world), circumstances_(std::move(circumstances)) {
    for (std::size_t e = 0; e < world.rows.size(); ++e) {
        std::vector<At> parents;
        for (const Row& row : world.rows[e])
            if (program.entities[e].parent.valid()) parents.push_back(linked_to(program.entities[e].parent, row.link));
        parents_.push_back(std::move(parents));
    }
    for (const Expr& expr : program.exprs) {  // children come before parents
        bool reads = std::visit(SaysSubject{}, expr.kind);
        for (const ExprId child : children(expr)) reads = reads || reads_subject_[child.value];
        reads_subject_.push_back(reads);
    }
}

Evaluated Oracle::evaluate(ExprId id, const Scope& scope) {
    const std::tuple key{id, scope.here, reads_subject_[id.value] ? scope.subject : scope.here};
    const auto found = known_.find(key);
    if (found != known_.end()) return found->second;
    Evaluated result = evaluate_anew(id, scope);
    return known_.emplace(key, std::move(result)).first->second;
}

Evaluated Oracle::evaluate_anew(ExprId id, const Scope& scope) {
    const Expr& expr = program_[id];
    return std::visit([&](const auto& kind) { return of(kind, expr, scope); }, expr.kind);
}

std::vector<Evaluated> Oracle::all(const std::vector<ExprId>& ids, const Scope& scope) {
    std::vector<Evaluated> results;
    for (const ExprId id : ids) results.push_back(evaluate(id, scope));
    return results;
}

// ------------------------------------------------------------------------------------------------------------ leaves

Evaluated Oracle::of(const Constant& kind, const Expr& expr, const Scope&) {
    return known_of(expr.type, kind.value);
}

Evaluated Oracle::of(const ReferenceDate&, const Expr& expr, const Scope&) {
    return known_of(expr.type, {circumstances_.date.days, {}});
}

const ParameterPeriod* Oracle::in_force(const Parameter& parameter, const std::optional<std::string>& key) const {
    const ParameterPeriod* latest = nullptr;
    for (const ParameterPeriod& period : parameter.periods) {
        const bool begun = period.key == key && period.from <= circumstances_.date;
        if (begun && (latest == nullptr || latest->from < period.from)) latest = &period;
    }
    return latest != nullptr && latest->until && *latest->until < circumstances_.date ? nullptr : latest;
}

Evaluated Oracle::of(const ParameterRef& kind, const Expr& expr, const Scope& scope) {
    const Parameter& parameter = program_[kind.parameter];
    std::optional<std::string> name;
    if (kind.key.valid()) {
        const Evaluated key = evaluate(kind.key, scope);
        const Plain& plain = std::get<Plain>(key.value);
        if (plain.state == State::unknown) return unknown_of(expr.type, key.missing);
        if (plain.state == State::error) return error_of(expr.type);
        const Type& type = program_[kind.key].type;
        name = type.kind == TypeKind::choice ? program_[type.choices].values[static_cast<std::size_t>(plain.value.number)].name
                                             : plain.value.text;
    }
    const ParameterPeriod* period = in_force(parameter, name);
    return period == nullptr ? error_of(expr.type) : known_of(expr.type, period->value);
}

At Oracle::place_of(EntityId entity, From from, const Scope& scope) const {
    return climb(from == From::here ? scope.here : scope.subject, entity);
}

Evaluated Oracle::of(const KeyRef& kind, const Expr& expr, const Scope& scope) {
    const At at = place_of(kind.entity, kind.from, scope);
    if (at.place == Place::real) return known_of(expr.type, {0, world_.rows[at.entity.value][at.row].key});
    if (at.place == Place::error) return error_of(expr.type);
    return unknown_of(expr.type, {run::MissingName{at.entity, {}}});
}

State Oracle::without_vintage(FactId fact, At at) const {
    if (at.place == Place::error) return State::error;
    if (at.place != Place::real) return State::unknown;
    const Cell& written = cell(fact, at.row);
    const bool reference = program_[fact].type.kind == TypeKind::reference && written.state == State::known;
    return reference && linked_to(program_[fact].refers_to, written.value.text).place == Place::error ? State::error : written.state;
}

/// `berlaku 24 bulan sejak f`: as written where f says it is recent, else as if nobody had asked.
State Oracle::state_of_fact(FactId fact, At at) const {
    const std::optional<Vintage>& vintage = program_[fact].vintage;
    if (!vintage) return without_vintage(fact, at);
    const At dated = climb(at, program_[vintage->since].entity);
    const State since = without_vintage(vintage->since, dated);
    if (since != State::known) return since;
    const auto oldest = shift_date(circumstances_.date.days, -vintage->amount, vintage->unit);
    const bool recent = !oldest || cell(vintage->since, dated.row).value.number >= *oldest;
    return recent ? without_vintage(fact, at) : State::unknown;
}

std::optional<State> Oracle::state_of_fact(ExprId id, const Scope& scope) const {
    if (const auto* fact = std::get_if<FactRef>(&program_[id].kind))
        return state_of_fact(fact->fact, place_of(program_[fact->fact].entity, fact->from, scope));
    if (const auto* via = std::get_if<Via>(&program_[id].kind)) return state_of_fact(via->inner, {referred_to(*via, scope), scope.subject});
    return std::nullopt;
}

Evaluated Oracle::of(const FactRef& kind, const Expr& expr, const Scope& scope) {
    const Fact& fact = program_[kind.fact];
    const At at = place_of(fact.entity, kind.from, scope);
    const State state = state_of_fact(kind.fact, at);
    if (state == State::known) return known_of(expr.type, cell(kind.fact, at.row).value);
    if (state == State::error) return error_of(expr.type);
    Evaluated result = unknown_of(expr.type, {run::MissingName{fact.entity, at.place == Place::phantom ? FactId{} : kind.fact}});
    if (auto* number = std::get_if<Number>(&result.value)) {
        if (fact.low) number->interval.low = *fact.low;
        if (fact.high) number->interval.high = *fact.high;
    }
    return result;
}

Evaluated Oracle::of(const TermRef& kind, const Expr&, const Scope& scope) {
    const At at = place_of(program_[kind.term].entity, kind.from, scope);
    return evaluate(program_[kind.term].body, {at, at});
}

At Oracle::referred_to(const Via& via, const Scope& scope) const {
    const Fact& reference = program_[via.reference];
    const At at = place_of(reference.entity, via.from, scope);
    const State state = state_of_fact(via.reference, at);
    if (state == State::error) return {reference.refers_to, Place::error, 0};
    if (state == State::unknown) return {reference.refers_to, Place::unknown, 0};
    return linked_to(reference.refers_to, cell(via.reference, at.row).value.text);
}

/// Of the row referred to. Where none is given, the reference is what is missing, whatever would have been read behind it.
Evaluated Oracle::of(const Via& kind, const Expr&, const Scope& scope) {
    const At there = referred_to(kind, scope);
    Evaluated result = evaluate(kind.inner, {there, scope.subject});
    if (there.place != Place::unknown) return result;
    const Fact& reference = program_[kind.reference];
    const bool nobody = place_of(reference.entity, kind.from, scope).place == Place::phantom;
    result.missing = {run::MissingName{reference.entity, nobody ? FactId{} : kind.reference}};
    return result;
}

Evaluated Oracle::of(const SetHas& kind, const Expr&, const Scope& scope) {
    const Evaluated set = evaluate(kind.set, scope);
    const Plain& values = std::get<Plain>(set.value);
    if (values.state == State::error) return {Truth::error, {}};
    if (values.state == State::unknown) return {Truth::unknown, set.missing};
    return {truth_of((values.value.number >> kind.value) % 2 != 0), {}};
}

// ------------------------------------------------------------------------------------------------------------- logic

Evaluated Oracle::of(const Not& kind, const Expr&, const Scope& scope) {
    Evaluated result = evaluate(kind.operand, scope);
    result.value = opposite(std::get<Truth>(result.value));
    return result;
}

Evaluated Oracle::of(const And& kind, const Expr&, const Scope& scope) {
    Truth truth = Truth::yes;
    Evaluated result;
    for (const Evaluated& operand : all(kind.operands, scope)) {
        truth = both(truth, std::get<Truth>(operand.value));
        note_missing(result.missing, operand);
    }
    result.value = truth;
    return result;
}

Evaluated Oracle::of(const Or& kind, const Expr&, const Scope& scope) {
    Truth truth = Truth::no;
    Evaluated result;
    for (const Evaluated& operand : all(kind.operands, scope)) {
        truth = either(truth, std::get<Truth>(operand.value));
        note_missing(result.missing, operand);
    }
    result.value = truth;
    return result;
}

Evaluated Oracle::of(const AtLeast& kind, const Expr&, const Scope& scope) {
    Interval count = point(0);
    Missing missing;
    for (const Evaluated& operand : all(kind.operands, scope)) {
        const Truth truth = std::get<Truth>(operand.value);
        if (truth == Truth::yes) count.low = *count.low + 1;
        if (truth != Truth::no) count.high = *count.high + 1;
        if (truth == Truth::error) count.mark = true;
        note_missing(missing, operand);
    }
    return compare(CompareOp::greater_equal, {Number{count, 0}, missing}, evaluate(kind.count, scope));
}

Evaluated Oracle::of(const Compare& kind, const Expr&, const Scope& scope) {
    return compare(kind.op, evaluate(kind.left, scope), evaluate(kind.right, scope));
}

Evaluated Oracle::of(const In& kind, const Expr&, const Scope& scope) {
    return one_of(evaluate(kind.value, scope), all(kind.options, scope));
}

Evaluated Oracle::of(const TextTest& kind, const Expr&, const Scope& scope) {
    return text_test(kind.op, evaluate(kind.value, scope), evaluate(kind.operand, scope));
}

namespace {

Truth known_interval(const Interval& interval) {
    if (interval.is_point()) return Truth::yes;
    return interval.mark ? Truth::error : Truth::no;
}

Truth known_state(State state) {
    if (state == State::error) return Truth::error;
    return truth_of(state == State::known);
}

Truth known_truth(Truth truth) {
    if (truth == Truth::error) return Truth::error;
    return truth_of(truth != Truth::unknown);
}

}  // namespace

Evaluated Oracle::of(const IsKnown& kind, const Expr&, const Scope& scope) {
    if (const std::optional<State> fact = state_of_fact(kind.operand, scope)) return {known_state(*fact), {}};
    const Evaluated operand = evaluate(kind.operand, scope);
    if (const auto* truth = std::get_if<Truth>(&operand.value)) return {known_truth(*truth), {}};
    if (const auto* plain = std::get_if<Plain>(&operand.value)) return {known_state(plain->state), {}};
    return {known_interval(std::get<Number>(operand.value).interval), {}};
}

Evaluated Oracle::of(const IfMissing& kind, const Expr& expr, const Scope& scope) {
    const bool missing = state_of_fact(kind.fact, scope) == State::unknown;
    Evaluated result = evaluate(missing ? kind.fallback : kind.fact, scope);
    if (auto* number = std::get_if<Number>(&result.value))
        *number = {rescale(number->interval, number->scale, expr.type.scale), expr.type.scale};
    return result;
}

// -------------------------------------------------------------------------------------------------- numbers and dates

Evaluated Oracle::of(const Negative& kind, const Expr&, const Scope& scope) {
    Evaluated result = evaluate(kind.operand, scope);
    auto& number = std::get<Number>(result.value);
    number.interval = negate(number.interval);
    return result;
}

Evaluated Oracle::of(const Arithmetic& kind, const Expr& expr, const Scope& scope) {
    const Evaluated left = evaluate(kind.left, scope);
    const Evaluated right = evaluate(kind.right, scope);
    const Number& a = std::get<Number>(left.value);
    const Number& b = std::get<Number>(right.value);
    const int scale = expr.type.scale;
    Evaluated result;
    switch (kind.op) {
        case ArithmeticOp::add:
            result.value = Number{add(rescale(a.interval, a.scale, scale), rescale(b.interval, b.scale, scale)), scale};
            break;
        case ArithmeticOp::subtract:
            result.value = Number{subtract(rescale(a.interval, a.scale, scale), rescale(b.interval, b.scale, scale)), scale};
            break;
        case ArithmeticOp::multiply:
            result.value = Number{multiply(a.interval, b.interval, scale - a.scale - b.scale), scale};
            break;
        case ArithmeticOp::divide:
            result.value = Ratio{a, b};
            break;
    }
    note_missing(result.missing, left);
    note_missing(result.missing, right);
    return result;
}

Evaluated Oracle::of(const Round& kind, const Expr&, const Scope& scope) {
    return round(evaluate(kind.value, scope), kind.direction, evaluate(kind.unit, scope));
}

Evaluated Oracle::of(const DateShift& kind, const Expr&, const Scope& scope) {
    Evaluated result = evaluate(kind.date, scope);
    Interval& interval = std::get<Number>(result.value).interval;
    if (!interval.is_point()) {
        interval = unbounded(interval.mark);
        return result;
    }
    const auto shifted = shift_date(static_cast<std::int64_t>(*interval.low), kind.amount, kind.unit);
    interval = shifted ? Interval{*shifted, *shifted, interval.mark} : unbounded(true);
    return result;
}

Evaluated Oracle::of(const DateCall& kind, const Expr&, const Scope& scope) {
    const Evaluated from = evaluate(kind.from, scope);
    const Evaluated to = evaluate(kind.to, scope);
    const Interval& a = std::get<Number>(from.value).interval;
    const Interval& b = std::get<Number>(to.value).interval;
    Interval interval = unbounded(false);
    if (a.is_point() && b.is_point())
        interval = point(between_dates(kind.function, static_cast<std::int64_t>(*a.low), static_cast<std::int64_t>(*b.low)));
    interval.mark = a.mark || b.mark;
    Evaluated result{Number{interval, 0}, {}};
    note_missing(result.missing, from);
    note_missing(result.missing, to);
    return result;
}

}  // namespace tepat::oracle
