// SPDX-License-Identifier: Apache-2.0
// Expressions of the program as terms about ONE subject, its ancestors and its members (solver.hpp decides them).
//
//     keluarga.desil <= 4, on the row of a person   ->   less_equal(desil of that person's family, 4)
//
// Two ways of treating members (docs/language/analyser.md):
//   general:  quantifiers become free numbers with what is known about them (a count is not negative; where it is 1 or more, there is a
//             member that satisfies the condition). Every real family is among the models, so "cannot be" is a proof.
//   family:   the rows are given one by one (World::present) and quantifiers are written out. "Can be" is then a real family, unless
//             exact() is false: something in it could only be guessed at.
// Facts are taken as known and without errors; only what `diketahui` and `bila kosong` ask about may be unknown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dsl/program/program.hpp"
#include "dsl/prove/terms.hpp"

namespace tepat::prove {

using program::EntityId;
using program::ExprId;
using program::FactId;
using program::Program;

using RowId = std::uint32_t;
inline constexpr RowId no_row = ~RowId{0};

/// One row the encoding speaks of.
struct Row {
    EntityId entity;
    RowId parent = no_row;
    Term present;            ///< of a family's rows: is it there at all
    bool certain = false;    ///< of the subject and its ancestors
    bool referred = false;   ///< another row points to it, or it is an ancestor of such a row: it may be no subject
};

/// A value in the terms of its type. Yes/no: `holds` and `fails` (neither: unknown or error). Others: `number` where `sound` holds; a
/// quotient is number / divisor. Dates count 372 days a year and 31 a month (day_code), choices and texts by index.
struct Value {
    Term holds, fails;
    Term number, divisor, sound;
};

enum class VariableKind : std::uint8_t { fact, known, member_of_set, parameter, date, present, opaque };
struct Variable {
    VariableKind kind = VariableKind::opaque;
    RowId row = no_row;
    FactId fact;
    std::int64_t index = 0;  ///< of member_of_set: the choice
    program::ParameterId parameter;
};

/// A count of members: everything a quantifier of the general encoding says hangs on one of these.
struct Counted {
    Term count;
    EntityId member;
    RowId base = no_row;  ///< whose descendants
    RowId subject = no_row;
    ExprId where;         ///< invalid: all of them
    bool negated = false; ///< those that do not satisfy it
    RowId without = no_row;  ///< `lain`: all but this row; not comparable with a count of everybody
};

enum class Treatment : std::uint8_t { general, family };

/// Months of 31 days: order and whole years and months come out as in the calendar.
std::int64_t day_code(program::Date date);
program::Date date_of_code(std::int64_t code);  ///< the nearest date that exists

class Encoder {
public:
    /// Without `date` the reference date is any day from 1945 to 2100 (general only).
    Encoder(const Program& program, Terms& terms, Treatment treatment, std::optional<program::Date> date);

    RowId add_row(EntityId entity, RowId parent, Term present, bool certain = false);
    /// The subject and a row for each of its ancestors.
    RowId add_subject(EntityId entity);
    const std::vector<Row>& rows() const { return rows_; }

    Value value(ExprId expr, RowId row) { return value(expr, row, row); }
    Term holds(ExprId expr, RowId row) { return value(expr, row).holds; }
    Term fails(ExprId expr, RowId row) { return value(expr, row).fails; }
    /// only_when of the row's own entity.
    Term takes_part(RowId row);
    /// Some rule of the programme is met, it is in force, and the row takes part. On the programme's subject, which is `row` or above it.
    Value eligible(program::ProgrammeId programme, RowId row);
    Term in_force(program::ProgrammeId programme);
    RowId ancestor(RowId row, EntityId entity) const;

    /// What always holds of this variable.
    const std::vector<Term>& axioms(Term variable) const;
    const Variable& meaning(Term variable) const { return variables_.at(variable.id); }
    bool knows(Term variable) const { return variables_.contains(variable.id); }  ///< it is one of this encoder
    const std::vector<Counted>& counted() const { return counted_; }
    bool exact() const { return exact_; }
    Terms& terms() { return terms_; }
    const Program& program() const { return program_; }
    /// Which row a reference of a row points to.
    const std::map<std::pair<std::uint32_t, RowId>, RowId>& referred() const { return referred_; }
    std::string text_of_symbol(std::int64_t symbol) const;
    /// A member satisfies (or, negated, does not satisfy) the condition of a count.
    Term satisfies(const Counted& counted, RowId member);

private:
    friend class ValueEncoder;
    friend class FourValues;

    Value value(ExprId expr, RowId row, RowId subject);
    Term variable(bool truth, Variable meaning);
    void add_axiom(Term variable, Term axiom);

    Value fact(FactId fact, RowId row);
    Term known(FactId fact, RowId row);
    Term recent(const program::Vintage& vintage, RowId row);
    Value parameter(const program::ParameterRef& ref, RowId row, RowId subject);
    Term in_period(const program::ParameterPeriod& period);
    Term is_period(const program::ParameterPeriod& period, const program::ParameterRef& ref, RowId row, RowId subject);
    Value constant(const program::Type& type, const program::Value& value);
    Term reference_date();
    std::int64_t symbol(const std::string& text);
    Value key_of(EntityId entity, RowId row);
    /// A free value about which nothing is known but its type; the same for the same expression on the same row.
    Value opaque(ExprId expr, RowId row, RowId subject);
    /// A variable of four_values.cpp: the same for the same words about the same row.
    Term free_variable(bool truth, const std::string& what, RowId row, RowId subject);
    Term general_count(const program::Quantifier& node, bool negated, RowId row, RowId subject);
    std::string print(ExprId expr);
    void find_asked_facts();
    void find_texts();

    const Program& program_;
    Terms& terms_;
    Treatment treatment_;
    std::optional<program::Date> date_;
    Term date_variable_;
    bool exact_ = true;
    std::vector<Row> rows_;
    std::unordered_map<std::uint32_t, Variable> variables_;
    std::unordered_map<std::uint32_t, std::vector<Term>> axioms_;
    std::map<std::tuple<std::uint32_t, RowId, RowId>, Value> values_;
    std::map<std::pair<std::uint32_t, RowId>, Value> facts_;
    std::map<std::pair<std::uint32_t, RowId>, Term> knowns_;
    std::map<std::tuple<std::uint32_t, RowId, std::int64_t>, Term> set_members_;
    std::map<std::uint32_t, Value> parameters_;
    std::map<std::uint32_t, Term> free_parameters_;
    std::map<std::pair<std::uint32_t, RowId>, Value> keys_;
    std::map<std::pair<std::uint32_t, RowId>, RowId> referred_;
    std::map<std::tuple<std::string, RowId, RowId>, Value> opaques_;
    std::map<std::tuple<std::string, RowId, RowId>, std::size_t> counts_;
    std::map<std::tuple<std::string, RowId, RowId>, Term> free_variables_;
    std::map<std::uint32_t, std::string> printed_;
    std::vector<Counted> counted_;
    std::map<std::string, std::int64_t> symbols_;
    std::vector<std::string> texts_;
    std::vector<bool> asked_;  ///< by FactId: some expression asks whether it is known
};

}  // namespace tepat::prove
