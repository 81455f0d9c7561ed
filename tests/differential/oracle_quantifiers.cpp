// SPDX-License-Identifier: Apache-2.0
// The oracle's rows and quantifiers: who belongs to whom, who stands in for nobody, and what is said over all of them. See oracle.hpp.
#include <algorithm>
#include <utility>

#include "tests/differential/oracle.hpp"

namespace tepat::oracle {

using namespace program;

// -------------------------------------------------------------------------------------------------------------- rows

const Cell& Oracle::cell(FactId fact, std::size_t row) const {
    const EntityId entity = program_[fact].entity;
    const std::vector<FactId>& facts = program_[entity].facts;
    const auto position = std::find(facts.begin(), facts.end(), fact) - facts.begin();
    return world_.rows[entity.value][row].cells[static_cast<std::size_t>(position)];
}

At Oracle::linked_to(EntityId above, const std::string& link) const {
    if (link.empty()) return {above, Place::unknown, 0};
    const std::vector<Row>& rows = world_.rows[above.value];
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (rows[r].key == link) return {above, Place::real, r};
    return {above, Place::error, 0};
}

At Oracle::parent(At at) const {
    const EntityId above = program_[at.entity].parent;
    if (at.place == Place::phantom) return {above, Place::real, at.row};
    if (at.place != Place::real) return {above, at.place, 0};
    return parents_[at.entity.value][at.row];
}

At Oracle::climb(At at, EntityId entity) const {
    while (at.entity != entity) at = parent(at);
    return at;
}

Evaluated Oracle::only_when(At at) {
    const ExprId condition = program_[at.entity].only_when;
    if (!condition.valid() || at.place == Place::phantom) return {Truth::yes, {}};
    return value(condition, at);
}

/// Real rows of `entity` whose chain of links leads to the row `ancestor`.
const std::vector<std::size_t>& Oracle::rows_below(EntityId entity, At ancestor) {
    const auto known = below_.find({entity, ancestor});
    if (known != below_.end()) return known->second;
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < world_.rows[entity.value].size(); ++r)
        if (climb({entity, Place::real, r}, ancestor.entity) == ancestor) rows.push_back(r);
    return below_[{entity, ancestor}] = rows;
}

// ------------------------------------------------------------------------------------------------------------ members

const std::vector<At>& Oracle::members_of(const Quantifier& kind, At here) {
    const std::tuple key{kind.member, kind.relation, here};
    const auto known = members_.find(key);
    if (known != members_.end()) return known->second;
    return members_[key] = find_members(kind, here);
}

std::vector<At> Oracle::find_members(const Quantifier& kind, At here) {
    const bool siblings = kind.relation != Relation::descendants;
    std::vector<At> members;
    const auto remains = [&](At at) { return std::get<Truth>(only_when(at).value) != Truth::no; };
    for (const std::size_t row : rows_below(kind.member, siblings ? parent(here) : here)) {
        const At at{kind.member, Place::real, row};
        const bool itself = kind.relation == Relation::other_siblings && at == here;
        if (!itself && remains(at)) members.push_back(at);
    }
    const EntityId above = program_[kind.member].parent;
    if (siblings || !program_[kind.member].at_least_one) return members;
    for (const std::size_t row : rows_below(above, here)) {  // the parents on the way down; `here` itself when it is one
        const At parent_row{above, Place::real, row};
        const auto stays = [&](At member) { return parent(member) == parent_row && std::get<Truth>(only_when(member).value) != Truth::unknown; };
        if (std::none_of(members.begin(), members.end(), stays)) members.push_back({kind.member, Place::phantom, row});
    }
    return members;
}

std::vector<Oracle::Member> Oracle::judged_members(const Quantifier& kind, const Scope& scope) {
    std::vector<Member> members;
    for (const At at : members_of(kind, scope.here)) {
        const Scope inside{at, scope.subject};
        Member member{at.place == Place::phantom, only_when(at), std::nullopt};
        const Evaluated where = kind.where.valid() ? evaluate(kind.where, inside) : Evaluated{Truth::yes, {}};
        const Truth standing = std::get<Truth>(member.condition.value);
        const Truth asked = std::get<Truth>(where.value);
        const Truth joined = kind.kind == QuantifierKind::every ? either(opposite(standing), asked) : both(standing, asked);
        note_missing(member.condition.missing, where);
        if (standing != Truth::unknown) member.condition.missing = where.missing;
        member.condition.value = joined;
        if (kind.value.valid()) member.value = evaluate(kind.value, inside);
        members.push_back(std::move(member));
    }
    return members;
}

// -------------------------------------------------------------------------------------------------------- quantifiers

Evaluated Oracle::of(const Quantifier& kind, const Expr& expr, const Scope& scope) {
    const bool siblings = kind.relation != Relation::descendants;
    if (scope.here.place != Place::real) return of_missing_place(kind, expr, scope.here);
    if (siblings && parent(scope.here).place != Place::real) return of_missing_place(kind, expr, parent(scope.here));
    const std::vector<Member> members = judged_members(kind, scope);
    switch (kind.kind) {
        case QuantifierKind::some:
        case QuantifierKind::every:
            return over_truth(kind, members);
        case QuantifierKind::count:
            return count(kind.member, members);
        case QuantifierKind::total:
            return total(kind.member, expr, members);
        case QuantifierKind::average:
            return average(kind, expr, members, scope);
        case QuantifierKind::largest:
        case QuantifierKind::smallest:
            return extreme(kind.kind == QuantifierKind::smallest, kind.if_none, expr, members, scope);
        case QuantifierKind::total_top:
            return total_top(kind, expr, scope);
    }
    return error_of(expr.type);
}

/// Over the members of a row that is not there: nothing is known of them (or, for a link to no row, everything is in error).
Evaluated Oracle::of_missing_place(const Quantifier& kind, const Expr& expr, At here) const {
    const bool error = here.place == Place::error;
    const Interval some_number{Wide{0}, std::nullopt, error};
    const Missing missing = error ? Missing{} : Missing{run::MissingName{kind.member, {}}};
    if (kind.kind == QuantifierKind::count) return {Number{some_number, 0}, missing};
    if (kind.kind == QuantifierKind::average) return {Ratio{{unbounded(error), expr.type.scale}, {some_number, 0}}, missing};
    return error ? error_of(expr.type) : unknown_of(expr.type, missing);
}

Evaluated Oracle::over_truth(const Quantifier& kind, const std::vector<Member>& members) const {
    const bool every = kind.kind == QuantifierKind::every;
    Truth truth = truth_of(every);
    Evaluated result;
    for (const Member& member : members) {
        const Truth one = std::get<Truth>(member.condition.value);
        truth = every ? both(truth, one) : either(truth, one);
        note_missing(result.missing, member.condition);
    }
    result.value = truth;
    return result;
}

namespace {

Interval plus(const Interval& a, const Interval& b) {  // not judged yet: a sum is judged by its final value
    Interval sum = unbounded(a.mark || b.mark);
    if (a.low && b.low) sum.low = *a.low + *b.low;
    if (a.high && b.high) sum.high = *a.high + *b.high;
    return sum;
}

Interval counted(Truth condition, bool phantom) {
    if (condition == Truth::no) return point(0);
    Interval count{Wide{condition == Truth::yes ? 1 : 0}, Wide{1}, condition == Truth::error};
    if (phantom) count.high.reset();  // one or any number of people of whom nothing is recorded
    return count;
}

Interval summed(Truth condition, bool phantom, const Interval& value) {
    if (condition == Truth::no) return point(0);
    Interval sum = condition == Truth::yes ? value : hull(point(0), value);
    sum.mark = value.mark || condition == Truth::error;
    if (phantom && (!value.low || *value.low < 0)) sum.low.reset();
    if (phantom && (!value.high || *value.high > 0)) sum.high.reset();
    return sum;
}

}  // namespace

Evaluated Oracle::count(EntityId member_entity, const std::vector<Member>& members) const {
    Interval sum = point(0);
    Missing missing;
    for (const Member& member : members) {
        const Interval one = counted(std::get<Truth>(member.condition.value), member.phantom);
        sum = plus(sum, one);
        note_missing(missing, member.condition);
        if (member.phantom && !one.is_point()) missing.insert(run::MissingName{member_entity, {}});
    }
    return {Number{sum, 0}, missing};
}

Evaluated Oracle::total(EntityId member_entity, const Expr& expr, const std::vector<Member>& members) const {
    Interval sum = point(0);
    Missing missing;
    int scale = expr.type.scale;
    for (const Member& member : members) scale = std::max(scale, std::get<Number>(member.value->value).scale);
    for (const Member& member : members) {
        const Truth condition = std::get<Truth>(member.condition.value);
        const Number& value = std::get<Number>(member.value->value);
        const Interval one = summed(condition, member.phantom, rescale(value.interval, value.scale, scale));
        sum = plus(sum, one);
        note_missing(missing, member.condition);
        if (condition != Truth::no) note_missing(missing, *member.value);
        if (member.phantom && !one.is_point()) missing.insert(run::MissingName{member_entity, {}});
    }
    return {Number{fit(sum), scale}, missing};
}

Evaluated Oracle::average(const Quantifier& kind, const Expr& expr, const std::vector<Member>& members, const Scope& scope) {
    Evaluated sum = total(kind.member, expr, members);
    const Evaluated number = count(kind.member, members);
    const Interval& divisor = std::get<Number>(number.value).interval;
    if (divisor.is_point(0) && kind.if_none.valid()) {
        const Evaluated instead = evaluate(kind.if_none, scope);
        return {Ratio{std::get<Number>(instead.value), {point(1), 0}}, instead.missing};
    }
    Missing missing = number.missing;
    missing.insert(sum.missing.begin(), sum.missing.end());
    return {Ratio{std::get<Number>(sum.value), std::get<Number>(number.value)}, missing};
}

/// terbesar; terkecil is the same with every number's sign turned round.
Evaluated Oracle::extreme(bool smallest, ExprId if_none, const Expr& expr, const std::vector<Member>& members, const Scope& scope) {
    const auto turned = [&](Interval interval) {
        if (!smallest) return interval;
        std::swap(interval.low, interval.high);
        if (interval.low) interval.low = -*interval.low;
        if (interval.high) interval.high = -*interval.high;
        return interval;
    };
    const int scale = expr.type.scale;
    std::optional<Interval> possible;
    std::optional<Wide> surely_reached;  // the highest of the certain members' low ends
    bool certain = false;
    bool mark = false;
    Missing missing;
    for (const Member& member : members) {
        const Truth condition = std::get<Truth>(member.condition.value);
        note_missing(missing, member.condition);
        if (condition == Truth::no) continue;
        note_missing(missing, *member.value);
        const Number& number = std::get<Number>(member.value->value);
        const Interval value = turned(rescale(number.interval, number.scale, scale));
        mark = mark || value.mark || condition == Truth::error;
        if (!possible) possible = value;
        if (possible->high && (!value.high || *value.high > *possible->high)) possible->high = value.high;
        if (possible->low && (!value.low || *value.low < *possible->low)) possible->low = value.low;
        if (condition != Truth::yes) continue;
        certain = true;
        if (value.low && (!surely_reached || *value.low > *surely_reached)) surely_reached = value.low;
    }
    if (certain) {
        possible->low = surely_reached;
    } else {
        const Evaluated instead = if_none.valid() ? evaluate(if_none, scope) : error_of(expr.type);
        const Number& number = std::get<Number>(instead.value);
        const Interval value = turned(rescale(number.interval, number.scale, scale));
        note_missing(missing, instead);
        mark = mark || value.mark;
        possible = possible ? hull(*possible, value) : value;
    }
    possible->mark = mark;
    return {Number{turned(*possible), scale}, missing};
}

}  // namespace tepat::oracle
