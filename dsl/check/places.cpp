// SPDX-License-Identifier: Apache-2.0
// Who gets a place: `kuota`, `pagu`, `urutkan menurut`, `paling banyak`, `utamakan`, `tidak boleh bersama` (clauses.hpp).
// Amounts are judged at their group: per an ancestor on its row, per a fact with nothing but that fact, else with no row at all.
#include <algorithm>

#include "dsl/check/clauses.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/secrecy.hpp"

namespace tepat::check {

using syntax::Keyword;

struct PlacesReader::Amount {
    ExprId id;
    program::GroupBy per;
    bool sound = false;
};

/// `per kelurahan`, `per jenjang`: an entity above the subject (or its own), or a fact of the subject.
std::optional<program::GroupBy> PlacesReader::group(const syntax::Path& per) {
    if (per.parts.empty()) return std::nullopt;  // not readable, reported
    const syntax::Name& name = per.parts.back();
    const bool bare = per.parts.size() == 1 && !per.from_subject;
    const Global* entity = context_.global(name.text, GlobalKind::entity);
    if (bare && entity != nullptr && program::is_self_or_ancestor(context_.program, EntityId{entity->index}, programme_.entity))
        return program::GroupBy{EntityId{entity->index}, {}};
    const Member* member = bare ? context_.member(programme_.entity, name.text) : nullptr;
    if (member != nullptr && member->kind == MemberKind::fact) {
        const program::Fact& fact = context_.program.facts[member->index];
        const TypeKind kind = fact.type.kind;
        if (kind == TypeKind::error) return std::nullopt;
        if (program::is_protected(fact.secrecy)) {
            context_.report(Code::secret_group, per.span, {name.text}, {label(fact.span, Phrase::declared_here)});
            return std::nullopt;
        }
        if (kind == TypeKind::text) warn_of_areas(fact, per.span);
        if (kind != TypeKind::set && kind != TypeKind::reference) return program::GroupBy{{}, FactId{member->index}};
    }
    if (!context_.is_quiet(name.text)) context_.report(Code::not_a_group, per.span, {name.text, entity_name(programme_.entity)});
    return std::nullopt;
}

/// `per rt`: RT 001 of every kelurahan would be one group. A fact that names its area (`rt_kelurahan`) knows.
void PlacesReader::warn_of_areas(const program::Fact& fact, Span span) {
    for (EntityId at = context_.program[programme_.entity].parent; at.valid(); at = context_.program[at].parent) {
        const program::Entity& area = context_.program[at];
        if (!area.area) continue;
        if (fact.name.find(area.name) == std::string::npos)
            context_.report(Code::group_crosses_areas, span, {fact.name, entity_name(programme_.entity), area.name}, {label(fact.span, Phrase::declared_here)});
        return;
    }
}

bool PlacesReader::reads_only(ExprId amount, FactId fact) {
    Reader reader(context_.program);
    reader.expression(amount);
    const Reads& reads = reader.reads();
    const bool facts = std::all_of(reads.facts.begin(), reads.facts.end(), [&](FactId id) { return id == fact; });
    const bool keys = std::none_of(reads.parameters.begin(), reads.parameters.end(),
                                   [&](ParameterId id) { return context_.program[id].by_entity.valid(); });
    return facts && keys && reads.quantified.empty() && reads.eligible.empty() && reads.selected.empty();
}

PlacesReader::Amount PlacesReader::amount(const syntax::Expr& tree, const std::optional<syntax::Path>& per) {
    const auto found = per ? group(*per) : program::GroupBy{};
    if (!found) return {builder_.add_error(syntax::span_of(tree)), {}, false};
    const EntityId scope = found->fact.valid() ? programme_.entity : found->entity;
    ExpressionBuilder builder(context_, language_, scope);
    const ExprId id = builder.value(tree);
    refuse_protected(id, syntax::span_of(tree));
    if (!found->fact.valid() || reads_only(id, found->fact)) return {id, *found, true};
    context_.report(Code::amount_reads_more, syntax::span_of(tree), {context_.program[found->fact].name});
    return {id, *found, false};
}

/// Reports print how many places there are, and how much money.
void PlacesReader::refuse_protected(ExprId amount, Span span) {
    if (program::is_protected(program::secrecy_of(context_.program, amount))) context_.report(Code::secret_amount, span);
}

void PlacesReader::quota(const syntax::Quota& tree) {
    const Amount places = amount(tree.amount, tree.per);
    const Type type = builder_.type_of(places.id);
    if (type.kind != TypeKind::error && !is_whole(type))
        context_.report(Code::quota_not_whole, syntax::span_of(tree.amount), {phrase_of(type)});
    programme_.quotas.push_back({places.id, places.per, tree.span});
}

/// Rupiah that have digits; says `Rp` to a plain number.
ExprId PlacesReader::money(const syntax::Expr& tree, ExprId id) {
    const Type type = builder_.type_of(id);
    if (type.kind == TypeKind::error) return id;
    if (type.quotient) context_.report(Code::quotient_use, syntax::span_of(tree));
    else builder_.agree(Type{TypeKind::rupiah, program::rupiah_scale, false, {}}, {}, id, tree, syntax::span_of(tree));
    return id;
}

void PlacesReader::budget(const syntax::Budget& tree) {
    const Amount amount = this->amount(tree.amount, tree.per);
    money(tree.amount, amount.id);
    const ExprId cost = money(tree.unit_cost, builder_.value(tree.unit_cost));
    programme_.budget = program::Budget{amount.id, amount.per, cost, tree.span};
}

/// Numbers, dates, and no before yes.
ExprId PlacesReader::sortable(const syntax::Expr& tree) {
    const ExprId id = builder_.value(tree);
    const Type type = builder_.type_of(id);
    if (type.quotient) context_.report(Code::quotient_use, syntax::span_of(tree));
    const bool fits = type.is_numeric() || type.kind == TypeKind::date || type.kind == TypeKind::yes_no || type.kind == TypeKind::error;
    if (!fits) context_.report(Code::no_order, syntax::span_of(tree), {phrase_of(type)});
    return id;
}

void PlacesReader::tier(const syntax::Tier& tree) {
    const auto number = fit(context_, tree.number, number_type(0));
    const ExprId condition = builder_.condition(tree.condition);
    if (!number) return;
    for (const program::Tier& before : programme_.tiers) {
        if (before.number != number->number) continue;
        return context_.report(Code::tier_repeated, tree.span, {Count{number->number}}, {label(before.span, Phrase::first_here)});
    }
    programme_.tiers.push_back({number->number, condition, tree.span});
}

void PlacesReader::order(const syntax::OrderBy& tree) {
    for (const syntax::Tier& part : tree.tiers) tier(part);
    for (const syntax::OrderKey& key : tree.keys) programme_.order.push_back({sortable(key.value), key.largest_first, key.span});
}

void PlacesReader::at_most(const syntax::AtMost& tree) {
    const EntityId per = find_entity(context_, tree.per);
    if (!per.valid()) return;
    if (per == programme_.entity || !program::is_self_or_ancestor(context_.program, per, programme_.entity))
        return context_.report(Code::not_reachable, tree.per.span, {entity_name(per), entity_name(programme_.entity)});
    for (const program::AtMost& before : programme_.at_most) {
        if (before.per != per) continue;
        const std::string clause = word(Keyword::at_most, language_) + " ... " + word(Keyword::per, language_) + " " + entity_name(per);
        return context_.report(Code::clause_repeated, tree.span, {clause}, {label(before.span, Phrase::first_here)});
    }
    ExpressionBuilder builder(context_, language_, per);
    const ExprId count = builder.value(tree.count);
    refuse_protected(count, syntax::span_of(tree.count));
    const Type type = builder.type_of(count);
    if (type.kind != TypeKind::error && !is_whole(type))
        context_.report(Code::count_not_whole, syntax::span_of(tree.count), {phrase_of(type)});
    programme_.at_most.push_back({count, per, tree.span});
}

/// Another programme, named once in a list.
std::optional<program::ProgrammeId> PlacesReader::other(const syntax::Name& name, std::vector<program::Exclusion>& list, Keyword keyword,
                                                        Span span) {
    const Global* found = context_.global(name.text, GlobalKind::programme);
    if (found == nullptr) {
        context_.report_unknown(Code::unknown_programme, name, {name.text}, context_.global_names(GlobalKind::programme));
        return std::nullopt;
    }
    if (name.text == programme_.name) {
        context_.report(Code::programme_names_itself, name.span, {name.text});
        return std::nullopt;
    }
    for (const program::Exclusion& before : list) {
        if (before.programme.value != found->index) continue;
        context_.report(Code::clause_repeated, span, {word(keyword, language_) + " " + name.text}, {label(before.span, Phrase::first_here)});
        return std::nullopt;
    }
    if (!context_.program.programmes[found->index].entity.valid()) return std::nullopt;
    return program::ProgrammeId{found->index};
}

void PlacesReader::yields_to(const syntax::YieldsTo& tree) {
    const auto found = other(tree.programme, programme_.yields_to, Keyword::yields_to, tree.span);
    if (!found) return;
    const EntityId entity = context_.program[*found].entity;
    if (!program::is_self_or_ancestor(context_.program, entity, programme_.entity))
        return context_.report(Code::yields_entity, tree.span, {tree.programme.text, entity_name(entity), entity_name(programme_.entity)});
    programme_.yields_to.push_back({*found, tree.span});
}

void PlacesReader::not_together(const syntax::NotTogether& tree) {
    const auto found = other(tree.programme, programme_.not_together, Keyword::not_together_with, tree.span);
    if (!found) return;
    const EntityId entity = context_.program[*found].entity;
    const bool one_line = program::is_self_or_ancestor(context_.program, entity, programme_.entity) ||
                          program::is_self_or_ancestor(context_.program, programme_.entity, entity);
    if (!one_line)
        return context_.report(Code::exclusion_entity, tree.span,
                               {tree.programme.text, entity_name(entity), entity_name(programme_.entity)});
    programme_.not_together.push_back({*found, tree.span});
}

/// Programmes are sorted by name, so their ids put exclusions in an order that does not depend on how they were written.
void PlacesReader::finish() {
    const auto by_programme = [](const program::Exclusion& a, const program::Exclusion& b) { return a.programme < b.programme; };
    std::sort(programme_.tiers.begin(), programme_.tiers.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    std::sort(programme_.at_most.begin(), programme_.at_most.end(), [](const auto& a, const auto& b) { return a.per < b.per; });
    std::sort(programme_.yields_to.begin(), programme_.yields_to.end(), by_programme);
    std::sort(programme_.not_together.begin(), programme_.not_together.end(), by_programme);
}

}  // namespace tepat::check
