// SPDX-License-Identifier: Apache-2.0
// tepat compare: rule sets, baselines or dates judged now, or two runs that a worklist recorded.
#include <cmath>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/compare_live.hpp"
#include "cli/compare_recorded.hpp"
#include "cli/output_file.hpp"
#include "cli/present.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/store/unmask_log.hpp"

namespace tepat::cli {

namespace {

constexpr long long most_examples = 100'000;

/// One value for both sides, or one for each; `both` may also stand without dashes, in front.
std::pair<std::string, std::string> sides_of(const Arguments& arguments, const char* before, const char* after, const std::string& both, const char* both_name) {
    const auto one = arguments.get(before), other = arguments.get(after);
    if (one && !other) wrong_usage(Code::option_of_one_side, {std::string("--") + before, std::string("--") + after});
    if (other && !one) wrong_usage(Code::option_of_one_side, {std::string("--") + after, std::string("--") + before});
    if (one) return {*one, *other};
    if (both.empty()) wrong_usage(Code::missing_option, {std::string("--") + both_name});
    return {both, both};
}

CompareOrder read_order(const Arguments& arguments) {
    CompareOrder order;
    const std::string rules = arguments.positional.empty() ? "" : arguments.positional[0];
    const auto rule_sets = sides_of(arguments, "before", "after", rules, "before");
    const auto baselines = sides_of(arguments, "before-baseline", "after-baseline", arguments.get("baseline").value_or(""), "baseline");
    (void)sides_of(arguments, "before-date", "after-date", arguments.get("date").value_or(""), "date");
    const bool dates = arguments.has("before-date");
    order.before = {rule_sets.first, baselines.first, *arguments.date(dates ? "before-date" : "date")};
    order.after = {rule_sets.second, baselines.second, *arguments.date(dates ? "after-date" : "date")};
    if (order.before == order.after) wrong_usage(Code::nothing_to_compare, {});
    if (const auto by = arguments.options.find("by"); by != arguments.options.end()) order.by = by->second;
    order.programme = arguments.get("programme").value_or("");
    order.village = arguments.get("village").value_or("");
    order.worklist = arguments.get("worklist").value_or("");
    order.drafts = arguments.has("include-drafts");
    return order;
}

std::string milliseconds(double value, Language language) { return grouped(std::llround(value), language); }

void report(const CompareView& view, const Arguments& arguments, Session& session) {
    if (arguments.one_of("format", {"text", "json"}) == "json") print_comparison_json(view, session);
    else print_comparison_text(view, session);
    const auto tell = [&](Message message, const std::string& path, std::size_t rows) {
        if (!session.quiet) session.err << session.text(message, {path, grouped(static_cast<std::int64_t>(rows), session.language)}) << '\n';
    };
    if (const std::optional<std::string> path = arguments.get("csv")) {
        OutputFile file(*path);
        const std::size_t rows = write_comparison_csv(view, session, file.stream());
        file.commit();
        tell(Message::compare_csv_written, *path, rows);
    }
    if (const std::optional<std::string> path = arguments.get("xlsx"))
        tell(Message::compare_xlsx_written, *path, write_comparison_workbook(view, *path, session));
}

Exit run(const Arguments& arguments, Session& session) {
    (void)arguments.one_of("format", {"text", "json"});
    const auto examples = static_cast<std::size_t>(arguments.number("examples", 0, most_examples).value_or(3));
    const std::optional<std::string> unmask = arguments.get("unmask");
    if (unmask && unmask->find_first_not_of(" \t") == std::string::npos) wrong_usage(Code::reason_needed, {});
    if (arguments.has("run")) {
        const RecordedComparison comparison(arguments);
        report(comparison.view(examples, session), arguments, session);
        return Exit::done;
    }
    const CompareOrder order = read_order(arguments);
    if (unmask && order.worklist.empty()) wrong_usage(Code::unmask_needs_worklist, {});
    const LiveComparison comparison(order, session);
    const CompareView view = comparison.view(unmask.has_value(), examples, session);
    if (unmask) {
        std::size_t rows = 0;
        for (const compare::Compared& compared : view.comparison.programmes) rows += compared.rows.size();
        store::log_unmasking(order.worklist, {now_text(), *unmask, "compare", rows});
    }
    report(view, arguments, session);
    if (!session.quiet)
        session.err << session.text(Message::compare_timing, {milliseconds(comparison.judged_ms(), session.language), milliseconds(comparison.compared_ms(), session.language)})
                    << '\n';
    return Exit::done;
}

}  // namespace

Command compare_command() {
    return {"compare",
            Message::compare_summary,
            {"[RULES|WORKLIST]"},
            {{"before", "RULES", Message::compare_option_before},
             {"after", "RULES", Message::compare_option_after},
             {"baseline", "BASELINE", Message::run_option_baseline},
             {"before-baseline", "BASELINE", Message::compare_option_before_baseline},
             {"after-baseline", "BASELINE", Message::compare_option_after_baseline},
             {"date", "YYYY-MM-DD", Message::run_option_date},
             {"before-date", "YYYY-MM-DD", Message::compare_option_before_date},
             {"after-date", "YYYY-MM-DD", Message::compare_option_after_date},
             {"run", "N", Message::compare_option_run, true},
             {"by", "ENTITY[.FACT]", Message::compare_option_by, true},
             {"programme", "P", Message::compare_option_programme},
             {"village", "V", Message::compare_option_village},
             {"worklist", "WORKLIST", Message::compare_option_worklist},
             {"include-drafts", nullptr, Message::run_option_drafts},
             {"examples", "N", Message::compare_option_examples},
             {"csv", "FILE.csv", Message::compare_option_csv},
             {"xlsx", "FILE.xlsx", Message::compare_option_xlsx},
             {"unmask", "REASON", Message::compare_option_unmask},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
