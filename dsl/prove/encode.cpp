// SPDX-License-Identifier: Apache-2.0
// The encoder's rows, variables and vocabulary: facts, parameters, dates, texts. Expressions: encode_value.cpp; members: encode_members.cpp.
#include "dsl/prove/encode.hpp"

#include <algorithm>

#include "dsl/program/print.hpp"

namespace tepat::prove {

using program::TypeKind;

namespace {

constexpr int days_a_month = 31, days_a_year = 372;
const program::Date earliest_date = *program::make_date(1945, 1, 1), latest_date = *program::make_date(2100, 12, 31);

}  // namespace

std::int64_t day_code(program::Date date) {
    const program::CivilDate civil = program::to_civil(date);
    return std::int64_t{civil.year} * days_a_year + (std::int64_t{civil.month} - 1) * days_a_month + civil.day - 1;
}

program::Date date_of_code(std::int64_t code) {
    const std::int64_t year = std::clamp<std::int64_t>(code / days_a_year, 1, 9999), rest = code % days_a_year;
    for (std::int64_t day = rest % days_a_month; day >= 0; --day)
        if (const auto date = program::make_date(static_cast<int>(year), static_cast<unsigned>(rest / days_a_month + 1), static_cast<unsigned>(day + 1)))
            return *date;
    return program::first_date;
}

Encoder::Encoder(const Program& program, Terms& terms, Treatment treatment, std::optional<program::Date> date)
    : program_(program), terms_(terms), treatment_(treatment), date_(date), asked_(program.facts.size()) {
    find_asked_facts();
    if (treatment == Treatment::family) find_texts();
}

/// Every text the rules compare with: one of them is what an example needs.
void Encoder::find_texts() {
    for (const program::Expr& expr : program_.exprs)
        if (const auto* constant = std::get_if<program::Constant>(&expr.kind); constant != nullptr && expr.type.kind == TypeKind::text) symbol(constant->value.text);
}

void Encoder::find_asked_facts() {
    const auto ask = [&](ExprId id) {
        while (const auto* via = std::get_if<program::Via>(&program_[id].kind)) id = via->inner;
        if (const auto* ref = std::get_if<program::FactRef>(&program_[id].kind)) asked_[ref->fact.value] = true;
    };
    for (const program::Expr& expr : program_.exprs) {
        if (const auto* known = std::get_if<program::IsKnown>(&expr.kind)) ask(known->operand);
        if (const auto* missing = std::get_if<program::IfMissing>(&expr.kind)) ask(missing->fact);
    }
}

// --------------------------------------------------------------------------------------------------------- rows

RowId Encoder::add_row(EntityId entity, RowId parent, Term present, bool certain) {
    rows_.push_back({entity, parent, present, certain});
    return static_cast<RowId>(rows_.size() - 1);
}

RowId Encoder::add_subject(EntityId entity) {
    const EntityId above = program_[entity].parent;
    const RowId parent = above.valid() ? add_subject(above) : no_row;
    return add_row(entity, parent, terms_.yes(), true);
}

RowId Encoder::ancestor(RowId row, EntityId entity) const {
    while (row != no_row && rows_[row].entity != entity) row = rows_[row].parent;
    return row;
}

Term Encoder::takes_part(RowId row) {
    const ExprId condition = program_[rows_[row].entity].only_when;
    return condition.valid() ? holds(condition, row) : terms_.yes();
}

// ---------------------------------------------------------------------------------------------------- variables

Term Encoder::variable(bool truth, Variable meaning) {
    const Term term = truth ? terms_.truth_variable() : terms_.number_variable();
    variables_.emplace(term.id, meaning);
    return term;
}

void Encoder::add_axiom(Term variable, Term axiom) {
    std::vector<Term>& known = axioms_[variable.id];
    if (std::find(known.begin(), known.end(), axiom) == known.end()) known.push_back(axiom);
}

const std::vector<Term>& Encoder::axioms(Term variable) const {
    static const std::vector<Term> none;
    const auto found = axioms_.find(variable.id);
    return found == axioms_.end() ? none : found->second;
}

std::int64_t Encoder::symbol(const std::string& text) {
    const auto [at, is_new] = symbols_.emplace(text, static_cast<std::int64_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return at->second;
}

std::string Encoder::text_of_symbol(std::int64_t symbol) const {
    const auto known = static_cast<std::int64_t>(texts_.size());
    return symbol < known ? texts_[static_cast<std::size_t>(symbol)] : "lain " + std::to_string(symbol - known + 1);
}

std::string Encoder::print(ExprId expr) {
    const auto [at, is_new] = printed_.emplace(expr.value, std::string());
    if (is_new) at->second = program::print_expression(program_, expr);
    return at->second;
}

Term Encoder::known(FactId fact, RowId row) {
    const auto found = knowns_.find({fact.value, row});
    if (found != knowns_.end()) return found->second;
    Term known = variable(true, {VariableKind::known, row, fact, 0, {}});
    if (treatment_ == Treatment::family && program_[fact].vintage) known = terms_.all({known, recent(*program_[fact].vintage, row)});
    return knowns_.emplace(std::pair(fact.value, row), known).first->second;
}

Term Encoder::recent(const program::Vintage& vintage, RowId row) {
    const Value since = fact(vintage.since, ancestor(row, program_[vintage.since].entity));
    const std::int64_t months = vintage.unit == program::CalendarUnit::years ? vintage.amount * 12 : vintage.amount;
    const auto oldest = vintage.unit == program::CalendarUnit::days ? program::shift_days(*date_, -vintage.amount)
                                                                    : program::shift_months(*date_, -months);
    if (!oldest) return terms_.no();
    return terms_.all({since.sound, terms_.less_equal(terms_.number(day_code(*oldest)), since.number)});
}

Value Encoder::fact(FactId id, RowId row) {
    const auto found = facts_.find({id.value, row});
    if (found != facts_.end()) return found->second;
    const program::Fact& fact = program_[id];
    Value value;
    value.sound = terms_.yes();
    if (treatment_ == Treatment::family) {
        if (asked_[id.value]) value.sound = known(id, row);
        else if (fact.vintage) value.sound = recent(*fact.vintage, row);
    }
    const Term term = variable(fact.type.kind == TypeKind::yes_no, {VariableKind::fact, row, id, 0, {}});
    if (fact.type.kind == TypeKind::yes_no) {
        value.holds = terms_.all({value.sound, term});
        value.fails = terms_.all({value.sound, terms_.negate(term)});
    } else {
        value.number = term;
    }
    switch (fact.type.kind) {
        case TypeKind::number:
        case TypeKind::rupiah: add_axiom(term, terms_.between(term, fact.low, fact.high)); break;
        case TypeKind::choice:
            add_axiom(term, terms_.between(term, 0, static_cast<std::int64_t>(program_[fact.type.choices].values.size()) - 1));
            break;
        case TypeKind::text: add_axiom(term, terms_.between(term, 0, std::nullopt)); break;
        case TypeKind::date: {
            const program::Date low{static_cast<std::int32_t>(fact.low.value_or(program::first_date.days))};
            const program::Date high{static_cast<std::int32_t>(fact.high.value_or(program::last_date.days))};
            add_axiom(term, terms_.between(term, day_code(low), day_code(high)));
            if (treatment_ == Treatment::general) break;
            const Term month = variable(false, {}), day = variable(false, {});  // a day that every month has
            add_axiom(term, terms_.equal(term, terms_.sum({terms_.scale(month, days_a_month), day})));
            add_axiom(day, terms_.between(day, 0, 27));
            break;
        }
        default: break;
    }
    return facts_.emplace(std::pair(id.value, row), value).first->second;
}

// ------------------------------------------------------------------------------------- parameters, dates, constants

Term Encoder::reference_date() {
    if (date_) return terms_.number(day_code(*date_));
    if (!date_variable_.valid()) {
        date_variable_ = variable(false, {VariableKind::date, no_row, {}, 0, {}});
        add_axiom(date_variable_, terms_.between(date_variable_, day_code(earliest_date), day_code(latest_date)));
    }
    return date_variable_;
}

Term Encoder::in_period(const program::ParameterPeriod& period) {
    const Term on = reference_date();
    const Term started = terms_.less_equal(terms_.number(day_code(period.from)), on);
    return period.until ? terms_.all({started, terms_.less_equal(on, terms_.number(day_code(*period.until)))}) : started;
}

Value Encoder::constant(const program::Type& type, const program::Value& value) {
    Value made;
    made.sound = terms_.yes();
    switch (type.kind) {
        case TypeKind::yes_no:
            made.holds = terms_.truth(value.number != 0);
            made.fails = terms_.truth(value.number == 0);
            break;
        case TypeKind::date: made.number = terms_.number(day_code({static_cast<std::int32_t>(value.number)})); break;
        case TypeKind::text: made.number = terms_.number(symbol(value.text)); break;
        default: made.number = terms_.number(value.number); break;
    }
    return made;
}

Value Encoder::key_of(EntityId entity, RowId row) {
    const RowId of = ancestor(row, entity);
    const auto found = keys_.find({entity.value, of});
    if (found != keys_.end()) return found->second;
    Value key;
    key.sound = terms_.yes();
    key.number = variable(false, {VariableKind::fact, of, {}, 0, {}});  // without fact: the row's key
    add_axiom(key.number, terms_.between(key.number, 0, std::nullopt));
    return keys_.emplace(std::pair(entity.value, of), key).first->second;
}

/// Is this the line in force? A later line that was closed by `sampai` does not bring back an earlier one.
Term Encoder::is_period(const program::ParameterPeriod& period, const program::ParameterRef& ref, RowId row, RowId subject) {
    const Term started = terms_.less_equal(terms_.number(day_code(period.from)), reference_date());
    if (!period.key) return started;
    const Value key = value(ref.key, row, subject);
    std::int64_t index = -1;
    if (program_[ref.key].type.kind == TypeKind::choice) {
        const auto& choices = program_[program_[ref.key].type.choices].values;
        for (std::size_t i = 0; i < choices.size(); ++i)
            if (choices[i].name == *period.key) index = static_cast<std::int64_t>(i);
    } else {
        index = symbol(*period.key);
    }
    return terms_.all({started, key.sound, terms_.equal(key.number, terms_.number(index))});
}

/// What is in force on the reference date. In general only days are looked at on which the parameter (by key: for some key) has a value;
/// a key may still have none, and then nothing that needs it holds or fails. A parameter without any line yet may have any value.
Value Encoder::parameter(const program::ParameterRef& ref, RowId row, RowId subject) {
    const program::Parameter& parameter = program_[ref.parameter];
    const auto found = parameters_.find(ref.parameter.value);
    if (found != parameters_.end() && !ref.key.valid()) return found->second;
    const bool truth = parameter.type.kind == TypeKind::yes_no, general = treatment_ == Treatment::general && !parameter.periods.empty();
    Term& free = free_parameters_[ref.parameter.value];
    if (!free.valid()) free = variable(truth, {VariableKind::parameter, no_row, {}, 0, ref.parameter});
    Term covered = terms_.truth(parameter.periods.empty());
    Term chosen = free;
    std::vector<Term> open;
    for (const program::ParameterPeriod& period : parameter.periods) {  // by key, then from: a later one wins
        const Term applies = is_period(period, ref, row, subject);
        const Term ended = period.until ? terms_.less(terms_.number(day_code(*period.until)), reference_date()) : terms_.no();
        const Value value = constant(parameter.type, period.value);
        covered = terms_.choose_truth(applies, terms_.negate(ended), covered);
        chosen = truth ? terms_.choose_truth(applies, value.holds, chosen) : terms_.choose(applies, value.number, chosen);
        open.push_back(in_period(period));
    }
    const Term some_day = ref.key.valid() ? terms_.any(open) : covered;
    if (general && some_day != terms_.no()) add_axiom(free, some_day);  // nothing in force on the given date: R4047 says so
    if (general && !ref.key.valid()) covered = terms_.yes();
    Value made;
    made.sound = covered;
    if (truth) {
        made.holds = terms_.all({covered, chosen});
        made.fails = terms_.all({covered, terms_.negate(chosen)});
    } else {
        made.number = chosen;
    }
    if (!ref.key.valid()) parameters_.emplace(ref.parameter.value, made);
    return made;
}

Value Encoder::opaque(ExprId expr, RowId row, RowId subject) {
    const auto key = std::tuple(print(expr), row, subject);
    const auto found = opaques_.find(key);
    if (found != opaques_.end()) return found->second;
    const program::Type& type = program_[expr].type;
    Value made;
    made.sound = terms_.yes();
    const Term term = variable(type.kind == TypeKind::yes_no, {});
    if (type.kind == TypeKind::yes_no) {
        made.holds = term;
        made.fails = terms_.negate(term);
    } else {
        made.number = term;
    }
    return opaques_.emplace(key, made).first->second;
}

Term Encoder::free_variable(bool truth, const std::string& what, RowId row, RowId subject) {
    const auto [at, is_new] = free_variables_.try_emplace({what, row, subject});
    if (is_new) at->second = variable(truth, {});
    return at->second;
}

Term Encoder::in_force(program::ProgrammeId id) {
    const program::Programme& programme = program_[id];
    if (!programme.from && !programme.until) return terms_.yes();
    const auto code = [](const std::optional<program::Date>& date) { return date ? std::optional(day_code(*date)) : std::nullopt; };
    return terms_.between(reference_date(), code(programme.from), code(programme.until));
}

Value Encoder::eligible(program::ProgrammeId id, RowId from) {
    const program::Programme& programme = program_[id];
    const RowId row = ancestor(from, programme.entity);
    std::vector<Term> some{terms_.no()}, none{terms_.yes()};
    for (const program::RuleId rule : programme.rules) {
        const Value one = value(program_[rule].condition, row);
        some.push_back(one.holds);
        none.push_back(one.fails);
    }
    const ExprId only_when = program_[programme.entity].only_when;
    const Term outside = only_when.valid() ? fails(only_when, row) : terms_.no();
    Value made;
    made.holds = terms_.all({in_force(id), takes_part(row), terms_.any(some)});
    made.fails = terms_.any({terms_.negate(in_force(id)), outside, terms_.all(none)});
    made.sound = terms_.any({made.holds, made.fails});
    return made;
}

}  // namespace tepat::prove
