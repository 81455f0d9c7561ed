// SPDX-License-Identifier: Apache-2.0
#include "cli/find.hpp"

#include "cli/session.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace {

template <class Things>
std::uint32_t find_named(const Things& things, const std::string& name, Code missing) {
    std::string known;
    for (std::uint32_t i = 0; i < things.size(); ++i) {
        if (things[i].name == name) return i;
        known += (known.empty() ? "" : ", ") + things[i].name;
    }
    wrong_usage(missing, {name, known});
}

}  // namespace

program::EntityId find_entity(const program::Program& program, const std::string& name) {
    return {find_named(program.entities, name, Code::no_such_entity)};
}

program::RuleId find_rule(const program::Program& program, const std::string& name) {
    return {find_named(program.rules, name, Code::no_such_rule)};
}

}  // namespace tepat::cli
