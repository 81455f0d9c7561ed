// SPDX-License-Identifier: Apache-2.0
// The declarations of a Program as text (print.hpp): one line each, facts and periods as lines below their owner.
#include "dsl/program/print.hpp"

#include <fmt/format.h>

namespace tepat::program {
namespace {

class DeclarationPrinter {
public:
    explicit DeclarationPrinter(const Program& program) : program_(program) {}

    std::string meaning() {
        for (const Entity& entity : program_.entities) print(entity);
        for (const Parameter& parameter : program_.parameters) print(parameter);
        for (const Agency& agency : program_.agencies) line("agency {}{}", agency.name, label(agency.label));
        for (const Term& term : program_.terms) print(term);
        for (const Programme& programme : program_.programmes) print(programme);
        for (const Rule& rule : program_.rules) print(rule);
        return std::move(text_);
    }
    std::string tests() {
        for (const TestCase& test : program_.tests) print(test);
        return std::move(text_);
    }

private:
    template <class... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        text_ += fmt::format(format, std::forward<Args>(args)...) + "\n";
    }
    static std::string label(const std::string& text) { return text.empty() ? "" : " " + quoted(text); }
    static std::string quoted(const std::string& text) {
        Value value;
        value.text = text;
        return print_value(Program{}, Type{TypeKind::text, 0, false, {}}, value);
    }
    std::string expression(ExprId id) const { return id.valid() ? print_expression(program_, id) : "-"; }
    /// A program with errors may lack an entity.
    std::string name(EntityId id) const { return id.valid() ? program_[id].name : "-"; }
    std::string fact_name(FactId id) const { return program_[program_[id].entity].name + "." + program_[id].name; }
    std::string bound(const Fact& fact, const std::optional<std::int64_t>& value) const {
        return value ? print_value(program_, fact.type, Value{*value, {}}) : "";
    }
    static const char* word(Secrecy secrecy) {
        constexpr const char* words[] = {"", " sensitive", " secret", " secret sensitive"};
        return words[static_cast<int>(secrecy)];
    }
    static std::string due(const Due& due) {
        constexpr const char* words[] = {"days", "months", "years", "working_days"};
        return fmt::format("{} {}", due.amount, words[static_cast<int>(due.unit)]);
    }

    void print(const Entity& entity) {
        std::string clauses;
        if (entity.parent.valid()) clauses += fmt::format(" in {} via {}", program_[entity.parent].name, entity.link_column);
        if (entity.at_least_one) clauses += " at_least_one";
        if (entity.called_by.valid()) clauses += " called_by " + program_[entity.called_by].name;
        for (FactId fact : entity.address) clauses += " address " + program_[fact].name;
        if (entity.area) clauses += " area";
        line("entity {}{} table {} key {}{}", entity.name, label(entity.label), quoted(entity.table), quoted(entity.key_column), clauses);
        if (entity.only_when.valid()) line("  only_when {}", expression(entity.only_when));
        if (entity.recipients) print(*entity.recipients);
        for (FactId id : entity.facts) print(program_[id]);
    }
    void print(const Recipients& recipients) {
        const std::string until = recipients.until.valid() ? " until " + program_[recipients.until].name : "";
        line("  recipients {} from {}{}{}", program_[recipients.programme].name, program_[recipients.from].name, until,
             recipients.complete ? " complete" : "");
    }
    void print(const Fact& fact) {
        std::string more;
        if (fact.refers_to.valid()) more += " to " + name(fact.refers_to);
        if (fact.low || fact.high) more += fmt::format(" range {}..{}", bound(fact, fact.low), bound(fact, fact.high));
        if (fact.column != fact.name) more += " column " + quoted(fact.column);
        for (const std::string& code : fact.counts_as_missing) more += " counts_as_missing " + quoted(code);
        if (fact.vintage) {
            constexpr const char* units[] = {"days", "months", "years"};
            more += fmt::format(" valid {} {} since {}", fact.vintage->amount, units[static_cast<int>(fact.vintage->unit)], fact_name(fact.vintage->since));
        }
        line("  fact {}{} {}{}{}", fact.name, label(fact.label), print_type(program_, fact.type), more, word(fact.secrecy));
        if (fact.type.kind == TypeKind::choice || fact.type.kind == TypeKind::set) print_values(program_[fact.type.choices]);
    }
    void print_values(const Choices& choices) {
        for (const ChoiceValue& value : choices.values) {
            line("    value {}{}{}", value.name, value.code ? " = " + quoted(*value.code) : "", label(value.label));
        }
    }
    void print(const Parameter& parameter) {
        std::string by;
        if (parameter.by_entity.valid()) by = " by " + program_[parameter.by_entity].name;
        if (parameter.by_fact.valid()) by = " by " + fact_name(parameter.by_fact);
        line("parameter {}{} {}{}{}", parameter.name, label(parameter.label), print_type(program_, parameter.type), by,
             parameter.is_list ? " list" : "");
        for (const ParameterPeriod& period : parameter.periods) {
            line("  {}from {}{} value {}{}", period.key ? "key " + quoted(*period.key) + " " : "", to_iso(period.from),
                 period.until ? " until " + to_iso(*period.until) : "", print_value(program_, parameter.type, period.value),
                 period.basis.empty() ? "" : " basis " + quoted(period.basis));
        }
    }
    void print(const Term& term) {
        constexpr const char* forms[] = {"term", "term", "score", "table"};
        line("{}{} {}.{}{} {}{} means {}", term.hidden ? "hidden " : "", forms[static_cast<int>(term.form)], program_[term.entity].name, term.name,
             label(term.label), print_type(program_, term.type), word(term.secrecy), expression(term.body));
    }
    void print_common(const std::vector<std::string>& legal_basis, const std::vector<Exception>& exceptions,
                      const std::optional<Task>& task, const std::optional<Task>& data_task) {
        for (const std::string& basis : legal_basis) line("  legal_basis {}", quoted(basis));
        for (const Exception& exception : exceptions) line("  unless {}: {}", exception.name, expression(exception.condition));
        if (task) print("task", *task);
        if (data_task) print("data_task", *data_task);
    }
    void print(const char* kind, const Task& task) {
        constexpr const char* priorities[] = {"high", "medium", "low"};
        std::string pieces;
        for (const TextPiece& piece : task.text) {
            pieces += piece.missing ? " {missing}" : piece.fact.valid() ? " {" + fact_name(piece.fact) + "}" : " " + quoted(piece.literal);
        }
        line("  {}{} to {} priority {}{}{} done_when {}", kind, pieces, task.agency.valid() ? program_[task.agency].name : "-",
             priorities[static_cast<int>(task.priority)], task.due ? " due " + due(*task.due) : "",
             task.evidence.empty() ? "" : " evidence " + quoted(task.evidence), expression(task.done_when));
    }
    std::string group(const GroupBy& per) const {
        if (per.entity.valid()) return " per " + name(per.entity);
        return per.fact.valid() ? " per " + fact_name(per.fact) : "";
    }
    /// Who gets a place, and in which stage.
    void print_places(const Programme& programme) {
        if (programme.stage > 0) line("  stage {}", programme.stage);
        for (const Quota& quota : programme.quotas) line("  quota {}{}", expression(quota.amount), group(quota.per));
        if (programme.budget) {
            const Budget& budget = *programme.budget;
            line("  budget {}{} unit_cost {}", expression(budget.amount), group(budget.per), expression(budget.unit_cost));
        }
        if (programme.taken_when.valid()) line("  taken_when {}", expression(programme.taken_when));
        for (const Tier& tier : programme.tiers) line("  tier {}: {}", tier.number, expression(tier.condition));
        for (const OrderKey& key : programme.order) line("  then {} {}", expression(key.value), key.largest_first ? "largest_first" : "smallest_first");
        for (const AtMost& limit : programme.at_most) line("  at_most {} per {}", expression(limit.count), name(limit.per));
        for (const Exclusion& other : programme.yields_to) line("  yields_to {}", program_[other.programme].name);
        for (const Exclusion& other : programme.not_together) line("  not_together_with {}", program_[other.programme].name);
        if (programme.receiving.valid()) line("  receiving {}", quoted(program_[programme.receiving].name));
        if (!programme.graduation) return;
        line("  graduates_if {}", expression(programme.graduation->condition));
        if (programme.graduation->task) print("exit_task", *programme.graduation->task);
    }
    void print(const Programme& programme) {
        constexpr const char* strategies[] = {"", " reduce_expenses", " raise_income", " reduce_pockets"};
        constexpr const char* periods[] = {"once", "monthly", "quarterly", "yearly"};
        line("programme {}{} for {}{} run_by {} period {}{}{}{}", programme.name, label(programme.label), name(programme.entity),
             strategies[static_cast<int>(programme.strategy)], programme.agency.valid() ? program_[programme.agency].name : "-",
             periods[static_cast<int>(programme.period)], programme.from ? " from " + to_iso(*programme.from) : "",
             programme.until ? " until " + to_iso(*programme.until) : "", programme.draft ? " draft" : "");
        if (programme.benefit.valid()) {
            const char* per = !programme.benefit_per ? "" : *programme.benefit_per == DueUnit::months ? " per month" : " per year";
            line("  benefit {}{}", expression(programme.benefit), per);
        }
        print_places(programme);
        print_common(programme.legal_basis, programme.exceptions, programme.task, programme.data_task);
    }
    void print(const Rule& rule) {
        line("rule {}{} for {}{}", rule.name, label(rule.label), name(rule.entity),
             rule.programme.valid() ? " programme " + program_[rule.programme].name : "");
        line("  when {}", expression(rule.when));
        line("  condition {}", expression(rule.condition));
        print_common(rule.legal_basis, rule.exceptions, rule.task, rule.data_task);
    }
    void print(const TestCase& test) {
        constexpr const char* verdicts[] = {"eligible", "not_eligible", "undecided", "error", "selected", "waiting"};
        line("test {} on {}", quoted(test.title), to_iso(test.date));
        for (const GivenParameter& given : test.parameters) {
            const Parameter& parameter = program_[given.parameter];
            line("  parameter {} = {}", parameter.name, print_value(program_, parameter.type, given.value));
        }
        for (const GivenRow& row : test.rows) {
            std::string facts = row.parent ? " in " + test.rows[*row.parent].key : "";
            for (const GivenFact& given : row.facts) {
                const Fact& fact = program_[given.fact];
                facts += fmt::format(", {} {}", fact.name, print_value(program_, fact.type, given.value));
            }
            line("  row {} {}{}", program_[row.entity].name, row.key, facts);
        }
        for (const ExpectVerdict& expect : test.verdicts) {
            std::string missing;
            for (FactId fact : expect.missing) missing += " missing " + fact_name(fact);
            if (expect.rank) missing += fmt::format(" rank {}", *expect.rank);
            line("  expect {} {} {}{}", test.rows[expect.row].key, verdicts[static_cast<int>(expect.verdict)],
                 expect.rule.valid() ? program_[expect.rule].name : program_[expect.programme].name, missing);
        }
        for (const ExpectValue& expect : test.values) {
            const Type& type = program_[expect.what].type;
            const std::string value = expect.error     ? "error"
                                      : expect.unknown ? "unknown"
                                                     : print_value(program_, type, expect.low) + ".." + print_value(program_, type, expect.high);
            line("  expect {} {} {}", test.rows[expect.row].key, expression(expect.what), value);
        }
    }

    const Program& program_;
    std::string text_;
};

}  // namespace

std::string print_meaning(const Program& program) { return DeclarationPrinter(program).meaning(); }

std::string print(const Program& program) {
    return fmt::format("complete {}\n", program.complete) + DeclarationPrinter(program).meaning() + DeclarationPrinter(program).tests();
}

}  // namespace tepat::program
