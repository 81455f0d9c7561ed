// SPDX-License-Identifier: Apache-2.0
// tepat decide WORKLIST TASK... --as USER approve|reject|postpone|done|assign: a reviewer's decision, with who and why.
// tepat decide WORKLIST --from LIST --as USER: the decisions of lists that came back filled in.
#include <algorithm>
#include <charconv>
#include <optional>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/decide_lists.hpp"
#include "cli/present.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/store/worklist_db.hpp"
#include "engine/worklist/decide.hpp"

namespace tepat::cli {

namespace {

using worklist::Decision;
using worklist::Refusal;

std::optional<Decision> decision_of(const std::string& word) {
    if (word == "approve") return Decision::approve;
    if (word == "reject") return Decision::reject;
    if (word == "postpone") return Decision::postpone;
    if (word == "done") return Decision::done;
    if (word == "assign") return Decision::assign;
    return std::nullopt;
}

std::int64_t task_number(const std::string& written) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error != std::errc() || end != written.data() + written.size() || number < 1) wrong_usage(Code::bad_task_number, {written});
    return number;
}

/// The task numbers, and the decision as the last word.
std::vector<std::int64_t> tasks_of(const Arguments& arguments) {
    std::vector<std::int64_t> tasks;
    for (std::size_t i = 1; i + 1 < arguments.positional.size(); ++i) tasks.push_back(task_number(arguments.positional[i]));
    std::sort(tasks.begin(), tasks.end());
    tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
    return tasks;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t") == std::string::npos; }

/// What all of the tasks get; wrong usage when something is missing or does not go with the decision.
worklist::Order read_order(const Arguments& arguments) {
    const std::string& word = arguments.positional.back();
    const std::optional<Decision> decision = decision_of(word);
    if (!decision) wrong_usage(Code::no_such_decision, {word});
    worklist::Order order{0, *decision, arguments.get("reason").value_or(""), arguments.get("to").value_or(""), "", {}};
    if (is_blank(order.reason)) order.reason.clear();
    if (arguments.has("to") && *decision != Decision::assign) wrong_usage(Code::option_of_other_decision, {std::string("--to"), word});
    if (arguments.has("until") && *decision != Decision::postpone) wrong_usage(Code::option_of_other_decision, {std::string("--until"), word});
    if (const auto until = arguments.date("until")) order.until = program::to_iso(*until);
    if (worklist::needs_reason(*decision) && order.reason.empty()) wrong_usage(Code::decision_needs_reason, {word});
    if (*decision == Decision::assign && is_blank(order.to)) wrong_usage(Code::receiver_needed, {});
    const auto files = arguments.options.find("evidence");
    if (files != arguments.options.end())
        for (const std::string& file : files->second) order.evidence.push_back(worklist::read_evidence(file));
    return order;
}

struct Asked {
    const std::string& path;
    const worklist::Order& order;
    const worklist::Decided& decided;
    const std::string& after;  ///< the state or receiver that was asked for
};

[[noreturn]] void refuse(const worklist::Answer& answer, const Asked& asked, Session& session) {
    const auto& [path, order, decided, after] = asked;
    const std::string number = std::to_string(answer.task);
    switch (answer.refusal) {
        case Refusal::no_such_task: throw Failure(Exit::user, Code::no_such_task, {path, number, session.text(Message::tasks_number)});
        case Refusal::evidence_missing: throw Failure(Exit::user, Code::evidence_needed, {number, answer.evidence_wanted});
        case Refusal::already: throw Failure(Exit::user, Code::decided_already, {number});
        case Refusal::reason_missing: throw Failure(Exit::user, Code::decision_needs_reason, {after});
        case Refusal::receiver_missing: throw Failure(Exit::user, Code::receiver_needed, {});
        case Refusal::until_past: wrong_usage(Code::until_past, {order.until, decided.last_date});
        case Refusal::none:
        case Refusal::twice:
        case Refusal::damaged:
        case Refusal::changed:
        case Refusal::not_possible: break;
    }
    const diagnostics::Argument wanted = order.decision == Decision::assign ? diagnostics::Argument(diagnostics::Phrase::reassigned) : diagnostics::Argument(after);
    throw Failure(Exit::user, Code::decision_not_possible, {number, session.text(state_message(answer.before)), wanted});
}

Exit run_lists(const Arguments& arguments, const std::string& person, Session& session) {
    for (const char* option : {"reason", "to", "until", "evidence"})
        if (arguments.has(option)) wrong_usage(Code::from_and_more, {"--" + std::string(option)});
    if (arguments.positional.size() > 1) wrong_usage(Code::from_and_more, {arguments.positional[1]});
    const std::string format = arguments.one_of("format", {"text", "json"});
    const ListRequest request{arguments.positional.front(), arguments.options.at("from"), person, arguments.has("check"), arguments.get("report")};
    const ListOutcome outcome = decide_lists(request, session);
    if (format == "json") session.out << outcome_json(outcome, session);
    else print_outcome(outcome, request, session);
    return outcome.lists.refused.empty() ? Exit::done : Exit::user;
}

/// What goes with lists only, and what a decision without lists needs.
void check_usage(const Arguments& arguments) {
    for (const char* option : {"check", "report", "format"})
        if (arguments.has(option)) wrong_usage(Code::missing_option, {std::string("--from")});
    constexpr const char* needed[] = {"TASK...", "approve|reject|postpone|done|assign"};
    if (arguments.positional.size() < 3) wrong_usage(Code::missing_argument, {std::string("decide"), std::string(needed[arguments.positional.size() - 1])});
}

Exit run(const Arguments& arguments, Session& session) {
    if (!arguments.has("from")) check_usage(arguments);
    const std::string person = arguments.need("as");
    if (is_blank(person)) wrong_usage(Code::decision_needs_name, {});
    if (arguments.has("from")) return run_lists(arguments, person, session);
    const std::vector<std::int64_t> tasks = tasks_of(arguments);
    const worklist::Order order = read_order(arguments);
    std::vector<worklist::Order> orders(tasks.size(), order);
    for (std::size_t i = 0; i < tasks.size(); ++i) orders[i].task = tasks[i];

    const std::string& path = arguments.positional.front();
    const worklist::Decided decided = worklist::decide(path, orders, {person, now_text()});
    const bool assign = order.decision == Decision::assign;
    const std::string after = assign ? order.to : session.text(state_message(worklist::state_after(order.decision)));
    for (const worklist::Answer& answer : decided.answers)
        if (answer.refusal != Refusal::none) refuse(answer, {path, order, decided, after}, session);
    if (!session.quiet)
        session.out << session.text(assign ? Message::decide_assigned : Message::decide_done,
                                    {grouped(static_cast<std::int64_t>(tasks.size()), session.language), after, person})
                    << '\n'
                    << session.text(Message::history_head, {decided.head}) << '\n';
    return Exit::done;
}

}  // namespace

Command decide_command() {
    return {"decide",
            Message::decide_summary,
            {"WORKLIST", "[TASK...]", "[approve|reject|postpone|done|assign]"},
            {{"as", "USER", Message::decide_option_as},
             {"reason", "TEXT", Message::decide_option_reason},
             {"to", "AGENCY|PERSON", Message::decide_option_to},
             {"until", "YYYY-MM-DD", Message::decide_option_until},
             {"evidence", "FILE", Message::decide_option_evidence, true},
             {"from", "LIST|DIR", Message::decide_option_from, true},
             {"check", nullptr, Message::decide_option_check},
             {"report", "FILE", Message::decide_option_report},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
