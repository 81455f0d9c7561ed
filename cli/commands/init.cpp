// SPDX-License-Identifier: Apache-2.0
// tepat init BASELINE --rules RULES: the vocabulary's tables, empty.
#include "cli/commands/list.hpp"
#include "cli/rule_set.hpp"
#include "engine/store/baseline.hpp"

namespace tepat::cli {

namespace {

Exit run(const Arguments& arguments, Session& session) {
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    store::create_tables(arguments.positional[0], rules.program);
    std::string tables;
    for (const program::Entity& entity : rules.program.entities) tables += (tables.empty() ? "" : ", ") + entity.table;
    if (!session.quiet) session.out << session.text(Message::init_done, {arguments.positional[0], tables}) << '\n';
    return Exit::done;
}

}  // namespace

Command init_command() {
    return {"init", Message::init_summary, {"BASELINE"}, {{"rules", "RULES", Message::option_rules}}, run};
}

}  // namespace tepat::cli
