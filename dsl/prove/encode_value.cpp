// SPDX-License-Identifier: Apache-2.0
// The encoder's expressions: one overload per kind. Quantifiers are in encode_members.cpp.
#include "dsl/prove/encode_value.hpp"

#include <algorithm>

#include "dsl/prove/bounds.hpp"

namespace tepat::prove {

using program::CompareOp;
using program::TypeKind;

namespace {

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

}  // namespace

Value Encoder::value(ExprId expr, RowId row, RowId subject) {
    const auto key = std::tuple(expr.value, row, subject);
    const auto found = values_.find(key);
    if (found != values_.end()) return found->second;
    const Value made = ValueEncoder(*this, expr, row, subject).encode();
    return values_.emplace(key, made).first->second;
}

Value ValueEncoder::encode() {
    return std::visit([this](const auto& node) { return (*this)(node); }, program_[expr_].kind);
}

Value ValueEncoder::truth(Term holds, Term fails) const {
    Value made;
    made.holds = holds;
    made.fails = fails;
    made.sound = terms_.any({holds, fails});
    return made;
}

Value ValueEncoder::number(Term number, Term sound) const {
    Value made;
    made.number = number;
    made.sound = sound;
    return made;
}

Value ValueEncoder::guess() {
    encoder_.exact_ = false;
    return encoder_.opaque(expr_, row_, subject_);
}

Term ValueEncoder::rescaled(Term number, int from, int to) const { return terms_.scale(number, power_of_ten(to - from)); }

int ValueEncoder::scale_of(ExprId id) const {
    const program::Type& type = program_[id].type;
    return type.is_numeric() && !type.quotient ? type.scale : 0;
}

// ------------------------------------------------------------------------------------------------- references

Value ValueEncoder::operator()(const program::Constant& node) { return encoder_.constant(program_[expr_].type, node.value); }
Value ValueEncoder::operator()(const program::ReferenceDate&) { return number(encoder_.reference_date(), terms_.yes()); }
Value ValueEncoder::operator()(const program::ParameterRef& node) { return encoder_.parameter(node, row_, subject_); }
Value ValueEncoder::operator()(const program::KeyRef& node) { return encoder_.key_of(node.entity, base(node.from)); }
Value ValueEncoder::operator()(const program::FactRef& node) {
    const TypeKind kind = program_[node.fact].type.kind;
    if (kind == TypeKind::set || kind == TypeKind::reference) return number(terms_.number(0), terms_.yes());
    return encoder_.fact(node.fact, encoder_.ancestor(base(node.from), program_[node.fact].entity));
}
Value ValueEncoder::operator()(const program::TermRef& node) {
    const RowId row = encoder_.ancestor(base(node.from), program_[node.term].entity);
    return encoder_.value(program_[node.term].body, row, row);
}
Value ValueEncoder::operator()(const program::Via& node) {
    const FactId reference = node.reference;
    const RowId from = encoder_.ancestor(base(node.from), program_[reference].entity);
    const auto [at, is_new] = encoder_.referred_.emplace(std::pair(reference.value, from), no_row);
    if (is_new) {
        const RowId row = encoder_.add_subject(program_[reference].refers_to);
        for (RowId above = row; above != no_row; above = encoder_.rows_[above].parent)
            encoder_.rows_[above].certain = false, encoder_.rows_[above].referred = true;
        encoder_.referred_[{reference.value, from}] = row;
    }
    return encoder_.value(node.inner, encoder_.referred_[{reference.value, from}], subject_);
}

// ------------------------------------------------------------------------------------------------------- logic

Value ValueEncoder::operator()(const program::Not& node) {
    const Value inner = of(node.operand);
    return truth(inner.fails, inner.holds);
}
Value ValueEncoder::operator()(const program::And& node) {
    std::vector<Term> hold, fail;
    for (const ExprId operand : node.operands) hold.push_back(of(operand).holds), fail.push_back(of(operand).fails);
    return truth(terms_.all(hold), terms_.any(fail));
}
Value ValueEncoder::operator()(const program::Or& node) {
    std::vector<Term> hold, fail;
    for (const ExprId operand : node.operands) hold.push_back(of(operand).holds), fail.push_back(of(operand).fails);
    return truth(terms_.any(hold), terms_.all(fail));
}
Value ValueEncoder::operator()(const program::AtLeast& node) {
    std::vector<Term> hold, may_hold;
    for (const ExprId operand : node.operands) hold.push_back(of(operand).holds), may_hold.push_back(terms_.negate(of(operand).fails));
    const Value least = of(node.count);
    return truth(terms_.all({least.sound, terms_.less_equal(least.number, terms_.count(hold))}),
                 terms_.all({least.sound, terms_.less(terms_.count(may_hold), least.number)}));
}

// -------------------------------------------------------------------------------------------------- comparisons

Term ValueEncoder::ordered(CompareOp op, Term left, Term right) const {
    switch (op) {
        case CompareOp::equal: return terms_.equal(left, right);
        case CompareOp::not_equal: return terms_.negate(terms_.equal(left, right));
        case CompareOp::less: return terms_.less(left, right);
        case CompareOp::less_equal: return terms_.less_equal(left, right);
        case CompareOp::greater: return terms_.less(right, left);
        case CompareOp::greater_equal: return terms_.less_equal(right, left);
    }
    return terms_.no();
}

/// n1/d1 against n2/d2, multiplied out; a plain number is number / 10^scale.
Value ValueEncoder::compare_quotients(CompareOp op, ExprId left, ExprId right) {
    const Value a = of(left), b = of(right);
    const Term d1 = a.divisor.valid() ? a.divisor : terms_.number(power_of_ten(scale_of(left)));
    const Term d2 = b.divisor.valid() ? b.divisor : terms_.number(power_of_ten(scale_of(right)));
    const Term x = terms_.product(a.number, d2), y = terms_.product(b.number, d1), zero = terms_.number(0);
    const Term positive1 = terms_.less(zero, d1), positive2 = terms_.less(zero, d2);
    const Term negative1 = terms_.less(d1, zero), negative2 = terms_.less(d2, zero);
    const Term same_sign = terms_.any({terms_.all({positive1, positive2}), terms_.all({negative1, negative2})});
    const Term other_sign = terms_.any({terms_.all({positive1, negative2}), terms_.all({negative1, positive2})});
    const Term sound = terms_.all({a.sound, b.sound});
    const Term straight = ordered(op, x, y), turned = ordered(op, y, x);
    return truth(terms_.all({sound, terms_.any({terms_.all({same_sign, straight}), terms_.all({other_sign, turned})})}),
                 terms_.all({sound, terms_.any({terms_.all({same_sign, terms_.negate(straight)}), terms_.all({other_sign, terms_.negate(turned)})})}));
}

Value ValueEncoder::compare(CompareOp op, ExprId left, ExprId right) {
    const Value a = of(left), b = of(right);
    if (program_[left].type.kind == TypeKind::yes_no) {
        const Value same = truth(terms_.any({terms_.all({a.holds, b.holds}), terms_.all({a.fails, b.fails})}),
                                 terms_.any({terms_.all({a.holds, b.fails}), terms_.all({a.fails, b.holds})}));
        return op == CompareOp::equal ? same : truth(same.fails, same.holds);
    }
    if (a.divisor.valid() || b.divisor.valid()) return compare_quotients(op, left, right);
    const int scale = std::max(scale_of(left), scale_of(right));
    const Term result = ordered(op, rescaled(a.number, scale_of(left), scale), rescaled(b.number, scale_of(right), scale));
    const Term sound = terms_.all({a.sound, b.sound});
    return truth(terms_.all({sound, result}), terms_.all({sound, terms_.negate(result)}));
}

Value ValueEncoder::operator()(const program::Compare& node) { return compare(node.op, node.left, node.right); }
Value ValueEncoder::operator()(const program::In& node) {
    std::vector<Term> hold, fail;
    for (const ExprId option : node.options) {
        const Value same = compare(CompareOp::equal, node.value, option);
        hold.push_back(same.holds), fail.push_back(same.fails);
    }
    return truth(terms_.any(hold), terms_.all(fail));
}
/// In a family one of the texts the rules speak of; any other text is taken not to fit.
Value ValueEncoder::operator()(const program::TextTest& node) {
    const auto* part = std::get_if<program::Constant>(&program_[node.operand].kind);
    if (encoder_.treatment_ == Treatment::general || part == nullptr) return guess();
    encoder_.exact_ = false;
    const Value value = of(node.value);
    std::vector<Term> fitting;
    for (std::size_t i = 0; i < encoder_.texts_.size(); ++i) {
        const std::size_t at = encoder_.texts_[i].find(part->value.text);
        if (node.op == program::TextOp::has ? at != std::string::npos : at == 0)
            fitting.push_back(terms_.equal(value.number, terms_.number(static_cast<std::int64_t>(i))));
    }
    const Term fits = terms_.any(fitting);
    return truth(terms_.all({value.sound, fits}), terms_.all({value.sound, terms_.negate(fits)}));
}
Value ValueEncoder::operator()(const program::SetHas& node) {
    const auto* ref = std::get_if<program::FactRef>(&program_[node.set].kind);
    if (ref == nullptr) return guess();
    const RowId row = encoder_.ancestor(base(ref->from), program_[ref->fact].entity);
    const auto key = std::tuple(ref->fact.value, row, node.value);
    auto found = encoder_.set_members_.find(key);
    if (found == encoder_.set_members_.end())
        found = encoder_.set_members_.emplace(key, encoder_.variable(true, {VariableKind::member_of_set, row, ref->fact, node.value, {}})).first;
    const bool asked = encoder_.treatment_ == Treatment::family && (encoder_.asked_[ref->fact.value] || program_[ref->fact].vintage);
    const Term known = asked ? encoder_.known(ref->fact, row) : terms_.yes();
    return truth(terms_.all({known, found->second}), terms_.all({known, terms_.negate(found->second)}));
}

// ---------------------------------------------------------------------------------------------- unknown, standing

Value ValueEncoder::operator()(const program::IsKnown& node) {
    if (const auto* ref = std::get_if<program::FactRef>(&program_[node.operand].kind)) {
        const Term known = encoder_.known(ref->fact, encoder_.ancestor(base(ref->from), program_[ref->fact].entity));
        return truth(known, terms_.negate(known));
    }
    return guess();
}
Value ValueEncoder::operator()(const program::IfMissing& node) {
    const auto* ref = std::get_if<program::FactRef>(&program_[node.fact].kind);
    if (ref == nullptr) return guess();
    const Term known = encoder_.known(ref->fact, encoder_.ancestor(base(ref->from), program_[ref->fact].entity));
    const Value a = of(node.fact), b = of(node.fallback);
    if (program_[expr_].type.kind == TypeKind::yes_no)
        return truth(terms_.choose_truth(known, a.holds, b.holds), terms_.choose_truth(known, a.fails, b.fails));
    const int scale = scale_of(expr_);
    return number(terms_.choose(known, rescaled(a.number, scale_of(node.fact), scale), rescaled(b.number, scale_of(node.fallback), scale)),
                  terms_.choose_truth(known, a.sound, b.sound));
}
Value ValueEncoder::operator()(const program::Standing& node) {
    const Value may = guess();
    if (node.kind == program::StandingKind::selected)  // in a family of few everybody eligible has a place, mostly: the engine has the last word
        return encoder_.treatment_ == Treatment::family ? encoder_.eligible(node.programme, base(node.from)) : may;
    const Value eligible = encoder_.eligible(node.programme, base(node.from));
    if (!program_[node.programme].draft) return eligible;
    return truth(terms_.all({may.holds, eligible.holds}), terms_.any({may.fails, eligible.fails}));  // perhaps drafts are left out
}
Value ValueEncoder::operator()(const program::Unrecorded&) {
    if (encoder_.treatment_ == Treatment::family) return truth(terms_.no(), terms_.no());
    return encoder_.opaque(expr_, row_, subject_);
}

// --------------------------------------------------------------------------------------------------- arithmetic

Value ValueEncoder::operator()(const program::Negative& node) {
    Value inner = of(node.operand);
    inner.number = terms_.scale(inner.number, -1);
    return inner;
}
Value ValueEncoder::operator()(const program::Arithmetic& node) {
    const Value a = of(node.left), b = of(node.right);
    const int left = scale_of(node.left), right = scale_of(node.right), scale = std::max(left, right);
    const Term sound = terms_.all({a.sound, b.sound});
    if (node.op == program::ArithmeticOp::multiply) {  // 0 times anything is 0
        const Term zero = terms_.number(0);
        const auto is_zero = [&](const Value& one) { return terms_.all({one.sound, terms_.equal(one.number, zero)}); };
        return number(terms_.product(a.number, b.number), terms_.any({sound, is_zero(a), is_zero(b)}));
    }
    const Term x = rescaled(a.number, left, scale), y = rescaled(b.number, right, scale);
    if (node.op == program::ArithmeticOp::add) return number(terms_.sum({x, y}), sound);
    if (node.op == program::ArithmeticOp::subtract) return number(terms_.subtract(x, y), sound);
    Value quotient = number(x, sound);
    quotient.divisor = y;
    return quotient;
}
Value ValueEncoder::operator()(const program::Round& node) {
    const Value a = of(node.value), unit = of(node.unit);
    const auto size = terms_.constant(unit.number);
    const Term divisor = a.divisor.valid() ? a.divisor : terms_.number(power_of_ten(scale_of(node.value)));
    const auto by = terms_.constant(divisor);
    if (!size || *size <= 0 || !by || *by <= 0) return guess();
    const Term numerator = terms_.scale(a.number, power_of_ten(scale_of(node.unit)));
    const std::int64_t step = *by * *size;
    const auto down = [&](Term n, std::int64_t d) { return terms_.floor_quotient(n, d); };
    const auto up = [&](Term n, std::int64_t d) { return terms_.scale(down(terms_.scale(n, -1), d), -1); };
    Term steps;
    switch (node.direction) {
        case program::RoundDirection::down: steps = down(numerator, step); break;
        case program::RoundDirection::up: steps = up(numerator, step); break;
        case program::RoundDirection::nearest: {
            const Term twice = terms_.scale(numerator, 2), half = terms_.number(step);
            steps = terms_.choose(terms_.less_equal(terms_.number(0), numerator), down(terms_.sum({twice, half}), 2 * step),
                                  up(terms_.subtract(twice, half), 2 * step));
            break;
        }
    }
    return number(terms_.scale(steps, *size), a.sound);
}

// -------------------------------------------------------------------------------------------------------- dates

Value ValueEncoder::operator()(const program::DateShift& node) {
    const Value date = of(node.date);
    const std::int64_t months = node.unit == program::CalendarUnit::years ? node.amount * 12 : node.amount;
    if (const auto code = terms_.constant(date.number)) {
        const program::Date day = date_of_code(*code);
        const auto shifted = node.unit == program::CalendarUnit::days ? program::shift_days(day, node.amount) : program::shift_months(day, months);
        return shifted ? number(terms_.number(day_code(*shifted)), date.sound) : number(date.number, terms_.no());
    }
    const bool days = node.unit == program::CalendarUnit::days;
    const Term shifted = terms_.sum({date.number, terms_.number(days ? node.amount : months * 31)});
    if (!days && encoder_.treatment_ == Treatment::family) return number(shifted, date.sound);  // no day after the 28th is used
    const Value free = guess();
    // Clamping takes up to three days back; months shorter than 31 days put up to three codes between two days, once a month.
    const std::int64_t slack = days ? (std::abs(node.amount) / 28 + 1) * 3 : 3;
    encoder_.add_axiom(free.number, terms_.less_equal(terms_.sum({shifted, terms_.number(-slack)}), free.number));
    encoder_.add_axiom(free.number, terms_.less_equal(free.number, terms_.sum({shifted, terms_.number(days ? slack : 0)})));
    return number(free.number, date.sound);
}

Value ValueEncoder::operator()(const program::DateCall& node) {
    const Value from = of(node.from), to = of(node.to);
    const Term sound = terms_.all({from.sound, to.sound}), difference = terms_.subtract(to.number, from.number);
    if (node.function == program::DateFunction::full_years) return number(terms_.floor_quotient(difference, 372), sound);
    if (node.function == program::DateFunction::full_months) return number(terms_.floor_quotient(difference, 31), sound);
    const auto a = terms_.constant(from.number), b = terms_.constant(to.number);
    if (a && b) return number(terms_.number(program::days_between(date_of_code(*a), date_of_code(*b))), sound);
    const Value days = guess();  // as many codes as days, or up to three more for every 28 days begun; the same turned round
    const auto near = [&](Term few, Term many) {
        encoder_.add_axiom(days.number, terms_.any({terms_.less(many, terms_.number(0)), terms_.all({terms_.less_equal(few, many),
            terms_.less_equal(terms_.scale(many, 28), terms_.sum({terms_.scale(few, 31), terms_.number(28 * 6)}))})}));
    };
    near(days.number, difference);
    near(terms_.scale(days.number, -1), terms_.scale(difference, -1));
    return number(days.number, sound);
}

// --------------------------------------------------------------------------------------------- cases and collections

Value ValueEncoder::operator()(const program::Cases& node) {
    std::vector<Term> hold, decided, sound;
    for (const program::Case& c : node.cases) hold.push_back(of(c.condition).holds), decided.push_back(of(c.condition).sound);
    const bool yes_no = program_[expr_].type.kind == TypeKind::yes_no;
    const Term some = terms_.any(hold);
    Value chosen;
    if (node.otherwise.valid()) chosen = rescaled_result(node.otherwise);
    else chosen = yes_no ? truth(terms_.no(), terms_.no()) : number(terms_.number(0), terms_.no());
    for (std::size_t i = node.cases.size(); i-- > 0;) chosen = either(hold[i], rescaled_result(node.cases[i].result), chosen);
    for (std::size_t i = 0; i < node.cases.size(); ++i) sound.push_back(terms_.implies(hold[i], agree(rescaled_result(node.cases[i].result), chosen)));
    const Term all = terms_.all({terms_.all(decided), terms_.all(sound), node.otherwise.valid() ? terms_.yes() : some});
    if (yes_no) return some_value(truth(terms_.all({all, chosen.holds}), terms_.all({all, chosen.fails})));
    chosen.sound = terms_.all({chosen.sound, all});
    return some_value(chosen);
}

/// A line in error (a division by 0, say) leaves the others' values standing, so that bounds may still decide what is made of them: in
/// general it is some value then. Facts need no such care, what is true with one in error is true whatever it turns out to be.
Value ValueEncoder::some_value(const Value& made) {
    if (encoder_.treatment_ == Treatment::family || made.sound == terms_.yes()) return made;
    const Value some = encoder_.opaque(expr_, row_, subject_);
    if (made.holds.valid()) return truth(terms_.choose_truth(made.sound, made.holds, some.holds), terms_.choose_truth(made.sound, made.fails, some.fails));
    const Bounds bounds = bounds_of(program_, expr_);
    if (bounds.low) encoder_.add_axiom(some.number, terms_.less_equal(terms_.number(*bounds.low), some.number));
    if (bounds.high) encoder_.add_axiom(some.number, terms_.less_equal(some.number, terms_.number(*bounds.high)));
    Value either = made;
    either.number = terms_.choose(made.sound, made.number, some.number);
    either.sound = terms_.yes();
    return either;
}

Value ValueEncoder::rescaled_result(ExprId id) {
    Value made = of(id);
    if (program_[id].type.is_numeric() && !made.divisor.valid()) made.number = rescaled(made.number, scale_of(id), std::max(scale_of(id), scale_of(expr_)));
    return made;
}
Value ValueEncoder::either(Term condition, const Value& a, const Value& b) const {
    if (a.holds.valid()) return truth(terms_.choose_truth(condition, a.holds, b.holds), terms_.choose_truth(condition, a.fails, b.fails));
    return number(terms_.choose(condition, a.number, b.number), terms_.choose_truth(condition, a.sound, b.sound));
}
Term ValueEncoder::agree(const Value& a, const Value& b) const {
    if (a.holds.valid()) return terms_.all({terms_.same_truth(a.holds, b.holds), terms_.same_truth(a.fails, b.fails)});
    return terms_.equal(a.number, b.number);
}

Value ValueEncoder::operator()(const program::Collect& node) {
    std::vector<Item> items;
    for (const program::Case& c : node.cases) {
        const Value condition = of(c.condition);
        items.push_back({condition.holds, condition.sound, node.kind == program::CollectKind::count ? Value{} : rescaled_result(c.result)});
    }
    switch (node.kind) {
        case program::CollectKind::total: return some_value(total_of(items));
        case program::CollectKind::count: return some_value(count_of(items));
        case program::CollectKind::largest: return some_value(best_of(items, true, node.otherwise));
        case program::CollectKind::smallest: return some_value(best_of(items, false, node.otherwise));
    }
    return guess();
}

Value ValueEncoder::total_of(const std::vector<Item>& items) const {
    std::vector<Term> summands, sound;
    for (const Item& item : items) {
        summands.push_back(terms_.choose(item.holds, item.value.number, terms_.number(0)));
        sound.push_back(terms_.all({item.decided, terms_.implies(item.holds, item.value.sound)}));
    }
    return number(terms_.sum(summands), terms_.all(sound));
}
Value ValueEncoder::count_of(const std::vector<Item>& items) const {
    std::vector<Term> hold, decided;
    for (const Item& item : items) hold.push_back(item.holds), decided.push_back(item.decided);
    return number(terms_.count(hold), terms_.all(decided));
}
Value ValueEncoder::best_of(const std::vector<Item>& items, bool largest, ExprId otherwise) {
    Term some = terms_.no(), best = terms_.number(0);
    std::vector<Term> sound;
    for (const Item& item : items) {
        const Term better = largest ? terms_.less(best, item.value.number) : terms_.less(item.value.number, best);
        best = terms_.choose(terms_.all({item.holds, terms_.any({terms_.negate(some), better})}), item.value.number, best);
        some = terms_.any({some, item.holds});
        sound.push_back(terms_.all({item.decided, terms_.implies(item.holds, item.value.sound)}));
    }
    const Value nobody = otherwise.valid() ? rescaled_result(otherwise) : number(terms_.number(0), terms_.no());
    return number(terms_.choose(some, best, nobody.number), terms_.all({terms_.all(sound), terms_.any({some, nobody.sound})}));
}

}  // namespace tepat::prove
