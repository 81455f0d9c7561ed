// SPDX-License-Identifier: Apache-2.0
// Programmes and rules in sentences (describe.hpp).
#include <algorithm>
#include <sstream>

#include "cli/describe/describe.hpp"
#include "cli/present.hpp"
#include "cli/source_text.hpp"
#include "dsl/program/print.hpp"
#include "dsl/program/reach.hpp"

namespace tepat::cli::describe {

namespace {

using namespace program;

std::string joined(const std::vector<std::string>& texts, const std::string& between) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string heading_of(const std::string& label, const std::string& name) {
    return label.empty() ? name : label + " (" + name + ')';
}

class Teller {
public:
    Teller(const RuleSet& rules, const Phrases& phrases, Document& document)
        : rules_(rules), program_(rules.program), phrases_(phrases), document_(document) {}

    void programme(ProgrammeId id) {
        const Programme& programme = program_[id];
        open_section(phrases_, 2, heading_of(programme.label, programme.name), "program-" + programme.name, programme.documentation, document_);
        if (programme.draft) document_.blocks.push_back({Block::Kind::note, 0, say(Say::draft), ""});
        rows_.clear();
        basics(programme);
        amounts(programme);
        places(programme);
        add_pairs();
        order(programme);
        list(say(Say::exclusions), exceptions(programme.exceptions));
        rules_of(programme);
    }

    void rule(RuleId id, int level) {
        const Rule& rule = program_[id];
        open_section(phrases_, level, heading_of(rule.label, rule.name), "aturan-" + rule.name, rule.documentation, document_);
        condition(rule);
        list(say(Say::unless), exceptions(own_exceptions(rule)));
        shared_exceptions(rule);
        rows_.clear();
        if (rule.task) row(Say::task, task(*rule.task));
        if (rule.data_task) row(Say::data_task, task(*rule.data_task));
        row(Say::legal_basis, legal_basis(rule));
        row(Say::source, place_of(rules_.sources, rule.span));
        add_pairs();
    }

private:
    std::string say(Say sentence, const std::vector<std::string>& arguments = {}) const { return phrases_.say(sentence, arguments); }
    void list(const std::string& title, std::vector<Item> items) {
        if (!items.empty()) document_.blocks.push_back({Block::Kind::numbered, 0, title, "", std::move(items)});
    }
    void row(Say name, const std::string& text) {
        if (!text.empty()) rows_.push_back({say(name), text});
    }
    void add_pairs() {
        Block block{Block::Kind::pairs, 0, "", ""};
        block.rows = std::move(rows_);
        rows_.clear();
        if (!block.rows.empty()) document_.blocks.push_back(std::move(block));
    }

    // ------------------------------------------------------------------------------------------------- programmes

    void basics(const Programme& programme) {
        constexpr Say strategies[] = {Say::strategy_expenses, Say::strategy_expenses, Say::strategy_income, Say::strategy_pockets};
        constexpr Say periods[] = {Say::period_once, Say::period_monthly, Say::period_quarterly, Say::period_yearly};
        row(Say::who, say(Say::each, {phrases_.inside(program_[programme.entity])}));
        if (const ExprId only_when = program_[programme.entity].only_when; only_when.valid()) row(Say::only_when, phrases_.text(only_when));
        if (programme.strategy != Strategy::none) row(Say::strategy, say(strategies[static_cast<std::size_t>(programme.strategy)]));
        if (programme.agency.valid()) row(Say::run_by, called(program_[programme.agency]));
        row(Say::legal_basis, programme.legal_basis.empty() ? say(Say::no_legal_basis) : joined(programme.legal_basis, "; "));
        row(Say::in_force, in_force(programme));
        row(Say::period, say(periods[static_cast<std::size_t>(programme.period)]));
    }
    std::string in_force(const Programme& programme) const {
        if (programme.from && programme.until) return say(Say::since_until, {phrases_.date(*programme.from), phrases_.date(*programme.until)});
        if (programme.from) return say(Say::since, {phrases_.date(*programme.from)});
        return programme.until ? say(Say::until, {phrases_.date(*programme.until)}) : say(Say::always);
    }

    void amounts(const Programme& programme) {
        if (programme.benefit.valid()) row(Say::benefit, benefit(programme));
        for (const Quota& quota : programme.quotas) row(Say::quota, per(phrases_.text(quota.amount), quota.per));
        if (!programme.budget) return;
        row(Say::budget, per(phrases_.text(programme.budget->amount), programme.budget->per) + "; " + say(Say::budget_stops));
        row(Say::unit_cost, phrases_.text(programme.budget->unit_cost));
    }
    std::string benefit(const Programme& programme) const {
        const std::string amount = phrases_.text(programme.benefit);
        if (!programme.benefit_per) return say(Say::benefit_once, {amount});
        return say(*programme.benefit_per == DueUnit::months ? Say::benefit_months : Say::benefit_years, {amount});
    }
    std::string per(const std::string& amount, const GroupBy& group) const {
        if (group.entity.valid()) return say(Say::quota_per, {amount, phrases_.inside(program_[group.entity])});
        if (group.fact.valid()) return say(Say::quota_per, {amount, phrases_.inside(program_[group.fact])});
        return say(Say::quota_all, {amount});
    }

    void places(const Programme& programme) {
        for (const AtMost& limit : programme.at_most)
            row(Say::at_most, say(Say::at_most_per, {phrases_.text(limit.count), phrases_.inside(program_[limit.per])}));
        if (programme.taken_when.valid()) row(Say::taken_when, phrases_.text(programme.taken_when));
        for (const Exclusion& other : programme.yields_to) row(Say::yields_to, say(Say::yields_text, {called(program_[other.programme])}));
        for (const Exclusion& other : programme.not_together)
            row(Say::not_together, say(Say::not_together_text, {called(program_[other.programme])}));
        if (!programme.graduation) return;
        std::string text = say(Say::exit_text, {phrases_.text(programme.graduation->condition)});
        if (programme.graduation->task) text += "; " + Phrases::lowered(say(Say::task)) + ": " + task(*programme.graduation->task);
        row(Say::exit, text);
    }

    void order(const Programme& programme) {
        if (!programme.is_allocated()) return;
        std::vector<Item> items;
        for (const Tier& tier : programme.tiers)
            items.push_back({say(Say::order_tier, {std::to_string(tier.number), phrases_.text(tier.condition)})});
        for (const OrderKey& key : programme.order) items.push_back({order_key(key)});
        items.push_back({say(Say::order_key, {phrases_.inside(program_[programme.entity])})});
        list(say(Say::order), std::move(items));
        if (!programme.tiers.empty()) document_.blocks.push_back({Block::Kind::paragraph, 0, say(Say::no_tier), ""});
        if (!programme.order.empty() || !programme.tiers.empty())
            document_.blocks.push_back({Block::Kind::paragraph, 0, say(Say::order_unknown), ""});
        document_.blocks.push_back({Block::Kind::paragraph, 0, say(Say::taken_note), ""});
    }
    /// Which end comes first, in the words of what is compared.
    std::string order_key(const OrderKey& key) const {
        const TypeKind kind = program_[key.value].type.kind;
        if (kind == TypeKind::yes_no) return say(key.largest_first ? Say::order_yes_first : Say::order_no_first, {phrases_.text(key.value)});
        if (kind == TypeKind::date) return say(key.largest_first ? Say::order_latest : Say::order_earliest, {phrases_.text(key.value)});
        return say(key.largest_first ? Say::order_largest : Say::order_smallest, {phrases_.text(key.value)});
    }

    void rules_of(const Programme& programme) {
        std::vector<RuleId> rules = programme.rules;
        std::sort(rules.begin(), rules.end(), [&](RuleId a, RuleId b) { return program_[a].name < program_[b].name; });
        const std::string sentence = rules.empty()       ? say(Say::no_rules)
                                     : rules.size() == 1 ? say(Say::reason_one)
                                                         : say(Say::reasons, {std::to_string(rules.size())});
        document_.blocks.push_back({Block::Kind::paragraph, 0, sentence, ""});
        for (const RuleId id : rules) rule(id, 3);
    }

    // ------------------------------------------------------------------------------------------------------ rules

    void condition(const Rule& rule) {
        const std::string who = capital(say(Say::each, {phrases_.inside(program_[rule.entity])}));
        const ExprKind& kind = program_[rule.when].kind;
        if (!is_group(program_, rule.when)) {
            document_.blocks.push_back({Block::Kind::paragraph, 0, say(Say::rule_applies, {who, phrases_.text(rule.when)}) + '.', ""});
            return;
        }
        const auto* at_least = std::get_if<AtLeast>(&kind);
        const std::string opening = at_least != nullptr ? say(Say::rule_at_least, {who, phrases_.text(at_least->count)})
                                                        : say(std::holds_alternative<And>(kind) ? Say::rule_all : Say::rule_any, {who});
        list(opening, phrases_.parts(rule.when));
    }

    /// A programme's exceptions stand in each of its rules; they are read out once, and again where the rule makes exceptions to them.
    bool is_shared(const Rule& rule, const Exception& exception) const {
        if (!rule.programme.valid()) return false;
        const std::vector<Exception>& all = program_[rule.programme].exceptions;
        return std::any_of(all.begin(), all.end(), [&](const Exception& e) {
            return e.name == exception.name && print_expression(program_, e.condition) == print_expression(program_, exception.condition);
        });
    }
    std::vector<Exception> own_exceptions(const Rule& rule) const {
        std::vector<Exception> own = rule.exceptions;
        std::erase_if(own, [&](const Exception& exception) { return is_shared(rule, exception); });
        return own;
    }
    void shared_exceptions(const Rule& rule) {
        std::string names;
        for (const Exception& exception : rule.exceptions)
            if (is_shared(rule, exception)) names += (names.empty() ? "" : ", ") + exception.name;
        if (!names.empty()) document_.blocks.push_back({Block::Kind::paragraph, 0, say(Say::unless_programme, {names}), ""});
    }

    std::vector<Item> exceptions(const std::vector<Exception>& all) const {
        std::vector<Item> items;
        for (const Exception& exception : all) {
            items.push_back(exception_item(exception.condition, exception.span, exception.name, Say::unless_item));
        }
        return items;
    }
    Item exception_item(ExprId joined, text::Span span, const std::string& name, Say sentence) const {
        const ExceptionParts parts = exception_parts(program_, joined, span);
        Item item = phrases_.item(parts.condition);
        item.text = say(sentence, {name, item.text});
        for (const ExceptionParts::Inner& inner : parts.made_to)
            item.items.push_back(exception_item(inner.condition, program_[inner.negation].span, name_at(program_[inner.negation].span), Say::unless_not_item));
        return item;
    }
    /// Of a clause `kecuali NAME pada ...`: a program keeps no names of exceptions made to others.
    std::string name_at(text::Span span) const {
        std::istringstream words(std::string(rules_.sources.text(span)));
        std::string keyword, name;
        words >> keyword >> name;
        std::erase(name, '`');
        return name;
    }

    std::string legal_basis(const Rule& rule) const {
        std::vector<std::string> all = rule.legal_basis;
        if (rule.programme.valid())
            for (const std::string& basis : program_[rule.programme].legal_basis)
                if (std::find(all.begin(), all.end(), basis) == all.end()) all.push_back(basis);
        return all.empty() ? say(Say::no_legal_basis) : joined(all, "; ");
    }

    std::string task(const Task& task) const {
        constexpr Say units[] = {Say::due_days, Say::due_months, Say::due_years, Say::due_working_days};
        constexpr Message priorities[] = {Message::priority_high, Message::priority_medium, Message::priority_low};
        std::string words;
        for (const TextPiece& piece : task.text)
            words += piece.missing ? '[' + say(Say::missing_word) + ']'
                     : piece.fact.valid() ? '[' + phrases_.inside(program_[piece.fact]) + ']'
                                          : piece.literal;
        std::string all = say(Say::task_text, {words, task.agency.valid() ? called(program_[task.agency]) : ""});
        all += "; " + say(Say::task_priority, {text_of(priorities[static_cast<std::size_t>(task.priority)], phrases_.language())});
        if (task.due)
            all += "; " + say(Say::task_due, {say(units[static_cast<std::size_t>(task.due->unit)], {std::to_string(task.due->amount)})});
        if (!task.evidence.empty()) all += "; " + say(Say::task_evidence, {task.evidence});
        if (task.done_when.valid()) all += "; " + say(Say::task_done, {phrases_.text(task.done_when)});
        return all;
    }

    const RuleSet& rules_;
    const Program& program_;
    const Phrases& phrases_;
    Document& document_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace

void add_programme(const RuleSet& rules, const Phrases& phrases, ProgrammeId id, Document& document) {
    Teller(rules, phrases, document).programme(id);
}

void add_rule(const RuleSet& rules, const Phrases& phrases, RuleId id, int level, Document& document) {
    Teller(rules, phrases, document).rule(id, level);
}

}  // namespace tepat::cli::describe
