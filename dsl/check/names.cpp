// SPDX-License-Identifier: Apache-2.0
// Finds what names stand for, and explains what stands in the way (names.hpp).
#include "dsl/check/names.hpp"

namespace tepat::check {
namespace {

bool reaches(const Context& context, EntityId ancestor, EntityId entity) {
    return program::is_self_or_ancestor(context.program, ancestor, entity);
}

Found found_member(const Context& context, EntityId entity, const std::string& name, program::From from) {
    const Member* member = context.member(entity, name);
    if (member == nullptr) return {};
    return {member->kind == MemberKind::fact ? FoundKind::fact : FoundKind::term, member->index, from};
}

EntityId entity_named(const Context& context, const std::string& name) {
    const Global* global = context.global(name, GlobalKind::entity);
    return global == nullptr ? EntityId{} : EntityId{global->index};
}

/// The entity the last part of a path belongs to; invalid when a part before it is no entity on the way up.
EntityId owner_of_last(const Context& context, EntityId start, const syntax::Path& path) {
    EntityId current = start;
    for (std::size_t i = 0; i + 1 < path.parts.size(); ++i) {
        const EntityId next = entity_named(context, path.parts[i].text);
        if (!next.valid() || !reaches(context, next, current)) return {};
        current = next;
    }
    return current;
}

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
        if (path_.parts.size() == 1)
            explain_bare();
        else
            explain_dotted();
    }

private:
    const syntax::Name& last() const { return path_.parts.back(); }
    const std::string& entity_name(EntityId id) const { return context_.program[id].name; }

    void explain_bare() {
        if (context_.explanations_left <= 0) return context_.report_unknown(Code::unknown_name, last(), {last().text}, {});
        if (ancestor_has_it() || descendant_has_it()) return;
        if (const Global* global = context_.global(last().text)) {
            context_.report(Code::not_a_value, path_.span, {last().text, kind_phrase(global->kind)}, {label(global->span, Phrase::declared_here)});
            return;
        }
        context_.report_unknown(Code::unknown_name, last(), {last().text}, bare_candidates());
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
        EntityId current = start_;
        for (std::size_t i = 0; i + 1 < path_.parts.size(); ++i) {
            const EntityId next = entity_named(context_, path_.parts[i].text);
            if (!next.valid()) return context_.report_unknown(Code::unknown_entity, path_.parts[i], {path_.parts[i].text}, entities_above(current));
            if (!reaches(context_, next, current)) return explain_unreachable(next, path_.parts[i]);
            current = next;
        }
        context_.report_unknown(Code::unknown_fact, last(), {last().text, entity_name(current)}, context_.member_names(current));
    }
    void explain_unreachable(EntityId other, const syntax::Name& name) {
        if (reaches(context_, start_, other)) return report_needs_quantifier(other, context_.program[other].span);
        context_.report(Code::not_reachable, name.span, {name.text, entity_name(start_)});
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
    if (path.parts.empty()) return {FoundKind::quiet, 0, program::From::here};
    const bool from_subject = path.from_subject && scope.in_quantifier;
    const auto from = from_subject ? program::From::subject : program::From::here;
    const EntityId owner = owner_of_last(context, path.from_subject ? scope.subject : scope.entity, path);
    const std::string& name = path.parts.back().text;
    Found found = owner.valid() ? found_member(context, owner, name, from) : Found{};
    const Global* parameter = context.global(name, GlobalKind::parameter);
    if (found.kind == FoundKind::nothing && path.parts.size() == 1 && !path.from_subject && parameter != nullptr)
        found = {FoundKind::parameter, parameter->index, program::From::here};
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
