// SPDX-License-Identifier: Apache-2.0
// A comparison of one fact with a constant that its declared range makes always or never true (lints.hpp).
#include "dsl/check/lints.hpp"
#include "dsl/check/literals.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/print.hpp"

namespace tepat::check {
namespace {

enum class Verdict : std::uint8_t { open, always, never };

struct Bounds {
    std::optional<std::int64_t> low;
    std::optional<std::int64_t> high;
};

/// x < c, with low <= x <= high.
Verdict less(const Bounds& x, std::int64_t c) {
    if (x.high && *x.high < c) return Verdict::always;
    if (x.low && *x.low >= c) return Verdict::never;
    return Verdict::open;
}

Verdict less_equal(const Bounds& x, std::int64_t c) {
    if (x.high && *x.high <= c) return Verdict::always;
    if (x.low && *x.low > c) return Verdict::never;
    return Verdict::open;
}

Verdict equal(const Bounds& x, std::int64_t c) {
    if (x.low && x.high && *x.low == c && *x.high == c) return Verdict::always;
    if ((x.low && c < *x.low) || (x.high && c > *x.high)) return Verdict::never;
    return Verdict::open;
}

Verdict opposite(Verdict verdict) {
    if (verdict == Verdict::open) return verdict;
    return verdict == Verdict::always ? Verdict::never : Verdict::always;
}

Verdict decide(program::CompareOp op, const Bounds& x, std::int64_t c) {
    switch (op) {
        case program::CompareOp::less: return less(x, c);
        case program::CompareOp::less_equal: return less_equal(x, c);
        case program::CompareOp::greater: return opposite(less_equal(x, c));
        case program::CompareOp::greater_equal: return opposite(less(x, c));
        case program::CompareOp::equal: return equal(x, c);
        case program::CompareOp::not_equal: return opposite(equal(x, c));
    }
    return Verdict::open;
}

class RangeLint {
public:
    explicit RangeLint(Context& context) : context_(context) {}

    void run() {
        find_betweens();
        for (std::uint32_t i = 0; i < context_.program.exprs.size(); ++i) {
            const ExprId id{i};
            if (inside_between_.contains(id)) continue;
            const program::Expr& expr = context_.program[id];
            if (const auto* compare = std::get_if<program::Compare>(&expr.kind)) report(judge(*compare), *compare, expr.span);
            if (betweens_.contains(id)) report_between(std::get<program::And>(expr.kind), expr.span);
        }
    }

private:
    /// `antara` is two comparisons with the place of the whole; its lower end alone may well be the range's.
    void find_betweens() {
        for (std::uint32_t i = 0; i < context_.program.exprs.size(); ++i) {
            const auto* both = std::get_if<program::And>(&context_.program.exprs[i].kind);
            if (both == nullptr || both->operands.size() != 2) continue;
            const program::Expr &low = context_.program[both->operands[0]], &high = context_.program[both->operands[1]];
            if (low.span != context_.program.exprs[i].span || high.span != low.span || !is_compare(low) || !is_compare(high)) continue;
            betweens_.insert({i});
            inside_between_.insert(both->operands.begin(), both->operands.end());
        }
    }
    static bool is_compare(const program::Expr& expr) { return std::holds_alternative<program::Compare>(expr.kind); }

    const program::Fact* fact_of(const program::Compare& compare) const {
        const auto* ref = std::get_if<program::FactRef>(&context_.program[compare.left].kind);
        return ref == nullptr ? nullptr : &context_.program[ref->fact];
    }
    Verdict judge(const program::Compare& compare) const {
        const program::Fact* fact = fact_of(compare);
        const program::Expr& right = context_.program[compare.right];
        const auto* constant = std::get_if<program::Constant>(&right.kind);
        if (fact == nullptr || constant == nullptr || (!fact->low && !fact->high) || fact->type.kind != right.type.kind) return Verdict::open;
        const int scale = std::max(fact->type.scale, right.type.scale);
        const auto c = rescaled(constant->value.number, right.type.scale, scale);
        const Bounds bounds{at_scale(fact->low, fact->type.scale, scale), at_scale(fact->high, fact->type.scale, scale)};
        return c ? decide(compare.op, bounds, *c) : Verdict::open;
    }
    static std::optional<std::int64_t> at_scale(const std::optional<std::int64_t>& bound, int from, int to) {
        return bound ? rescaled(*bound, from, to) : std::nullopt;
    }
    void report_between(const program::And& both, Span span) {
        const auto& low = std::get<program::Compare>(context_.program[both.operands[0]].kind);
        const auto& high = std::get<program::Compare>(context_.program[both.operands[1]].kind);
        const Verdict a = judge(low), b = judge(high);
        if (a == Verdict::never || b == Verdict::never) report(Verdict::never, low, span);
        if (a == Verdict::always && b == Verdict::always) report(Verdict::always, low, span);
    }
    void report(Verdict verdict, const program::Compare& compare, Span span) {
        if (verdict == Verdict::open) return;
        const program::Fact& fact = *fact_of(compare);
        const auto bound = [&](const std::optional<std::int64_t>& end) {
            return end ? program::print_value(context_.program, fact.type, {*end, {}}) : std::string();
        };
        const Code code = verdict == Verdict::never ? Code::never_true : Code::always_true;
        context_.report(code, span, {fact.name, bound(fact.low) + ".." + bound(fact.high)}, {label(fact.span, Phrase::declared_here)});
    }

    Context& context_;
    std::set<ExprId> betweens_;
    std::set<ExprId> inside_between_;
};

}  // namespace

void lint_ranges(Context& context) { RangeLint(context).run(); }

}  // namespace tepat::check
