// SPDX-License-Identifier: Apache-2.0
// tepat sample BASELINE --rules RULES, tepat sample --as p3ke-xlsx DIR: a synthetic population (cli/sample makes it).
#include "cli/sample/sample.hpp"

#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/sample/p3ke_files.hpp"
#include "cli/rule_set.hpp"

namespace tepat::cli {

namespace {

constexpr long long most_people = 300'000'000;

sample::Request request_of(const Arguments& arguments) {
    sample::Request request;
    request.people =
        static_cast<std::uint64_t>(arguments.number("people", 1, most_people).value_or(static_cast<long long>(request.people)));
    request.seed = static_cast<std::uint64_t>(arguments.number("seed", 0, INT64_MAX).value_or(static_cast<long long>(request.seed)));
    request.place = arguments.get("place").value_or(request.place);
    request.dirt = static_cast<unsigned>(arguments.number("dirt", 0, 100'000).value_or(request.dirt));
    return request;
}

std::string number(std::size_t n, const Session& session) { return grouped(static_cast<std::int64_t>(n), session.language); }

Exit make_files(const Arguments& arguments, Session& session) {
    const bool csv = arguments.one_of("as", {"p3ke-xlsx", "p3ke-csv"}) == "p3ke-csv";
    const std::string& folder = arguments.positional[0];
    const sample::FilesMade made = sample::make_files({request_of(arguments), csv ? sample::FileFormat::csv : sample::FileFormat::xlsx, folder});
    if (session.quiet) return Exit::done;
    session.out << session.text(Message::sample_files_done, {folder}) << '\n';
    const auto rows = [&](const std::vector<std::string>& files, std::size_t count) {
        std::string names;
        for (const std::string& file : files) names += (names.empty() ? "" : ", ") + file;
        session.out << session.text(Message::sample_rows, {names, number(count, session)}) << '\n';
    };
    rows(made.family_files, made.family_rows);
    rows(made.person_files, made.person_rows);
    session.out << session.text(Message::sample_damage, {number(made.damages, session)}) << '\n';
    return Exit::done;
}

Exit run(const Arguments& arguments, Session& session) {
    if (arguments.has("as")) return make_files(arguments, session);
    sample::Request request = request_of(arguments);
    request.baseline = arguments.positional[0];
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    const std::vector<sample::Made> made = sample::make_sample(rules.program, request);
    if (session.quiet) return Exit::done;
    session.out << session.text(Message::sample_done, {request.baseline}) << '\n';
    for (const sample::Made& entity : made) session.out << session.text(Message::sample_rows, {entity.entity, number(entity.rows, session)}) << '\n';
    return Exit::done;
}

}  // namespace

Command sample_command() {
    return {"sample",
            Message::sample_summary,
            {"BASELINE|DIR"},
            {{"rules", "RULES", Message::option_rules},
             {"as", "p3ke-xlsx|p3ke-csv", Message::sample_option_as},
             {"people", "N", Message::sample_option_people},
             {"seed", "S", Message::sample_option_seed},
             {"place", "PLACE", Message::sample_option_place},
             {"dirt", "N", Message::sample_option_dirt}},
            run};
}

}  // namespace tepat::cli
