// SPDX-License-Identifier: Apache-2.0
// Names get their ids: entities with parents before children, everything else by name (passes.hpp).
#include <algorithm>
#include <cctype>

#include "dsl/check/names.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

std::string lower(const std::string& text) {
    std::string result = text;
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

template <class Table>
void check_case(Context& context, const Table& table) {
    std::map<std::string, typename Table::const_iterator> seen;
    for (auto at = table.begin(); at != table.end(); ++at) {
        const auto [first, is_new] = seen.emplace(lower(at->first), at);
        if (!is_new)
            context.report(Code::names_differ_by_case, at->second.span, {at->first, first->second->first},
                           {label(first->second->second.span, Phrase::first_here)});
    }
}

bool declare_global(Context& context, const syntax::Name& name, GlobalKind kind, std::size_t index) {
    const auto [at, is_new] = context.globals.emplace(name.text, Global{kind, static_cast<std::uint32_t>(index), name.span});
    if (!is_new) context.report(Code::duplicate_name, name.span, {name.text}, {label(at->second.span, Phrase::first_here)});
    return is_new;
}

/// Keeps the first declaration of each name; ids are positions in what is left.
template <class Tree>
void declare_all(Context& context, std::vector<Declared<Tree>>& list, GlobalKind kind) {
    std::vector<Declared<Tree>> kept;
    for (const Declared<Tree>& declared : list)
        if (declare_global(context, declared.tree->header.name, kind, kept.size())) kept.push_back(declared);
    list = std::move(kept);
}

/// Orders entities so that parents come first; an entity above itself is reported and loses its parent.
class EntityOrder {
public:
    explicit EntityOrder(Context& context) : context_(context), state_(context.set.entities.size()) {}

    void apply() {
        for (std::size_t i = 0; i < state_.size(); ++i) visit(i);
        for (std::size_t i = 0; i < order_.size(); ++i) context_.globals.find(name(order_[i]).text)->second.index = static_cast<std::uint32_t>(i);
        std::vector<Declared<syntax::EntityDeclaration>> sorted;
        for (std::size_t i : order_) sorted.push_back(context_.set.entities[i]);
        for (std::size_t i : order_) add_entity(context_.set.entities[i], i);
        context_.set.entities = std::move(sorted);
    }

private:
    const syntax::EntityDeclaration& tree(std::size_t i) const { return *context_.set.entities[i].tree; }
    const syntax::Name& name(std::size_t i) const { return tree(i).header.name; }

    /// Walks up to an entity already placed, then places the chain from the top; loops, so depth costs no stack.
    void visit(std::size_t start) {
        std::vector<std::size_t> chain;
        for (std::optional<std::size_t> at = start; at && state_[*at] == State::open; at = parent_of(*at)) {
            state_[*at] = State::in_chain;
            chain.push_back(*at);
        }
        report_circle(chain);
        for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
            state_[*at] = State::placed;
            order_.push_back(*at);
        }
    }
    std::optional<std::size_t> parent_of(std::size_t i) const {
        if (!tree(i).parent) return std::nullopt;
        const Global* global = context_.global(tree(i).parent->parent.text, GlobalKind::entity);
        return global == nullptr ? std::nullopt : std::optional<std::size_t>(global->index);
    }
    /// The chain ended at one of its own members: its last entity may not stand below that one.
    void report_circle(const std::vector<std::size_t>& chain) {
        if (chain.empty()) return;
        const auto next = parent_of(chain.back());
        if (!next || state_[*next] != State::in_chain) return;
        circle_ends_.insert(chain.back());
        context_.report(Code::parent_cycle, tree(chain.back()).parent->parent.span, {name(chain.back()).text, name(*next).text});
    }
    void add_entity(const Declared<syntax::EntityDeclaration>& declared, std::size_t i) {
        const syntax::EntityDeclaration& tree = *declared.tree;
        program::Entity entity;
        entity.name = tree.header.name.text;
        entity.label = text_of(tree.header.label);
        entity.at_least_one = tree.at_least_one;
        entity.documentation = *declared.documentation;
        entity.span = tree.header.name.span;
        if (tree.parent && !circle_ends_.contains(i)) {
            entity.parent = find_entity(context_, tree.parent->parent);
            entity.link_column = tree.parent->link.text;
        }
        context_.program.entities.push_back(std::move(entity));
        context_.members.emplace_back();
    }

    enum class State : std::uint8_t { open, in_chain, placed };
    Context& context_;
    std::vector<State> state_;
    std::vector<std::size_t> order_;
    std::set<std::size_t> circle_ends_;
};

void declare_member(Context& context, EntityId owner, const syntax::Name& name, MemberKind kind, std::size_t index, bool& is_new) {
    const auto [at, added] = context.members[owner.value].emplace(name.text, Member{kind, static_cast<std::uint32_t>(index), name.span});
    is_new = added;
    if (!added) context.report(Code::duplicate_name, name.span, {name.text}, {label(at->second.span, Phrase::first_here)});
}

/// True when the name is new; its types come later, but where a reference leads must be known before any path is read.
bool declare_fact(Context& context, EntityId owner, const syntax::Name& name) {
    bool is_new = false;
    declare_member(context, owner, name, MemberKind::fact, context.program.facts.size(), is_new);
    if (!is_new) return false;
    program::Fact fact;
    fact.name = name.text;
    fact.entity = owner;
    fact.span = name.span;
    context.program.entities[owner.value].facts.push_back(FactId{static_cast<std::uint32_t>(context.program.facts.size())});
    context.program.facts.push_back(std::move(fact));
    return true;
}

void declare_reference(Context& context, EntityId owner, const syntax::Reference& tree) {
    if (!declare_fact(context, owner, tree.name)) return;
    context.program.facts.back().refers_to = find_entity(context, tree.entity);
    if (!context.program.facts.back().refers_to.valid()) context.set.quiet_names.insert(tree.name.text);
}

void declare_facts(Context& context) {
    for (std::uint32_t i = 0; i < context.program.entities.size(); ++i) {
        for (const syntax::EntityItem& item : context.set.entities[i].tree->items) {
            if (const auto* fact = boost::get<syntax::Fact>(&item.get())) declare_fact(context, EntityId{i}, fact->name);
            if (const auto* reference = boost::get<syntax::Reference>(&item.get())) declare_reference(context, EntityId{i}, *reference);
        }
    }
}

/// Programmes by name and entity: conditions speak of programmes before their clauses are read.
void declare_programmes(Context& context) {
    for (const auto& declared : context.set.programmes) {
        program::Programme programme;
        programme.name = declared.tree->header.name.text;
        programme.span = declared.tree->header.name.span;
        programme.entity = find_entity(context, declared.tree->entity);
        context.program.programmes.push_back(std::move(programme));
    }
    context.programme_exceptions.resize(context.program.programmes.size());
}

/// What could not be read still names what it would have declared.
void declare_quiet_members(Context& context) {
    const auto keep = [&](Span span) {
        std::string name = nth_word(context.sources.text(span), 0);
        if (!name.empty()) context.set.quiet_names.insert(std::move(name));
    };
    for (const auto& declared : context.set.entities) {
        for (const syntax::EntityItem& item : declared.tree->items)
            if (const auto* error = boost::get<syntax::Error>(&item.get()); error != nullptr && error->span != Span{}) keep(error->span);
    }
}

void declare_terms(Context& context) {
    std::vector<Definition> kept;
    for (const Definition& definition : context.set.definitions) {
        const EntityId owner = find_entity(context, definition.entity());
        bool is_new = false;
        if (owner.valid()) declare_member(context, owner, definition.header().name, MemberKind::term, kept.size(), is_new);
        else context.set.quiet_names.insert(definition.header().name.text);
        if (is_new) kept.push_back(definition);
    }
    context.set.definitions = std::move(kept);
}

}  // namespace

std::string word(syntax::Keyword keyword, KeywordLanguage language) { return std::string(syntax::spelling(keyword, language)); }

std::string text_of(const std::optional<syntax::Text>& text) { return text ? text->value : std::string(); }

bool Once::first(syntax::Keyword keyword, Span span) {
    const auto [at, is_new] = seen_.emplace(keyword, span);
    if (!is_new) context_.report(Code::clause_repeated, span, {word(keyword, language_)}, {label(at->second, Phrase::first_here)});
    return is_new;
}

void declare(Context& context) {
    declare_all(context, context.set.entities, GlobalKind::entity);
    declare_all(context, context.set.parameters, GlobalKind::parameter);
    declare_all(context, context.set.agencies, GlobalKind::agency);
    declare_all(context, context.set.programmes, GlobalKind::programme);
    declare_all(context, context.set.rules, GlobalKind::rule);
    EntityOrder(context).apply();
    declare_quiet_members(context);
    declare_facts(context);
    declare_terms(context);
    declare_programmes(context);
    check_case(context, context.globals);
    for (const Members& members : context.members) check_case(context, members);
}

}  // namespace tepat::check
