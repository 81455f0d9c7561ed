// SPDX-License-Identifier: Apache-2.0
// Finds what names stand for, and explains what stands in the way (names.hpp).
#include "dsl/check/names.hpp"

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

bool reaches(const Context& context, EntityId ancestor, EntityId entity) {
    return program::is_self_or_ancestor(context.program, ancestor, entity);
}

Found found_member(const Context& context, EntityId entity, const std::string& name, program::From from) {
    const Member* member = context.member(entity, name);
    if (member == nullptr) return {};
    return {member->kind == MemberKind::fact ? FoundKind::fact : FoundKind::term, member->index, from, {}};
}

EntityId entity_named(const Context& context, const std::string& name) {
    const Global* global = context.global(name, GlobalKind::entity);
    return global == nullptr ? EntityId{} : EntityId{global->index};
}

/// The reference of that name, when the entity has one.
FactId reference_named(const Context& context, EntityId entity, const std::string& name) {
    const Member* member = context.member(entity, name);
    if (member == nullptr || member->kind != MemberKind::fact) return {};
    const FactId fact{member->index};
    return context.program[fact].refers_to.valid() ? fact : FactId{};
}

/// Steps through the parts before the last: up to an entity above, or along a reference to another row.
struct Way {
    const Context& context;
    EntityId current;
    std::vector<FactId> via = {};

    bool step(const std::string& name) {
        if (const FactId reference = reference_named(context, current, name); reference.valid()) {
            via.push_back(reference);
            current = context.program[reference].refers_to;
            return true;
        }
        const EntityId above = entity_named(context, name);
        if (!above.valid() || !reaches(context, above, current)) return false;
        current = above;
        return true;
    }
    /// Leaves `current` invalid when a part leads nowhere.
    void walk(const syntax::Path& path) {
        for (std::size_t i = 0; i + 1 < path.parts.size() && current.valid(); ++i)
            if (!step(path.parts[i].text)) current = {};
    }
};

bool any_quiet(const Context& context, const syntax::Path& path) {
    for (const syntax::Name& name : path.parts)
        if (context.is_quiet(name.text)) return true;
    return false;
}

Phrase kind_phrase(GlobalKind kind) {
    switch (kind) {
        case GlobalKind::entity: return Phrase::kind_entity;
        case GlobalKind::parameter: return Phrase::kind_parameter;
        case GlobalKind::agency: return Phrase::kind_agency;
        case GlobalKind::programme: return Phrase::kind_programme;
        case GlobalKind::rule: return Phrase::kind_rule;
    }
    return Phrase::kind_entity;
}

/// Explains a path that finds nothing, from the more telling reasons to the plain "unknown".
class Explainer {
public:
    Explainer(Context& context, const Scope& scope, const syntax::Path& path)
        : context_(context), path_(path), start_(path.from_subject ? scope.subject : scope.entity) {}

    void explain() {
        if (!start_.valid() && belongs_to_rows())
            context_.report(Code::amount_reads_rows, path_.span);
        else if (path_.parts.size() == 1)
            explain_bare();
        else
            explain_dotted();
    }

private:
    const syntax::Name& last() const { return path_.parts.back(); }
    const std::string& entity_name(EntityId id) const { return context_.program[id].name; }

    /// Where no row is judged (a quota for everybody), what some entity has is known but out of place.
    bool belongs_to_rows() const {
        if (path_.parts.size() > 1) return entity_named(context_, path_.parts[0].text).valid();
        for (std::uint32_t i = 0; i < context_.program.entities.size(); ++i)
            if (context_.member(EntityId{i}, last().text) != nullptr) return true;
        return false;
    }
    void explain_bare() {
        if (context_.explanations_left <= 0) return context_.report_unknown(Code::unknown_name, last(), {last().text}, {});
        if (ancestor_has_it() || descendant_has_it()) return;
        if (const Global* global = context_.global(last().text)) {
            context_.report(Code::not_a_value, path_.span, {last().text, kind_phrase(global->kind)}, {label(global->span, Phrase::declared_here)});
            return;
        }
        if (is_everyday_truth() || is_value_of_choice()) return;
        context_.report_unknown(Code::unknown_name, last(), {last().text}, bare_candidates());
    }
    /// `punya_mobil = ya`
    bool is_everyday_truth() {
        const bool indonesian = last().text == "ya" || last().text == "iya";
        if ((!indonesian && last().text != "yes") || context_.is_quiet(last().text)) return false;
        const std::string word = indonesian ? "benar" : "true";
        context_.report({Code::unknown_name, last().span, {last().text}, {}, {{Phrase::did_you_mean, {in_backquotes(word)}}}, diagnostics::Fix{last().span, word}});
        return true;
    }
    /// `lantai = tanah atau semen`: a value where a condition belongs.
    bool is_value_of_choice() {
        for (EntityId of = start_; of.valid(); of = parent_of(of)) {
            for (const FactId id : context_.program[of].facts) {
                const program::Fact& fact = context_.program[id];
                if (fact.type.kind != TypeKind::choice) continue;
                const std::vector<program::ChoiceValue>& values = context_.program[fact.type.choices].values;
                if (std::none_of(values.begin(), values.end(), [&](const program::ChoiceValue& value) { return value.name == last().text; })) continue;
                const std::string name = of == start_ ? fact.name : entity_name(of) + "." + fact.name;
                context_.report({Code::unknown_name, last().span, {last().text}, {}, {{Phrase::note_value_of_choice, {last().text, name}}}, {}});
                return true;
            }
        }
        return false;
    }
    bool ancestor_has_it() {
        for (EntityId above = parent_of(start_); above.valid(); above = parent_of(above)) {
            const Member* member = context_.member(above, last().text);
            if (member == nullptr) continue;
            const std::string full = entity_name(above) + "." + last().text;
            context_.report({Code::ancestor_needs_prefix, path_.span, {last().text, entity_name(above), full},
                             {label(member->span, Phrase::declared_here)}, {}, diagnostics::Fix{last().span, full}});
            return true;
        }
        return false;
    }
    bool descendant_has_it() {
        for (std::uint32_t i = 0; i < context_.program.entities.size(); ++i) {
            const EntityId below{i};
            const Member* member = context_.member(below, last().text);
            if (member == nullptr || below == start_ || !reaches(context_, start_, below)) continue;
            --context_.explanations_left;
            report_needs_quantifier(below, member->span);
            return true;
        }
        return false;
    }
    void report_needs_quantifier(EntityId below, Span declared) {
        context_.report(Code::needs_quantifier, path_.span, {last().text, entity_name(below), entity_name(start_)},
                        {label(declared, Phrase::declared_here)});
    }
    void explain_dotted() {
        Way way{context_, start_};
        for (std::size_t i = 0; i + 1 < path_.parts.size(); ++i) {
            const EntityId before = way.current;
            if (!way.step(path_.parts[i].text)) return explain_step(before, path_.parts[i]);
        }
        context_.report_unknown(Code::unknown_fact, last(), {last().text, entity_name(way.current)}, context_.member_names(way.current));
    }
    void explain_step(EntityId from, const syntax::Name& name) {
        const EntityId other = entity_named(context_, name.text);
        if (other.valid()) return explain_unreachable(from, other, name);
        if (const Member* member = context_.member(from, name.text); member != nullptr)
            return context_.report(Code::not_a_reference, name.span, {name.text}, {label(member->span, Phrase::declared_here)});
        std::vector<std::string> candidates = entities_above(from);
        for (const std::string& member : context_.member_names(from))
            if (reference_named(context_, from, member).valid()) candidates.push_back(member);
        context_.report_unknown(Code::unknown_entity, name, {name.text}, candidates);
    }
    void explain_unreachable(EntityId from, EntityId other, const syntax::Name& name) {
        if (from == start_ && reaches(context_, start_, other)) return report_needs_quantifier(other, context_.program[other].span);
        context_.report(Code::not_reachable, name.span, {name.text, from.valid() ? entity_name(from) : std::string()});
    }
    EntityId parent_of(EntityId entity) const { return entity.valid() ? context_.program[entity].parent : EntityId{}; }
    std::vector<std::string> entities_above(EntityId entity) const {
        std::vector<std::string> names;
        for (; entity.valid(); entity = context_.program[entity].parent) names.push_back(entity_name(entity));
        return names;
    }
    std::vector<std::string> bare_candidates() const {
        std::vector<std::string> names = context_.member_names(start_);
        if (!path_.from_subject)
            for (std::string& name : context_.global_names(GlobalKind::parameter)) names.push_back(std::move(name));
        return names;
    }

    Context& context_;
    const syntax::Path& path_;
    EntityId start_;
};

}  // namespace

Found find_path(const Context& context, const Scope& scope, const syntax::Path& path) {
    if (path.parts.empty()) return {FoundKind::quiet, 0, program::From::here, {}};
    const bool from_subject = path.from_subject && scope.in_quantifier;
    const auto from = from_subject ? program::From::subject : program::From::here;
    Way way{context, path.from_subject ? scope.subject : scope.entity};
    way.walk(path);
    const std::string& name = path.parts.back().text;
    Found found = way.current.valid() ? found_member(context, way.current, name, from) : Found{};
    found.via = std::move(way.via);
    const Global* parameter = context.global(name, GlobalKind::parameter);
    if (found.kind == FoundKind::nothing && path.parts.size() == 1 && !path.from_subject && parameter != nullptr)
        found = {FoundKind::parameter, parameter->index, program::From::here, {}};
    if (found.kind == FoundKind::nothing && any_quiet(context, path)) found.kind = FoundKind::quiet;
    return found;
}

void explain_path(Context& context, const Scope& scope, const syntax::Path& path) { Explainer(context, scope, path).explain(); }

EntityId find_entity(Context& context, const syntax::Name& name) {
    const EntityId found = entity_named(context, name.text);
    if (!found.valid()) context.report_unknown(Code::unknown_entity, name, {name.text}, context.global_names(GlobalKind::entity));
    return found;
}

}  // namespace tepat::check
