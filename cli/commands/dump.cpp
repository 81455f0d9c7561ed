// SPDX-License-Identifier: Apache-2.0
// tepat dump source|tree|program|plan|batch RULES: the intermediate forms, for whoever works on the language or the engine.
#include <algorithm>
#include <array>

#include "cli/commands/list.hpp"
#include "cli/rule_set.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/program/print.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "dsl/syntax/print.hpp"
#include "dsl/text/print.hpp"
#include "engine/plan/plan.hpp"
#include "engine/store/baseline.hpp"

namespace tepat::cli {

namespace {

void dump_source(const RuleSet& rules, Session& session) {
    for (std::size_t i = 0; i < rules.modules.size(); ++i) {
        const text::SourceFile& file = rules.sources.files()[rules.files[i]];
        const text::Layout layout = text::lay_out(file, syntax::layout_words(rules.modules[i].language));
        session.out << "# " << file.name << '\n' << text::print(file, layout);
    }
}

void dump_tree(const RuleSet& rules, Session& session) {
    for (std::size_t i = 0; i < rules.modules.size(); ++i)
        session.out << "# " << rules.sources.files()[rules.files[i]].name << '\n' << syntax::print(rules.modules[i]);
}

program::Date needed_date(const Arguments& arguments) {
    (void)arguments.need("date");
    return *arguments.date("date");
}

plan::Plan full_plan(const Arguments& arguments, const program::Program& program) {
    const program::Date date = needed_date(arguments);
    return plan::make_plan(program, {date, select_rules(program, date, true, std::nullopt).rules, {}, {}});
}

const char* width_of(const columns::Packed& values) {
    constexpr std::array words{"8 bits", "16 bits", "32 bits", "64 bits"};
    return words[values.index()];
}

void dump_entity(const program::Program& program, std::uint32_t e, const columns::EntityRows& rows, Session& session) {
    const auto orphans =
        std::count_if(rows.parent.begin(), rows.parent.end(), [](std::uint32_t p) { return p >= columns::no_parent_unknown; });
    session.out << program.entities[e].name << ": " << rows.rows << " rows, " << (rows.integer_keys ? "integer" : "text") << " keys, "
                << orphans << " without parent row\n";
    Table table(
        {{"fact"}, {"type"}, {"packed"}, {"known", Table::Align::right}, {"error", Table::Align::right}, {"unknown", Table::Align::right}});
    for (std::size_t f = 0; f < rows.columns.size(); ++f) {
        if (!rows.columns[f]) continue;
        const columns::Column& column = *rows.columns[f];
        const program::Fact& fact = program[program.entities[e].facts[f]];
        const std::size_t known = column.known.count(), error = column.error.count();
        table.add({fact.name, program::print_type(program, fact.type), width_of(column.values), std::to_string(known),
                   std::to_string(error), std::to_string(rows.rows - known - error)});
    }
    if (!table.empty()) session.out << table.text("  ");
}

/// Counts only: values may be secret.
void dump_batch(const Arguments& arguments, const program::Program& program, Session& session) {
    std::vector<program::FactId> facts;
    for (std::uint32_t f = 0; f < program.facts.size(); ++f) facts.push_back({f});
    const store::Baseline baseline = store::read_baseline(arguments.need("baseline"), program, {}, {}, session.threads, facts);
    session.out << "fingerprint " << baseline.fingerprint << '\n';
    for (std::uint32_t e = 0; e < program.entities.size(); ++e) dump_entity(program, e, baseline.population.entities[e], session);
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string& form = arguments.positional[0];
    const std::vector<std::string> forms{"source", "tree", "program", "plan", "batch"};
    if (std::find(forms.begin(), forms.end(), form) == forms.end())
        wrong_usage(Code::bad_value, {std::string("dump"), form, std::string("source, tree, program, plan, batch")});
    RuleSet rules;
    if (form == "source" || form == "tree") {
        read_rule_set(arguments.positional[1], rules);
        form == "source" ? dump_source(rules, session) : dump_tree(rules, session);
        show_diagnostics(rules, rules.sink.sorted(), session);
        return rules.sink.has_errors() ? Exit::user : Exit::done;
    }
    load_sound_rule_set(arguments.positional[1], rules, session);
    if (form == "program") session.out << program::print(rules.program);
    if (form == "plan") session.out << plan::print(full_plan(arguments, rules.program));
    if (form == "batch") dump_batch(arguments, rules.program, session);
    return Exit::done;
}

}  // namespace

Command dump_command() {
    return {"dump",
            Message::dump_summary,
            {"source|tree|program|plan|batch", "RULES"},
            {{"date", "YYYY-MM-DD", Message::dump_option_date}, {"baseline", "BASELINE", Message::dump_option_baseline}},
            run};
}

}  // namespace tepat::cli
