// SPDX-License-Identifier: Apache-2.0
// tepat history WORKLIST [TASK...]: what happened, who decided it and why; --verify says whether that is still what was written then.
#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/history_report.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/render.hpp"
#include "engine/store/unmask_log.hpp"
#include "engine/store/worklist_db.hpp"
#include "engine/worklist/evidence.hpp"
#include "engine/worklist/verify.hpp"

namespace tepat::cli {

namespace {

using worklist::Finding;
using worklist::Misfit;

constexpr std::size_t fewest_digits = 16, most_digits = 64;

std::set<std::int64_t> tasks_of(const Arguments& arguments) {
    std::set<std::int64_t> tasks;
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const std::string& written = arguments.positional[i];
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
        if (error != std::errc() || end != written.data() + written.size() || number < 1) wrong_usage(Code::bad_task_number, {written});
        tasks.insert(number);
    }
    return tasks;
}

/// As people copy it: in groups, in capitals.
std::string hash_of(const std::string& written) {
    std::string digits;
    for (const char c : written) {
        if (c == ' ' || c == '-') continue;
        const char low = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
        if ((low < '0' || low > '9') && (low < 'a' || low > 'f')) wrong_usage(Code::bad_hash, {written});
        digits += low;
    }
    if (digits.size() < fewest_digits || digits.size() > most_digits) wrong_usage(Code::bad_hash, {written});
    return digits;
}

void tell(Code code, std::vector<diagnostics::Argument> arguments, Session& session) {
    session.err << diagnostics::render_text({code, {}, std::move(arguments), {}, {}, {}}, text::Sources{}, session.language, session.color);
}

void tell(const std::string& path, const Finding& finding, Session& session) {
    const std::string entry = std::to_string(finding.entry), task = std::to_string(finding.task);
    const auto state = [&](const std::string& name) { return session.text(state_message(name)); };
    switch (finding.misfit) {
        case Misfit::entry: return tell(Code::history_entry_altered, {path, entry}, session);
        case Misfit::number: return tell(Code::history_entry_missing, {path, entry}, session);
        case Misfit::task_state: return tell(Code::task_state_differs, {path, task, state(finding.was), state(finding.should), entry}, session);
        case Misfit::task: return tell(Code::task_differs, {path, task, entry}, session);
        case Misfit::unknown_task: return tell(Code::task_without_history, {path, task}, session);
        case Misfit::run: return tell(Code::run_differs, {path, task}, session);
        case Misfit::subjects: return tell(Code::subjects_differ, {path}, session);
        case Misfit::tasks: return tell(Code::tasks_differ, {path}, session);
        case Misfit::catalogue: return tell(Code::catalogue_differs, {path}, session);
        case Misfit::unguarded: return tell(Code::history_unguarded, {path}, session);
    }
}

Exit verify(const std::string& path, const std::string& expect, bool json, Session& session) {
    const worklist::Verified verified = worklist::verify(path, expect);
    const bool lost = !expect.empty() && verified.expected.entry == 0;
    for (const Finding& finding : verified.findings) tell(path, finding, session);
    if (verified.more > 0) session.err << session.text(Message::history_more, {std::to_string(verified.more)}) << '\n';
    if (lost) tell(Code::hash_not_found, {path, expect}, session);
    if (json) print_verified_json(verified, expect, session);
    else if (verified.findings.empty()) print_verified_text(verified, expect, session);
    return verified.findings.empty() && !lost ? Exit::done : Exit::user;
}

Exit compare_evidence(const std::string& path, const std::string& file, Session& session) {
    const worklist::Evidence shown = worklist::read_evidence(file);
    bool found = false;
    store::WorklistReader(path).each_entry([&](const store::HistoryRecord& entry) {
        if (entry.event != "evidence") return;
        const worklist::Evidence recorded = worklist::evidence_of(entry.detail);
        if (recorded.size != shown.size || recorded.sha256 != shown.sha256 || recorded.blake2b != shown.blake2b) return;
        found = true;
        print_is_evidence(file, recorded, entry, session);
    });
    if (!found) throw Failure(Exit::user, Code::evidence_not_recorded, {path, file});
    return Exit::done;
}

std::string asked(const std::set<std::int64_t>& tasks) {
    std::string all = "history";
    for (const std::int64_t task : tasks) all += ' ' + std::to_string(task);
    return all;
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string& path = arguments.positional[0];
    const std::string format = arguments.one_of("format", {"text", "json", "csv"});
    const std::set<std::int64_t> tasks = tasks_of(arguments);
    const std::string expect = arguments.has("expect") ? hash_of(*arguments.get("expect")) : "";
    if (arguments.has("verify") || !expect.empty()) return verify(path, expect, format == "json", session);
    if (const auto file = arguments.get("evidence")) return compare_evidence(path, *file, session);
    const std::optional<std::string> unmask = arguments.get("unmask");
    if (unmask && unmask->find_first_not_of(" \t") == std::string::npos) wrong_usage(Code::reason_needed, {});
    if (unmask) store::log_unmasking(path, {now_text(), *unmask, asked(tasks), tasks.size()});
    print_history(path, tasks, format, unmask.has_value(), session);
    return Exit::done;
}

}  // namespace

Command history_command() {
    return {"history",
            Message::history_summary,
            {"WORKLIST", "[TASK...]"},
            {{"verify", nullptr, Message::history_option_verify},
             {"expect", "HASH", Message::history_option_expect},
             {"evidence", "FILE", Message::history_option_evidence, false, Touches::reads},
             {"unmask", "REASON", Message::history_option_unmask},
             {"format", "text|json|csv", Message::option_format}},
            run};
}

}  // namespace tepat::cli
