// SPDX-License-Identifier: Apache-2.0
// Reporting and looking up (context.hpp).
#include "dsl/check/context.hpp"

#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/suggest.hpp"

namespace tepat::check {

Label label(Span span, Phrase phrase, std::vector<Argument> arguments) { return {span, phrase, std::move(arguments)}; }

std::string in_backquotes(const std::string& text) { return "`" + text + "`"; }

void Context::report(Code code, Span span, std::vector<Argument> arguments, std::vector<Label> labels, std::vector<Note> notes) {
    sink.add({code, span, std::move(arguments), std::move(labels), std::move(notes), std::nullopt});
}

void Context::report_unknown(Code code, const syntax::Name& name, std::vector<Argument> arguments,
                             const std::vector<std::string>& candidates) {
    if (is_quiet(name.text)) return;
    diagnostics::Diagnostic diagnostic{code, name.span, std::move(arguments), {}, {}, std::nullopt};
    const bool plain = --explanations_left < 0;
    const std::vector<std::string> near = plain ? std::vector<std::string>{} : diagnostics::suggest(name.text, candidates);
    std::string list;
    for (const std::string& candidate : near) list += (list.empty() ? "" : ", ") + in_backquotes(candidate);
    if (!near.empty()) diagnostic.notes.push_back({Phrase::did_you_mean, {list}});
    if (near.size() == 1) diagnostic.fix = diagnostics::Fix{name.span, near[0]};
    sink.add(std::move(diagnostic));
}

const Global* Context::global(std::string_view name) const {
    const auto found = globals.find(name);
    return found == globals.end() ? nullptr : &found->second;
}

const Global* Context::global(std::string_view name, GlobalKind kind) const {
    const Global* found = global(name);
    return found != nullptr && found->kind == kind ? found : nullptr;
}

const Member* Context::member(EntityId entity, std::string_view name) const {
    if (!entity.valid()) return nullptr;
    const auto found = members[entity.value].find(name);
    return found == members[entity.value].end() ? nullptr : &found->second;
}

std::vector<std::string> Context::global_names(GlobalKind kind) const {
    std::vector<std::string> names;
    if (explanations_left <= 0) return names;
    for (const auto& [name, global] : globals)
        if (global.kind == kind) names.push_back(name);
    return names;
}

std::vector<std::string> Context::member_names(EntityId entity) const {
    std::vector<std::string> names;
    if (!entity.valid() || explanations_left <= 0) return names;
    for (const auto& [name, member] : members[entity.value]) names.push_back(name);
    return names;
}

ExprId Context::add(program::ExprKind kind, Type type, EntityId scope, Span span) {
    program.exprs.push_back({std::move(kind), type, scope, span});
    return ExprId{static_cast<std::uint32_t>(program.exprs.size() - 1)};
}

}  // namespace tepat::check
