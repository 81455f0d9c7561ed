// SPDX-License-Identifier: Apache-2.0
#include "dsl/prove/terms.hpp"

#include <algorithm>

namespace tepat::prove {

namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    return (hash ^ (value + 0x9E3779B97F4A7C15ULL + (hash << 6) + (hash >> 2))) * 0x100000001B3ULL;
}

std::uint64_t hash_of(TermOp op, std::int64_t payload, const std::vector<Term>& operands) {
    std::uint64_t hash = mix(static_cast<std::uint64_t>(op), static_cast<std::uint64_t>(payload));
    for (const Term operand : operands) hash = mix(hash, operand.id);
    return hash;
}

std::optional<std::int64_t> checked(bool overflow, std::int64_t value) { return overflow ? std::nullopt : std::optional(value); }

std::optional<std::int64_t> add(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    const bool overflow = __builtin_add_overflow(a, b, &result);
    return checked(overflow, result);
}

std::optional<std::int64_t> multiply(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    const bool overflow = __builtin_mul_overflow(a, b, &result);
    return checked(overflow, result);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {  // b > 0
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

Terms::Terms() {
    no_ = intern(TermOp::truth, 0, {});
    yes_ = intern(TermOp::truth, 1, {});
}

Term Terms::intern(TermOp op, std::int64_t payload, std::vector<Term> operands) {
    const std::uint64_t hash = hash_of(op, payload, operands);
    const auto [first, last] = known_.equal_range(hash);
    for (auto at = first; at != last; ++at) {
        const TermNode& node = nodes_[at->second.id];
        if (node.op == op && node.payload == payload && node.operands == operands) return at->second;
    }
    const Term term{static_cast<std::uint32_t>(nodes_.size())};
    nodes_.push_back({op, payload, std::move(operands)});
    known_.emplace(hash, term);
    return term;
}

Term Terms::number(std::int64_t value) { return intern(TermOp::number, value, {}); }
Term Terms::truth_variable() { return intern(TermOp::truth_variable, variables_++, {}); }
Term Terms::number_variable() { return intern(TermOp::number_variable, variables_++, {}); }

Term Terms::negate(Term a) {
    if (a == yes_) return no_;
    if (a == no_) return yes_;
    const TermNode& node = nodes_[a.id];
    if (node.op == TermOp::negation) return node.operands[0];
    return intern(TermOp::negation, 0, {a});
}

Term Terms::junction(TermOp op, std::vector<Term> operands) {
    const Term neutral = op == TermOp::conjunction ? yes_ : no_, absorbing = op == TermOp::conjunction ? no_ : yes_;
    std::vector<Term> flat;
    for (const Term operand : operands) {
        if (operand == absorbing) return absorbing;
        if (operand == neutral) continue;
        if (nodes_[operand.id].op == op) flat.insert(flat.end(), nodes_[operand.id].operands.begin(), nodes_[operand.id].operands.end());
        else flat.push_back(operand);
    }
    std::sort(flat.begin(), flat.end());
    flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
    for (const Term operand : flat)
        if (nodes_[operand.id].op == TermOp::negation && std::binary_search(flat.begin(), flat.end(), nodes_[operand.id].operands[0]))
            return absorbing;
    if (flat.empty()) return neutral;
    return flat.size() == 1 ? flat[0] : intern(op, 0, std::move(flat));
}

Term Terms::all(std::vector<Term> operands) { return junction(TermOp::conjunction, std::move(operands)); }
Term Terms::any(std::vector<Term> operands) { return junction(TermOp::disjunction, std::move(operands)); }

Term Terms::choose(Term condition, Term a, Term b) {
    if (condition == yes_ || a == b) return a;
    return condition == no_ ? b : intern(TermOp::choose, 0, {condition, a, b});
}

Term Terms::sum(std::vector<Term> operands) {
    std::int64_t constants = 0;
    std::vector<Term> rest;
    const auto take = [&](Term operand) {
        const auto value = constant(operand);
        const auto total = value ? add(constants, *value) : std::nullopt;
        if (total) constants = *total;
        else rest.push_back(operand);
    };
    for (const Term operand : operands) {
        if (nodes_[operand.id].op != TermOp::sum) take(operand);
        else
            for (const Term inner : std::vector<Term>(nodes_[operand.id].operands)) take(inner);
    }
    if (constants != 0 || rest.empty()) rest.push_back(number(constants));
    std::sort(rest.begin(), rest.end());
    return rest.size() == 1 ? rest[0] : intern(TermOp::sum, 0, std::move(rest));
}

bool Terms::is_constant_choice(Term a, int depth) const {
    const TermNode& node = nodes_[a.id];
    if (node.op == TermOp::number) return true;
    return depth > 0 && node.op == TermOp::choose && is_constant_choice(node.operands[1], depth - 1) &&
           is_constant_choice(node.operands[2], depth - 1);
}

Term Terms::spread_product(Term choice, Term b) {
    const TermNode node = nodes_[choice.id];
    return node.op == TermOp::choose ? choose(node.operands[0], product(node.operands[1], b), product(node.operands[2], b)) : product(choice, b);
}

Term Terms::product(Term a, Term b) {
    if (constant(a)) std::swap(a, b);
    const auto x = constant(a), y = constant(b);
    if (x && y)
        if (const auto value = multiply(*x, *y)) return number(*value);
    if (y == 0) return number(0);
    if (y == 1) return a;
    const TermNode node = nodes_[a.id];
    if (y && node.op == TermOp::product)
        if (const auto inner = constant(node.operands[1]); inner && multiply(*inner, *y))
            return product(node.operands[0], number(*multiply(*inner, *y)));
    if (y && node.op == TermOp::choose && is_constant_choice(a)) return spread_product(a, b);
    if (!y && node.op == TermOp::choose && is_constant_choice(a)) return spread_product(a, b);
    if (!y && nodes_[b.id].op == TermOp::choose && is_constant_choice(b)) return spread_product(b, a);
    if (!y && b < a) std::swap(a, b);
    return intern(TermOp::product, 0, {a, b});
}

Term Terms::floor_quotient(Term a, std::int64_t divisor) {
    if (divisor == 1) return a;
    if (const auto value = constant(a)) return number(floor_divide(*value, divisor));
    return intern(TermOp::floor_quotient, 0, {a, number(divisor)});
}

Term Terms::less_equal(Term a, Term b) {
    const auto x = constant(a), y = constant(b);
    if (x && y) return truth(*x <= *y);
    return a == b ? yes_ : intern(TermOp::less_equal, 0, {a, b});
}

Term Terms::equal(Term a, Term b) {
    const auto x = constant(a), y = constant(b);
    if (x && y) return truth(*x == *y);
    if (a == b) return yes_;
    return intern(TermOp::equal, 0, {std::min(a, b), std::max(a, b)});
}

Term Terms::between(Term a, std::optional<std::int64_t> low, std::optional<std::int64_t> high) {
    std::vector<Term> ends;
    if (low) ends.push_back(less_equal(number(*low), a));
    if (high) ends.push_back(less_equal(a, number(*high)));
    return all(std::move(ends));
}

Term Terms::count(const std::vector<Term>& conditions) {
    std::vector<Term> ones;
    for (const Term condition : conditions) ones.push_back(choose(condition, number(1), number(0)));
    return sum(std::move(ones));
}

std::optional<std::int64_t> Terms::constant(Term a) const {
    const TermNode& node = nodes_[a.id];
    return node.op == TermOp::number ? std::optional(node.payload) : std::nullopt;
}

template <class Visit>
void Terms::walk(Term a, Visit visit) const {
    std::vector<Term> open{a};
    std::vector<bool> visited(nodes_.size());
    visited[a.id] = true;
    while (!open.empty()) {
        const Term term = open.back();
        open.pop_back();
        visit(term);
        for (const Term operand : nodes_[term.id].operands) {
            if (visited[operand.id]) continue;
            visited[operand.id] = true;
            open.push_back(operand);
        }
    }
}

std::vector<Term> Terms::variables(Term a) const {
    std::vector<Term> found;
    walk(a, [&](Term term) {
        const TermOp op = nodes_[term.id].op;
        if (op == TermOp::truth_variable || op == TermOp::number_variable) found.push_back(term);
    });
    std::sort(found.begin(), found.end());
    return found;
}

bool Terms::multiplies(Term a) const {
    bool found = false;
    walk(a, [&](Term term) {
        const TermNode& node = nodes_[term.id];
        found = found || (node.op == TermOp::product && !constant(node.operands[0]) && !constant(node.operands[1]));
    });
    return found;
}

namespace {

/// One bottom-up walk; a term seen before is not computed again.
class Evaluation {
public:
    Evaluation(const Terms& terms, const Assignment& values) : terms_(terms), values_(values) {}

    std::optional<std::int64_t> of(Term term) {
        if (const auto found = done_.find(term.id); found != done_.end()) return found->second;
        const auto value = compute(term);
        done_.emplace(term.id, value);
        return value;
    }

private:
    std::optional<std::int64_t> compute(Term term) {
        const TermNode& node = terms_[term];
        switch (node.op) {
            case TermOp::truth:
            case TermOp::number: return node.payload;
            case TermOp::truth_variable:
            case TermOp::number_variable: {
                const auto found = values_.find(term.id);
                return found == values_.end() ? 0 : found->second;
            }
            case TermOp::negation: {
                const auto a = of(node.operands[0]);
                return a ? std::optional<std::int64_t>(*a == 0) : std::nullopt;
            }
            case TermOp::conjunction: return junction(node, 0);
            case TermOp::disjunction: return junction(node, 1);
            case TermOp::choose: {
                const auto condition = of(node.operands[0]);
                return condition ? of(node.operands[*condition != 0 ? 1 : 2]) : std::nullopt;
            }
            default: return arithmetic(node);
        }
    }
    std::optional<std::int64_t> junction(const TermNode& node, std::int64_t absorbing) {
        for (const Term operand : node.operands) {
            const auto value = of(operand);
            if (!value) return std::nullopt;
            if (*value == absorbing) return absorbing;
        }
        return 1 - absorbing;
    }
    std::optional<std::int64_t> arithmetic(const TermNode& node) {
        std::optional<std::int64_t> result = of(node.operands[0]);
        for (std::size_t i = 1; result && i < node.operands.size(); ++i) {
            const auto next = of(node.operands[i]);
            result = next ? combine(node.op, *result, *next) : std::nullopt;
        }
        return result;
    }
    static std::optional<std::int64_t> combine(TermOp op, std::int64_t a, std::int64_t b) {
        if (op == TermOp::sum) return add(a, b);
        if (op == TermOp::product) return multiply(a, b);
        if (op == TermOp::floor_quotient) return floor_divide(a, b);
        return op == TermOp::less_equal ? a <= b : a == b;
    }

    const Terms& terms_;
    const Assignment& values_;
    std::unordered_map<std::uint32_t, std::optional<std::int64_t>> done_;
};

}  // namespace

std::optional<std::int64_t> Terms::evaluate(Term a, const Assignment& values) const { return Evaluation(*this, values).of(a); }

}  // namespace tepat::prove
