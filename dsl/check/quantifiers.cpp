// SPDX-License-Identifier: Apache-2.0
// Quantifiers: whose members, what about them, and what if there are none (expressions.hpp).
#include "dsl/check/expressions.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {

struct ExpressionBuilder::Members {
    EntityId entity;
    program::Relation relation;
};

/// A reference written where an entity belongs: it points to one row, there is nothing to count.
FactId ExpressionBuilder::reference_here(const syntax::Name& name) {
    if (context_.global(name.text, GlobalKind::entity) != nullptr) return {};
    const Member* member = context_.member(scope_.entity, name.text);
    if (member == nullptr || member->kind != MemberKind::fact || !context_.program.facts[member->index].refers_to.valid()) return {};
    return FactId{member->index};
}

/// Members are descendants of the scope's row, or the rows beside it.
std::optional<ExpressionBuilder::Members> ExpressionBuilder::members(const syntax::Quantifier& node) {
    if (const FactId reference = reference_here(node.entity); reference.valid()) {
        const program::Fact& fact = context_.program[reference];
        context_.report(Code::reference_not_members, node.entity.span, {fact.name, context_.program[fact.refers_to].name},
                        {label(fact.span, Phrase::declared_here)});
        return std::nullopt;
    }
    const EntityId member = find_entity(context_, node.entity);
    if (!member.valid()) return std::nullopt;
    if (!scope_.entity.valid()) {
        context_.report(Code::amount_reads_rows, node.span);
        return std::nullopt;
    }
    const program::Entity& entity = context_.program[member];
    const std::string here = context_.program[scope_.entity].name;
    if (member == scope_.entity) {
        if (!entity.parent.valid()) context_.report(Code::siblings_need_parent, node.entity.span, {entity.name});
        if (!entity.parent.valid()) return std::nullopt;
        return Members{member, node.other ? program::Relation::other_siblings : program::Relation::siblings};
    }
    if (!program::is_self_or_ancestor(context_.program, scope_.entity, member)) {
        context_.report(Code::not_a_descendant, node.entity.span, {entity.name, here});
        return std::nullopt;
    }
    if (node.other) context_.report(Code::other_needs_siblings, node.entity.span, {entity.name, here});
    return Members{member, program::Relation::descendants};
}

/// What happens over nobody must be written down, unless somebody is always there.
void ExpressionBuilder::check_nobody(const syntax::Quantifier& node, const Members& members) {
    using syntax::QuantifierKind;
    const program::Entity& entity = context_.program[members.entity];
    const bool somebody = members.relation == program::Relation::siblings ||
                          (entity.at_least_one && members.relation == program::Relation::descendants);
    const bool needs_value = node.kind == QuantifierKind::average || node.kind == QuantifierKind::largest || node.kind == QuantifierKind::smallest;
    if (node.kind == QuantifierKind::every && !somebody) context_.report(Code::every_over_nobody, node.span, {entity.name});
    if (!needs_value || node.if_none) return;
    const bool excused = entity.at_least_one && members.relation != program::Relation::other_siblings;
    if (!excused && (!somebody || node.where)) context_.report(Code::needs_if_none, node.span, {entity.name});
    if (excused && node.where) context_.report(Code::maybe_nobody, node.span, {entity.name});
}

/// Dates have a largest and a smallest, but no sum.
bool ExpressionBuilder::aggregable(syntax::QuantifierKind kind, ExprId value) {
    const bool extreme = kind == syntax::QuantifierKind::largest || kind == syntax::QuantifierKind::smallest;
    return (extreme && type_of(value).kind == TypeKind::date) || numeric(value);
}

/// `total N terbesar (A, B)`: what is added up, each judged on the member.
std::vector<ExprId> ExpressionBuilder::kept(const syntax::Quantifier& node) {
    std::vector<ExprId> ids;
    for (const syntax::Expr& tree : node.kept) {
        const ExprId id = value(tree);
        if (!numeric(id)) return {};
        if (!ids.empty() && !agree(ids[0], id, tree, syntax::span_of(tree))) return {};
        ids.push_back(id);
    }
    return join_kept(ids) ? ids : std::vector<ExprId>{};
}

/// One scale for all: the largest.
std::optional<Type> ExpressionBuilder::join_kept(std::vector<ExprId>& ids) {
    if (ids.empty()) return std::nullopt;
    Type type = type_of(ids[0]);
    for (ExprId id : ids) type.scale = std::max(type.scale, type_of(id).scale);
    for (ExprId& id : ids) id = at_scale(id, type);
    return type;
}

/// A constant is written with more digits; to anything else a 0 of that scale is added.
ExprId ExpressionBuilder::at_scale(ExprId id, const Type& type) {
    rescale_constant(id, type.scale);
    if (type_of(id).scale == type.scale) return id;
    const Span span = context_.program[id].span;
    const ExprId zero = add(program::Constant{}, type, span);
    return add(program::Arithmetic{program::ArithmeticOp::add, id, zero}, type, span);
}

/// How many are kept: a whole number, judged where the quantifier stands.
ExprId ExpressionBuilder::how_many(const syntax::Expr& tree) {
    const ExprId id = value(tree);
    const Type type = type_of(id);
    if (is_whole(type)) return id;
    if (type.kind != TypeKind::error) context_.report(Code::count_not_whole, syntax::span_of(tree), {phrase_of(type)});
    return {};
}

/// total_top: `value` stays empty, the kept expressions are one or more.
ExprId ExpressionBuilder::total_top(const syntax::Quantifier& node, const Members& over) {
    const ExprId top = how_many(*node.top);
    const Scope outer = scope_;
    scope_ = {over.entity, outer.subject, true};
    std::vector<ExprId> items = kept(node);
    const ExprId where = node.where ? condition(*node.where) : ExprId{};
    scope_ = outer;
    if (!top.valid() || items.empty()) return add_error(node.span);
    const Type type = type_of(items[0]);
    constexpr auto kind = program::QuantifierKind::total_top;
    return add(program::Quantifier{kind, over.entity, over.relation, {}, where, {}, top, std::move(items)}, type, node.span);
}

ExprId ExpressionBuilder::if_none(const syntax::Expr& tree, const Type& wanted) {
    const ExprId id = value(tree, wanted);
    if (type_of(id).quotient) context_.report(Code::quotient_use, syntax::span_of(tree));
    if (type_of(id).kind != wanted.kind && type_of(id).kind != TypeKind::error) {
        const auto* written = boost::get<syntax::Literal>(&tree.get());
        if (written != nullptr && wanted.kind == TypeKind::rupiah && type_of(id).kind == TypeKind::number) {
            context_.report(Code::number_for_rupiah, written->span, {written->written});
        } else {
            context_.report(Code::type_mismatch, syntax::span_of(tree), {phrase_of(wanted), phrase_of(type_of(id))});
        }
    }
    return id;
}

ExprId ExpressionBuilder::quantifier(const syntax::Quantifier& node) {
    const std::optional<Members> over = members(node);
    if (!over) return add_error(node.span);
    if (node.top) return total_top(node, *over);
    const Scope outer = scope_;
    scope_ = {over->entity, outer.subject, true};
    const ExprId operand = node.value ? value(*node.value) : ExprId{};
    const ExprId where = node.where ? condition(*node.where) : ExprId{};
    const bool sound = !operand.valid() || aggregable(node.kind, operand);
    scope_ = outer;
    check_nobody(node, *over);
    if (!sound) return add_error(node.span);

    Type type = yes_no_type;
    if (node.kind == syntax::QuantifierKind::count) type = number_type(0);
    if (operand.valid()) type = type_of(operand);
    if (node.kind == syntax::QuantifierKind::average) type = {type.kind, 0, true, {}};
    const ExprId none = node.if_none ? if_none(*node.if_none, type) : ExprId{};
    if (none.valid() && !type.quotient) type.scale = std::max(type.scale, type_of(none).scale);

    const bool negated = node.kind == syntax::QuantifierKind::none;
    const auto kind = negated ? program::QuantifierKind::some
                              : static_cast<program::QuantifierKind>(static_cast<int>(node.kind) - (node.kind > syntax::QuantifierKind::none ? 1 : 0));
    const ExprId id = add(program::Quantifier{kind, over->entity, over->relation, operand, where, none, {}, {}}, type, node.span);
    return negated ? add(program::Not{id}, yes_no_type, node.span) : id;
}

}  // namespace tepat::check
