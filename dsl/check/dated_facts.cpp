// SPDX-License-Identifier: Apache-2.0
// What leans on the types of other facts: how long a fact counts (`berlaku 24 bulan sejak f`), and which facts of an entity say who
// receives a programme (`penerima program sejak f sampai f`) (passes.hpp).
#include "dsl/check/names.hpp"
#include "dsl/check/number_text.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/types.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

constexpr std::int64_t longest_validity = 4'000'000;  // days; more leaves every calendar

/// The calendar's units; working days are for deadlines.
std::optional<program::Vintage> validity(Context& context, const syntax::Duration& duration) {
    const ScaledNumber amount = scaled_number(duration.amount, '.');
    if (duration.unit == syntax::DurationUnit::working_days) {
        context.report(Code::working_days_misplaced, duration.span);
        return std::nullopt;
    }
    if (amount.problem != NumberProblem::none || amount.number > longest_validity) {
        context.report(Code::number_too_large, duration.span, {duration.amount});
        return std::nullopt;
    }
    return program::Vintage{amount.number, static_cast<program::CalendarUnit>(duration.unit), {}};
}

/// The date a fact's age is counted from: of the same entity or of one above it.
FactId since_fact(Context& context, EntityId entity, const syntax::Path& path) {
    const Scope scope{entity, entity, false};
    const Found found = find_path(context, scope, path);
    if (found.kind == FoundKind::quiet) return {};
    if (found.kind == FoundKind::nothing) return explain_path(context, scope, path), FactId{};
    const bool is_date = found.kind == FoundKind::fact && found.via.empty() && context.program.facts[found.index].type.kind == TypeKind::date;
    if (is_date) return {found.index};
    const bool reported = found.kind == FoundKind::fact && context.program.facts[found.index].type.kind == TypeKind::error;
    if (!reported) context.report(Code::since_not_date, path.span, {path.parts.back().text});
    return {};
}

const syntax::Vintage* vintage_of(const std::vector<syntax::FactFlag>& flags) {
    for (const syntax::FactFlag& flag : flags)
        if (const auto* vintage = boost::get<syntax::Vintage>(&flag.get())) return vintage;
    return nullptr;
}

struct DatedFact {
    FactId fact;
    const syntax::Vintage* tree;
};

std::vector<DatedFact> dated_facts(const Context& context) {
    std::vector<DatedFact> found;
    for (std::uint32_t i = 0; i < context.program.entities.size(); ++i) {
        for (const syntax::EntityItem& item : context.set.entities[i].tree->items) {
            const auto* tree = boost::get<syntax::Fact>(&item.get());
            const syntax::Vintage* vintage = tree == nullptr ? nullptr : vintage_of(tree->flags);
            const Member* member = vintage == nullptr ? nullptr : context.member(EntityId{i}, tree->name.text);
            if (member != nullptr && member->span == tree->name.span) found.push_back({{member->index}, vintage});
        }
    }
    return found;
}

void check_vintages(Context& context) {
    const std::vector<DatedFact> all = dated_facts(context);
    for (const DatedFact& dated : all) {
        program::Fact& fact = context.program.facts[dated.fact.value];
        auto vintage = validity(context, dated.tree->valid);
        const FactId since = since_fact(context, fact.entity, dated.tree->since);
        if (!vintage || !since.valid()) continue;
        vintage->since = since;
        fact.vintage = *vintage;
    }
    for (const DatedFact& dated : all) {
        auto& vintage = context.program.facts[dated.fact.value].vintage;
        if (!vintage || !context.program[vintage->since].vintage) continue;
        const program::Fact& since = context.program[vintage->since];
        context.report(Code::since_expires, dated.tree->since.span, {since.name}, {label(since.span, Phrase::declared_here)});
    }
}

/// Reads the clause of one entity.
class RecipientsReader {
public:
    RecipientsReader(Context& context, EntityId entity, const syntax::Recipients& tree) : context_(context), entity_(entity), tree_(tree) {}

    void read() {
        program::Entity& entity = context_.program.entities[entity_.value];
        if (!entity.parent.valid()) context_.report(Code::recipients_need_parent, tree_.span, {entity.name});
        program::Recipients recipients;
        recipients.programme = fact(tree_.programme, false);
        recipients.from = fact(tree_.from, true);
        if (tree_.until) recipients.until = fact(*tree_.until, true);
        recipients.complete = tree_.complete;
        const bool sound = recipients.programme.valid() && recipients.from.valid() && (!tree_.until || recipients.until.valid());
        if (sound && entity.parent.valid()) entity.recipients = recipients;
        else context_.recipients_failed = true;
    }

private:
    FactId fact(const syntax::Name& name, bool date) {
        const Member* member = context_.member(entity_, name.text);
        if (member == nullptr || member->kind != MemberKind::fact) {
            std::vector<std::string> names;
            for (FactId id : context_.program[entity_].facts) names.push_back(context_.program[id].name);
            context_.report_unknown(Code::unknown_fact, name, {name.text, context_.program[entity_].name}, names);
            return {};
        }
        const FactId id{member->index};
        const Type type = context_.program[id].type;
        const bool fits = date ? type.kind == TypeKind::date : type.kind == TypeKind::text || type.kind == TypeKind::choice;
        if (fits || type.kind == TypeKind::error) return fits ? id : FactId{};
        context_.report(Code::recipients_fact_type, name.span, {name.text, phrase_of(type)},
                        {label(context_.program[id].span, Phrase::declared_here)});
        return {};
    }

    Context& context_;
    EntityId entity_;
    const syntax::Recipients& tree_;
};

void check_recipients(Context& context) {
    for (std::uint32_t i = 0; i < context.program.entities.size(); ++i) {
        for (const syntax::EntityItem& item : context.set.entities[i].tree->items) {
            const auto* tree = boost::get<syntax::Recipients>(&item.get());
            if (tree == nullptr) continue;
            RecipientsReader(context, EntityId{i}, *tree).read();
            break;  // a second one was reported
        }
    }
}

}  // namespace

void check_dated_facts(Context& context) {
    check_vintages(context);
    check_recipients(context);
}

}  // namespace tepat::check
