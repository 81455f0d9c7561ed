// SPDX-License-Identifier: Apache-2.0
#include "dsl/prove/witness.hpp"

#include <algorithm>
#include <set>

#include "dsl/program/walk.hpp"

namespace tepat::prove {

using program::TypeKind;

namespace {

constexpr std::size_t most_rows = 40;
constexpr int most_drops = 24;
const int sizes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16};
const program::Date usual_date = *program::make_date(2025, 1, 1);

/// What an expression reads, through terms and rules: the members it looks at, the parameters and programmes that dates hang on.
class Reading {
public:
    explicit Reading(const Program& program) : program_(program) {}
    std::set<EntityId> members;
    std::set<program::ParameterId> parameters;
    std::set<program::ProgrammeId> programmes;

    void read(ExprId id) {
        if (!id.valid() || !seen_.insert(id.value).second) return;
        const program::Expr& expr = program_[id];
        if (const auto* quantifier = std::get_if<program::Quantifier>(&expr.kind)) read_member(quantifier->member, expr.scope);
        if (const auto* parameter = std::get_if<program::ParameterRef>(&expr.kind)) parameters.insert(parameter->parameter);
        if (const auto* term = std::get_if<program::TermRef>(&expr.kind)) read(program_[term->term].body);
        if (const auto* standing = std::get_if<program::Standing>(&expr.kind)) read(standing->programme);
        for (const ExprId child : program::children(expr)) read(child);
    }
    void read(program::ProgrammeId programme) {
        programmes.insert(programme);
        for (const program::RuleId rule : program_[programme].rules) read(program_[rule].condition);
    }

private:
    void read_member(EntityId member, EntityId scope) {
        for (EntityId e = member; e.valid() && e != scope; e = program_[e].parent) {
            members.insert(e);
            read(program_[e].only_when);
            if (!program::is_self_or_ancestor(program_, scope, e)) break;
        }
        members.insert(member);
    }

    const Program& program_;
    std::set<std::uint32_t> seen_;
};

/// Families of one size: the subject with its ancestors, and up to `size` members where members are needed.
class Search {
public:
    Search(Questions& questions, const Wanted& wanted, const Reading& reading, program::Date date)
        : questions_(questions), wanted_(wanted), reading_(reading), date_(date), terms_(questions.terms()), program_(questions.program()) {}

    std::optional<program::TestCase> find(int size) {
        Encoder family(program_, terms_, Treatment::family, date_);
        const RowId subject = build(family, size);
        if (family.rows().size() > most_rows) return std::nullopt;
        formula_.push_back(wanted_.formula(family, subject));
        for (RowId row = 0; row < family.rows().size(); ++row) {
            const bool needed = row == subject || !(family.rows()[row].certain || family.rows()[row].referred);
            if (needed) formula_.push_back(terms_.implies(family.rows()[row].present, family.takes_part(row)));
        }
        const Answer answer = questions_.ask_family(family, terms_.all(formula_));
        std::optional<program::TestCase> test;
        if (answer == Answer::yes && (family.exact() || questions_.options().passes)) test = simplest(family, subject);
        questions_.forget();
        return test;
    }

private:
    RowId build(Encoder& family, int size) {
        const RowId subject = family.add_subject(wanted_.subject);
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) {
            const EntityId entity{e};
            if (!reading_.members.contains(entity)) continue;
            for (RowId parent = 0; parent < family.rows().size() && family.rows().size() <= most_rows; ++parent)
                if (family.rows()[parent].entity == program_[entity].parent) add_members(family, entity, parent, subject, size);
        }
        return subject;
    }
    /// One after the other: a row is there only if the one before it is.
    void add_members(Encoder& family, EntityId entity, RowId parent, RowId subject, int size) {
        RowId own = no_row;  // the subject, or its ancestor, is one of them
        for (RowId row = subject; row != no_row; row = family.rows()[row].parent)
            if (family.rows()[row].entity == entity && family.rows()[row].parent == parent) own = row;
        Term before = family.rows()[parent].present;
        bool first = own == no_row && program_[entity].at_least_one;
        for (int i = own == no_row ? 0 : 1; i < size; ++i) {
            const Term present = first ? before : terms_.truth_variable();
            if (!first) formula_.push_back(terms_.implies(present, before)), optional_.push_back(present);
            family.add_row(entity, parent, present);
            before = present;
            first = false;
        }
    }

    /// Keeps what can be kept simple, one decision after the other.
    std::optional<program::TestCase> simplest(Encoder& family, RowId subject) {
        for (auto present = optional_.rbegin(); present != optional_.rend(); ++present) prefer(terms_.negate(*present));
        std::vector<Term> variables;
        for (const Term variable : terms_.variables(terms_.all(formula_)))
            if (is_fact(family, variable)) variables.push_back(variable);
        std::vector<Term> all = terms_.variables(terms_.all(formula_));
        if (questions_.solver().check(questions_.options().question_limit) != Answer::yes) return std::nullopt;
        Assignment values = questions_.solver().model(all);
        for (const Term variable : variables) {
            const auto row = family.meaning(variable).row;
            if (is_present(family, row, values)) simplify(family, variable, values);
        }
        if (questions_.solver().check(questions_.options().question_limit) != Answer::yes) return std::nullopt;
        values = questions_.solver().model(all);
        return write(family, subject, values);
    }
    static bool is_fact(const Encoder& family, Term variable) { return family.knows(variable) && family.meaning(variable).row != no_row; }
    bool is_present(const Encoder& family, RowId row, const Assignment& values) const {
        for (; row != no_row; row = family.rows()[row].parent)
            if (terms_.evaluate(family.rows()[row].present, values) == 0) return false;
        return true;
    }
    bool prefer(Term formula) {
        questions_.solver().push();
        questions_.solver().assert_term(formula);
        const bool can = questions_.solver().check(questions_.options().question_limit / 4) == Answer::yes;
        questions_.solver().pop();
        if (can) questions_.solver().assert_term(formula);
        return can;
    }
    void simplify(const Encoder& family, Term variable, const Assignment& values) {
        const Variable& meaning = family.meaning(variable);
        if (meaning.kind != VariableKind::fact || !meaning.fact.valid()) {
            if (meaning.kind != VariableKind::fact) prefer(terms_.negate(variable));
            return;
        }
        const program::Fact& fact = program_[meaning.fact];
        if (fact.type.kind == TypeKind::yes_no) {
            prefer(terms_.negate(variable));
            return;
        }
        const auto found = values.find(variable.id);
        for (const std::int64_t candidate : candidates(fact, found == values.end() ? 0 : found->second))
            if (prefer(terms_.equal(variable, terms_.number(candidate)))) return;
    }
    std::vector<std::int64_t> candidates(const program::Fact& fact, std::int64_t value) const {
        if (fact.type.kind == TypeKind::date) {
            const program::CivilDate on = program::to_civil(date_);
            const std::int64_t years = value / 372 * 372;
            return {(std::int64_t{on.year} - 30) * 372, years, years + 372, value};
        }
        std::int64_t round = fact.type.kind == TypeKind::rupiah ? 1'000'000 : 1;  // Rp10.000
        while (round > 1 && value / round == 0) round /= 10;
        return {fact.low.value_or(0), value / round * round, (value / round + 1) * round, value};
    }

    // ------------------------------------------------------------------------------------------------ writing it down

    /// Nothing: a row's key would be no name (a parameter by a numeric key).
    std::optional<program::TestCase> write(Encoder& family, RowId subject, const Assignment& values) {
        program::TestCase test;
        test.title = wanted_.title;
        test.date = date_;
        std::vector<bool> needed = needed_rows(family, subject, values);
        position_.assign(family.rows().size(), 0);
        for (const Term variable : terms_.variables(terms_.all(formula_)))
            if (is_key(family, variable)) keys_.insert(family.text_of_symbol(values.at(variable.id)));
        add_rows(family, no_row, needed, values, test);
        if (named_twice(test) || std::any_of(test.rows.begin(), test.rows.end(), [](const program::GivenRow& row) { return !is_name(row.key); })) return std::nullopt;
        add_references(family, needed, test);
        for (const Term variable : terms_.variables(terms_.all(formula_)))
            if (family.knows(variable) && family.meaning(variable).kind == VariableKind::parameter)
                test.parameters.push_back({family.meaning(variable).parameter, to_value(family, program_[family.meaning(variable).parameter].type, values.at(variable.id))});
        const auto row_of = [&](EntityId entity) { return position_[family.ancestor(subject, entity)]; };
        for (const program::ProgrammeId programme : wanted_.eligible)
            test.verdicts.push_back({row_of(program_[programme].entity), {}, programme, program::Verdict::eligible, {}, {}, {}});
        return test;
    }
    /// Rows that are read, rows that are members, and what lies above them.
    std::vector<bool> needed_rows(const Encoder& family, RowId subject, const Assignment& values) const {
        std::vector<bool> needed(family.rows().size());
        needed[subject] = true;
        for (const program::ProgrammeId programme : wanted_.eligible) needed[family.ancestor(subject, program_[programme].entity)] = true;
        for (RowId row = 0; row < family.rows().size(); ++row)
            if (!family.rows()[row].certain && !family.rows()[row].referred && is_present(family, row, values)) needed[row] = true;
        for (const Term variable : terms_.variables(terms_.all(formula_)))
            if (is_fact(family, variable) && is_present(family, family.meaning(variable).row, values)) needed[family.meaning(variable).row] = true;
        for (const EntityId member : reading_.members)
            if (const RowId above = family.ancestor(subject, program_[member].parent); above != no_row) needed[above] = true;
        for (std::size_t more = 0; more <= family.referred().size(); ++more)  // a reference may lead on to the next
            for (const auto& [reference, row] : family.referred()) {
                bool read = false;  // it, or the family it leads to
                for (RowId above = row; above != no_row; above = family.rows()[above].parent) read = read || needed[above];
                if (read) needed[row] = needed[reference.second] = true;
            }
        for (RowId row = static_cast<RowId>(needed.size()); row-- > 0;) {
            bool lower = false;  // between a needed row and a needed one above it none may be missing
            for (RowId other = 0; other < needed.size(); ++other) lower = lower || (needed[other] && other != row && is_below(family, other, row));
            bool upper = false;
            for (RowId above = family.rows()[row].parent; above != no_row; above = family.rows()[above].parent) upper = upper || needed[above];
            if (lower && upper) needed[row] = true;
        }
        return needed;
    }
    static bool is_below(const Encoder& family, RowId row, RowId above) {
        for (; row != no_row; row = family.rows()[row].parent)
            if (row == above) return true;
        return false;
    }
    void add_rows(Encoder& family, RowId parent, const std::vector<bool>& needed, const Assignment& values, program::TestCase& test) {
        for (RowId row = 0; row < family.rows().size(); ++row) {
            if (family.rows()[row].parent != parent) continue;
            if (needed[row]) {
                position_[row] = test.rows.size();
                program::GivenRow given{family.rows()[row].entity, key_of(family, row, values), {}, facts_of(family, row, values), {}};
                if (parent != no_row && needed[parent]) given.parent = position_[parent];
                test.rows.push_back(std::move(given));
            }
            add_rows(family, row, needed, values, test);
        }
    }
    /// A row that is referred to stands by itself, and who refers to it says so.
    void add_references(const Encoder& family, const std::vector<bool>& needed, program::TestCase& test) const {
        for (const auto& [reference, row] : family.referred())
            if (needed[reference.second] && needed[row])
                test.rows[position_[reference.second]].facts.push_back({FactId{reference.first}, {0, test.rows[position_[row]].key}});
    }
    /// The key of a row, which a parameter is given by.
    static bool is_key(const Encoder& family, Term variable) {
        return family.knows(variable) && family.meaning(variable).kind == VariableKind::fact && family.meaning(variable).row != no_row &&
               !family.meaning(variable).fact.valid();
    }
    /// Two rows of different entities with the key that a parameter names: a test cannot say that.
    static bool named_twice(const program::TestCase& test) {
        std::set<std::string> names;
        return !std::all_of(test.rows.begin(), test.rows.end(), [&](const program::GivenRow& row) { return names.insert(row.key).second; });
    }
    std::string key_of(const Encoder& family, RowId row, const Assignment& values) {
        for (const Term variable : terms_.variables(terms_.all(formula_)))
            if (is_key(family, variable) && family.meaning(variable).row == row) return family.text_of_symbol(values.at(variable.id));
        const std::string letter = program_[family.rows()[row].entity].name.substr(0, 1);
        std::string key;
        do key = letter + std::to_string(++numbers_[letter]);
        while (!keys_.insert(key).second);  // a key that a parameter names may look like this
        return key;
    }
    std::vector<program::GivenFact> facts_of(const Encoder& family, RowId row, const Assignment& values) const {
        std::map<FactId, program::Value> given;
        std::set<FactId> unknown;
        for (const Term variable : terms_.variables(terms_.all(formula_))) {
            if (!is_fact(family, variable) || family.meaning(variable).row != row || !values.contains(variable.id)) continue;
            const Variable& meaning = family.meaning(variable);
            if (!meaning.fact.valid()) continue;
            const std::int64_t value = values.at(variable.id);
            if (meaning.kind == VariableKind::known && value == 0) unknown.insert(meaning.fact);
            if (meaning.kind == VariableKind::known) given.emplace(meaning.fact, any_value(program_[meaning.fact]));
            if (meaning.kind == VariableKind::member_of_set) given[meaning.fact].number |= value << meaning.index;
            if (meaning.kind == VariableKind::fact) given[meaning.fact] = to_value(family, program_[meaning.fact].type, value);
        }
        std::vector<program::GivenFact> facts;
        for (const auto& [fact, value] : given)
            if (!unknown.contains(fact)) facts.push_back({fact, value});
        return facts;
    }
    static bool is_name(const std::string& key) {
        const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        return !key.empty() && letter(key[0]) && std::all_of(key.begin(), key.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
    }
    /// Of a fact that only has to be known.
    program::Value any_value(const program::Fact& fact) const {
        const std::int64_t usual = fact.type.kind == TypeKind::date ? date_.days : 0;
        return {std::clamp(usual, fact.low.value_or(usual), std::max(fact.low.value_or(usual), fact.high.value_or(usual))), {}};
    }
    static program::Value to_value(const Encoder& family, const program::Type& type, std::int64_t number) {
        if (type.kind == TypeKind::date) return {date_of_code(number).days, {}};
        if (type.kind == TypeKind::text) return {0, family.text_of_symbol(number)};
        return {number, {}};
    }

    Questions& questions_;
    const Wanted& wanted_;
    const Reading& reading_;
    program::Date date_;
    Terms& terms_;
    const Program& program_;
    std::vector<Term> formula_, optional_;
    std::vector<std::size_t> position_;
    std::map<std::string, int> numbers_;
    std::set<std::string> keys_;
};

/// The program with just this test, for the engine.
class Trial {
public:
    Trial(Questions& questions, const Wanted& wanted) : questions_(questions), wanted_(wanted) {}

    bool passes(const program::TestCase& test) {
        if (!program_) prepare();
        program_->tests = {with_value(test)};
        return !questions_.options().passes || questions_.options().passes(*program_);
    }
    std::string print(const program::TestCase& test, diagnostics::Language language) { return print_test(*program_, with_value(test), language); }
    /// Facts that decide nothing are left out again.
    void drop_facts(program::TestCase& test) {
        if (!questions_.options().passes) return;
        int tries = 0;
        for (program::GivenRow& row : test.rows)
            for (std::size_t i = row.facts.size(); i-- > 0 && tries < most_drops; ++tries) {
                const program::GivenFact dropped = row.facts[i];
                row.facts.erase(row.facts.begin() + static_cast<std::ptrdiff_t>(i));
                if (!passes(test)) row.facts.insert(row.facts.begin() + static_cast<std::ptrdiff_t>(i), dropped);
            }
        for (std::size_t row = test.rows.size(); row-- > 0;) drop_idle(test, row);
    }

private:
    /// Who was referred to by a fact that is gone: nobody lies in that row, nobody refers to it, nothing is expected of it.
    void drop_idle(program::TestCase& test, std::size_t row) {
        const auto hangs_on_it = [&](const program::GivenRow& other) {
            return other.parent == row || std::any_of(other.facts.begin(), other.facts.end(), [&](const program::GivenFact& fact) {
                       return (*program_)[fact.fact].type.kind == program::TypeKind::reference && fact.value.text == test.rows[row].key;
                   });
        };
        if (test.rows[row].parent || is_asked(test, row) || std::any_of(test.rows.begin(), test.rows.end(), hangs_on_it)) return;
        program::TestCase fewer = test;
        fewer.rows.erase(fewer.rows.begin() + static_cast<std::ptrdiff_t>(row));
        for (program::GivenRow& other : fewer.rows)
            if (other.parent && *other.parent > row) --*other.parent;
        for (program::ExpectVerdict& expected : fewer.verdicts)
            if (expected.row > row) --expected.row;
        if (passes(fewer)) test = std::move(fewer);
    }
    bool is_asked(const program::TestCase& test, std::size_t row) const {
        const auto of_subject = [&](const program::GivenRow& one) { return one.entity == wanted_.subject; };
        const auto subject = std::find_if(test.rows.begin(), test.rows.end(), of_subject) - test.rows.begin();
        return static_cast<std::size_t>(subject) == row || std::any_of(test.verdicts.begin(), test.verdicts.end(), [&](const auto& expected) { return expected.row == row; });
    }
    void prepare() {
        program_ = questions_.program();
        if (!wanted_.in_error.valid()) return;
        const program::Term& term = (*program_)[wanted_.in_error];
        program_->exprs.push_back({program::TermRef{wanted_.in_error}, term.type, term.entity, term.span});
    }
    program::TestCase with_value(program::TestCase test) const {
        if (!wanted_.in_error.valid()) return test;
        const ExprId what{static_cast<std::uint32_t>(program_->exprs.size() - 1)};
        for (std::size_t row = 0; row < test.rows.size(); ++row)
            if (test.rows[row].entity == wanted_.subject) {  // the subject is the first of its entity
                test.values.push_back({row, what, false, {}, {}, {}, true});
                break;
            }
        return test;
    }

    Questions& questions_;
    const Wanted& wanted_;
    std::optional<Program> program_;
};

std::vector<program::Date> dates_for(const Questions& questions, const Reading& reading) {
    if (questions.options().date) return {*questions.options().date};
    const Program& program = questions.program();
    program::Date latest = usual_date;
    bool any = false;
    const auto take = [&](program::Date date) { latest = any ? std::max(latest, date) : date, any = true; };
    for (const program::ParameterId parameter : reading.parameters)
        for (const program::ParameterPeriod& period : program[parameter].periods) take(period.from);
    for (const program::ProgrammeId programme : reading.programmes)
        if (program[programme].from) take(*program[programme].from);
    for (const program::ProgrammeId programme : reading.programmes)
        if (program[programme].until) latest = std::min(latest, *program[programme].until);
    std::vector<program::Date> dates{latest};
    if (questions.example_date() && *questions.example_date() != latest) dates.push_back(*questions.example_date());
    return dates;
}

}  // namespace

std::optional<std::string> find_witness(Questions& questions, const Wanted& wanted, diagnostics::Language language) {
    Reading reading(questions.program());
    for (const ExprId expr : wanted.reads) reading.read(expr);
    for (const program::ProgrammeId programme : wanted.eligible) reading.read(programme);
    Trial trial(questions, wanted);
    for (const program::Date date : dates_for(questions, reading)) {
        for (const int size : sizes) {
            auto test = Search(questions, wanted, reading, date).find(size);
            if (test && trial.passes(*test)) {
                if (!wanted.keep_facts) trial.drop_facts(*test);
                return trial.print(*test, language);
            }
            if (reading.members.empty() || questions.exhausted()) break;
        }
    }
    return std::nullopt;
}

}  // namespace tepat::prove
