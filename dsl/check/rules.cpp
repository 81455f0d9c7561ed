// SPDX-License-Identifier: Apache-2.0
// Rules: one condition, named exceptions, a task of its own or its programme's (passes.hpp; language.md section 7).
#include "dsl/check/clauses.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

using syntax::Keyword;

class RuleReader : public boost::static_visitor<void> {
public:
    RuleReader(Context& context, const Declared<syntax::RuleDeclaration>& declared, EntityId entity)
        : context_(context), declared_(declared), once_(context, declared.language), builder_(context, declared.language, entity) {
        const syntax::RuleDeclaration& tree = *declared.tree;
        rule_.name = tree.header.name.text;
        rule_.label = text_of(tree.header.label);
        rule_.entity = entity;
        rule_.documentation = *declared.documentation;
        rule_.span = tree.header.name.span;
    }

    program::Rule read() {
        for (const syntax::RuleItem& item : declared_.tree->items) boost::apply_visitor(*this, item.get());
        if (!rule_.when.valid()) missing_condition();
        const auto& given = rule_.programme.valid() ? context_.programme_exceptions[rule_.programme.value] : no_exceptions_;
        rule_.exceptions = join_exceptions(builder_, write_exceptions(builder_, given, exceptions_));
        rule_.condition = joined_condition();
        return std::move(rule_);
    }

    void operator()(const syntax::Error&) { has_errors_ = true; }
    void operator()(const syntax::ProgrammeRef& item) {
        if (!once_.first(Keyword::programme, item.span)) return;
        const Global* found = context_.global(item.programme.text, GlobalKind::programme);
        if (found == nullptr)
            return context_.report_unknown(Code::unknown_programme, item.programme, {item.programme.text},
                                           context_.global_names(GlobalKind::programme));
        const program::Programme& programme = context_.program.programmes[found->index];
        if (!programme.entity.valid()) return;
        if (programme.entity == rule_.entity) {
            rule_.programme = {found->index};
        } else {
            context_.report(Code::rule_programme_entity, item.programme.span,
                            {programme.name, context_.program[programme.entity].name, context_.program[rule_.entity].name},
                            {label(programme.span, Phrase::declared_here)});
        }
    }
    void operator()(const syntax::LegalBasis& item) { rule_.legal_basis.push_back(item.text.value); }
    void operator()(const syntax::Condition& item) {
        if (once_.first(Keyword::if_, item.span)) rule_.when = builder_.condition(item.condition);
    }
    void operator()(const syntax::Exception& item) { exceptions_.push_back(&item); }
    void operator()(const syntax::Task& item) {
        if (!once_.first(item.if_undecided ? Keyword::undecided_task : Keyword::then_task, item.span)) return;
        (item.if_undecided ? rule_.data_task : rule_.task) = build_task(builder_, item, declared_.language);
    }

private:
    void missing_condition() {
        const Span span = declared_.tree->header.span;
        if (!has_errors_) context_.report(Code::clause_missing, span, {rule_.name, word(Keyword::if_, declared_.language)});
        rule_.when = builder_.add_error(span);
    }
    ExprId joined_condition() {
        if (rule_.exceptions.empty()) return rule_.when;
        std::vector<ExprId> parts{rule_.when};
        for (const program::Exception& exception : rule_.exceptions)
            parts.push_back(builder_.add(program::Not{exception.condition}, yes_no_type, exception.span));
        return builder_.add(program::And{std::move(parts)}, yes_no_type, rule_.span);
    }

    Context& context_;
    const Declared<syntax::RuleDeclaration>& declared_;
    Once once_;
    ExpressionBuilder builder_;
    program::Rule rule_;
    std::vector<const syntax::Exception*> exceptions_;
    const std::vector<WrittenException> no_exceptions_;
    bool has_errors_ = false;
};

using OptionalTask = std::optional<program::Task>;

/// One task for the programme: its own, or the same one in all of its rules that have one; the others take it over.
void share_task(Context& context, program::Programme& programme, OptionalTask program::Programme::*of_programme,
                OptionalTask program::Rule::*of_rule) {
    auto& shared = programme.*of_programme;
    for (program::RuleId id : programme.rules) {
        auto& own = context.program.rules[id.value].*of_rule;
        if (!own) continue;
        if (!shared) shared = own;
        if (task_text(context.program, *shared) != task_text(context.program, *own))
            context.report(Code::task_conflict, own->span, {programme.name}, {label(shared->span, Phrase::differs_from_this)});
    }
    for (program::RuleId id : programme.rules)
        if (auto& own = context.program.rules[id.value].*of_rule; !own) own = shared;
}

void join_programmes(Context& context) {
    for (std::uint32_t i = 0; i < context.program.rules.size(); ++i) {
        const program::Rule& rule = context.program.rules[i];
        if (rule.programme.valid()) context.program.programmes[rule.programme.value].rules.push_back({i});
    }
    for (program::Programme& programme : context.program.programmes) {
        share_task(context, programme, &program::Programme::task, &program::Rule::task);
        share_task(context, programme, &program::Programme::data_task, &program::Rule::data_task);
    }
}

}  // namespace

void check_rules(Context& context) {
    for (const auto& declared : context.set.rules) {
        const EntityId entity = find_entity(context, declared.tree->entity);
        if (entity.valid()) {
            context.program.rules.push_back(RuleReader(context, declared, entity).read());
        } else {
            program::Rule rule;
            rule.name = declared.tree->header.name.text;
            rule.span = declared.tree->header.name.span;
            rule.when = rule.condition = context.add(program::Constant{}, error_type, {}, rule.span);
            context.program.rules.push_back(std::move(rule));
        }
    }
    join_programmes(context);
}

}  // namespace tepat::check
