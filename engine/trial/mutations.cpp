// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/mutations.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "dsl/program/print.hpp"
#include "dsl/program/reach.hpp"
#include "dsl/program/walk.hpp"

namespace tepat::trial {

namespace {

using namespace program;

constexpr Type yes_no{TypeKind::yes_no, 0, false, {}};

std::vector<CompareOp> others(CompareOp op) {
    switch (op) {
        case CompareOp::equal:
            return {CompareOp::not_equal};
        case CompareOp::not_equal:
            return {CompareOp::equal};
        case CompareOp::less:
            return {CompareOp::less_equal, CompareOp::greater_equal};
        case CompareOp::less_equal:
            return {CompareOp::less, CompareOp::greater};
        case CompareOp::greater:
            return {CompareOp::greater_equal, CompareOp::less_equal};
        case CompareOp::greater_equal:
            return {CompareOp::greater, CompareOp::less};
    }
    return {};
}

/// One unit of what was written: a rupiah, a day, else the last digit.
std::int64_t unit_of(const Type& type) {
    return type.kind == TypeKind::rupiah ? 100 : 1;
}

/// Where a changed operator already says `one more`, the number is only shifted the other way.
std::vector<std::int64_t> shifts_beside(CompareOp op) {
    switch (op) {
        case CompareOp::less:
        case CompareOp::greater_equal:
            return {-1};
        case CompareOp::less_equal:
        case CompareOp::greater:
            return {1};
        case CompareOp::equal:
        case CompareOp::not_equal:
            return {1, -1};
    }
    return {};
}

class Finder {
public:
    explicit Finder(const Program& program) : program_(program) {}

    std::vector<Mutation> find() {
        for (std::uint32_t r = 0; r < program_.rules.size(); ++r) rule(r);
        for (std::uint32_t t = 0; t < program_.terms.size(); ++t) {
            owner_ = {Owner::Kind::term, t};
            if (!program_.terms[t].hidden) visit(program_.terms[t].body);
        }
        for (std::uint32_t p = 0; p < program_.programmes.size(); ++p) programme(p);
        for (std::uint32_t p = 0; p < program_.parameters.size(); ++p) parameter(p);
        std::stable_sort(found_.begin(), found_.end(), [&](const Mutation& a, const Mutation& b) { return place(a) < place(b); });
        return std::move(found_);
    }

private:
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t> place(const Mutation& m) const {
        return {span_of(program_, m.mutant.owner).begin, m.mutant.whole.begin, m.mutant.part.begin};
    }

    void rule(std::uint32_t r) {
        const Rule& rule = program_.rules[r];
        owner_ = {Owner::Kind::rule, r};
        visit(rule.when);
        for (const Exception& exception : rule.exceptions) {
            owner_ = shared(rule.programme, exception) ? Owner{Owner::Kind::programme, rule.programme.value} : Owner{Owner::Kind::rule, r};
            Mutation drop = mutation(exception.condition, Change::drop_exception, program_[exception.condition].span, constant(0));
            drop.mutant.name = exception.name;
            add(std::move(drop), exception.condition);
            visit(exception.condition);
        }
    }
    bool shared(ProgrammeId programme, const Exception& exception) const {
        if (!programme.valid()) return false;
        const std::vector<Exception>& all = program_[programme].exceptions;
        return std::any_of(all.begin(), all.end(), [&](const Exception& e) { return e.span == exception.span; });
    }

    void programme(std::uint32_t p) {
        owner_ = {Owner::Kind::programme, p};
        const Programme& programme = program_.programmes[p];
        for (const Tier& tier : programme.tiers) visit(tier.condition);
        if (programme.taken_when.valid()) visit(programme.taken_when);
        for (const Quota& quota : programme.quotas) limit(quota.amount);
        if (programme.budget) limit(programme.budget->amount), limit(programme.budget->unit_cost);
        for (const AtMost& limited : programme.at_most) limit(limited.count);
        for (std::size_t k = 0; k < programme.order.size(); ++k) of_programme(p, Change::turn_order, programme.order[k].span, k);
        for (std::size_t t = 0; t < programme.tiers.size(); ++t) {
            if (programme.tiers.size() > 1) of_programme(p, Change::drop_tier, programme.tiers[t].span, t);
            if (t + 1 < programme.tiers.size()) of_programme(p, Change::swap_tiers, programme.tiers[t].span, t, programme.tiers[t + 1].span);
        }
    }
    void of_programme(std::uint32_t p, Change change, Span place, std::size_t key, Span other = {}) {
        Mutation m;
        m.mutant.owner = owner_;
        m.mutant.change = change;
        m.mutant.whole = m.mutant.part = m.mutant.left = place;
        m.mutant.right = other;
        m.programme = {p};
        m.key = key;
        found_.push_back(std::move(m));
    }
    /// A quota, a budget, a cost, a `paling banyak`: one more, one less. What it is worked out from is visited; a parameter has its own.
    void limit(ExprId id) {
        if (!id.valid()) return;
        const auto* constant = std::get_if<Constant>(&program_[id].kind);
        shift_constant(id, id, 1, Change::number);
        if (constant != nullptr && constant->value.number > 0) shift_constant(id, id, -1, Change::number);
        visit(id, false);
    }
    void parameter(std::uint32_t p) {
        owner_ = {Owner::Kind::parameter, p};
        const Parameter& parameter = program_.parameters[p];
        if (parameter.is_list || !(parameter.type.is_numeric() || parameter.type.kind == TypeKind::date)) return;
        std::vector<ExprId> readers;
        for (std::uint32_t e = 0; e < program_.exprs.size(); ++e)
            if (const auto* ref = std::get_if<ParameterRef>(&program_.exprs[e].kind); ref != nullptr && ref->parameter == ParameterId{p}) readers.push_back({e});
        for (std::size_t period = 0; period < parameter.periods.size() && !readers.empty(); ++period)
            for (const std::int64_t shift : {1, -1}) {
                Mutation m;
                m.mutant.owner = owner_;
                m.mutant.change = Change::parameter;
                m.mutant.whole = m.mutant.part = parameter.periods[period].span;
                m.mutant.type = parameter.type;
                m.mutant.old_value = parameter.periods[period].value;
                m.mutant.new_value.number = m.mutant.old_value.number + shift * unit_of(parameter.type);
                m.parameter = {p};
                m.key = period;
                m.replaced = readers;
                found_.push_back(std::move(m));
            }
    }

    /// Changes of `id` itself, then of what is inside it. Depth is bounded as the tree's is. Only where a condition stands by itself is it
    /// turned around: `x` inside `x diketahui` or `tidak x` would give the same mutant twice.
    void visit(ExprId id, bool as_condition = true) {
        as_condition_ = as_condition;
        std::visit([&](const auto& node) { change(id, node); }, program_[id].kind);
        const bool below = has_conditions(program_[id].kind);
        for (const ExprId operand : children(program_[id])) visit(operand, below);
    }
    static bool has_conditions(const ExprKind& kind) {
        return std::holds_alternative<And>(kind) || std::holds_alternative<Or>(kind) || std::holds_alternative<AtLeast>(kind) ||
               std::holds_alternative<Quantifier>(kind) || std::holds_alternative<Cases>(kind) || std::holds_alternative<Collect>(kind);
    }

    template <class Group>
    void group(ExprId id, const Group& group, Change swapped, ExprKind swap) {
        if (written_as_one(program_, id) || group.operands.size() < 2) return;
        for (std::size_t i = 0; i < group.operands.size(); ++i) drop_operand(id, group, i);
        add(mutation(id, swapped, program_[id].span, with_kind(id, std::move(swap))), id);
    }
    template <class Group>
    void drop_operand(ExprId id, Group group, std::size_t i) {
        const Span part = program_[group.operands[i]].span;
        group.operands.erase(group.operands.begin() + static_cast<std::ptrdiff_t>(i));
        add(mutation(id, Change::drop_part, part, with_kind(id, std::move(group))), id);
    }

    void change(ExprId id, const And& n) { group(id, n, Change::all_to_any, Or{n.operands}); }
    void change(ExprId id, const Or& n) { group(id, n, Change::any_to_all, And{n.operands}); }
    void change(ExprId id, const AtLeast& n) {
        for (std::size_t i = 0; n.operands.size() > 1 && i < n.operands.size(); ++i) drop_operand(id, n, i);
        for (const std::int64_t shift : {1, -1}) {
            if (std::holds_alternative<Constant>(program_[n.count].kind)) shift_constant(id, n.count, shift, Change::count);
            else shift_expression(id, n, shift);
        }
    }
    /// A k that is a parameter: one more, one less.
    void shift_expression(ExprId id, AtLeast n, std::int64_t shift) {
        const Expr count = program_[n.count];
        Mutation m = mutation(id, Change::count, count.span, {});
        m.mutant.new_value.number = shift;
        m.before = {{Constant{{shift, {}}}, count.type, {}, count.span},
                    {Arithmetic{ArithmeticOp::add, n.count, {first_new}}, count.type, count.scope, count.span}};
        n.count = {first_new + 1};
        m.replacement = with_kind(id, std::move(n));
        add(std::move(m), id);
    }
    void change(ExprId id, const Not& n) {
        if (program_[id].span != program_[n.operand].span)
            add(mutation(id, Change::negate, program_[id].span, program_[n.operand]), id);
        else
            negate(id);
    }
    void change(ExprId id, const Compare& n) {
        for (const CompareOp op : others(n.op)) {
            Mutation m = mutation(id, Change::operator_, program_[id].span, with_kind(id, Compare{op, n.left, n.right}));
            m.mutant.before = n.op;
            m.mutant.after = op;
            m.mutant.left = program_[n.left].span;
            m.mutant.right = program_[n.right].span;
            add(std::move(m), id);
        }
        const bool mirrored = std::holds_alternative<Constant>(program_[n.left].kind);
        const ExprId bound = mirrored ? n.left : n.right;
        for (const std::int64_t shift : shifts_beside(n.op)) shift_constant(id, bound, mirrored ? -shift : shift, Change::number);
        other_choice(id, bound);
    }
    void change(ExprId id, const In& n) {
        negate(id);
        for (std::size_t i = 0; i < n.options.size(); ++i) {
            In fewer = n;
            fewer.options.erase(fewer.options.begin() + static_cast<std::ptrdiff_t>(i));
            const Expr& option = program_[n.options[i]];
            if (!fewer.options.empty()) add(mutation(id, Change::drop_value, option.span, with_kind(id, std::move(fewer))), id);
            other_choice(id, n.options[i], n.options);
        }
    }
    void change(ExprId id, const FactRef&) { fact_or_term(id); }
    void change(ExprId id, const TermRef&) { fact_or_term(id); }
    void change(ExprId id, const TextTest&) { negate(id); }
    void change(ExprId id, const IsKnown&) { negate(id); }
    void change(ExprId id, const SetHas&) { negate(id); }
    void change(ExprId id, const Standing&) { negate(id); }
    void change(ExprId id, const Via&) { fact_or_term(id); }
    void change(ExprId id, const IfMissing&) { fact_or_term(id); }
    void change(ExprId id, const Quantifier& n) {
        Quantifier changed = n;
        const auto swap = [&](QuantifierKind kind, Change change) {
            changed.kind = kind;
            add(mutation(id, change, program_[id].span, with_kind(id, changed)), id);
            changed.kind = n.kind;
        };
        if (n.kind == QuantifierKind::some && n.where.valid()) swap(QuantifierKind::every, Change::some_to_every);
        if (n.kind == QuantifierKind::every) swap(QuantifierKind::some, Change::every_to_some);
        if (n.kind == QuantifierKind::largest) swap(QuantifierKind::smallest, Change::largest_to_smallest);
        if (n.kind == QuantifierKind::smallest) swap(QuantifierKind::largest, Change::smallest_to_largest);
        if (!n.where.valid() || n.kind == QuantifierKind::every) return;
        changed.where = {};
        add(mutation(id, Change::drop_where, program_[n.where].span, with_kind(id, changed)), id);
    }
    void change(ExprId id, const Cases& n) { rows(id, n); }
    void change(ExprId id, const Collect& n) { rows(id, n); }
    template <class Rows>
    void rows(ExprId id, const Rows& n) {
        for (std::size_t i = 0; i < n.cases.size(); ++i) {
            Rows fewer = n;
            fewer.cases.erase(fewer.cases.begin() + static_cast<std::ptrdiff_t>(i));
            const Span part = cover(program_[n.cases[i].condition].span,
                                    n.cases[i].result.valid() ? program_[n.cases[i].result].span : Span{});
            if (!fewer.cases.empty()) add(mutation(id, Change::drop_row, part, with_kind(id, std::move(fewer))), id);
            if (!n.cases[i].result.valid()) continue;
            shift_constant(n.cases[i].result, n.cases[i].result, 1, Change::number);
            other_choice(n.cases[i].result, n.cases[i].result);
        }
        if (n.otherwise.valid()) shift_constant(n.otherwise, n.otherwise, 1, Change::number);
    }
    // Nothing of their own to change; what is inside them is visited.
    void change(ExprId, const Constant&) {}
    void change(ExprId, const ReferenceDate&) {}
    void change(ExprId, const ParameterRef&) {}
    void change(ExprId, const KeyRef&) {}
    void change(ExprId, const Negative&) {}
    void change(ExprId, const Arithmetic&) {}
    void change(ExprId, const Round&) {}
    void change(ExprId, const DateShift&) {}
    void change(ExprId, const DateCall&) {}
    void change(ExprId, const Unrecorded&) {}

    void fact_or_term(ExprId id) {
        if (program_[id].type.kind == TypeKind::yes_no) negate(id);
    }
    /// The turned condition needs a copy of itself inside: the original keeps its id.
    void negate(ExprId id) {
        if (!as_condition_) return;
        const Expr& expr = program_[id];
        Mutation m = mutation(id, Change::negate, expr.span, {Not{{first_new}}, yes_no, expr.scope, expr.span});
        m.before = {expr};
        add(std::move(m), id);
    }
    void shift_constant(ExprId whole, ExprId bound, std::int64_t direction, Change change) {
        const Expr& expr = program_[bound];
        const auto* constant = std::get_if<Constant>(&expr.kind);
        if (constant == nullptr || !(expr.type.is_numeric() || expr.type.kind == TypeKind::date)) return;
        value(whole, bound, constant->value.number + direction * unit_of(expr.type), change);
    }
    /// The next value of the same choice that is not in the list already.
    void other_choice(ExprId whole, ExprId bound, const std::vector<ExprId>& list = {}) {
        const Expr& expr = program_[bound];
        const auto* constant = std::get_if<Constant>(&expr.kind);
        if (constant == nullptr || expr.type.kind != TypeKind::choice) return;
        const auto count = static_cast<std::int64_t>(program_[expr.type.choices].values.size());
        const auto listed = [&](std::int64_t number) {
            return std::any_of(list.begin(), list.end(), [&](ExprId id) {
                const auto* other = std::get_if<Constant>(&program_[id].kind);
                return other != nullptr && other->value.number == number;
            });
        };
        for (std::int64_t step = 1; step < count; ++step) {
            const std::int64_t next = (constant->value.number + step) % count;
            if (!listed(next)) return value(whole, bound, next, Change::replace_value);
        }
    }
    void value(ExprId whole, ExprId bound, std::int64_t number, Change change) {
        const Expr& expr = program_[bound];
        Mutation m = mutation(bound, change, expr.span, {Constant{{number, {}}}, expr.type, expr.scope, expr.span});
        m.mutant.whole = program_[whole].span;
        m.mutant.type = expr.type;
        m.mutant.old_value = std::get<Constant>(expr.kind).value;
        m.mutant.new_value.number = number;
        add(std::move(m), bound);
    }

    Expr constant(std::int64_t truth) const { return {Constant{{truth, {}}}, yes_no, {}, {}}; }
    Expr with_kind(ExprId id, ExprKind kind) const {
        Expr expr = program_[id];
        expr.kind = std::move(kind);
        return expr;
    }
    Mutation mutation(ExprId id, Change change, Span part, Expr replacement) const {
        Mutation m;
        m.mutant.owner = owner_;
        m.mutant.change = change;
        m.mutant.whole = program_[id].span;
        m.mutant.part = part;
        m.replacement = std::move(replacement);
        return m;
    }
    /// A change of a place that was copied joins the first copy's change.
    void add(Mutation m, ExprId id) {
        const Mutant& mutant = m.mutant;
        const auto key = std::tuple{mutant.owner, mutant.change, mutant.part.begin, mutant.part.end, print_expression(program_, id),
                                    static_cast<int>(mutant.after), mutant.new_value.number};
        const auto [at, is_new] = places_.emplace(key, found_.size());
        if (is_new) found_.push_back(std::move(m));
        std::vector<ExprId>& copies = found_[at->second].replaced;
        if (std::find(copies.begin(), copies.end(), id) == copies.end()) copies.push_back(id);
    }

    const Program& program_;
    Owner owner_;
    bool as_condition_ = true;
    std::vector<Mutation> found_;
    std::map<std::tuple<Owner, Change, std::uint32_t, std::uint32_t, std::string, int, std::int64_t>, std::size_t> places_;
};

}  // namespace

std::vector<Mutation> mutations_of(const Program& program) {
    return Finder(program).find();
}

}  // namespace tepat::trial
