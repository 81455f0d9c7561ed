// SPDX-License-Identifier: Apache-2.0
// Agencies and programmes (passes.hpp; language.md section 7); who gets a place is read by allocation.cpp.
#include "dsl/check/clauses.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::check {
namespace {

using syntax::Keyword;

class ProgrammeReader : public boost::static_visitor<void> {
public:
    ProgrammeReader(Context& context, const Declared<syntax::ProgrammeDeclaration>& declared, program::ProgrammeId id)
        : context_(context),
          declared_(declared),
          id_(id),
          once_(context, declared.language),
          builder_(context, declared.language, context.program[id].entity),
          programme_(context.program[id]),
          places_(builder_, programme_, declared.language) {
        programme_.label = text_of(declared.tree->header.label);
        programme_.documentation = *declared.documentation;
    }

    program::Programme read() {
        for (const syntax::ProgrammeItem& item : declared_.tree->items) boost::apply_visitor(*this, item.get());
        auto written = write_exceptions(builder_, {}, exceptions_);
        add_precedence(builder_, programme_, written);
        programme_.exceptions = join_exceptions(builder_, written);
        context_.programme_exceptions[id_.value] = std::move(written);
        places_.finish();
        return std::move(programme_);
    }

    void operator()(const syntax::Error&) {}
    void operator()(const syntax::StrategyItem& item) {
        if (first(Keyword::strategy, item)) programme_.strategy = static_cast<program::Strategy>(static_cast<int>(item.strategy) + 1);
    }
    void operator()(const syntax::RunBy& item) {
        if (first(Keyword::run_by, item)) programme_.agency = find_agency(context_, item.agency);
    }
    void operator()(const syntax::LegalBasis& item) { programme_.legal_basis.push_back(item.text.value); }
    void operator()(const syntax::InForce& item) {
        if (!first(Keyword::in_force, item)) return;
        programme_.from = date(item.from);
        if (item.until) programme_.until = date(*item.until);
        if (programme_.from && programme_.until && *programme_.until < *programme_.from) context_.report(Code::period_reversed, item.until->span);
    }
    void operator()(const syntax::Benefit& item) {
        if (!first(Keyword::benefit, item)) return;
        programme_.benefit = builder_.value(item.amount);
        const Type type = builder_.type_of(programme_.benefit);
        if (type.quotient) context_.report(Code::quotient_use, syntax::span_of(item.amount));
        else if (!type.is_numeric() && type.kind != TypeKind::error)
            context_.report(Code::needs_number, syntax::span_of(item.amount), {phrase_of(type)});
        if (item.per) programme_.benefit_per = static_cast<program::DueUnit>(*item.per);
    }
    void operator()(const syntax::PeriodItem& item) {
        if (first(Keyword::period, item)) programme_.period = static_cast<program::Period>(item.period);
    }
    void operator()(const syntax::Draft& item) {
        if (first(Keyword::draft, item)) programme_.draft = true;
    }
    void operator()(const syntax::Exception& item) { exceptions_.push_back(&item); }
    void operator()(const syntax::Quota& item) { places_.quota(item); }
    void operator()(const syntax::Budget& item) {
        if (first(Keyword::budget, item)) places_.budget(item);
    }
    void operator()(const syntax::TakenWhen& item) {
        if (first(Keyword::taken_when, item)) programme_.taken_when = builder_.condition(item.condition);
    }
    void operator()(const syntax::OrderBy& item) {
        if (first(Keyword::order_by, item)) places_.order(item);
    }
    void operator()(const syntax::AtMost& item) { places_.at_most(item); }
    void operator()(const syntax::YieldsTo& item) { places_.yields_to(item); }
    void operator()(const syntax::NotTogether& item) { places_.not_together(item); }
    void operator()(const syntax::Graduates& item) {
        if (!first(Keyword::graduates_if, item)) return;
        program::Graduation graduation{builder_.condition(item.condition), {}, item.span};
        if (item.task) graduation.task = build_task(builder_, *item.task, declared_.language);
        programme_.graduation = std::move(graduation);
    }
    void operator()(const syntax::Task& item) {
        if (!first(item.if_undecided ? Keyword::undecided_task : Keyword::then_task, item)) return;
        (item.if_undecided ? programme_.data_task : programme_.task) = build_task(builder_, item, declared_.language);
    }

private:
    bool first(Keyword keyword, const syntax::Node& node) { return once_.first(keyword, node.span); }
    std::optional<program::Date> date(const syntax::Literal& literal) {
        const auto value = fit(context_, literal, date_type);
        if (!value) return std::nullopt;
        return program::Date{static_cast<std::int32_t>(value->number)};
    }

    Context& context_;
    const Declared<syntax::ProgrammeDeclaration>& declared_;
    program::ProgrammeId id_;
    Once once_;
    ExpressionBuilder builder_;
    program::Programme programme_;
    PlacesReader places_;
    std::vector<const syntax::Exception*> exceptions_;
};

void check_agencies(Context& context) {
    for (const auto& declared : context.set.agencies) {
        const syntax::Header& header = declared.tree->header;
        context.program.agencies.push_back({header.name.text, text_of(header.label), header.name.span});
    }
}

}  // namespace

void check_programmes(Context& context) {
    check_agencies(context);
    for (std::uint32_t i = 0; i < context.set.programmes.size(); ++i) {
        if (!context.program.programmes[i].entity.valid()) continue;  // its name stays known; nothing in it can be judged
        program::Programme programme = ProgrammeReader(context, context.set.programmes[i], {i}).read();
        context.program.programmes[i] = std::move(programme);
    }
}

}  // namespace tepat::check
