// SPDX-License-Identifier: Apache-2.0
// `layak P`, `terpilih P`, `sedang menerima P`, `pernah menerima P` in expressions (expressions.hpp), and the hidden terms behind the
// last two (standing.hpp):
//
//     sedang menerima pkh  ->  ada penerimaan yang (program = pkh dan sejak <= tanggal_acuan dan (sampai tidak diketahui atau
//                              sampai >= tanggal_acuan)) atau <what an incomplete list does not say>
#include "dsl/check/standing.hpp"

#include "dsl/check/expressions.hpp"
#include "dsl/check/number_text.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/program/secrecy.hpp"

namespace tepat::check {
namespace {

using program::CompareOp;
using program::ProgrammeId;
using syntax::Keyword;
using syntax::StandingKind;

constexpr std::int64_t longest_time = 4'000'000;  // days; more leaves every calendar

Keyword keyword_of(StandingKind kind) {
    switch (kind) {
        case StandingKind::eligible: return Keyword::eligible;
        case StandingKind::selected: return Keyword::selected;
        case StandingKind::receiving: return Keyword::receiving;
        case StandingKind::ever_received: return Keyword::ever_received;
    }
    return Keyword::eligible;
}

/// Which rows a hidden term looks for: those of today, or those that reach into a time before it.
struct Asked {
    bool ever = false;
    std::optional<syntax::Duration> within;
};

/// Builds the conditions on one recipients entity and joins them.
class ReceivedTerm {
public:
    ReceivedTerm(Context& context, ProgrammeId programme, Asked asked) : context_(context), programme_(programme), asked_(std::move(asked)) {}

    /// Nothing when no declaration speaks of the programme.
    std::optional<ExprId> build() {
        std::vector<ExprId> parts;
        for (std::uint32_t i = 0; i < context_.program.entities.size(); ++i) add_from(EntityId{i}, parts);
        if (parts.empty()) return std::nullopt;
        return join_or(std::move(parts), subject());
    }

private:
    const program::Programme& programme() const { return context_.program[programme_]; }
    EntityId subject() const { return programme().entity; }

    void add_from(EntityId entity, std::vector<ExprId>& parts) {
        const auto& recipients = context_.program[entity].recipients;
        const bool below = entity != subject() && program::is_self_or_ancestor(context_.program, subject(), entity);
        if (!recipients || !below) return;
        entity_ = entity;
        span_ = context_.program[entity].span;
        const program::Recipients found = *recipients;
        const ExprId where = condition(found);
        if (!where.valid()) return;
        parts.push_back(add(program::Quantifier{program::QuantifierKind::some, entity, program::Relation::descendants, {}, where, {}, {}, {}},
                            yes_no_type, subject()));
        if (!found.complete) parts.push_back(add(program::Unrecorded{entity}, yes_no_type, subject()));
    }
    ExprId condition(const program::Recipients& recipients) {
        const ExprId named = says_programme(recipients.programme);
        if (!named.valid()) return {};
        std::vector<ExprId> all{named, compare(CompareOp::less_equal, fact(recipients.from), today())};
        const bool limited = !asked_.ever || asked_.within;
        if (recipients.until.valid() && limited) all.push_back(reaches_into(recipients.until));
        return add(program::And{std::move(all)}, yes_no_type, entity_);
    }
    /// Invalid when the column can never hold this programme.
    ExprId says_programme(FactId column) {
        const Type type = context_.program[column].type;
        Value value{0, programme().name};
        if (type.kind == TypeKind::choice) {
            const auto index = find_choice(context_, type.choices, programme().name);
            if (!index) return {};
            value = {*index, {}};
        }
        return compare(CompareOp::equal, fact(column), add(program::Constant{value}, type, entity_));
    }
    /// Nobody wrote down an end, or the end is not before the time asked for.
    ExprId reaches_into(FactId until) {
        const ExprId open = add(program::Not{add(program::IsKnown{fact(until)}, yes_no_type, entity_)}, yes_no_type, entity_);
        return join_or({open, compare(CompareOp::greater_equal, fact(until), first_day())}, entity_);
    }
    ExprId first_day() {
        if (!asked_.within) return today();
        const ScaledNumber amount = scaled_number(asked_.within->amount, '.');
        const auto unit = static_cast<program::CalendarUnit>(asked_.within->unit);
        return add(program::DateShift{today(), -amount.number, unit}, date_type, entity_);
    }
    ExprId fact(FactId id) { return add(program::FactRef{id, program::From::here}, context_.program[id].type, entity_); }
    ExprId today() { return add(program::ReferenceDate{}, date_type, entity_); }
    ExprId compare(CompareOp op, ExprId left, ExprId right) { return add(program::Compare{op, left, right}, yes_no_type, entity_); }
    ExprId join_or(std::vector<ExprId> parts, EntityId scope) {
        return parts.size() == 1 ? parts[0] : add(program::Or{std::move(parts)}, yes_no_type, scope);
    }
    ExprId add(program::ExprKind kind, Type type, EntityId scope) { return context_.add(std::move(kind), type, scope, span_); }

    Context& context_;
    ProgrammeId programme_;
    Asked asked_;
    EntityId entity_;
    Span span_;
};

std::optional<program::TermId> make_hidden(Context& context, std::string name, ProgrammeId programme, Asked asked) {
    if (!context.program[programme].entity.valid()) return std::nullopt;
    const auto body = ReceivedTerm(context, programme, std::move(asked)).build();
    if (!body) return std::nullopt;
    program::Term term;
    term.name = std::move(name);
    term.entity = context.program[programme].entity;
    term.hidden = true;
    term.body = *body;
    term.type = yes_no_type;
    term.secrecy = program::secrecy_of(context.program, *body);
    term.span = context.program[programme].span;
    const program::TermId id{static_cast<std::uint32_t>(context.program.terms.size())};
    context.hidden_terms.emplace(term.name, id);
    context.program.terms.push_back(std::move(term));
    return id;
}

/// A time that cannot be counted; reported where it is written.
bool is_countable(const std::optional<syntax::Duration>& within) {
    if (!within) return true;
    const ScaledNumber amount = scaled_number(within->amount, '.');
    return amount.problem == NumberProblem::none && amount.number <= longest_time && within->unit != syntax::DurationUnit::working_days;
}

}  // namespace

std::string receiving_name(const std::string& programme) { return word(Keyword::receiving, KeywordLanguage::id) + " " + programme; }

std::string ever_received_name(const std::string& programme, const std::optional<syntax::Duration>& within) {
    std::string name = word(Keyword::ever_received, KeywordLanguage::id) + " " + programme;
    if (!within) return name;
    constexpr Keyword units[] = {Keyword::days, Keyword::months, Keyword::years, Keyword::working_days};
    const ScaledNumber amount = scaled_number(within->amount, '.');
    const std::string written = amount.problem == NumberProblem::none ? std::to_string(amount.number) : within->amount;
    return name + " " + word(Keyword::within, KeywordLanguage::id) + " " + written + " " +
           word(units[static_cast<int>(within->unit)], KeywordLanguage::id);
}

void make_hidden_terms(Context& context) {
    for (std::uint32_t i = 0; i < context.program.programmes.size(); ++i) {
        const auto id = make_hidden(context, receiving_name(context.program.programmes[i].name), {i}, {});
        if (id) context.program.programmes[i].receiving = *id;
    }
    for (const auto& [name, asked] : context.ever_received)
        if (is_countable(asked.within)) make_hidden(context, name, {asked.programme}, {true, asked.within});
}

std::optional<ProgrammeId> ExpressionBuilder::programme(const syntax::Name& name) {
    const Global* found = context_.global(name.text, GlobalKind::programme);
    if (found != nullptr) return ProgrammeId{found->index};
    context_.report_unknown(Code::unknown_programme, name, {name.text}, context_.global_names(GlobalKind::programme));
    return std::nullopt;
}

/// The scope row or an ancestor of it must be what the programme judges.
bool ExpressionBuilder::in_reach(ProgrammeId id, const syntax::Standing& node) {
    const EntityId owner = context_.program[id].entity;
    if (!owner.valid()) return false;  // reported at the programme
    if (program::is_self_or_ancestor(context_.program, owner, scope_.entity)) return true;
    const std::string& entity = context_.program[owner].name;
    if (!scope_.entity.valid()) {
        context_.report(Code::amount_reads_rows, node.span);
    } else if (program::is_self_or_ancestor(context_.program, scope_.entity, owner)) {
        const std::string asked = word(keyword_of(node.kind), language_) + " " + node.programme.text;
        context_.report(Code::standing_needs_quantifier, node.span, {node.programme.text, entity, context_.program[scope_.entity].name, asked});
    } else {
        context_.report(Code::not_reachable, node.programme.span, {entity, context_.program[scope_.entity].name});
    }
    return false;
}

ExprId ExpressionBuilder::hidden(const std::string& name, Span span) {
    const auto found = context_.hidden_terms.find(name);
    if (found == context_.hidden_terms.end()) return add_error(span);
    return add(program::TermRef{found->second, program::From::here}, yes_no_type, span);
}

ExprId ExpressionBuilder::standing(const syntax::Standing& node) {
    const auto id = programme(node.programme);
    if (!id || !in_reach(*id, node)) return add_error(node.span);
    if (node.kind == StandingKind::eligible || node.kind == StandingKind::selected) {
        const auto kind = node.kind == StandingKind::eligible ? program::StandingKind::eligible : program::StandingKind::selected;
        return add(program::Standing{*id, kind, program::From::here}, yes_no_type, node.span);
    }
    if (node.within && !is_countable(node.within)) {
        const bool working = node.within->unit == syntax::DurationUnit::working_days;
        if (working) context_.report(Code::working_days_misplaced, node.within->span);
        else context_.report(Code::number_too_large, node.within->span, {node.within->amount});
        return add_error(node.span);
    }
    const program::Programme& asked = context_.program[*id];
    if (!asked.receiving.valid()) {
        if (!context_.recipients_failed)
            context_.report(Code::no_recipients, node.span, {asked.name, context_.program[asked.entity].name},
                            {label(asked.span, Phrase::declared_here)});
        return add_error(node.span);
    }
    const bool now = node.kind == StandingKind::receiving;
    return hidden(now ? receiving_name(asked.name) : ever_received_name(asked.name, node.within), node.span);
}

}  // namespace tepat::check
