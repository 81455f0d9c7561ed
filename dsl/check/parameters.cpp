// SPDX-License-Identifier: Apache-2.0
// Parameters: dated values, by area or by the value of a choice (passes.hpp; language.md section 4).
#include <algorithm>

#include "dsl/check/literals.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/types.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

class ParameterReader : public boost::static_visitor<void> {
public:
    ParameterReader(Context& context, const Declared<syntax::ParameterDeclaration>& declared) : context_(context), declared_(declared) {
        const syntax::ParameterDeclaration& tree = *declared.tree;
        parameter_.name = tree.header.name.text;
        parameter_.label = text_of(tree.header.label);
        parameter_.documentation = *declared.documentation;
        parameter_.span = tree.header.name.span;
        parameter_.type = was_read() ? value_type(context, tree.type) : error_type;
        parameter_.is_list = parameter_.type.kind == TypeKind::date && (is_holidays() || has_lists());
        if (tree.type.range) context.report(Code::range_not_allowed, tree.type.range->span, {Phrase::kind_parameter});
        if (tree.by) read_by(*tree.by);
    }

    program::Parameter read() {
        if (!was_read()) return std::move(parameter_);
        for (const syntax::ParameterItem& item : declared_.tree->items) boost::apply_visitor(*this, item.get());
        std::stable_sort(parameter_.periods.begin(), parameter_.periods.end(), [](const auto& a, const auto& b) {
            return std::tie(a.key, a.from, a.value.number) < std::tie(b.key, b.from, b.value.number);
        });
        if (!parameter_.is_list) check_periods();
        return std::move(parameter_);
    }
    bool is_holidays() const { return parameter_.name == "hari_libur" || parameter_.name == "holidays"; }

    void operator()(const syntax::Error&) {}
    void operator()(const syntax::ParameterPeriod& line) {
        program::ParameterPeriod period;
        const auto key = read_key(line);
        const auto from = fit(context_, line.from, date_type);
        const auto until = line.until ? fit(context_, *line.until, date_type) : std::nullopt;
        period.key = key;
        period.basis = text_of(line.basis);
        period.span = line.span;
        if (from) period.from = {static_cast<std::int32_t>(from->number)};
        if (until) period.until = program::Date{static_cast<std::int32_t>(until->number)};
        if (from && until && *period.until < period.from) context_.report(Code::period_reversed, line.until->span);
        if (line.values.size() > 1 && !parameter_.is_list) context_.report(Code::several_values, line.span, {parameter_.name});
        for (const syntax::Expr& value : line.values) {
            add_value(period, value, from.has_value());
            if (!parameter_.is_list) break;
        }
    }

private:
    /// A header that could not be read has no type; it was reported, its lines would only add noise.
    bool was_read() const { return declared_.tree->type.span != Span{}; }
    bool has_lists() const {
        for (const syntax::ParameterItem& item : declared_.tree->items) {
            const auto* line = boost::get<syntax::ParameterPeriod>(&item.get());
            if (line != nullptr && line->values.size() > 1) return true;
        }
        return false;
    }
    void add_value(program::ParameterPeriod period, const syntax::Expr& value, bool sound) {
        const auto constant = constant_value(context_, value, parameter_.type);
        if (!constant || !sound || (is_keyed() && !period.key)) return;
        period.value = *constant;
        parameter_.periods.push_back(std::move(period));
    }
    bool is_keyed() const { return parameter_.by_entity.valid() || parameter_.by_fact.valid() || by_failed_; }

    std::optional<std::string> read_key(const syntax::ParameterPeriod& line) {
        if (by_failed_) return std::nullopt;
        if (!line.key) {
            if (is_keyed()) context_.report(Code::key_missing, line.span, {parameter_.name});
            return std::nullopt;
        }
        if (!is_keyed()) {
            context_.report(Code::key_not_expected, line.key->span, {parameter_.name});
            return std::nullopt;
        }
        return parameter_.by_fact.valid() ? choice_key(*line.key) : entity_key(*line.key);
    }
    std::optional<std::string> entity_key(const syntax::Literal& key) {
        if (key.kind == syntax::LiteralKind::text) return key.written;
        const auto value = read_literal(context_, key);
        if (!value || !value->type.is_numeric()) return std::nullopt;
        return std::to_string(value->value.number);
    }
    std::optional<std::string> choice_key(const syntax::Literal& key) {
        const program::ChoicesId choices = context_.program[parameter_.by_fact].type.choices;
        if (find_choice(context_, choices, key.written)) return key.written;
        context_.report_unknown(Code::unknown_choice_value, {{key.span}, key.written}, {key.written}, choice_names(context_, choices));
        return std::nullopt;
    }

    // `menurut kabupaten` (an entity), `menurut jenjang` or `menurut anggota.jenjang` (a choice fact).
    void read_by(const syntax::Path& path) {
        by_failed_ = true;
        const syntax::Name& last = path.parts.back();
        if (path.parts.size() == 1 && context_.global(last.text, GlobalKind::entity) != nullptr) {
            parameter_.by_entity = EntityId{context_.global(last.text, GlobalKind::entity)->index};
            by_failed_ = false;
        } else {
            read_by_fact(path, last);
        }
    }
    void read_by_fact(const syntax::Path& path, const syntax::Name& last) {
        const std::vector<FactId> facts = facts_named(path, last.text);
        if (facts.empty()) return context_.report_unknown(Code::unknown_name, last, {last.text}, by_candidates());
        const program::Fact& fact = context_.program[facts[0]];
        if (facts.size() > 1) return context_.report(Code::ambiguous_fact, last.span, {last.text, context_.program[fact.entity].name + "." + last.text});
        if (fact.type.kind != TypeKind::choice) return context_.report(Code::key_not_a_choice, path.span, {last.text, phrase_of(fact.type)});
        parameter_.by_fact = facts[0];
        by_failed_ = false;
    }
    std::vector<FactId> facts_named(const syntax::Path& path, const std::string& name) const {
        std::vector<FactId> found;
        for (std::uint32_t i = 0; i < context_.program.facts.size(); ++i) {
            const program::Fact& fact = context_.program.facts[i];
            const bool owner_fits = path.parts.size() == 1 || context_.program[fact.entity].name == path.parts[path.parts.size() - 2].text;
            if (fact.name == name && owner_fits) found.push_back(FactId{i});
        }
        return found;
    }
    std::vector<std::string> by_candidates() const {
        std::vector<std::string> names = context_.global_names(GlobalKind::entity);
        for (const program::Fact& fact : context_.program.facts)
            if (fact.type.kind == TypeKind::choice) names.push_back(fact.name);
        return names;
    }

    /// Sorted by key and start: an open period ends the day before the next starts, a closed one must end before it.
    void check_periods() {
        for (std::size_t i = 1; i < parameter_.periods.size(); ++i) {
            program::ParameterPeriod& before = parameter_.periods[i - 1];
            const program::ParameterPeriod& after = parameter_.periods[i];
            if (before.key != after.key) continue;
            if (!before.until && before.from < after.from) before.until = program::shift_days(after.from, -1);
            if (before.from == after.from) {
                context_.report(Code::same_start, after.span, {parameter_.name, program::to_iso(after.from)}, {label(before.span, Phrase::first_here)});
            } else if (before.until && *before.until >= after.from) {
                context_.report(Code::periods_overlap, after.span, {parameter_.name}, {label(before.span, Phrase::overlaps_this)});
            }
        }
    }

    Context& context_;
    const Declared<syntax::ParameterDeclaration>& declared_;
    program::Parameter parameter_;
    bool by_failed_ = false;
};

}  // namespace

void check_parameters(Context& context) {
    for (const auto& declared : context.set.parameters) {
        ParameterReader reader(context, declared);
        const bool holidays = reader.is_holidays();
        program::Parameter parameter = reader.read();
        if (holidays && parameter.is_list) context.program.holidays = ParameterId{static_cast<std::uint32_t>(context.program.parameters.size())};
        context.program.parameters.push_back(std::move(parameter));
    }
}

}  // namespace tepat::check
