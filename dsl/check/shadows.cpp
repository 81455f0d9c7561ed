// SPDX-License-Identifier: Apache-2.0
// A fact or term named like a parameter, or like its own entity or one above it, would make a bare name mean two things (passes.hpp).
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {

void check_shadows(Context& context) {
    for (std::uint32_t i = 0; i < context.members.size(); ++i) {
        for (const auto& [name, member] : context.members[i]) {
            const Global* global = context.global(name);
            if (global == nullptr) continue;
            const bool above = global->kind == GlobalKind::entity &&
                               program::is_self_or_ancestor(context.program, EntityId{global->index}, EntityId{i});
            if (!above && global->kind != GlobalKind::parameter) continue;
            const Phrase kind = above ? Phrase::kind_entity : Phrase::kind_parameter;
            context.report(Code::shadowed_name, member.span, {name, kind}, {label(global->span, Phrase::declared_here)});
        }
    }
}

}  // namespace tepat::check
