// SPDX-License-Identifier: Apache-2.0
// The `uji` declarations: rows with facts, parameters, expectations; nothing given may go unused (passes.hpp; language.md section 8).
#include <algorithm>

#include "dsl/check/expressions.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/reads.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/suggest.hpp"

namespace tepat::check {
namespace {

using syntax::Keyword;

class TestReader : public boost::static_visitor<void> {
public:
    TestReader(Context& context, const Declared<syntax::TestDeclaration>& declared) : context_(context), declared_(declared) {
        test_.title = declared.tree->title.value;
        test_.span = declared.tree->span;
    }

    /// Where each given stands: facts by row, then parameters.
    struct Places {
        std::vector<std::vector<Span>> facts;
        std::vector<Span> parameters;
    };
    Places places;

    program::TestCase read() {
        const syntax::TestDeclaration& tree = *declared_.tree;
        if (const auto date = fit(context_, tree.date, date_type)) test_.date = {static_cast<std::int32_t>(date->number)};
        for (const syntax::Given& given : tree.givens) boost::apply_visitor(*this, given.get());
        for (const Referred& referred : referred_) check_referred(referred);
        for (const syntax::Expectation& expectation : tree.expectations) boost::apply_visitor(*this, expectation.get());
        if (tree.expectations.empty())
            context_.report(Code::clause_missing, tree.title.span, {test_.title, word(Keyword::expect, declared_.language)});
        return std::move(test_);
    }

    void operator()(const syntax::Error&) { has_errors_ = true; }
    void operator()(const syntax::GivenParameter& given) {
        const Global* found = context_.global(given.parameter.text, GlobalKind::parameter);
        if (found == nullptr)
            return context_.report_unknown(Code::unknown_parameter, given.parameter, {given.parameter.text},
                                           context_.global_names(GlobalKind::parameter));
        if (!once(given.parameter)) return;
        const auto value = constant_value(context_, given.value, context_.program.parameters[found->index].type);
        if (!value) return;
        test_.parameters.push_back({{found->index}, *value});
        places.parameters.push_back(given.span);
    }
    void operator()(const syntax::GivenRow& tree) {
        const EntityId entity = find_entity(context_, tree.entity);
        if (!entity.valid()) {
            context_.set.quiet_names.insert(tree.key.text);
            return;
        }
        if (!once(tree.key)) return;
        program::GivenRow row{entity, tree.key.text, parent_of(entity), {}, tree.key.span};
        std::map<std::string, Span> seen;
        places.facts.emplace_back();
        for (const syntax::GivenFact& given : tree.facts) add_fact(row, given, seen);
        rows_.emplace(tree.key.text, test_.rows.size());
        last_row_[entity] = test_.rows.size();
        test_.rows.push_back(std::move(row));
    }
    void operator()(const syntax::ExpectVerdict& tree) {
        const auto row = find_row(tree.row);
        program::ExpectVerdict expect{row.value_or(0), {}, {}, static_cast<program::Verdict>(tree.verdict), {}, tree.span};
        const EntityId judged = read_target(tree.target, expect);
        if (!row || !judged.valid()) return;
        const EntityId entity = test_.rows[*row].entity;
        if (entity != judged)
            return context_.report(Code::row_of_other_entity, tree.row.span,
                                   {tree.row.text, context_.program[entity].name, context_.program[judged].name});
        read_place(tree, expect);
        if (!tree.missing.empty() && expect.verdict != program::Verdict::undecided)
            context_.report(Code::missing_needs_undecided, tree.missing[0].span);
        for (const syntax::Path& path : tree.missing)
            if (const FactId fact = missing_fact(path, entity); fact.valid()) expect.missing.push_back(fact);
        test_.verdicts.push_back(std::move(expect));
    }
    void operator()(const syntax::ExpectValue& tree) {
        if (tree.what.parts.empty()) return;
        const auto row = find_row(tree.what.parts[0]);
        if (!row) return;
        syntax::Path path = tree.what;
        path.parts.erase(path.parts.begin());
        ExpressionBuilder builder(context_, declared_.language, test_.rows[*row].entity);
        const ExprId what = builder.path(path, error_type);
        const program::Expr& expr = context_.program[what];
        const Type type = expr.type;
        if (type.kind == TypeKind::error) return;
        if (tree.low && type.kind == TypeKind::set) return context_.report(Code::set_as_value, tree.what.span);
        if (tree.low && type.kind == TypeKind::reference)
            return context_.report(Code::reference_as_value, tree.what.span, {std::string(context_.sources.text(tree.what.span))});
        if (std::holds_alternative<program::ParameterRef>(expr.kind)) return context_.report(Code::not_a_value, path.span, {path.parts.back().text, Phrase::kind_parameter});
        if (type.quotient) return context_.report(Code::quotient_use, tree.what.span);
        add_value({*row, what, !tree.low && !tree.error, {}, {}, tree.span, tree.error}, tree, type);
    }

private:
    bool once(const syntax::Name& name) {
        const auto [at, is_new] = seen_.emplace(name.text, name.span);
        if (!is_new) context_.report(Code::duplicate_name, name.span, {name.text}, {label(at->second, Phrase::first_here)});
        return is_new;
    }
    /// The nearest row of the parent entity given before; none: the row's link is empty.
    std::optional<std::size_t> parent_of(EntityId entity) const {
        const auto found = last_row_.find(context_.program[entity].parent);
        return found == last_row_.end() ? std::nullopt : std::optional(found->second);
    }
    void add_fact(program::GivenRow& row, const syntax::GivenFact& given, std::map<std::string, Span>& seen) {
        const Member* member = context_.member(row.entity, given.fact.text);
        const std::string& entity = context_.program[row.entity].name;
        if (member != nullptr && member->kind == MemberKind::term)
            return context_.report(Code::given_term, given.fact.span, {given.fact.text}, {label(member->span, Phrase::declared_here)});
        if (member == nullptr) return context_.report_unknown(Code::unknown_fact, given.fact, {given.fact.text, entity}, fact_names(row.entity));
        const auto [at, is_new] = seen.emplace(given.fact.text, given.fact.span);
        if (!is_new) return context_.report(Code::duplicate_name, given.fact.span, {given.fact.text}, {label(at->second, Phrase::first_here)});
        const program::Fact& fact = context_.program.facts[member->index];
        const bool refers = fact.type.kind == TypeKind::reference;
        const auto value = refers ? reference(given, FactId{member->index}) : constant_value(context_, given.value, fact.type);
        if (value) check_programme_name(row.entity, FactId{member->index}, *value, syntax::span_of(given.value));
        if (!value || !inside_range(context_, fact, *value, syntax::span_of(given.value))) return;
        row.facts.push_back({FactId{member->index}, *value});
        places.facts.back().push_back(given.span);
    }
    /// `ibu siti`: a row of this test, which may come further down; in quotes: a key that no row has.
    std::optional<Value> reference(const syntax::GivenFact& given, FactId fact) {
        const auto* path = boost::get<syntax::Path>(&given.value.get());
        if (path == nullptr || path->parts.size() != 1 || path->from_subject) return constant_value(context_, given.value, text_type);
        referred_.push_back({fact, path->parts[0]});
        return Value{0, path->parts[0].text};
    }
    struct Referred {
        FactId fact;
        syntax::Name row;
    };
    void check_referred(const Referred& referred) {
        const auto row = find_row(referred.row);
        if (!row) return;
        const program::Fact& fact = context_.program[referred.fact];
        const EntityId entity = test_.rows[*row].entity;
        if (entity != fact.refers_to)
            context_.report(Code::reference_row_entity, referred.row.span,
                            {referred.row.text, context_.program[entity].name, fact.name, context_.program[fact.refers_to].name});
    }
    /// In a recipients list a text that is nearly the name of a programme was meant to be that name.
    void check_programme_name(EntityId entity, FactId fact, const Value& value, Span span) {
        const auto& recipients = context_.program[entity].recipients;
        if (!recipients || recipients->programme != fact || context_.program[fact].type.kind != TypeKind::text) return;
        const std::vector<std::string> names = context_.global_names(GlobalKind::programme);
        const bool is_one = context_.global(value.text, GlobalKind::programme) != nullptr;
        if (!is_one && !diagnostics::suggest(value.text, names).empty())
            context_.report_unknown(Code::unknown_programme, {{span}, value.text}, {value.text}, names);
    }
    /// `terpilih` and `menunggu` are for programmes; a rank goes with them.
    void read_place(const syntax::ExpectVerdict& tree, program::ExpectVerdict& expect) {
        const bool placed = expect.verdict == program::Verdict::selected || expect.verdict == program::Verdict::waiting;
        if (placed && expect.rule.valid()) context_.report(Code::verdict_needs_programme, tree.target.span, {tree.target.text});
        if (!tree.rank) return;
        if (!placed) return context_.report(Code::rank_needs_place, tree.rank->span);
        const auto rank = fit(context_, *tree.rank, number_type(0));
        const bool counts = rank && rank->number >= 1 && rank->number <= std::numeric_limits<std::uint32_t>::max();
        if (counts) expect.rank = static_cast<std::uint32_t>(rank->number);
        else if (rank) context_.report(Code::outside_range, tree.rank->span, {tree.rank->written, std::string("1..")});
    }
    std::vector<std::string> fact_names(EntityId entity) const {
        std::vector<std::string> names;
        for (FactId fact : context_.program[entity].facts) names.push_back(context_.program[fact].name);
        return names;
    }
    std::optional<std::size_t> find_row(const syntax::Name& name) {
        const auto found = rows_.find(name.text);
        if (found != rows_.end()) return found->second;
        std::vector<std::string> keys;
        for (const auto& [key, row] : rows_) keys.push_back(key);
        if (!has_errors_) context_.report_unknown(Code::unknown_row, name, {name.text}, keys);
        return std::nullopt;
    }
    /// The entity the rule or programme judges; invalid when there is none.
    EntityId read_target(const syntax::Name& name, program::ExpectVerdict& expect) {
        const Global* found = context_.global(name.text);
        if (found != nullptr && found->kind == GlobalKind::rule) {
            expect.rule = {found->index};
            return context_.program.rules[found->index].entity;
        }
        if (found != nullptr && found->kind == GlobalKind::programme) {
            expect.programme = {found->index};
            return context_.program.programmes[found->index].entity;
        }
        std::vector<std::string> names = context_.global_names(GlobalKind::rule);
        for (std::string& programme : context_.global_names(GlobalKind::programme)) names.push_back(std::move(programme));
        context_.report_unknown(Code::unknown_target, name, {name.text}, names);
        return {};
    }
    FactId missing_fact(const syntax::Path& path, EntityId own) {
        EntityId owner = own;
        if (path.parts.size() > 1) owner = find_entity(context_, path.parts[path.parts.size() - 2]);
        if (!owner.valid()) return {};
        const syntax::Name& name = path.parts.back();
        const Member* member = context_.member(owner, name.text);
        if (member != nullptr && member->kind == MemberKind::fact) return {member->index};
        if (member != nullptr) context_.report(Code::given_term, name.span, {name.text}, {label(member->span, Phrase::declared_here)});
        else context_.report_unknown(Code::unknown_fact, name, {name.text, context_.program[owner].name}, fact_names(owner));
        return {};
    }
    void add_value(program::ExpectValue expect, const syntax::ExpectValue& tree, const Type& type) {
        const auto low = tree.low ? constant_value(context_, *tree.low, type) : std::nullopt;
        const auto high = tree.high ? constant_value(context_, *tree.high, type) : low;
        if (!expect.unknown && !expect.error && (!low || !high)) return;
        expect.low = low.value_or(Value{});
        expect.high = high.value_or(Value{});
        if (low && high && low->number > high->number)
            return context_.report(Code::range_reversed, syntax::span_of(*tree.high),
                                   {std::string(context_.sources.text(syntax::span_of(*tree.low))),
                                    std::string(context_.sources.text(syntax::span_of(*tree.high)))});
        test_.values.push_back(std::move(expect));
    }

    Context& context_;
    const Declared<syntax::TestDeclaration>& declared_;
    program::TestCase test_;
    std::map<std::string, Span> seen_;
    std::map<std::string, std::size_t> rows_;
    std::map<EntityId, std::size_t> last_row_;
    std::vector<Referred> referred_;
    bool has_errors_ = false;  ///< a line that could not be read may have given any row
};

/// What a test gives and nothing it expects can read was misspelt or forgotten.
class UnusedInputs {
public:
    UnusedInputs(Context& context, const program::TestCase& test, const TestReader::Places& places)
        : context_(context), test_(test), places_(places), reader_(context.program), used_(test.rows.size()) {
        for (const program::ExpectVerdict& expect : test.verdicts) {
            used_[expect.row] = true;
            if (expect.rule.valid()) add_rule(expect.rule);
            else add_programme(context.program[expect.programme]);
            const bool placed = expect.verdict == program::Verdict::selected || expect.verdict == program::Verdict::waiting;
            if (placed && expect.programme.valid()) reader_.allocation(expect.programme);
        }
        for (const program::ExpectValue& expect : test.values) {
            used_[expect.row] = true;
            reader_.expression(expect.what);
        }
        for (std::size_t i = test.rows.size(); i-- > 0;) use_row(i);
    }

    void report() {
        for (std::size_t i = 0; i < test_.parameters.size(); ++i) {
            const ParameterId given = test_.parameters[i].parameter;
            if (!reader_.reads().parameters.contains(given)) unused(places_.parameters[i], context_.program[given].name);
        }
        for (std::size_t i = 0; i < test_.rows.size(); ++i) {
            if (used_[i]) report_facts(i);
            else unused(test_.rows[i].span, test_.rows[i].key);
        }
    }

private:
    void add_rule(program::RuleId id) {
        const program::Rule& rule = context_.program[id];
        reader_.rule(rule);
        add_task(rule.task);
        add_task(rule.data_task);
    }
    /// Its tiers as well: who is eligible in which tier is what a test of a programme may want to show.
    void add_programme(const program::Programme& programme) {
        for (const program::RuleId rule : programme.rules) add_rule(rule);
        for (const program::Tier& tier : programme.tiers) reader_.expression(tier.condition);
    }
    void add_task(const std::optional<program::Task>& task) {
        if (!task) return;
        for (const program::TextPiece& piece : task->text)
            if (piece.fact.valid()) reader_.reads().facts.insert(piece.fact);
        reader_.expression(task->done_when);
    }
    /// Children come after their parents, so going backwards a used row has marked its parent in time.
    void use_row(std::size_t i) {
        const program::GivenRow& row = test_.rows[i];
        const program::Entity& entity = context_.program[row.entity];
        const Reads& reads = reader_.reads();
        if (reads.quantified.contains(row.entity) || reads.referred.contains(row.entity) || reads.competing.contains(row.entity)) used_[i] = true;
        if (used_[i] && row.parent) used_[*row.parent] = true;
        if (entity.called_by.valid()) reader_.reads().facts.insert(entity.called_by);
    }
    void report_facts(std::size_t row) {
        const auto& given = test_.rows[row].facts;
        for (std::size_t i = 0; i < given.size(); ++i)
            if (!reader_.reads().facts.contains(given[i].fact)) unused(places_.facts[row][i], context_.program[given[i].fact].name);
    }
    void unused(Span span, const std::string& name) { context_.report(Code::unused_input, span, {name}); }

    Context& context_;
    const program::TestCase& test_;
    const TestReader::Places& places_;
    Reader reader_;
    std::vector<bool> used_;
};

/// It speaks of a programme that has no rule: that is the mistake, and what is given would be read by the rule.
bool awaits_rules(const program::Program& program, const program::TestCase& test) {
    return std::any_of(test.verdicts.begin(), test.verdicts.end(), [&](const program::ExpectVerdict& expect) {
        return expect.programme.valid() && program[expect.programme].rules.empty();
    });
}

}  // namespace

void check_tests(Context& context) {
    std::vector<TestReader::Places> places;
    for (const auto& declared : context.set.tests) {
        TestReader reader(context, declared);
        context.program.tests.push_back(reader.read());
        places.push_back(std::move(reader.places));
    }
    context.sound = !context.sink.has_errors();
    if (!context.sound) return;  // what rules read is not known yet
    for (std::size_t i = 0; i < places.size(); ++i)
        if (!awaits_rules(context.program, context.program.tests[i])) UnusedInputs(context, context.program.tests[i], places[i]).report();
}

}  // namespace tepat::check
