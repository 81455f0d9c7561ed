// SPDX-License-Identifier: Apache-2.0
// tepat sample BASELINE --rules RULES: a synthetic population (cli/sample makes it).
#include "cli/sample/sample.hpp"

#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/rule_set.hpp"

namespace tepat::cli {

namespace {

constexpr long long most_people = 300'000'000;

Exit run(const Arguments& arguments, Session& session) {
    sample::Request request;
    request.baseline = arguments.positional[0];
    request.people =
        static_cast<std::uint64_t>(arguments.number("people", 1, most_people).value_or(static_cast<long long>(request.people)));
    request.seed = static_cast<std::uint64_t>(arguments.number("seed", 0, INT64_MAX).value_or(static_cast<long long>(request.seed)));
    request.place = arguments.get("place").value_or(request.place);
    request.dirt = static_cast<unsigned>(arguments.number("dirt", 0, 100'000).value_or(request.dirt));
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    const std::vector<sample::Made> made = sample::make_sample(rules.program, request);
    if (session.quiet) return Exit::done;
    session.out << session.text(Message::sample_done, {request.baseline}) << '\n';
    for (const sample::Made& entity : made)
        session.out << session.text(Message::sample_rows,
                                    {entity.entity, grouped(static_cast<std::int64_t>(entity.rows), session.language)})
                    << '\n';
    return Exit::done;
}

}  // namespace

Command sample_command() {
    return {"sample",
            Message::sample_summary,
            {"BASELINE"},
            {{"rules", "RULES", Message::option_rules},
             {"people", "N", Message::sample_option_people},
             {"seed", "S", Message::sample_option_seed},
             {"place", "PLACE", Message::sample_option_place},
             {"dirt", "N", Message::sample_option_dirt}},
            run};
}

}  // namespace tepat::cli
