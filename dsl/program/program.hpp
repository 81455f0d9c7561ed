// SPDX-License-Identifier: Apache-2.0
// The typed program: what the rule set means. Flat vectors addressed by ids; every expression typed, no sugar, no names to resolve.
// Made by dsl/check; read by engine/plan, engine/trial, engine/store (vocabulary), cli/describe and the oracle of the tests.
//
//     istilah lansia untuk anggota adalah umur >= 60   ->   terms[t] = {entity: anggota, body: Compare{>=, TermRef umur, Constant 60}}
//
// Expressions have a *scope*: the entity whose rows they are evaluated on. Inside a quantifier the scope is the member entity.
// Invariants (program/invariants.hpp checks them): children come before parents in `exprs`; types agree as language.md section 6 says;
// `complete` is false when check reported an error (then expressions of TypeKind::error may occur, and nothing may be run).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/program/date.hpp"
#include "dsl/program/ids.hpp"
#include "dsl/program/types.hpp"
#include "dsl/text/span.hpp"

namespace tepat::program {

using text::Span;

// ------------------------------------------------------------------------------------------------------ values

/// A known value. `number`: scaled int64 | days of a date | 0/1 of a yes_no | index of a choice value | bits of a set.
/// `text`: of a text, or of a reference (in tests: the key of the row referred to).
struct Value {
    std::int64_t number = 0;
    std::string text;
    friend bool operator==(const Value&, const Value&) = default;
};

// ------------------------------------------------------------------------------------------------------ vocabulary

enum class CalendarUnit : std::uint8_t { days, months, years };

enum class Secrecy : std::uint8_t { open = 0, sensitive = 1, secret = 2, both = 3 };  // bits: 1 sensitive, 2 secret
inline Secrecy operator|(Secrecy a, Secrecy b) { return Secrecy(std::uint8_t(a) | std::uint8_t(b)); }

struct ChoiceValue {
    std::string name;
    std::optional<std::string> code;  ///< what the database stores instead of the name
    std::string label;                ///< empty: none
};
struct Choices {
    std::vector<ChoiceValue> values;
};

/// `berlaku 24 bulan sejak f`: the fact counts only where f >= reference date minus the duration. Older: unknown. f unknown: unknown.
struct Vintage {
    std::int64_t amount = 0;
    CalendarUnit unit = CalendarUnit::months;
    FactId since;  ///< a date fact of the same entity or of an ancestor
};

struct Fact {
    std::string name;
    std::string label;
    std::string column;  ///< in the database
    EntityId entity;
    Type type;
    std::optional<std::int64_t> low;   ///< declared range, scaled as the type (dates: days); inclusive
    std::optional<std::int64_t> high;
    Secrecy secrecy = Secrecy::open;
    std::vector<std::string> counts_as_missing;  ///< stored codes, canonical text
    EntityId refers_to;              ///< of TypeKind::reference: the column holds that entity's key
    std::optional<Vintage> vintage;
    Span span;
};

/// `penerima program_field sejak f sampai f [lengkap]`: rows of this entity say who receives which programme, and when. The rows belong to
/// the entity's parent. An empty `sampai` means: still receiving. Programme: a text fact (the programme's name) or a choice of such names.
struct Recipients {
    FactId programme;
    FactId from;
    FactId until;  ///< invalid: none
    bool complete = false;
};

struct Entity {
    std::string name;
    std::string label;
    std::string table;
    std::string key_column;
    EntityId parent;          ///< invalid: none
    std::string link_column;  ///< in this table, holding the parent's key
    bool at_least_one = false;
    ExprId only_when;         ///< invalid: none; scope = this entity
    FactId called_by;         ///< invalid: none
    std::vector<FactId> address;
    bool area = false;
    std::vector<FactId> facts;  ///< in declared order
    std::optional<Recipients> recipients;
    std::string documentation;
    Span span;
};

// ------------------------------------------------------------------------------------------------------ expressions

enum class From : std::uint8_t { here, subject };  ///< whose row: the scope's (or its ancestor's), or the subject's (`subjek.`)

struct Constant {
    Value value;
};
struct ReferenceDate {};
struct ParameterRef {
    ParameterId parameter;
    ExprId key;  ///< valid when the parameter is `menurut`: text (ancestor's key) or choice, in this expression's scope
};
/// Entity key as text, of the scope entity or an ancestor (only as the key of a ParameterRef).
struct KeyRef {
    EntityId entity;
    From from = From::here;
};
struct FactRef {
    FactId fact;  ///< of the scope entity or one of its ancestors (From::subject: of the subject's entity or its ancestors)
    From from = From::here;
};
struct TermRef {
    TermId term;
    From from = From::here;
};
struct Not {
    ExprId operand;
};
struct And {
    std::vector<ExprId> operands;
};
struct Or {
    std::vector<ExprId> operands;
};
struct AtLeast {  ///< at least `count` of the operands are true; count: number, scale 0
    ExprId count;
    std::vector<ExprId> operands;
};
enum class CompareOp : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };
/// Operands of one kind; numbers may differ in scale and either may be a quotient (`antara` is two of these in an And).
struct Compare {
    CompareOp op;
    ExprId left;
    ExprId right;
};
struct In {  ///< value is one of the options; numbers: compared exactly whatever the scales
    ExprId value;
    std::vector<ExprId> options;
};
enum class TextOp : std::uint8_t { has, starts_with };
struct TextTest {
    TextOp op;
    ExprId value;
    ExprId operand;
};
struct IsKnown {  ///< always true or false for facts; for numbers: is it a point; error stays error
    ExprId operand;
};
struct IfMissing {  ///< fact is a FactRef; fallback used when it is unknown (not when it is in error)
    ExprId fact;
    ExprId fallback;
};
struct Negative {
    ExprId operand;
};
enum class ArithmeticOp : std::uint8_t { add, subtract, multiply, divide };
struct Arithmetic {  ///< divide makes a quotient; scales differ freely, the result's scale is in its type
    ArithmeticOp op;
    ExprId left;
    ExprId right;
};
enum class RoundDirection : std::uint8_t { down, up, nearest };  ///< floor, ceiling, half away from zero
struct Round {  ///< to a multiple of unit (> 0 or error); value may be a quotient
    ExprId value;
    RoundDirection direction;
    ExprId unit;
};
struct DateShift {
    ExprId date;
    std::int64_t amount;  ///< signed
    CalendarUnit unit;
};
enum class DateFunction : std::uint8_t { full_years, full_months, days_between };
struct DateCall {
    DateFunction function;
    ExprId from;
    ExprId to;
};
enum class QuantifierKind : std::uint8_t { some, every, count, total, average, largest, smallest, total_top };
enum class Relation : std::uint8_t { descendants, siblings, other_siblings };  ///< siblings: same parent, own row included
/// Over the rows of `member` that belong to the scope's row. Rows whose only_when is false never take part; the engine joins
/// only_when to `where` by And. `value` and `where` have scope `member`. `none` arrives as Not(some).
struct Quantifier {
    QuantifierKind kind;
    EntityId member;
    Relation relation;
    ExprId value;    ///< total, average, largest, smallest
    ExprId where;    ///< invalid: all; of every: the condition all must satisfy
    ExprId if_none;  ///< invalid: none
    ExprId top;                ///< of total_top: how many are kept (number, scale 0; scope = the quantifier's own) ...
    std::vector<ExprId> kept;  ///< ... of these (scope member, one kind and scale), over all members together; `value` is invalid
};
struct Case {
    ExprId condition;
    ExprId result;
};
/// Unique cases: true ones with different results are an error. otherwise: `selain itu`, invalid: none was written.
struct Cases {
    std::vector<Case> cases;
    ExprId otherwise;
    bool covered = false;  ///< check saw that one case always applies; without it and without `otherwise`, dsl/prove decides
};

enum class CollectKind : std::uint8_t { total, count, largest, smallest };
/// `skor`, and tables with `kumpulkan`: every case that is true counts, like members of a quantifier of that kind. A score's line without
/// condition has the constant true. otherwise: of largest and smallest, when nothing applies (valid there, and only there).
struct Collect {
    CollectKind kind;
    std::vector<Case> cases;  ///< result invalid for count
    ExprId otherwise;
};
/// `inner` is evaluated on the row that `reference` of the row (or of its ancestor) points to; inner's scope is that row's entity.
/// Empty reference: as on a row where everything is unknown, missing the reference itself; to no row: error.
struct Via {
    FactId reference;
    From from = From::here;
    ExprId inner;
};
struct SetHas {  ///< set memuat value
    ExprId set;           ///< of TypeKind::set
    std::int64_t value;   ///< index of the choice
};
enum class StandingKind : std::uint8_t { eligible, selected };
/// Of the scope row, or of its ancestor that is the programme's subject. eligible: the `atau` of the programme's rules (with only_when);
/// false outside its `berlaku` and for drafts not included. selected: after allocation, language.md section 6.
struct Standing {
    ProgrammeId programme;
    StandingKind kind;
    From from = From::here;
};
/// Always unknown, missing `entity`: what an incomplete recipients list does not say.
struct Unrecorded {
    EntityId entity;
};

using ExprKind = std::variant<Constant, ReferenceDate, ParameterRef, KeyRef, FactRef, TermRef, Not, And, Or, AtLeast, Compare, In, TextTest,
                              IsKnown, IfMissing, Negative, Arithmetic, Round, DateShift, DateCall, Quantifier, Cases, Collect, Via, SetHas, Standing,
                              Unrecorded>;
struct Expr {
    ExprKind kind;
    Type type;
    EntityId scope;  ///< invalid in parameters-only expressions (constants)
    Span span;
};

// ------------------------------------------------------------------------------------------------------ the rest

struct ParameterPeriod {
    std::optional<std::string> key;  ///< canonical text of the ancestor's key, or the choice value's name
    Date from;
    std::optional<Date> until;       ///< inclusive
    Value value;
    std::string basis;
    Span span;
};
struct Parameter {
    std::string name;
    std::string label;
    Type type;
    EntityId by_entity;  ///< `menurut` an ancestor entity ...
    FactId by_fact;      ///< ... or a choice fact; both invalid: one value for all
    bool is_list = false;                ///< hari_libur: dates for working days, never in expressions
    std::vector<ParameterPeriod> periods;  ///< by key, then from
    std::string documentation;
    Span span;
};

/// How it was written: describe reads a score and a table out differently.
enum class TermForm : std::uint8_t { value, cases, score, table };
/// `tabel`: the columns and, row by row, what stands in them, as written (for describe); the body says what it means.
struct TableText {
    std::vector<std::string> columns;             ///< printed expressions, then `hasil`
    std::vector<std::vector<std::string>> rows;   ///< printed cells; of `selain itu`: that word and the result
};

struct Term {
    std::string name;
    std::string label;
    EntityId entity;
    TermForm form = TermForm::value;
    bool hidden = false;  ///< made by check (`sedang menerima P`): it has no name anybody can write
    std::optional<TableText> table;
    ExprId body;  ///< scope = entity
    Type type;
    Secrecy secrecy = Secrecy::open;  ///< union of what it reads
    std::string documentation;
    Span span;
};

struct Agency {
    std::string name;
    std::string label;
    Span span;
};

enum class Strategy : std::uint8_t { none, reduce_expenses, raise_income, reduce_pockets };
enum class Period : std::uint8_t { once, monthly, quarterly, yearly };
enum class Priority : std::uint8_t { high, medium, low };
enum class DueUnit : std::uint8_t { days, months, years, working_days };

struct Due {
    std::int64_t amount = 0;
    DueUnit unit = DueUnit::days;
};
/// A task's text in pieces: literal text, or a fact in scope ({nama}, {keluarga.alamat}), or the missing facts ({kurang}).
struct TextPiece {
    std::string literal;
    FactId fact;           ///< valid: this fact's value
    bool missing = false;  ///< {kurang}
};
struct Task {
    std::vector<TextPiece> text;
    AgencyId agency;
    Priority priority = Priority::medium;
    std::optional<Due> due;
    std::string evidence;
    ExprId done_when;  ///< invalid: none; scope = the rule's entity
    Span span;
};

struct Exception {
    std::string name;
    ExprId condition;  ///< already joined with the exceptions made to it: condition and not (any of those)
    Span span;
};

/// What quota and budget are counted per. Both invalid: the whole population.
struct GroupBy {
    EntityId entity;  ///< an ancestor (or the subject's own entity)
    FactId fact;      ///< of the subject's entity
};
/// `amount`: number, scale 0 (quota) or rupiah (budget). Scope: per an ancestor, that ancestor; per a fact, the subject's entity, reading
/// nothing but that fact (so any row of the group gives the same); else none (parameters and constants).
struct Quota {
    ExprId amount;
    GroupBy per;
    Span span;
};
struct Budget {
    ExprId amount;
    GroupBy per;
    ExprId unit_cost;  ///< scope = the programme's entity
    Span span;
};
struct Tier {
    std::int64_t number;  ///< ascending in Programme::tiers
    ExprId condition;
    Span span;
};
struct OrderKey {  ///< number, rupiah, date or yes_no (false < true), never a quotient
    ExprId value;
    bool largest_first = false;
    Span span;
};
struct AtMost {
    ExprId count;  ///< scope = `per`
    EntityId per;  ///< an ancestor
    Span span;
};
struct Exclusion {
    ProgrammeId programme;
    Span span;
};
struct Graduation {
    ExprId condition;  ///< scope = the programme's entity; judged for those who receive now
    std::optional<Task> task;
    Span span;
};

struct Programme {
    std::string name;
    std::string label;
    EntityId entity;
    Strategy strategy = Strategy::none;
    AgencyId agency;
    std::vector<std::string> legal_basis;
    std::optional<Date> from;
    std::optional<Date> until;
    ExprId benefit;                     ///< invalid: none
    std::optional<DueUnit> benefit_per; ///< months, years; none: once
    Period period = Period::once;
    bool draft = false;
    std::vector<Exception> exceptions;
    std::optional<Task> task;
    std::optional<Task> data_task;
    std::vector<RuleId> rules;
    std::vector<Quota> quotas;
    std::optional<Budget> budget;
    std::vector<Tier> tiers;
    std::vector<OrderKey> order;
    std::vector<AtMost> at_most;
    ExprId taken_when;                   ///< invalid: none
    std::vector<Exclusion> yields_to;    ///< already in `exceptions` too, as `utamakan Q`
    std::vector<Exclusion> not_together;
    std::optional<Graduation> graduation;
    TermId receiving;                    ///< hidden term `sedang menerima P`; invalid: no recipients declaration serves P's entity
    std::uint32_t stage = 0;             ///< allocation comes after that of every programme whose `terpilih` it reads (directly or not)
    std::string documentation;
    Span span;
    bool is_allocated() const { return !quotas.empty() || budget || !tiers.empty() || !order.empty() || !at_most.empty(); }
};

struct Rule {
    std::string name;
    std::string label;
    EntityId entity;
    ProgrammeId programme;  ///< invalid: none
    ExprId when;            ///< jika
    std::vector<Exception> exceptions;  ///< its own and its programme's
    ExprId condition;       ///< when and not any exception: what is judged (the engine joins only_when by And)
    std::vector<std::string> legal_basis;
    std::optional<Task> task;       ///< its own or its programme's
    std::optional<Task> data_task;
    std::string documentation;
    Span span;
};

// --------------------------------------------------------------------------------------------------------- tests

enum class Verdict : std::uint8_t { eligible, not_eligible, undecided, error, selected, waiting };
struct GivenFact {
    FactId fact;
    Value value;
};
struct GivenRow {
    EntityId entity;
    std::string key;
    std::optional<std::size_t> parent;  ///< index into TestCase::rows
    std::vector<GivenFact> facts;       ///< all others are unknown
    Span span;
};
struct GivenParameter {
    ParameterId parameter;
    Value value;
};
struct ExpectVerdict {
    std::size_t row;
    RuleId rule;             ///< either a rule ...
    ProgrammeId programme;   ///< ... or a programme
    Verdict verdict;
    std::vector<FactId> missing;  ///< must all be among the missing facts
    Span span;
    std::optional<std::uint32_t> rank = {};  ///< of selected and waiting
};
struct ExpectValue {
    std::size_t row;
    ExprId what;  ///< a FactRef or TermRef in the row's entity
    bool unknown = false;
    Value low;    ///< scaled as `what`
    Value high;   ///< equal to low unless an interval was expected
    Span span;
    bool error = false;  ///< expected to be in error
};
struct TestCase {
    std::string title;
    Date date;
    std::vector<GivenParameter> parameters;
    std::vector<GivenRow> rows;
    std::vector<ExpectVerdict> verdicts;
    std::vector<ExpectValue> values;
    Span span;
};

struct Program {
    bool complete = true;
    std::vector<Entity> entities;  ///< parents before children
    std::vector<Fact> facts;
    std::vector<Choices> choices;
    std::vector<Parameter> parameters;
    std::vector<Term> terms;       ///< a term after those it uses
    std::vector<Agency> agencies;
    std::vector<Programme> programmes;
    std::vector<Rule> rules;
    std::vector<TestCase> tests;
    std::vector<Expr> exprs;       ///< children before parents
    ParameterId holidays;          ///< the list parameter of working days; invalid: none
    std::string hash;              ///< of the rule set's meaning-bearing text, 64 hex digits; independent of file names and order

    const Entity& operator[](EntityId id) const { return entities[id.value]; }
    const Fact& operator[](FactId id) const { return facts[id.value]; }
    const Choices& operator[](ChoicesId id) const { return choices[id.value]; }
    const Parameter& operator[](ParameterId id) const { return parameters[id.value]; }
    const Term& operator[](TermId id) const { return terms[id.value]; }
    const Agency& operator[](AgencyId id) const { return agencies[id.value]; }
    const Programme& operator[](ProgrammeId id) const { return programmes[id.value]; }
    const Rule& operator[](RuleId id) const { return rules[id.value]; }
    const Expr& operator[](ExprId id) const { return exprs[id.value]; }
};

/// True when `ancestor` is `entity` itself or lies above it.
bool is_self_or_ancestor(const Program& program, EntityId ancestor, EntityId entity);

}  // namespace tepat::program
