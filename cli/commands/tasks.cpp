// SPDX-License-Identifier: Apache-2.0
// tepat tasks WORKLIST: the list staff work from.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/task_files.hpp"
#include "cli/task_report.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/diagnostics/suggest.hpp"
#include "engine/store/unmask_log.hpp"

namespace tepat::cli {

namespace {

worklist::Filter read_filter(const Arguments& arguments) {
    worklist::Filter filter;
    filter.agency = arguments.get("agency").value_or("");
    filter.village = arguments.get("village").value_or("");
    filter.programme = arguments.get("programme").value_or("");
    filter.state = arguments.one_of("status", {"open", "approved", "rejected", "postponed", "done", "withdrawn", "superseded", "all"});
    filter.every_state = filter.state == "all";
    if (filter.every_state) filter.state.clear();
    const std::string split = arguments.one_of("split", {"none", "village", "agency"});
    filter.split = split == "village" ? worklist::Split::village : split == "agency" ? worklist::Split::agency : worklist::Split::none;
    if (filter.split != worklist::Split::none && !arguments.has("xlsx") && !arguments.has("csv")) wrong_usage(Code::split_without_folder, {});
    return filter;
}

/// What was asked for, as it was asked.
std::string filter_text(const Arguments& arguments) {
    std::string text;
    for (const char* name : {"agency", "village", "programme", "status", "xlsx", "csv", "split"})
        if (const auto value = arguments.get(name)) text += (text.empty() ? "--" : " --") + std::string(name) + " \"" + *value + '"';
    return text;
}

/// The same in a list's head, where village and agency stand in the title already.
std::string shown_filter(const Arguments& arguments, const Session& session) {
    std::vector<std::string> parts;
    if (const auto programme = arguments.get("programme")) parts.push_back(*programme);
    const std::string status = arguments.one_of("status", {"open", "approved", "rejected", "postponed", "done", "withdrawn", "superseded", "all"});
    if (status == "all") parts.push_back(session.text(Message::list_every_state));
    else if (status != "open") parts.push_back(session.text(state_message(status)));
    return joined(parts, ", ");
}

constexpr std::size_t most_names = 12;

std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) all += (i == 0 ? "" : ", ") + names[i];
    if (all.empty()) return "-";
    return names.size() > most_names ? all + ", ..." : all;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

/// Nothing was listed: says so when it is a name that this worklist does not know. The list itself stays what it is, empty.
void explain_filter(const char* option, const std::string& wanted, const worklist::FilterNames& names, Session& session) {
    const auto is_wanted = [&](const std::string& name) { return lower(name) == lower(wanted); };
    if (wanted.empty() || std::any_of(names.known.begin(), names.known.end(), is_wanted)) return;
    diagnostics::Diagnostic diagnostic{Code::filter_matches_nothing, {}, {std::string(option), wanted, listed(names.shown)}, {}, {}, {}};
    for (const std::string& near : diagnostics::suggest(wanted, names.shown)) diagnostic.notes.push_back({diagnostics::Phrase::did_you_mean, {"`" + near + "`"}});
    session.err << diagnostics::render_text(diagnostic, {}, session.language, session.color);
}

void explain_filters(const std::string& path, const worklist::Filter& filter, Session& session) {
    const worklist::AllFilterNames names = worklist::filter_names(path);
    explain_filter("agency", filter.agency, names.agencies, session);
    explain_filter("village", filter.village, names.areas, session);
    explain_filter("programme", filter.programme, names.programmes, session);
}

/// A view to read from; with a reason to unmask, the same number of tasks was recorded before. No view is open while that is written.
std::unique_ptr<worklist::TaskList> open_list(const std::string& path, const worklist::Filter& filter, const std::optional<std::string>& reason,
                                              const std::string& asked) {
    auto list = std::make_unique<worklist::TaskList>(path, filter);
    for (std::optional<std::size_t> recorded; reason && recorded != list->count(); list = std::make_unique<worklist::TaskList>(path, filter)) {
        recorded = list->count();
        list.reset();
        store::log_unmasking(path, {now_text(), *reason, asked, *recorded});
    }
    return list;
}

void tell_files(const TaskFilesWritten& written, std::size_t matching, const std::string& format, Session& session) {
    std::size_t sum = 0;
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const WrittenFile& file : written.files) {
        sum += file.tasks;
        files.push_back({{"file", file.path}, {"tasks", file.tasks}});
    }
    if (format == "json") {
        session.out << nlohmann::ordered_json{{"files", files}, {"tasks", sum}, {"matching", matching}}.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
                    << '\n';
        return;
    }
    if (session.quiet) return;
    const auto count = [&](std::size_t number) { return grouped(static_cast<std::int64_t>(number), session.language); };
    for (const WrittenFile& file : written.files) session.out << session.text(Message::tasks_file, {file.path, count(file.tasks)}) << '\n';
    if (written.files.empty()) session.out << session.text(Message::tasks_files_none) << '\n';
    else session.out << session.text(Message::tasks_files_total, {count(written.files.size()), count(sum), count(matching)}) << '\n';
}

void save_files(const Arguments& arguments, worklist::TaskList& tasks, const worklist::Filter& filter, Session& session) {
    const worklist::CheckCodes codes(tasks.identity());
    if (tasks.lacks_numbers()) session.err << session.text(Message::tasks_no_numbers) << '\n';
    TaskFilesWritten all;
    std::size_t forms = 0;
    for (const TaskFormat format : {TaskFormat::xlsx, TaskFormat::csv}) {
        const auto to = arguments.get(extension_of(format));
        if (!to) continue;
        ++forms;
        TaskFilesWanted wanted{format, *to, arguments.has("overwrite"), filter, shown_filter(arguments, session), arguments.get("unmask").value_or("")};
        const TaskFilesWritten written = save_task_files(tasks, codes, wanted, session);
        all.files.insert(all.files.end(), written.files.begin(), written.files.end());
        if (!written.others.empty()) session.err << session.text(Message::tasks_files_others, {listed(written.others)}) << '\n';
    }
    tell_files(all, tasks.count() * forms, arguments.one_of("format", {"text", "csv", "json"}), session);
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "csv", "json"});
    const worklist::Filter filter = read_filter(arguments);
    const std::optional<std::string> reason = arguments.get("unmask");
    if (reason && reason->find_first_not_of(" \t") == std::string::npos) wrong_usage(Code::reason_needed, {});
    const std::unique_ptr<worklist::TaskList> tasks = open_list(arguments.positional[0], filter, reason, filter_text(arguments));
    if (tasks->count() == 0) explain_filters(arguments.positional[0], filter, session);
    if (arguments.has("xlsx") || arguments.has("csv"))
        save_files(arguments, *tasks, filter, session);
    else if (format == "csv")
        print_tasks_csv(*tasks, reason.has_value(), session);
    else if (format == "json")
        print_tasks_json(*tasks, reason.has_value(), session);
    else
        print_tasks_text(*tasks, reason.has_value(), session);
    return Exit::done;
}

}  // namespace

Command tasks_command() {
    return {"tasks",
            Message::tasks_summary,
            {"WORKLIST"},
            {{"agency", "A", Message::tasks_option_agency},
             {"village", "V", Message::tasks_option_village},
             {"programme", "P", Message::tasks_option_programme},
             {"status", "open|approved|rejected|postponed|done|withdrawn|superseded|all", Message::tasks_option_status},
             {"unmask", "REASON", Message::tasks_option_unmask},
             {"xlsx", "FILE|FOLDER", Message::tasks_option_xlsx},
             {"csv", "FILE|FOLDER", Message::tasks_option_csv},
             {"split", "village|agency", Message::tasks_option_split},
             {"overwrite", nullptr, Message::tasks_option_overwrite},
             {"format", "text|csv|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
