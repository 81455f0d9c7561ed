// SPDX-License-Identifier: Apache-2.0
// The tree: what was written, with places, names as text, nothing resolved. Built by dsl/grammar (Boost.Spirit X3), read by
// dsl/check and dsl/syntax/print.
//
//     aturan lansia untuk setiap anggota      -> RuleDeclaration{name, entity, items = {Condition{...}, Task{...}}}
//       jika umur >= 60
//       maka tugas "Kunjungi" kepada dinsos
//
// Rules of the house: plain aggregates, no methods; `Span` in a base that is not adapted; the first alternative of an item
// variant is `Error` (a part that could not be read). The expression depth is at most max_depth, so recursion over the tree is safe.
#pragma once

#include <boost/spirit/home/x3/support/ast/variant.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/syntax/keyword.hpp"
#include "dsl/text/span.hpp"

namespace tepat::syntax {

namespace x3 = boost::spirit::x3;
using text::Span;

inline constexpr int max_depth = 128;

struct Node {
    Span span;
};

struct Error : Node {};

/// Empty text: stands where a header could not be read to its end (reported already; stay quiet about it).
struct Name : Node {
    std::string text;  ///< without backquotes
};
struct Text : Node {
    std::string value;  ///< without quotes, escapes resolved
};

// ---------------------------------------------------------------------------------------------------- expressions

enum class LiteralKind : std::uint8_t { whole, decimal, percent, money, date, text, yes, no };
/// `written` is the source text (for text literals: the unescaped value); dsl/check turns it into a value.
struct Literal : Node {
    LiteralKind kind = LiteralKind::whole;
    std::string written;
};
enum class DurationUnit : std::uint8_t { days, months, years, working_days };
struct Duration : Node {
    std::string amount;  ///< a whole number as written
    DurationUnit unit = DurationUnit::days;
};
/// `desil`, `keluarga.desil`, `subjek.umur`, `subjek.keluarga.desil`
struct Path : Node {
    bool from_subject = false;
    std::vector<Name> parts;
};
struct ReferenceDate : Node {};

struct Unary;
struct Arithmetic;
struct Comparison;
struct Between;
struct Membership;
struct TextTest;
struct Logic;
struct Known;
struct IfMissing;
struct Quantifier;
struct Call;
struct Round;
struct Group;
struct Standing;
struct SetValue;

struct Expr : x3::variant<Error, Literal, Duration, Path, ReferenceDate, x3::forward_ast<Unary>, x3::forward_ast<Arithmetic>,
                          x3::forward_ast<Comparison>, x3::forward_ast<Between>, x3::forward_ast<Membership>, x3::forward_ast<TextTest>,
                          x3::forward_ast<Logic>, x3::forward_ast<Known>, x3::forward_ast<IfMissing>, x3::forward_ast<Quantifier>,
                          x3::forward_ast<Call>, x3::forward_ast<Round>, x3::forward_ast<Group>, x3::forward_ast<Standing>,
                          x3::forward_ast<SetValue>> {
    using base_type::base_type;
    using base_type::operator=;
};

enum class UnaryOp : std::uint8_t { negative, logical_not };
struct Unary : Node {
    UnaryOp op = UnaryOp::negative;
    Expr operand;
};
enum class ArithmeticOp : std::uint8_t { add, subtract, multiply, divide };
struct ArithmeticTail : Node {
    ArithmeticOp op = ArithmeticOp::add;
    Expr operand;
};
/// One precedence level, left to right: `first op operand op operand`. Only + and -, or only * and /.
struct Arithmetic : Node {
    Expr first;
    std::vector<ArithmeticTail> rest;
};
enum class CompareOp : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };
struct Comparison : Node {  ///< `adalah` and `bukan` arrive as equal and not_equal
    Expr left;
    CompareOp op = CompareOp::equal;
    Expr right;
};
struct Between : Node {  ///< value antara low sampai high
    Expr value;
    Expr low;
    Expr high;
};
struct Membership : Node {  ///< value [tidak] termasuk (a, b)
    Expr value;
    bool negated = false;
    std::vector<Expr> choices;
};
enum class TextTestOp : std::uint8_t { has, starts_with };
struct TextTest : Node {
    Expr value;
    TextTestOp op = TextTestOp::has;
    Expr operand;
};
enum class LogicOp : std::uint8_t { logical_and, logical_or };
struct Logic : Node {  ///< one level, never mixed (the grammar reports mixing)
    LogicOp op = LogicOp::logical_and;
    std::vector<Expr> operands;
};
struct Known : Node {  ///< x diketahui / x tidak diketahui
    Expr value;
    bool known = true;
};
struct IfMissing : Node {  ///< x bila kosong fallback
    Expr value;
    Expr fallback;
};
enum class QuantifierKind : std::uint8_t { some, none, every, count, total, average, largest, smallest };
struct Quantifier : Node {
    QuantifierKind kind = QuantifierKind::some;
    std::optional<Expr> value;    ///< total, average, largest, smallest
    std::optional<Expr> top;      ///< total N terbesar (A, B): how many are kept, a whole number or a parameter; then ...
    std::vector<Expr> kept;       ///< ... what is added up stands here, one or more, and `value` is empty
    Name entity;
    bool other = false;           ///< `lain`
    std::optional<Expr> where;    ///< `yang (...)`; of every: `memenuhi (...)`
    std::optional<Expr> if_none;  ///< `bila tidak ada V`
};
enum class Function : std::uint8_t { full_years, full_months, days_between };
struct Call : Node {
    Function function = Function::full_years;
    std::vector<Expr> arguments;
};
enum class RoundDirection : std::uint8_t { down, up, nearest };
struct Round : Node {  ///< bulatkan(value, direction, unit)
    Expr value;
    RoundDirection direction = RoundDirection::down;
    Expr unit;
};
enum class GroupKind : std::uint8_t { all_of, any_of, at_least };
struct Group : Node {  ///< bulleted group; stands only where a whole condition may
    GroupKind kind = GroupKind::all_of;
    std::optional<Expr> at_least;  ///< a whole number or a parameter
    std::vector<Expr> items;
};
enum class StandingKind : std::uint8_t { eligible, selected, receiving, ever_received };
struct Standing : Node {  ///< layak P, terpilih P, sedang menerima P, pernah menerima P dalam 10 tahun
    StandingKind kind = StandingKind::eligible;
    Name programme;
    std::optional<Duration> within;
};
struct SetValue : Node {  ///< (fisik, netra), () : the value of a set fact, only in `misalkan`
    std::vector<Name> values;
};

// --------------------------------------------------------------------------------------------------- declarations

struct Header : Node {  ///< what every named declaration starts with; the span covers keyword to label
    Name name;
    std::optional<Text> label;
};

/// Type words. `pilihan` carries its values, numbers may carry a range.
enum class TypeWord : std::uint8_t { yes_no, number, decimal, rupiah, date, text, choice, set };
struct ChoiceValue : Node {
    Name name;
    std::optional<Literal> code;  ///< stored code or text; a negative whole number keeps its sign in `written`
    std::optional<Text> label;
};
struct Range : Node {
    std::optional<Literal> low;   ///< a leading sign is part of `written`
    std::optional<Literal> high;
};
struct TypeSpec : Node {
    TypeWord word = TypeWord::yes_no;
    std::optional<Range> range;
    std::vector<ChoiceValue> choices;  ///< of choice and set
};

enum class SecrecyWord : std::uint8_t { secret, sensitive };
struct SecrecyFlag : Node {
    SecrecyWord word = SecrecyWord::secret;
};
struct ColumnFlag : Node {
    Text column;
};
struct CountsAsMissing : Node {
    std::vector<Literal> codes;  ///< bare names arrive as text literals
};
struct Vintage : Node {  ///< berlaku 24 bulan sejak tanggal_pendataan
    Duration valid;
    Path since;
};
struct FactFlag : x3::variant<Error, SecrecyFlag, ColumnFlag, CountsAsMissing, Vintage> {
    using base_type::base_type;
    using base_type::operator=;
};
struct Fact : Node {
    Name name;
    std::optional<Text> label;
    TypeSpec type;
    std::vector<FactFlag> flags;
};

struct FromTable : Node {
    Name table;
    Name key;
};
struct CalledBy : Node {
    Name fact;
};
struct Address : Node {
    std::vector<Name> facts;
};
struct Area : Node {};
struct OnlyWhen : Node {
    Expr condition;
};
struct Reference : Node {  ///< ibu "Ibu" merujuk anggota lewat nik_ibu [rahasia]
    Name name;
    std::optional<Text> label;
    Name entity;
    Name link;
    std::vector<FactFlag> flags;  ///< secrecy only
};
struct Recipients : Node {  ///< penerima program_field sejak f [sampai f] [lengkap]
    Name programme;
    Name from;
    std::optional<Name> until;
    bool complete = false;
};
struct EntityItem : x3::variant<Error, FromTable, CalledBy, Address, Area, OnlyWhen, Fact, Reference, Recipients> {
    using base_type::base_type;
    using base_type::operator=;
};
struct ParentLink : Node {  ///< di parent lewat link
    Name parent;
    Name link;
};
struct EntityDeclaration : Node {
    Header header;
    std::optional<ParentLink> parent;
    bool at_least_one = false;
    std::vector<EntityItem> items;
};

struct ParameterKey : Node {  ///< the value of the `menurut` ancestor's key (text or whole) or choice (a name, as text)
    Literal value;
};
struct ParameterPeriod : Node {
    std::optional<Literal> key;      ///< with `menurut`: before `sejak`
    Literal from;
    std::optional<Literal> until;    ///< inclusive
    std::vector<Expr> values;        ///< one; several only for list parameters (hari_libur); literals, choice names, -number
    std::optional<Text> basis;
};
struct ParameterItem : x3::variant<Error, ParameterPeriod> {
    using base_type::base_type;
    using base_type::operator=;
};
struct ParameterDeclaration : Node {
    Header header;
    TypeSpec type;
    std::optional<Path> by;  ///< `menurut kabupaten`
    std::vector<ParameterItem> items;
};

struct AgencyDeclaration : Node {
    Header header;
};

struct Case : Node {
    Expr result;
    std::optional<Expr> condition;  ///< none: `selain itu`
};
struct TermDeclaration : Node {
    Header header;
    Name entity;
    std::optional<TypeSpec> type;  ///< `istilah warna untuk kelurahan: pilihan merah, kuning adalah ...`
    std::optional<Expr> value;     ///< either one value ...
    std::vector<Case> cases;       ///< ... or cases
};

struct ScoreLine : Node {  ///< 25 bila c; 5 x banyaknya ...; 5 x umur bila c; 10
    Expr weight;
    std::optional<Expr> times;
    std::optional<Expr> condition;
};
struct ScoreDeclaration : Node {
    Header header;
    Name entity;
    std::vector<ScoreLine> lines;
};

struct AnyCell : Node {};  ///< -
struct CompareCell : Node {  ///< < 7, >= 5, != tanah
    CompareOp op = CompareOp::less;
    Expr operand;
};
struct RangeCell : Node {  ///< 7..21, ..6, 60..
    std::optional<Expr> low;
    std::optional<Expr> high;
};
struct ValuesCell : Node {  ///< sd, smp: one of these; benar / salah for a yes_no column
    std::vector<Expr> values;
};
struct UnknownCell : Node {  ///< tidak diketahui / diketahui
    bool known = false;
};
struct TableCell : x3::variant<Error, AnyCell, CompareCell, RangeCell, ValuesCell, UnknownCell> {
    using base_type::base_type;
    using base_type::operator=;
};
struct TableRow : Node {
    bool otherwise = false;        ///< `selain itu` stands in place of the cells
    std::vector<TableCell> cells;  ///< as many as the table has columns (dsl/check says when not)
    Expr result;
};
enum class CollectKind : std::uint8_t { total, count, largest, smallest };
struct TableDeclaration : Node {
    Header header;
    Name entity;
    TypeSpec result;
    std::optional<CollectKind> collect;
    std::optional<Text> from_csv;  ///< dari "besaran.csv": columns and rows were read from that file
    std::vector<Expr> columns;     ///< the header row without `hasil`
    std::vector<TableRow> rows;
};

enum class Strategy : std::uint8_t { reduce_expenses, raise_income, reduce_pockets };
enum class Period : std::uint8_t { once, monthly, quarterly, yearly };
enum class Priority : std::uint8_t { high, medium, low };

struct StrategyItem : Node {
    Strategy strategy = Strategy::reduce_expenses;
};
struct RunBy : Node {
    Name agency;
};
struct LegalBasis : Node {
    Text text;
};
struct InForce : Node {
    Literal from;
    std::optional<Literal> until;
};
struct Benefit : Node {
    Expr amount;
    std::optional<DurationUnit> per;  ///< per bulan, per tahun; none: once
};
struct PeriodItem : Node {
    Period period = Period::once;
};
struct Draft : Node {};
struct Condition : Node {  ///< jika
    Expr condition;
};
struct Exception : Node {  ///< kecuali name [pada target]: condition
    Name name;
    std::optional<Name> target;
    Expr condition;
};
struct ProgrammeRef : Node {
    Name programme;
};
struct Due : Node {
    Duration after;
};
struct PriorityItem : Node {
    Priority priority = Priority::medium;
};
struct Evidence : Node {  ///< bukti foto "kartu peserta"
    Text what;
};
struct DoneWhen : Node {
    Expr condition;
};
struct TaskPart : x3::variant<Error, PriorityItem, Due, Evidence, DoneWhen> {
    using base_type::base_type;
    using base_type::operator=;
};
struct Task : Node {  ///< maka tugas "..." kepada agency ...
    bool if_undecided = false;  ///< bila belum pasti tugas ...
    Text what;
    Name agency;
    std::vector<TaskPart> parts;  ///< any order, each at most once
};

struct Quota : Node {  ///< kuota EXPR [per kelurahan]
    Expr amount;
    std::optional<Path> per;
};
struct Budget : Node {  ///< pagu EXPR [per kelurahan], biaya satuan EXPR
    Expr amount;
    std::optional<Path> per;
    Expr unit_cost;
};
struct TakenWhen : Node {
    Expr condition;
};
struct Tier : Node {  ///< tingkat 1: condition
    Literal number;
    Expr condition;
};
struct OrderKey : Node {  ///< umur terbesar dahulu
    Expr value;
    bool largest_first = false;
};
struct OrderBy : Node {
    std::vector<Tier> tiers;
    std::vector<OrderKey> keys;
};
struct AtMost : Node {  ///< paling banyak 1 per keluarga
    Expr count;
    Name per;
};
struct YieldsTo : Node {
    Name programme;
};
struct NotTogether : Node {
    Name programme;
};
struct Graduates : Node {  ///< graduasi jika c maka tugas "..." kepada a
    Expr condition;
    std::optional<Task> task;
};

struct ProgrammeItem
    : x3::variant<Error, StrategyItem, RunBy, LegalBasis, InForce, Benefit, PeriodItem, Draft, Exception, Task, Quota, Budget,
                  TakenWhen, OrderBy, AtMost, YieldsTo, NotTogether, Graduates> {
    using base_type::base_type;
    using base_type::operator=;
};
struct ProgrammeDeclaration : Node {
    Header header;
    Name entity;
    std::vector<ProgrammeItem> items;
};

struct RuleItem : x3::variant<Error, ProgrammeRef, LegalBasis, Condition, Exception, Task> {
    using base_type::base_type;
    using base_type::operator=;
};
struct RuleDeclaration : Node {
    Header header;
    Name entity;
    std::vector<RuleItem> items;
};

struct GivenParameter : Node {
    Name parameter;
    Expr value;
};
struct GivenFact : Node {
    Name fact;
    Expr value;  ///< literal, -literal, or a choice name (Path of one part)
};
struct GivenRow : Node {  ///< keluarga k1: desil 1, ...; belongs to the nearest row of its parent entity given before it
    Name entity;
    Name key;
    std::vector<GivenFact> facts;
};
struct Given : x3::variant<Error, GivenParameter, GivenRow> {
    using base_type::base_type;
    using base_type::operator=;
};
enum class Verdict : std::uint8_t { eligible, not_eligible, undecided, error, selected, waiting };
struct ExpectVerdict : Node {  ///< siti belum pasti daftar_pbi, kurang jaminan_kesehatan; budi menunggu bpjs_tk, peringkat 3
    Name row;
    Verdict verdict = Verdict::eligible;
    Name target;               ///< rule or programme
    std::vector<Path> missing;
    std::optional<Literal> rank;  ///< of selected and waiting
};
struct ExpectValue : Node {  ///< k1.kerentanan antara -10 sampai 25; budi.umur = 37; siti.umur tidak diketahui; siti.bantuan galat
    Path what;               ///< row, then fact or term
    bool error = false;      ///< expected to be in error; low and high are none
    std::optional<Expr> low; ///< none: expected to be unknown
    std::optional<Expr> high;///< none: exactly low
};
struct Expectation : x3::variant<Error, ExpectVerdict, ExpectValue> {
    using base_type::base_type;
    using base_type::operator=;
};
struct TestDeclaration : Node {
    Text title;
    Literal date;
    std::vector<Given> givens;
    std::vector<Expectation> expectations;
};

struct LanguageDeclaration : Node {  ///< bahasa id (acted on before the grammar runs)
    Name language;
};
struct UseDeclaration : Node {
    Text path;
};
struct Declaration : x3::variant<Error, LanguageDeclaration, UseDeclaration, EntityDeclaration, ParameterDeclaration,
                                 AgencyDeclaration, TermDeclaration, ScoreDeclaration, TableDeclaration, ProgrammeDeclaration, RuleDeclaration,
                                 TestDeclaration> {
    using base_type::base_type;
    using base_type::operator=;
};

struct Documented {
    std::string documentation;  ///< the `##` lines above
    Declaration declaration;
};

/// One file.
struct Module {
    KeywordLanguage language = KeywordLanguage::id;
    std::vector<Documented> declarations;
};

Span span_of(const Expr& expr);
void set_span(Expr& expr, Span span);
Span span_of(const Declaration& declaration);

}  // namespace tepat::syntax
