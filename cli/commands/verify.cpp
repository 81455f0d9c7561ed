// SPDX-License-Identifier: Apache-2.0
// tepat verify: which missing facts to ask for first, and of whom. With RULES and a baseline the engine works out what each answer would
// decide; of a WORKLIST the open data tasks are counted.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/commands/list.hpp"
#include "cli/csv.hpp"
#include "cli/present.hpp"
#include "cli/progress.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "cli/task_fields.hpp"
#include "cli/verify_forms.hpp"
#include "cli/analyse.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/store/baseline.hpp"
#include "engine/store/form_secret.hpp"
#include "engine/worklist/held.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr long long most_facts = 1'000'000;

std::size_t top_of(const Arguments& arguments, std::size_t otherwise) {
    const auto top = arguments.number("top", 1, most_facts);
    return top ? static_cast<std::size_t>(*top) : otherwise;
}

// ------------------------------------------------------------------------------------------------------ rules and data

/// Names and addresses of everybody a question may be about.
std::vector<program::FactId> shown_facts(const program::Program& program) {
    std::vector<program::FactId> facts;
    for (const program::Entity& entity : program.entities) {
        if (entity.called_by.valid()) facts.push_back(entity.called_by);
        facts.insert(facts.end(), entity.address.begin(), entity.address.end());
    }
    return facts;
}

void tell_forms(const FormsWritten& written, std::size_t left_out, const std::string& format, Session& session) {
    const auto count = [&](std::size_t number) { return grouped(static_cast<std::int64_t>(number), session.language); };
    std::size_t sum = 0;
    Json files = Json::array();
    for (const WrittenForm& form : written.files) {
        sum += form.questions;
        files.push_back({{"file", form.path}, {"questions", form.questions}, {"sheets", form.sheets}});
    }
    if (!written.others.empty()) session.err << session.text(Message::tasks_files_others, {joined(written.others, ", ")}) << '\n';
    if (format == "json") {
        session.out << Json{{"files", files}, {"questions", sum}, {"left_out", left_out}}.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
        return;
    }
    if (session.quiet) return;
    for (const WrittenForm& form : written.files) session.out << session.text(Message::form_file, {form.path, count(form.questions), count(form.sheets)}) << '\n';
    if (written.files.empty()) session.out << session.text(Message::form_files_none) << '\n';
    else session.out << session.text(Message::form_files_total, {count(written.files.size()), count(sum)}) << '\n';
    if (left_out > 0) session.out << session.text(Message::form_left_out, {count(left_out)}) << '\n';
}

/// The baseline is written, once, when it has no secret for the codes yet; not for a list without questions.
void save_forms(const Arguments& arguments, const VerifyView& view, const std::string& format, Session& session) {
    const FormsWanted wanted{arguments.need("xlsx"), arguments.has("split"), arguments.has("overwrite")};
    const std::size_t questions = answerable(view);
    const intake::FormCodes codes(questions == 0 ? "" : store::make_form_secret(arguments.need("baseline")));
    tell_forms(write_forms(view, codes, wanted, session), view.asked.size() - questions, format, session);
}

Exit verify_rules(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json", "csv"});
    if (arguments.has("split") && !arguments.has("xlsx")) wrong_usage(Code::split_without_folder, {});
    (void)arguments.one_of("split", {"village"});
    if (arguments.has("xlsx")) (void)store::form_secret(arguments.need("baseline"));  // a snapshot is refused before the work
    (void)arguments.need("date");
    const program::Date date = *arguments.date("date");
    RuleSet rules;
    load_sound_rule_set(arguments.positional[0], rules, session);
    refuse_open_cases(rules, session);
    const program::Program& program = rules.program;
    Progress progress(session);
    progress.stage(Message::progress_load);
    verify::Verifier verifier(program, select_rules(program, date, false, std::nullopt).rules, date);
    store::Baseline baseline =
        store::read_baseline(arguments.need("baseline"), program, verifier.entities(), verifier.facts(), session.threads, shown_facts(program));
    progress.stage(Message::progress_evaluate);
    run::Decisions decisions;
    const verify::Verification found = verifier.verify(baseline.population, {.threads = session.threads}, decisions);
    progress.clear();
    const bool everything = format != "text" || arguments.has("xlsx");
    VerifyView view{rules, baseline.population, found, date, arguments.get("village").value_or(""), top_of(arguments, everything ? most_facts : 20), {}};
    arrange(view);
    if (arguments.has("xlsx")) save_forms(arguments, view, format, session);
    else if (format == "json") print_verification_json(view, session);
    else if (format == "csv") print_verification_csv(view, session);
    else print_verification_text(view, session);
    return Exit::done;
}

// ------------------------------------------------------------------------------------------------------------ worklist

struct Waiting {
    std::string fact;
    std::set<std::string> programmes;
    std::size_t tasks = 0, alone = 0;
};

/// Most tasks that miss nothing else first, then most tasks, then by name.
std::vector<Waiting> ranked(const std::vector<worklist::ListedTask>& tasks) {
    std::map<std::string, Waiting> facts;
    for (const worklist::ListedTask& task : tasks)
        for (const std::string& name : task.task.content.missing) {
            Waiting& fact = facts[name];
            fact.fact = name;
            ++fact.tasks;
            fact.alone += task.task.content.missing.size() == 1;
            fact.programmes.insert(task.task.programme.empty() ? task.task.rule : task.task.programme);
        }
    std::vector<Waiting> all;
    for (auto& [name, fact] : facts) all.push_back(std::move(fact));
    std::stable_sort(all.begin(), all.end(), [](const Waiting& a, const Waiting& b) { return std::pair(a.alone, a.tasks) > std::pair(b.alone, b.tasks); });
    return all;
}

void print_ranked(const std::vector<Waiting>& facts, std::size_t top, Session& session) {
    const auto right = Table::Align::right;
    Table table({{session.text(Message::verify_fact)}, {session.text(Message::verify_people), right}, {session.text(Message::verify_alone), right},
                 {session.text(Message::verify_programmes), right}});
    const auto number = [&](std::size_t n) { return grouped(static_cast<std::int64_t>(n), session.language); };
    for (std::size_t f = 0; f < facts.size() && f < top; ++f)
        table.add({facts[f].fact, number(facts[f].tasks), number(facts[f].alone), number(facts[f].programmes.size())});
    if (facts.empty()) session.out << session.text(Message::verify_nothing) << '\n';
    else session.out << session.text(Message::verify_rank_heading) << '\n' << table.text("  ") << session.text(Message::verify_from_worklist) << '\n';
}

void print_open_tasks(const std::vector<worklist::ListedTask>& tasks, Session& session) {
    std::string area, address;
    for (const worklist::ListedTask& task : tasks) {
        const TaskFields fields(task, false, session);
        if (fields.area() != area) session.out << '\n' << fields.area() << '\n';
        if (fields.address() != address || fields.area() != area) session.out << "  " << fields.address() << '\n';
        area = fields.area();
        address = fields.address();
        session.out << "    " << fields.subject() << ": " << joined(fields.missing(), ", ") << '\n';
    }
}

Json tasks_json(const std::vector<Waiting>& facts, const std::vector<worklist::ListedTask>& tasks, const Session& session) {
    Json ranking = Json::array(), list = Json::array();
    for (const Waiting& fact : facts)
        ranking.push_back({{"fact", fact.fact}, {"waiting", fact.tasks}, {"alone", fact.alone}, {"programmes", fact.programmes}});
    for (const worklist::ListedTask& task : tasks) {
        const TaskFields fields(task, false, session);
        list.push_back({{"task", task.task.id}, {"area", fields.area()}, {"address", fields.address()}, {"entity", task.places.front().entity}, {"key", fields.key()},
                        {"name", fields.name()}, {"programme", task.task.programme}, {"rule", task.task.rule}, {"missing", task.task.content.missing}});
    }
    return {{"facts", ranking}, {"tasks", list}};
}

void print_tasks_csv(const std::vector<worklist::ListedTask>& tasks, Session& session) {
    const auto row = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) session.out << (i > 0 ? "," : "") << csv_cell_for_people(cells[i]);
        session.out << "\r\n";
    };
    session.out << utf8_bom;
    std::vector<std::string> titles;
    for (const Message title : {Message::verify_area, Message::verify_address, Message::csv_entity, Message::csv_key, Message::csv_name, Message::verify_fact,
                                Message::verify_answer, Message::csv_programme})
        titles.push_back(session.text(title));
    row(titles);
    for (const worklist::ListedTask& task : tasks) {
        const TaskFields fields(task, false, session);
        for (const std::string& fact : task.task.content.missing)
            row({fields.area(), fields.address(), fields.entity(), fields.key(), fields.name(), fact, "", fields.programme()});
    }
}

Exit verify_worklist(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json", "csv"});
    for (const char* name : {"date", "xlsx", "split"})
        if (arguments.has(name)) wrong_usage(Code::option_of_one_side, {std::string("--") + name, std::string("--baseline")});
    worklist::Filter filter;
    filter.village = arguments.get("village").value_or("");
    std::vector<worklist::ListedTask> tasks = worklist::read_tasks(arguments.positional[0], filter);
    std::erase_if(tasks, [](const worklist::ListedTask& task) { return task.task.kind != "data"; });
    const std::vector<Waiting> facts = ranked(tasks);
    if (format == "json") session.out << tasks_json(facts, tasks, session).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    else if (format == "csv") print_tasks_csv(tasks, session);
    else {
        print_ranked(facts, top_of(arguments, 20), session);
        if (!filter.village.empty()) print_open_tasks(tasks, session);
    }
    return Exit::done;
}

Exit run(const Arguments& arguments, Session& session) {
    return arguments.has("baseline") ? verify_rules(arguments, session) : verify_worklist(arguments, session);
}

}  // namespace

Command verify_command() {
    return {"verify",
            Message::verify_summary,
            {"RULES|WORKLIST"},
            {{"baseline", "BASELINE", Message::verify_option_baseline},
             {"date", "YYYY-MM-DD", Message::run_option_date},
             {"top", "N", Message::verify_option_top},
             {"village", "V", Message::verify_option_village},
             {"xlsx", "FILE|FOLDER", Message::tasks_option_xlsx},
             {"split", "village", Message::verify_option_split},
             {"overwrite", nullptr, Message::tasks_option_overwrite},
             {"format", "text|json|csv", Message::option_format}},
            run};
}

}  // namespace tepat::cli
