// SPDX-License-Identifier: Apache-2.0
// The order of terms, scores and tables: each after those it uses, through programmes too, ties by name; a circle is reported with its
// path (passes.hpp).
#include <algorithm>
#include <functional>
#include <queue>

#include "dsl/check/passes.hpp"
#include "dsl/check/uses.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

constexpr std::size_t most_labels = 8;

class DefinitionOrder {
public:
    explicit DefinitionOrder(Context& context)
        : context_(context), nodes_(nodes_of(context)), uses_(find_uses(context)), waiting_for_(nodes_.count()), used_by_(nodes_.count()) {
        for (std::size_t i = 0; i < uses_.size(); ++i) {
            waiting_for_[i] = uses_[i].size();
            for (const Use& use : uses_[i]) used_by_[use.node].push_back(i);
        }
    }

    std::vector<std::size_t> order() {
        for (std::size_t i = 0; i < waiting_for_.size(); ++i)
            if (waiting_for_[i] == 0) ready_.push(i);
        while (placed_.size() < waiting_for_.size()) {
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
    /// Definitions are sorted by name, so the smallest index is the tie-break.
    void place(std::size_t node) {
        if (!placed_.insert(node).second) return;
        if (node < nodes_.definitions) order_.push_back(node);
        for (std::size_t user : used_by_[node])
            if (--waiting_for_[user] == 0) ready_.push(user);
    }
    std::size_t first_open() {
        while (placed_.contains(first_open_)) ++first_open_;
        return first_open_;
    }
    const Use& open_use(std::size_t node) const {
        return *std::find_if(uses_[node].begin(), uses_[node].end(), [&](const Use& use) { return !placed_.contains(use.node); });
    }
    /// Nothing is ready: every open node waits for another open one, so following the uses comes round.
    void break_circle() {
        std::vector<std::size_t> path;
        std::set<std::size_t> on_path;
        std::size_t at = first_open();
        while (on_path.insert(at).second) {
            path.push_back(at);
            at = open_use(at).node;
        }
        path.erase(path.begin(), std::find(path.begin(), path.end(), at));
        std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
        report(path);
        for (std::size_t node : path) place(node);
    }
    void report(const std::vector<std::size_t>& path) {
        std::string text;
        for (std::size_t node : path) text += name(node) + " -> ";
        std::vector<Label> labels;
        for (std::size_t i = 0; i < path.size() && i < most_labels; ++i) labels.push_back(label(open_use(path[i]).span, Phrase::used_here));
        const bool terms_only = std::all_of(path.begin(), path.end(), [&](std::size_t node) { return node < nodes_.definitions; });
        context_.report(terms_only ? Code::cycle : Code::standing_cycle, place_of(path[0]), {text + name(path[0])}, std::move(labels));
    }
    std::size_t programme_of(std::size_t node) const { return (node - nodes_.definitions) % nodes_.programmes; }
    Span place_of(std::size_t node) const {
        if (node < nodes_.definitions) return context_.set.definitions[node].header().name.span;
        return context_.set.programmes[programme_of(node)].tree->header.name.span;
    }
    std::string name(std::size_t node) const {
        if (node < nodes_.definitions) return context_.set.definitions[node].header().name.text;
        const auto& declared = context_.set.programmes[programme_of(node)];
        const bool eligible = node < nodes_.definitions + nodes_.programmes;
        const std::string standing = word(eligible ? syntax::Keyword::eligible : syntax::Keyword::selected, declared.language);
        return standing + " " + declared.tree->header.name.text;
    }

    Context& context_;
    Nodes nodes_;
    std::vector<std::vector<Use>> uses_;
    std::vector<std::size_t> waiting_for_;
    std::vector<std::vector<std::size_t>> used_by_;
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready_;
    std::set<std::size_t> placed_;
    std::vector<std::size_t> order_;
    std::size_t first_open_ = 0;
};

}  // namespace

std::vector<std::size_t> order_of_definitions(Context& context) { return DefinitionOrder(context).order(); }

}  // namespace tepat::check
