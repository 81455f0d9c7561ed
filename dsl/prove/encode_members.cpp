// SPDX-License-Identifier: Apache-2.0
// The encoder's quantifiers: written out over a family's rows, or in general as counts with what is known about them.
#include <algorithm>

#include "dsl/prove/bounds.hpp"
#include "dsl/prove/encode_value.hpp"

namespace tepat::prove {

using program::QuantifierKind;
using program::Relation;

Value ValueEncoder::operator()(const program::Quantifier& node) {
    return encoder_.treatment_ == Treatment::family ? of_family(node) : in_general(node);
}

// ------------------------------------------------------------------------------------------------------ a family

std::vector<RowId> ValueEncoder::members(const program::Quantifier& node) const {
    const bool below = node.relation == Relation::descendants;
    const RowId base = below ? row_ : encoder_.rows_[row_].parent;
    std::vector<RowId> found;
    for (RowId row = 0; row < encoder_.rows_.size(); ++row) {
        if (encoder_.rows_[row].entity != node.member || (row == row_ && node.relation == Relation::other_siblings)) continue;
        if (base != no_row && encoder_.ancestor(row, encoder_.rows_[base].entity) == base) found.push_back(row);
    }
    return found;
}

/// Every row of a family that is there takes part (witness.cpp sees to it), so only_when needs no look here.
Value ValueEncoder::of_family(const program::Quantifier& node) {
    std::vector<Item> items;
    const bool every = node.kind == QuantifierKind::every;
    for (const RowId member : members(node)) {
        Term present = encoder_.rows_[member].present;
        for (RowId above = encoder_.rows_[member].parent; above != no_row; above = encoder_.rows_[above].parent)
            present = terms_.all({present, encoder_.rows_[above].present});
        const Value where = node.where.valid() ? encoder_.value(node.where, member, subject_) : truth(terms_.yes(), terms_.no());
        Item item{terms_.all({present, every ? where.fails : where.holds}), terms_.implies(present, where.sound), {}};
        if (node.value.valid()) item.value = encoder_.value(node.value, member, subject_);
        items.push_back(item);
    }
    const Value count = count_of(items);
    const Term some = terms_.less_equal(terms_.number(1), count.number), none = terms_.all({count.sound, terms_.negate(some)});
    switch (node.kind) {
        case QuantifierKind::some: return truth(some, none);
        case QuantifierKind::every: return truth(none, some);
        case QuantifierKind::count: return count;
        case QuantifierKind::total: return total_of(items);
        case QuantifierKind::largest: return best_of(items, true, node.if_none);
        case QuantifierKind::smallest: return best_of(items, false, node.if_none);
        case QuantifierKind::average: {
            Value total = total_of(items);
            std::int64_t one = 1;
            for (int i = 0; i < scale_of(node.value); ++i) one *= 10;
            total.divisor = terms_.scale(count.number, one);
            if (node.if_none.valid()) return guess();
            total.sound = terms_.all({total.sound, some});
            return total;
        }
        case QuantifierKind::total_top: return guess();
    }
    return guess();
}

// ----------------------------------------------------------------------------------------------------- in general

Term Encoder::satisfies(const Counted& counted, RowId member) {
    if (!counted.where.valid()) return takes_part(member);
    const Value where = value(counted.where, member, counted.subject);
    return terms_.all({takes_part(member), counted.negated ? where.fails : where.holds});
}

/// Members of siblings are the descendants of the parent, so that a family's count and a person's count of fellow members are one.
Term ValueEncoder::counted(const program::Quantifier& node, ExprId where, bool negated) {
    const bool below = node.relation == Relation::descendants;
    const RowId base = below ? row_ : encoder_.rows_[row_].parent;
    const std::string text = std::to_string(node.member.value) + (negated ? "!" : " ") + (where.valid() ? encoder_.print(where) : "") +
                             (node.relation == Relation::other_siblings ? " other " + std::to_string(row_) : "");
    const bool reads_subject = where.valid() && text.find("subject") != std::string::npos;
    const auto key = std::tuple(text, base, reads_subject ? subject_ : no_row);
    if (const auto found = encoder_.counts_.find(key); found != encoder_.counts_.end()) return encoder_.counted_[found->second].count;
    const Term count = encoder_.variable(false, {});
    const Counted made{count, node.member, base, subject_, where, negated, node.relation == Relation::other_siblings ? row_ : no_row};
    encoder_.counts_.emplace(key, encoder_.counted_.size());
    encoder_.counted_.push_back(made);
    const Term zero = terms_.number(0), one = terms_.number(1);
    const bool direct = base != no_row && program_[node.member].parent == encoder_.rows_[base].entity;
    const bool somebody = program_[node.member].at_least_one && direct && !where.valid() && node.relation != Relation::other_siblings;
    encoder_.add_axiom(count, terms_.less_equal(somebody ? one : zero, count));
    if (where.valid()) encoder_.add_axiom(count, terms_.less_equal(count, counted(node, {}, false)));
    // Where the count is not 0 there is a member like this one.
    RowId parent = base;
    std::vector<EntityId> chain;
    for (EntityId e = node.member; base != no_row && e != encoder_.rows_[base].entity; e = program_[e].parent) chain.push_back(e);
    while (!chain.empty()) parent = encoder_.add_row(chain.back(), parent, terms_.yes()), chain.pop_back();
    encoder_.add_axiom(count, terms_.implies(terms_.less_equal(one, count), encoder_.satisfies(made, parent)));
    if (node.relation == Relation::other_siblings) return count;
    for (RowId row = 0; row < encoder_.rows_.size(); ++row)  // the subject may be one of them
        if (encoder_.rows_[row].certain && encoder_.rows_[row].entity == node.member && base != no_row && encoder_.ancestor(row, encoder_.rows_[base].entity) == base)
            encoder_.add_axiom(count, terms_.implies(encoder_.satisfies(made, row), terms_.less_equal(one, count)));
    return count;
}

Term Encoder::general_count(const program::Quantifier& node, bool negated, RowId row, RowId subject) {
    return ValueEncoder(*this, {}, row, subject).counted(node, node.where, negated);
}

/// Some number between the bounds of the values, as many times as there are members.
Value ValueEncoder::free_number(Term count, const program::Quantifier& node) {
    const Value free = guess();
    const bool total = node.kind == QuantifierKind::total;
    const auto times = [&](std::int64_t bound) { return total ? terms_.scale(count, bound) : terms_.number(bound); };
    if (node.kind == QuantifierKind::total_top) {
        bool negative = false;
        for (const ExprId kept : node.kept) negative = negative || bounds_of(program_, kept).low.value_or(-1) < 0;
        if (!negative) encoder_.add_axiom(free.number, terms_.less_equal(terms_.number(0), free.number));
        return free;
    }
    const Bounds bounds = bounds_of(program_, node.value);
    const Term some = terms_.less_equal(terms_.number(1), count);
    if (bounds.low) encoder_.add_axiom(free.number, terms_.implies(some, terms_.less_equal(times(*bounds.low), free.number)));
    if (bounds.high) encoder_.add_axiom(free.number, terms_.implies(some, terms_.less_equal(free.number, times(*bounds.high))));
    if (total) encoder_.add_axiom(free.number, terms_.any({some, terms_.equal(free.number, terms_.number(0))}));
    return free;
}

Value ValueEncoder::in_general(const program::Quantifier& node) {
    const Term one = terms_.number(1);
    if (node.kind == QuantifierKind::every) {
        const Term some = terms_.less_equal(one, counted(node, node.where, true));
        return truth(terms_.negate(some), some);
    }
    const Term count = counted(node, node.where, false);
    const Term some = terms_.less_equal(one, count);
    if (node.kind == QuantifierKind::some) return truth(some, terms_.negate(some));
    if (node.kind == QuantifierKind::count) return number(count, terms_.yes());
    if (node.kind == QuantifierKind::average) return average(node, count);
    Value made = free_number(count, node);
    const bool best = node.kind == QuantifierKind::largest || node.kind == QuantifierKind::smallest;
    if (!best) return made;
    const Value nobody = node.if_none.valid() ? of(node.if_none) : number(terms_.number(0), terms_.no());
    return either(some, made, nobody);
}

Value ValueEncoder::average(const program::Quantifier& node, Term count) {
    std::int64_t one = 1;
    for (int i = 0; i < scale_of(node.value); ++i) one *= 10;
    program::Quantifier total = node;
    total.kind = QuantifierKind::total;
    Value made = free_number(count, total);
    made.divisor = terms_.scale(count, one);
    const Term some = terms_.less_equal(terms_.number(1), count);
    if (node.if_none.valid()) {
        const Value nobody = of(node.if_none);
        const Term whole = rescaled(terms_.number(1), 0, scale_of(node.if_none));
        made.number = terms_.choose(some, made.number, nobody.number);
        made.divisor = terms_.choose(some, made.divisor, whole);
    } else {
        made.sound = some;
    }
    return made;
}

}  // namespace tepat::prove
