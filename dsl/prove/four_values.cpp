// SPDX-License-Identifier: Apache-2.0
#include "dsl/prove/four_values.hpp"

#include <algorithm>

namespace tepat::prove {

using program::CompareOp;
using program::QuantifierKind;
using program::TypeKind;

namespace {

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

}  // namespace

// -------------------------------------------------------------------------------------------------- yes and no

class FourValues::TruthOf {
public:
    TruthOf(FourValues& all, ExprId expr, Place place) : all_(all), terms_(all.terms_), expr_(expr), place_(place) {}

    Truth operator()(const program::FactRef& node) { return known_only(all_.fact_state(node.fact, row(node.fact, node.from)).known); }
    Truth operator()(const program::TermRef& node) {
        const RowId row = all_.encoder_.ancestor(all_.row_of(node.from, place_), all_.program_[node.term].entity);
        return all_.truth(all_.program_[node.term].body, {row, row});
    }
    Truth operator()(const program::Not& node) {
        const Truth inner = all_.truth(node.operand, place_);
        return {inner.fails, inner.holds};
    }
    Truth operator()(const program::And& node) {
        std::vector<Term> hold, fail;
        for (const Truth& one : operands(node.operands)) hold.push_back(one.holds), fail.push_back(one.fails);
        return {terms_.all(hold), terms_.any(fail)};
    }
    Truth operator()(const program::Or& node) {
        std::vector<Term> hold, fail;
        for (const Truth& one : operands(node.operands)) hold.push_back(one.holds), fail.push_back(one.fails);
        return {terms_.any(hold), terms_.all(fail)};
    }
    Truth operator()(const program::AtLeast& node) {
        std::vector<Term> hold, may_hold;
        for (const Truth& one : operands(node.operands)) hold.push_back(one.holds), may_hold.push_back(terms_.negate(one.fails));
        const Number count{terms_.no(), terms_.count(hold), terms_.count(may_hold), terms_.yes(), terms_.yes()};
        return all_.compared(CompareOp::less_equal, all_.number(node.count, place_), count);
    }
    Truth operator()(const program::Compare& node) {
        const program::Type& type = all_.program_[node.left].type;
        if (type.kind == TypeKind::yes_no) return same(node);
        const bool plain = (type.is_numeric() && !type.quotient && !all_.program_[node.right].type.quotient) || type.kind == TypeKind::date;
        if (plain) {
            const int scale = std::max(all_.scale_of(node.left), all_.scale_of(node.right));
            return all_.compared(node.op, all_.number(node.left, place_, scale), all_.number(node.right, place_, scale));
        }
        const Term both = terms_.all({all_.certain(node.left, place_), all_.certain(node.right, place_)});
        return type.is_numeric() ? known_else_free(both) : known_only(both);
    }
    Truth operator()(const program::In& node) {
        std::vector<Term> all{all_.certain(node.value, place_)};
        for (const ExprId option : node.options) all.push_back(all_.certain(option, place_));
        return known_else_free(terms_.all(all));
    }
    Truth operator()(const program::TextTest& node) {
        return known_only(terms_.all({all_.certain(node.value, place_), all_.certain(node.operand, place_)}));
    }
    Truth operator()(const program::SetHas& node) { return known_only(all_.certain(node.set, place_)); }
    Truth operator()(const program::IsKnown& node) {
        const auto state = all_.fact_state(node.operand, place_);
        if (!state) return all_.free_truth(expr_, place_);
        return {state->known, terms_.all({terms_.negate(state->known), terms_.negate(state->error)})};
    }
    Truth operator()(const program::IfMissing& node) {
        const auto state = all_.fact_state(node.fact, place_);
        if (!state) return all_.free_truth(expr_, place_);
        const Truth fact = all_.truth(node.fact, place_), otherwise = all_.truth(node.fallback, place_);
        const Term missing = terms_.all({terms_.negate(state->known), terms_.negate(state->error)});
        return {terms_.any({fact.holds, terms_.all({missing, otherwise.holds})}), terms_.any({fact.fails, terms_.all({missing, otherwise.fails})})};
    }
    Truth operator()(const program::Quantifier& node) {
        const bool every = node.kind == QuantifierKind::every;
        const Number count = all_.count_of(node, every, place_);
        const Term some = terms_.less_equal(terms_.number(1), count.low), none = terms_.less_equal(count.high, terms_.number(0));
        return every ? Truth{none, some} : Truth{some, none};
    }
    Truth operator()(const program::Cases& node) { return known_else_free(all_.certain(node.cases, node.otherwise, place_)); }
    Truth operator()(const program::Via& node) { return all_.truth(node.inner, all_.behind(node, expr_, place_)); }
    Truth operator()(const program::Unrecorded&) { return {terms_.no(), terms_.no()}; }
    template <class Node>  // constants, parameters, standings: as in general, or nobody knows
    Truth operator()(const Node&) {
        const bool plain = std::is_same_v<Node, program::Constant> || std::is_same_v<Node, program::ParameterRef>;
        return plain ? known_only(all_.certain(expr_, place_)) : all_.free_truth(expr_, place_);
    }

private:
    RowId row(FactId fact, program::From from) const { return all_.encoder_.ancestor(all_.row_of(from, place_), all_.program_[fact].entity); }
    std::vector<Truth> operands(const std::vector<ExprId>& ids) {
        std::vector<Truth> found;
        for (const ExprId id : ids)
            if (!all_.left_out_.contains(id)) found.push_back(all_.truth(id, place_));
        return found;
    }
    Truth same(const program::Compare& node) {
        const Truth a = all_.truth(node.left, place_), b = all_.truth(node.right, place_);
        const Term equal = terms_.any({terms_.all({a.holds, b.holds}), terms_.all({a.fails, b.fails})});
        const Term differ = terms_.any({terms_.all({a.holds, b.fails}), terms_.all({a.fails, b.holds})});
        return node.op == CompareOp::equal ? Truth{equal, differ} : Truth{differ, equal};
    }
    Truth known_only(Term where) { return all_.general(where, expr_, place_); }
    Truth known_else_free(Term where) {
        const Truth known = known_only(where), other = all_.free_truth(expr_, place_);
        const Term elsewhere = terms_.negate(where);
        return {terms_.any({known.holds, terms_.all({elsewhere, other.holds})}), terms_.any({known.fails, terms_.all({elsewhere, other.fails})})};
    }

    FourValues& all_;
    Terms& terms_;
    ExprId expr_;
    Place place_;
};

// ----------------------------------------------------------------------------------------------- numbers and dates

class FourValues::NumberOf {
public:
    NumberOf(FourValues& all, ExprId expr, Place place) : all_(all), terms_(all.terms_), expr_(expr), place_(place) {}

    Number operator()(const program::FactRef& node) {
        const program::Fact& fact = all_.program_[node.fact];
        const RowId row = all_.encoder_.ancestor(all_.row_of(node.from, place_), fact.entity);
        const FactState state = all_.fact_state(node.fact, row);
        const Term sound = terms_.negate(state.error);
        const auto bound = [&](std::int64_t value) { return terms_.number(fact.type.kind == TypeKind::date ? day_code({static_cast<std::int32_t>(value)}) : value); };
        const Term value = all_.encoder_.value(expr_, place_.row, place_.subject).number;
        const bool one = fact.low && fact.low == fact.high;
        return {one ? sound : state.known,
                fact.low ? terms_.choose(state.known, value, bound(*fact.low)) : value,
                fact.high ? terms_.choose(state.known, value, bound(*fact.high)) : value,
                terms_.any({state.known, terms_.all({sound, terms_.truth(fact.low.has_value())})}),
                terms_.any({state.known, terms_.all({sound, terms_.truth(fact.high.has_value())})})};
    }
    Number operator()(const program::TermRef& node) {
        const RowId row = all_.encoder_.ancestor(all_.row_of(node.from, place_), all_.program_[node.term].entity);
        return all_.number(all_.program_[node.term].body, {row, row});
    }
    Number operator()(const program::Negative& node) {
        const Number a = all_.number(node.operand, place_);
        return {a.point, terms_.scale(a.high, -1), terms_.scale(a.low, -1), a.has_high, a.has_low};
    }
    Number operator()(const program::Arithmetic& node) {
        const int scale = std::max(all_.scale_of(node.left), all_.scale_of(node.right));
        if (node.op == program::ArithmeticOp::add || node.op == program::ArithmeticOp::subtract) {
            const Number a = all_.number(node.left, place_, scale), b = all_.number(node.right, place_, scale);
            const Term point = terms_.all({a.point, b.point});
            if (node.op == program::ArithmeticOp::add)
                return {point, terms_.sum({a.low, b.low}), terms_.sum({a.high, b.high}), terms_.all({a.has_low, b.has_low}), terms_.all({a.has_high, b.has_high})};
            return {point, terms_.subtract(a.low, b.high), terms_.subtract(a.high, b.low), terms_.all({a.has_low, b.has_high}), terms_.all({a.has_high, b.has_low})};
        }
        return all_.free_unless(terms_.all({all_.certain(node.left, place_), all_.certain(node.right, place_)}), expr_, place_);
    }
    Number operator()(const program::Round& node) {
        return all_.free_unless(terms_.all({all_.certain(node.value, place_), all_.certain(node.unit, place_)}), expr_, place_);
    }
    Number operator()(const program::DateShift& node) { return all_.point_or_unbounded(all_.certain(node.date, place_), expr_, place_); }
    Number operator()(const program::DateCall& node) {
        return all_.point_or_unbounded(terms_.all({all_.certain(node.from, place_), all_.certain(node.to, place_)}), expr_, place_);
    }
    Number operator()(const program::Quantifier& node) {
        return node.kind == QuantifierKind::count ? all_.count_of(node, false, place_) : all_.free_number(expr_, place_);
    }
    Number operator()(const program::Cases& node) { return all_.free_unless(all_.certain(node.cases, node.otherwise, place_), expr_, place_); }
    Number operator()(const program::Collect& node) { return all_.free_unless(all_.certain(node.cases, node.otherwise, place_), expr_, place_); }
    Number operator()(const program::IfMissing& node) {
        const auto state = all_.fact_state(node.fact, place_);
        if (!state) return all_.free_number(expr_, place_);
        const int scale = all_.scale_of(expr_);
        const Number fact = all_.number(node.fact, place_, scale), other = all_.number(node.fallback, place_, scale);
        const Term missing = terms_.all({terms_.negate(state->known), terms_.negate(state->error)});
        return {terms_.choose_truth(missing, other.point, fact.point), terms_.choose(missing, other.low, fact.low), terms_.choose(missing, other.high, fact.high),
                terms_.choose_truth(missing, other.has_low, fact.has_low), terms_.choose_truth(missing, other.has_high, fact.has_high)};
    }
    Number operator()(const program::Via& node) { return all_.number(node.inner, all_.behind(node, expr_, place_)); }
    template <class Node>
    Number operator()(const Node&) {
        const bool plain = std::is_same_v<Node, program::Constant> || std::is_same_v<Node, program::ReferenceDate> || std::is_same_v<Node, program::ParameterRef>;
        return plain ? all_.point_or_unbounded(all_.certain(expr_, place_), expr_, place_) : all_.free_number(expr_, place_);
    }

private:
    FourValues& all_;
    Terms& terms_;
    ExprId expr_;
    Place place_;
};

FourValues::Truth FourValues::truth(ExprId expr, Place place) {
    return std::visit([&](const auto& node) { return TruthOf(*this, expr, place)(node); }, program_[expr].kind);
}

FourValues::Number FourValues::number(ExprId expr, Place place) {
    return std::visit([&](const auto& node) { return NumberOf(*this, expr, place)(node); }, program_[expr].kind);
}

FourValues::Number FourValues::number(ExprId expr, Place place, int scale) {
    Number made = number(expr, place);
    const std::int64_t by = power_of_ten(scale - scale_of(expr));
    made.low = terms_.scale(made.low, by);
    made.high = terms_.scale(made.high, by);
    return made;
}

int FourValues::scale_of(ExprId id) const {
    const program::Type& type = program_[id].type;
    return type.is_numeric() && !type.quotient ? type.scale : 0;
}

FourValues::Truth FourValues::takes_part(RowId row) {
    const ExprId condition = program_[encoder_.rows()[row].entity].only_when;
    return condition.valid() ? truth(condition, row) : Truth{terms_.yes(), terms_.no()};
}

Term FourValues::eligible(program::ProgrammeId programme, RowId row) {
    std::vector<Term> some;
    const RowId of = encoder_.ancestor(row, program_[programme].entity);
    for (const program::RuleId rule : program_[programme].rules) some.push_back(truth(program_[rule].condition, of).holds);
    return terms_.all({encoder_.in_force(programme), takes_part(of).holds, terms_.any(some)});
}

FourValues::Truth FourValues::compared(CompareOp op, const Number& a, const Number& b) {
    const auto under = [&](const Number& x, const Number& y, bool or_equal) {  // for all values of both
        return terms_.all({x.has_high, y.has_low, or_equal ? terms_.less_equal(x.high, y.low) : terms_.less(x.high, y.low)});
    };
    switch (op) {
        case CompareOp::less: return {under(a, b, false), under(b, a, true)};
        case CompareOp::less_equal: return {under(a, b, true), under(b, a, false)};
        case CompareOp::greater: return {under(b, a, false), under(a, b, true)};
        case CompareOp::greater_equal: return {under(b, a, true), under(a, b, false)};
        case CompareOp::equal:
        case CompareOp::not_equal: break;
    }
    const Term equal = terms_.all({under(a, b, true), under(b, a, true)}), differ = terms_.any({under(a, b, false), under(b, a, false)});
    return op == CompareOp::equal ? Truth{equal, differ} : Truth{differ, equal};
}

// ------------------------------------------------------------------------------------------------- what is certain

FourValues::FactState FourValues::fact_state(FactId fact, RowId row) {
    return {encoder_.known(fact, row), free(true, "error " + std::to_string(fact.value), {row, no_row})};
}

std::optional<FourValues::FactState> FourValues::fact_state(ExprId id, Place place) {
    if (const auto* ref = std::get_if<program::FactRef>(&program_[id].kind))
        return fact_state(ref->fact, encoder_.ancestor(row_of(ref->from, place), program_[ref->fact].entity));
    if (const auto* via = std::get_if<program::Via>(&program_[id].kind)) return fact_state(via->inner, behind(*via, id, place));
    return std::nullopt;
}

FourValues::Place FourValues::behind(const program::Via& via, ExprId expr, Place place) {
    encoder_.value(expr, place.row, place.subject);  // makes the row
    const RowId from = encoder_.ancestor(row_of(via.from, place), program_[via.reference].entity);
    return {encoder_.referred_.at({via.reference.value, from}), place.subject};
}

Term FourValues::certain(ExprId id, Place place) {
    const program::Expr& expr = program_[id];
    // Before truth(), which asks here about these two.
    if (std::holds_alternative<program::Constant>(expr.kind) || std::holds_alternative<program::ReferenceDate>(expr.kind)) return terms_.yes();
    if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) {
        const Term sound = encoder_.value(id, place.row, place.subject).sound;
        return parameter->key.valid() ? terms_.all({sound, certain(parameter->key, place)}) : sound;
    }
    if (expr.type.kind == TypeKind::yes_no) {
        const Truth value = truth(id, place);
        return terms_.any({value.holds, value.fails});
    }
    if (const auto state = fact_state(id, place); state && !expr.type.is_numeric()) return state->known;
    if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) {
        const RowId row = encoder_.ancestor(row_of(term->from, place), program_[term->term].entity);
        return certain(program_[term->term].body, {row, row});
    }
    const bool interval = (expr.type.is_numeric() && !expr.type.quotient) || expr.type.kind == TypeKind::date;
    if (interval) return number(id, place).point;
    if (const auto* cases = std::get_if<program::Cases>(&expr.kind)) return certain(cases->cases, cases->otherwise, place);
    if (const auto* ratio = std::get_if<program::Arithmetic>(&expr.kind)) return terms_.all({certain(ratio->left, place), certain(ratio->right, place)});
    const Term perhaps = free(true, "certain " + encoder_.print(id), place);
    return terms_.all({perhaps, encoder_.value(id, place.row, place.subject).sound});
}

/// All conditions decided, and what applies certain.
Term FourValues::certain(const std::vector<program::Case>& cases, ExprId otherwise, Place place) {
    std::vector<Term> all, none;
    for (const program::Case& one : cases) {
        const Truth condition = truth(one.condition, place);
        all.push_back(terms_.any({condition.holds, condition.fails}));
        if (one.result.valid()) all.push_back(terms_.any({condition.fails, certain(one.result, place)}));
        none.push_back(condition.fails);
    }
    if (otherwise.valid()) all.push_back(terms_.any({terms_.negate(terms_.all(none)), certain(otherwise, place)}));
    return terms_.all(all);
}

// ---------------------------------------------------------------------------------------------------------- counts

/// Members who certainly count, and who may.
FourValues::Number FourValues::count_of(const program::Quantifier& node, bool negated, Place place) {
    const RowId base = node.relation == program::Relation::descendants ? place.row : encoder_.rows()[place.row].parent;
    const RowId without = node.relation == program::Relation::other_siblings ? place.row : no_row;
    const std::string where = node.where.valid() ? encoder_.print(node.where) : "";
    const RowId subject = where.find("subject") != std::string::npos ? place.subject : no_row;
    for (const Count& known : counts_)
        if (known.member == node.member && known.base == base && known.without == without && known.where == where && known.negated == negated && known.subject == subject)
            return known.number;
    const std::string what = "count " + std::to_string(node.member.value) + " " + std::to_string(without) + (negated ? " not " : " ") + where;
    Count made{where, node.member, base, without, subject, node.where, negated, {}};
    made.number.low = free(false, "least " + what, {base, subject});
    made.number.high = free(false, "most " + what, {base, subject});
    const bool direct = base != no_row && program_[node.member].parent == encoder_.rows()[base].entity;
    const bool somebody = program_[node.member].at_least_one && direct && !node.where.valid() && without == no_row;
    encoder_.add_axiom(made.number.low, terms_.less_equal(terms_.number(somebody ? 1 : 0), made.number.low));
    encoder_.add_axiom(made.number.low, terms_.less_equal(made.number.low, made.number.high));
    made.number.has_low = terms_.yes();
    made.number.has_high = free(true, "end of " + what, {base, subject});  // nobody knows how many a family without rows has
    made.number.point = free(true, "certain " + what, {base, subject});
    program::Quantifier count = node;
    count.kind = QuantifierKind::count;
    const Term total = encoder_.general_count(count, negated, place.row, place.subject);
    encoder_.add_axiom(made.number.point, terms_.implies(made.number.point, terms_.all({terms_.equal(made.number.low, made.number.high), terms_.equal(made.number.low, total), made.number.has_high})));
    relate(made);
    counts_.push_back(made);
    return made.number;
}

FourValues::Truth FourValues::of_member(const Count& count, RowId member) {
    const Truth part = takes_part(member);
    if (!count.condition.valid()) return part;
    Truth where = truth(count.condition, {member, count.subject == no_row ? member : count.subject});
    if (count.negated) std::swap(where.holds, where.fails);
    return {terms_.all({part.holds, where.holds}), terms_.any({part.fails, where.fails})};
}

/// Whoever counts here counts there: then there are no fewer.
void FourValues::relate(const Count& one) {
    for (const Count& other : std::vector<Count>(counts_)) {
        if (other.member != one.member || other.base != one.base || other.without != one.without) continue;
        const RowId member = questions_.member_below(one.member, one.base);
        const Truth a = of_member(one, member), b = of_member(other, member);
        const auto includes = [&](const Count& small, const Truth& s, const Count& large, const Truth& l) {
            if (questions_.impossible(terms_.all({s.holds, terms_.negate(l.holds)})))
                encoder_.add_axiom(small.number.low, terms_.less_equal(small.number.low, large.number.low));
            if (questions_.impossible(terms_.all({terms_.negate(s.fails), l.fails})))
                encoder_.add_axiom(small.number.high, terms_.less_equal(small.number.high, large.number.high));
        };
        includes(one, a, other, b);
        includes(other, b, one, a);
    }
}

// ------------------------------------------------------------------------------------------------------ free values

FourValues::Truth FourValues::general(Term where, ExprId expr, Place place) {
    const Value value = encoder_.value(expr, place.row, place.subject);
    return {terms_.all({where, value.holds}), terms_.all({where, value.fails})};
}

FourValues::Number FourValues::point_or_unbounded(Term point, ExprId expr, Place place) {
    const Value value = encoder_.value(expr, place.row, place.subject);
    const Term certain = terms_.all({point, value.sound});
    return {certain, value.number, value.number, certain, certain};
}

FourValues::Number FourValues::free_number(ExprId expr, Place place) {
    const std::string what = encoder_.print(expr);
    return free_unless(free(true, "certain " + what, place), expr, place);
}

FourValues::Number FourValues::free_unless(Term point, ExprId expr, Place place) {
    const Value value = encoder_.value(expr, place.row, place.subject);
    const Term certain = terms_.all({point, value.sound});
    const std::string what = encoder_.print(expr);
    const Term low = free(false, "low " + what, place), high = free(false, "high " + what, place);
    encoder_.add_axiom(low, terms_.less_equal(low, high));
    return {certain, terms_.choose(certain, value.number, low), terms_.choose(certain, value.number, high),
            terms_.any({certain, free(true, "has low " + what, place)}), terms_.any({certain, free(true, "has high " + what, place)})};
}

FourValues::Truth FourValues::free_truth(ExprId expr, Place place) {
    const std::string what = encoder_.print(expr);
    const Term holds = free(true, "holds " + what, place), fails = free(true, "fails " + what, place);
    return {holds, terms_.all({fails, terms_.negate(holds)})};
}

Term FourValues::free(bool truth, const std::string& what, Place place) {
    return encoder_.free_variable(truth, what, place.row, place.subject);
}

}  // namespace tepat::prove
