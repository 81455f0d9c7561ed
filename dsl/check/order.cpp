// SPDX-License-Identifier: Apache-2.0
// The order of terms: each after those it uses, ties by name; a circle is reported with its path (passes.hpp).
// Works on the trees, before anything is typed: walks every expression with its scope and looks up what the paths name.
#include <algorithm>
#include <functional>
#include <queue>

#include "dsl/check/names.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/check/types.hpp"

namespace tepat::check {
namespace {

constexpr std::size_t most_labels = 8;

struct Use {
    std::size_t term;
    Span span;
};

/// Collects the terms an expression uses. Recursion is bounded by syntax::max_depth.
class UseCollector : public boost::static_visitor<void> {
public:
    UseCollector(Context& context, EntityId subject, std::vector<Use>& uses) : context_(context), scope_{subject, subject, false}, uses_(uses) {}

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
        walk(node.operand);
    }
    void operator()(const syntax::Logic& node) {
        for (const syntax::Expr& operand : node.operands) walk(operand);
    }
    void operator()(const syntax::Known& node) { walk(node.value); }
    void operator()(const syntax::IfMissing& node) {
        walk(node.value);
        walk_right(node.value, node.fallback);
    }
    void operator()(const syntax::Standing&) {}
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
        walk(node.if_none);
    }

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
            return type.kind == TypeKind::choice && find_choice(context_, type.choices, name).has_value();
        }
        if (found.kind != FoundKind::term) return false;
        const auto& spec = context_.set.terms[found.index].tree->type;
        return spec && std::any_of(spec->choices.begin(), spec->choices.end(), [&](const auto& value) { return value.name.text == name; });
    }

    Context& context_;
    Scope scope_;
    std::vector<Use>& uses_;
};

/// Results of a term that declares its choices are values of them.
bool is_own_value(const syntax::TermDeclaration& tree, const syntax::Expr& result) {
    const auto* path = boost::get<syntax::Path>(&result.get());
    if (path == nullptr || !tree.type || path->parts.size() != 1) return false;
    return std::any_of(tree.type->choices.begin(), tree.type->choices.end(),
                       [&](const auto& value) { return value.name.text == path->parts[0].text; });
}

std::vector<Use> uses_of(Context& context, const syntax::TermDeclaration& tree) {
    std::vector<Use> uses;
    UseCollector collector(context, EntityId{context.global(tree.entity.text, GlobalKind::entity)->index}, uses);
    if (tree.value && !is_own_value(tree, *tree.value)) collector.walk(*tree.value);
    for (const syntax::Case& part : tree.cases) {
        collector.walk(part.condition);
        if (!is_own_value(tree, part.result)) collector.walk(part.result);
    }
    return uses;
}

class TermOrder {
public:
    explicit TermOrder(Context& context) : context_(context), waiting_for_(context.set.terms.size()), used_by_(context.set.terms.size()) {
        for (std::size_t i = 0; i < waiting_for_.size(); ++i) {
            uses_.push_back(uses_of(context, *context.set.terms[i].tree));
            waiting_for_[i] = uses_[i].size();
            for (const Use& use : uses_[i]) used_by_[use.term].push_back(i);
        }
    }

    std::vector<std::size_t> order() {
        for (std::size_t i = 0; i < waiting_for_.size(); ++i)
            if (waiting_for_[i] == 0) ready_.push(i);
        while (order_.size() < waiting_for_.size()) {
            if (ready_.empty()) break_circle();
            else place(take());
        }
        return std::move(order_);
    }

private:
    std::size_t take() {
        const std::size_t next = ready_.top();
        ready_.pop();
        return next;
    }
    /// Terms are sorted by name, so the smallest index is the tie-break.
    void place(std::size_t term) {
        if (placed_.contains(term)) return;
        placed_.insert(term);
        order_.push_back(term);
        for (std::size_t user : used_by_[term])
            if (--waiting_for_[user] == 0) ready_.push(user);
    }
    std::size_t first_open() {
        while (placed_.contains(first_open_)) ++first_open_;
        return first_open_;
    }
    const Use& open_use(std::size_t term) const {
        return *std::find_if(uses_[term].begin(), uses_[term].end(), [&](const Use& use) { return !placed_.contains(use.term); });
    }
    /// Nothing is ready: every open term waits for another open one, so following the uses comes round.
    void break_circle() {
        std::vector<std::size_t> path;
        std::set<std::size_t> on_path;
        std::size_t at = first_open();
        while (on_path.insert(at).second) {
            path.push_back(at);
            at = open_use(at).term;
        }
        path.erase(path.begin(), std::find(path.begin(), path.end(), at));
        std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
        report(path);
        for (std::size_t term : path) place(term);
    }
    void report(const std::vector<std::size_t>& path) {
        std::string text;
        for (std::size_t term : path) text += name(term) + " -> ";
        std::vector<Label> labels;
        for (std::size_t i = 0; i < path.size() && i < most_labels; ++i) labels.push_back(label(open_use(path[i]).span, Phrase::used_here));
        context_.report(Code::cycle, context_.set.terms[path[0]].tree->header.name.span, {text + name(path[0])}, std::move(labels));
    }
    const std::string& name(std::size_t term) const { return context_.set.terms[term].tree->header.name.text; }

    Context& context_;
    std::vector<std::vector<Use>> uses_;
    std::vector<std::size_t> waiting_for_;
    std::vector<std::vector<std::size_t>> used_by_;
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready_;
    std::set<std::size_t> placed_;
    std::vector<std::size_t> order_;
    std::size_t first_open_ = 0;
};

}  // namespace

std::vector<std::size_t> order_of_terms(Context& context) { return TermOrder(context).order(); }

}  // namespace tepat::check
