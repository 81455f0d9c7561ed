// SPDX-License-Identifier: Apache-2.0
// tepat decide WORKLIST TASK... --as USER approve|reject|postpone|done: a reviewer's decision, with who and why.
#include <algorithm>
#include <charconv>
#include <optional>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/worklist/decide.hpp"

namespace tepat::cli {

namespace {

using worklist::Decision;

std::optional<Decision> decision_of(const std::string& word) {
    if (word == "approve") return Decision::approve;
    if (word == "reject") return Decision::reject;
    if (word == "postpone") return Decision::postpone;
    if (word == "done") return Decision::done;
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

Exit run(const Arguments& arguments, Session& session) {
    const std::string& word = arguments.positional.back();
    const std::optional<Decision> decision = decision_of(word);
    if (!decision) wrong_usage(Code::no_such_decision, {word});
    const std::vector<std::int64_t> tasks = tasks_of(arguments);
    const std::string person = arguments.need("as"), reason = arguments.get("reason").value_or("");
    if (is_blank(person)) wrong_usage(Code::decision_needs_name, {});
    if (worklist::needs_reason(*decision) && is_blank(reason)) wrong_usage(Code::decision_needs_reason, {word});

    const std::string& path = arguments.positional.front();
    const auto refused = worklist::decide(path, tasks, {*decision, person, reason, now_text()});
    if (refused && refused->state.empty()) throw Failure(Exit::user, Code::no_such_task, {path, std::to_string(refused->task), session.text(Message::tasks_number)});
    const std::string after = session.text(state_message(worklist::state_after(*decision)));
    if (refused)
        throw Failure(Exit::user, Code::decision_not_possible, {std::to_string(refused->task), session.text(state_message(refused->state)), after});
    if (!session.quiet)
        session.out << session.text(Message::decide_done, {grouped(static_cast<std::int64_t>(tasks.size()), session.language), after, person}) << '\n';
    return Exit::done;
}

}  // namespace

Command decide_command() {
    return {"decide",
            Message::decide_summary,
            {"WORKLIST", "TASK...", "approve|reject|postpone|done"},
            {{"as", "USER", Message::decide_option_as}, {"reason", "TEXT", Message::decide_option_reason}},
            run};
}

}  // namespace tepat::cli
