// SPDX-License-Identifier: Apache-2.0
// Walks every expression of the trees with its scope and looks up what the paths name (uses.hpp).
#include "dsl/check/uses.hpp"

#include <algorithm>

#include "dsl/check/names.hpp"
#include "dsl/check/standing.hpp"
#include "dsl/check/types.hpp"

namespace tepat::check {
namespace {

const syntax::TypeSpec* declared_type_of(const Definition& definition) {
    if (definition.table != nullptr) return &definition.table->result;
    return definition.term != nullptr && definition.term->type ? &*definition.term->type : nullptr;
}

bool declares(const syntax::TypeSpec& spec, const std::string& name) {
    return std::any_of(spec.choices.begin(), spec.choices.end(), [&](const auto& value) { return value.name.text == name; });
}

/// Collects the terms and programmes an expression uses. Recursion is bounded by syntax::max_depth.
class UseCollector : public boost::static_visitor<void> {
public:
    UseCollector(Context& context, EntityId subject, std::vector<Use>& uses)
        : context_(context), scope_{subject, subject, false}, nodes_(nodes_of(context)), uses_(uses) {}

    void walk(const syntax::Expr& expr) { boost::apply_visitor(*this, expr.get()); }
    void walk(const std::optional<syntax::Expr>& expr) {
        if (expr) walk(*expr);
    }

    void operator()(const syntax::Error&) {}
    void operator()(const syntax::Literal&) {}
    void operator()(const syntax::Duration&) {}
    void operator()(const syntax::ReferenceDate&) {}
    void operator()(const syntax::Path& path) {
        const Found found = find_path(context_, scope_, path);
        if (found.kind == FoundKind::term) uses_.push_back({found.index, path.span});
    }
    void operator()(const syntax::Unary& node) { walk(node.operand); }
    void operator()(const syntax::Arithmetic& node) {
        walk(node.first);
        for (const syntax::ArithmeticTail& tail : node.rest) walk(tail.operand);
    }
    void operator()(const syntax::Comparison& node) {
        walk(node.left);
        walk_right(node.left, node.right);
    }
    void operator()(const syntax::Between& node) {
        walk(node.value);
        walk(node.low);
        walk(node.high);
    }
    void operator()(const syntax::Membership& node) {
        walk(node.value);
        for (const syntax::Expr& choice : node.choices) walk_right(node.value, choice);
    }
    void operator()(const syntax::TextTest& node) {
        walk(node.value);
        walk_right(node.value, node.operand);
    }
    void operator()(const syntax::Logic& node) {
        for (const syntax::Expr& operand : node.operands) walk(operand);
    }
    void operator()(const syntax::Known& node) { walk(node.value); }
    void operator()(const syntax::IfMissing& node) {
        walk(node.value);
        walk_right(node.value, node.fallback);
    }
    void operator()(const syntax::Standing& node) {
        const Global* programme = context_.global(node.programme.text, GlobalKind::programme);
        if (programme == nullptr) return;
        if (node.kind == syntax::StandingKind::eligible) uses_.push_back({nodes_.eligible(programme->index), node.span});
        if (node.kind == syntax::StandingKind::selected) uses_.push_back({nodes_.selected(programme->index), node.span});
        if (node.kind == syntax::StandingKind::ever_received)
            context_.ever_received.emplace(ever_received_name(node.programme.text, node.within), EverReceived{programme->index, node.within});
    }
    void operator()(const syntax::SetValue&) {}
    void operator()(const syntax::Call& node) {
        for (const syntax::Expr& argument : node.arguments) walk(argument);
    }
    void operator()(const syntax::Round& node) {
        walk(node.value);
        walk(node.unit);
    }
    void operator()(const syntax::Group& node) {
        walk(node.at_least);
        for (const syntax::Expr& item : node.items) walk(item);
    }
    void operator()(const syntax::Quantifier& node) {
        const Scope outer = scope_;
        if (const Global* member = context_.global(node.entity.text, GlobalKind::entity)) {
            scope_ = {EntityId{member->index}, outer.subject, true};
            walk(node.value);
            for (const syntax::Expr& kept : node.kept) walk(kept);
            walk(node.where);
        }
        scope_ = outer;
        walk(node.top);
        walk(node.if_none);
    }

    void walk_beside(const syntax::Expr* left, const syntax::Expr& right) { walk_right(*left, right); }

private:
    /// Right of a choice comparison a bare name is first a value of that choice, no use of a term.
    void walk_right(const syntax::Expr& left, const syntax::Expr& right) {
        const auto* name = boost::get<syntax::Path>(&right.get());
        if (name == nullptr || name->parts.size() != 1 || !is_value_of(left, name->parts[0].text)) walk(right);
    }
    bool is_value_of(const syntax::Expr& left, const std::string& name) const {
        const auto* path = boost::get<syntax::Path>(&left.get());
        if (path == nullptr) return false;
        const Found found = find_path(context_, scope_, *path);
        if (found.kind == FoundKind::fact) {
            const Type type = context_.program.facts[found.index].type;
            const bool has_values = type.kind == TypeKind::choice || type.kind == TypeKind::set;
            return has_values && find_choice(context_, type.choices, name).has_value();
        }
        if (found.kind != FoundKind::term) return false;
        const syntax::TypeSpec* spec = declared_type_of(context_.set.definitions[found.index]);
        return spec != nullptr && declares(*spec, name);
    }

    Context& context_;
    Scope scope_;
    Nodes nodes_;
    std::vector<Use>& uses_;
};

/// Results of a term or table that declares its choices are values of them.
bool is_own_value(const Definition& definition, const syntax::Expr& result) {
    const auto* path = boost::get<syntax::Path>(&result.get());
    const syntax::TypeSpec* spec = declared_type_of(definition);
    return path != nullptr && spec != nullptr && path->parts.size() == 1 && declares(*spec, path->parts[0].text);
}

/// The expressions in a table's cell, each beside its column.
class CellWalker : public boost::static_visitor<void> {
public:
    explicit CellWalker(UseCollector& collector) : collector_(collector) {}
    void operator()(const syntax::Error&) const {}
    void operator()(const syntax::AnyCell&) const {}
    void operator()(const syntax::UnknownCell&) const {}
    void operator()(const syntax::CompareCell& cell) const { collector_.walk_beside(column, cell.operand); }
    void operator()(const syntax::RangeCell& cell) const {
        collector_.walk(cell.low);
        collector_.walk(cell.high);
    }
    void operator()(const syntax::ValuesCell& cell) const {
        for (const syntax::Expr& value : cell.values) collector_.walk_beside(column, value);
    }
    const syntax::Expr* column = nullptr;

private:
    UseCollector& collector_;
};

void collect_table(UseCollector& collector, const Definition& definition) {
    const syntax::TableDeclaration& tree = *definition.table;
    CellWalker cells(collector);
    for (const syntax::Expr& column : tree.columns) collector.walk(column);
    for (const syntax::TableRow& row : tree.rows) {
        for (std::size_t i = 0; i < row.cells.size() && i < tree.columns.size(); ++i) {
            cells.column = &tree.columns[i];
            boost::apply_visitor(cells, row.cells[i].get());
        }
        if (!is_own_value(definition, row.result)) collector.walk(row.result);
    }
}

void collect_score(UseCollector& collector, const syntax::ScoreDeclaration& tree) {
    for (const syntax::ScoreLine& line : tree.lines) {
        collector.walk(line.weight);
        collector.walk(line.times);
        collector.walk(line.condition);
    }
}

void collect_term(UseCollector& collector, const Definition& definition) {
    const syntax::TermDeclaration& tree = *definition.term;
    if (tree.value && !is_own_value(definition, *tree.value)) collector.walk(*tree.value);
    for (const syntax::Case& part : tree.cases) {
        collector.walk(part.condition);
        if (!is_own_value(definition, part.result)) collector.walk(part.result);
    }
}

std::vector<Use> uses_of(Context& context, const Definition& definition) {
    std::vector<Use> uses;
    UseCollector collector(context, EntityId{context.global(definition.entity().text, GlobalKind::entity)->index}, uses);
    if (definition.score != nullptr) collect_score(collector, *definition.score);
    else if (definition.table != nullptr) collect_table(collector, definition);
    else collect_term(collector, definition);
    return uses;
}

/// What the clauses of programmes and rules use: `decides` goes to `layak`, everything else to `terpilih`.
class ClauseUses : public boost::static_visitor<void> {
public:
    ClauseUses(Context& context, EntityId entity, std::vector<Use>& decides, std::vector<Use>& places, std::optional<std::uint32_t> own = {})
        : context_(context),
          entity_(entity),
          decides_(context, entity, decides),
          places_(context, entity, places),
          eligible_(decides),
          selected_(places),
          own_(own) {}

    void operator()(const syntax::Error&) {}
    void operator()(const syntax::StrategyItem&) {}
    void operator()(const syntax::RunBy&) {}
    void operator()(const syntax::LegalBasis&) {}
    void operator()(const syntax::InForce&) {}
    void operator()(const syntax::PeriodItem&) {}
    void operator()(const syntax::Draft&) {}
    void operator()(const syntax::ProgrammeRef&) {}
    void operator()(const syntax::NotTogether&) {}
    void operator()(const syntax::Condition& item) { decides_.walk(item.condition); }
    void operator()(const syntax::Exception& item) { decides_.walk(item.condition); }
    void operator()(const syntax::YieldsTo& item) {
        const Global* other = context_.global(item.programme.text, GlobalKind::programme);
        if (other != nullptr && other->index != own_) eligible_.push_back({nodes_of(context_).selected(other->index), item.span});
    }
    void operator()(const syntax::Benefit& item) { places_.walk(item.amount); }
    void operator()(const syntax::Quota& item) { walk_amount(item.amount, item.per); }
    void operator()(const syntax::Budget& item) {
        walk_amount(item.amount, item.per);
        places_.walk(item.unit_cost);
    }
    void operator()(const syntax::TakenWhen& item) { places_.walk(item.condition); }
    void operator()(const syntax::OrderBy& item) {
        for (const syntax::Tier& tier : item.tiers) places_.walk(tier.condition);
        for (const syntax::OrderKey& key : item.keys) places_.walk(key.value);
    }
    void operator()(const syntax::AtMost& item) { walk_at(item.count, item.per.text); }
    void operator()(const syntax::Graduates& item) {
        places_.walk(item.condition);
        if (item.task) (*this)(*item.task);
    }
    void operator()(const syntax::Task& item) {
        for (const syntax::TaskPart& part : item.parts)
            if (const auto* done = boost::get<syntax::DoneWhen>(&part.get())) places_.walk(done->condition);
    }

private:
    /// Amounts are judged at the group: names in them are its own.
    void walk_amount(const syntax::Expr& amount, const std::optional<syntax::Path>& per) {
        walk_at(amount, per && per->parts.size() == 1 ? per->parts[0].text : std::string());
    }
    void walk_at(const syntax::Expr& amount, const std::string& per) {
        const Global* group = context_.global(per, GlobalKind::entity);
        UseCollector(context_, group == nullptr ? entity_ : EntityId{group->index}, selected_).walk(amount);
    }

    Context& context_;
    EntityId entity_;
    UseCollector decides_;
    UseCollector places_;
    std::vector<Use>& eligible_;
    std::vector<Use>& selected_;
    std::optional<std::uint32_t> own_;  ///< the programme itself: that it yields to itself is reported elsewhere
};

class UsesOfAll {
public:
    explicit UsesOfAll(Context& context) : context_(context), nodes_(nodes_of(context)), uses_(nodes_.count()) {}

    std::vector<std::vector<Use>> find() {
        for (std::size_t i = 0; i < nodes_.definitions; ++i) uses_[i] = uses_of(context_, context_.set.definitions[i]);
        collect_programmes();
        collect_rules();
        collect_only_when();
        return std::move(uses_);
    }

private:
    void collect_programmes() {
        for (std::uint32_t i = 0; i < nodes_.programmes; ++i) {
            const syntax::ProgrammeDeclaration& tree = *context_.set.programmes[i].tree;
            auto& places = uses_[nodes_.selected(i)];
            places.push_back({nodes_.eligible(i), tree.header.name.span});
            ClauseUses clauses(context_, context_.program.programmes[i].entity, uses_[nodes_.eligible(i)], places, i);
            for (const syntax::ProgrammeItem& item : tree.items) boost::apply_visitor(clauses, item.get());
        }
    }
    /// A rule without programme is used by nobody, but what it asks for must be known.
    void collect_rules() {
        for (const auto& declared : context_.set.rules) {
            const Global* entity = context_.global(declared.tree->entity.text, GlobalKind::entity);
            std::vector<Use> decides, places;
            ClauseUses clauses(context_, entity == nullptr ? EntityId{} : EntityId{entity->index}, decides, places);
            const Global* programme = nullptr;
            for (const syntax::RuleItem& item : declared.tree->items) {
                if (const auto* ref = boost::get<syntax::ProgrammeRef>(&item.get()))
                    programme = context_.global(ref->programme.text, GlobalKind::programme);
                boost::apply_visitor(clauses, item.get());
            }
            if (programme == nullptr) continue;
            append(uses_[nodes_.eligible(programme->index)], decides);
            append(uses_[nodes_.selected(programme->index)], places);
        }
    }
    void collect_only_when() {
        for (std::uint32_t i = 0; i < context_.program.entities.size(); ++i) {
            std::vector<Use> ignored;
            UseCollector collector(context_, EntityId{i}, ignored);
            for (const syntax::EntityItem& item : context_.set.entities[i].tree->items)
                if (const auto* clause = boost::get<syntax::OnlyWhen>(&item.get())) collector.walk(clause->condition);
        }
    }
    static void append(std::vector<Use>& to, const std::vector<Use>& from) { to.insert(to.end(), from.begin(), from.end()); }

    Context& context_;
    Nodes nodes_;
    std::vector<std::vector<Use>> uses_;
};

}  // namespace

std::vector<std::vector<Use>> find_uses(Context& context) { return UsesOfAll(context).find(); }

}  // namespace tepat::check
