// SPDX-License-Identifier: Apache-2.0
// `kecuali n [pada m]`: exceptions and the exceptions made to them (clauses.hpp).
#include <algorithm>

#include "dsl/check/clauses.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/phrases.hpp"

namespace tepat::check {
namespace {

constexpr int longest_chain = 8;  // nobody reads deeper; also bounds the depth of the joined expression

/// Joins conditions from the innermost exception outwards: each is its own condition and not any exception made to it.
class Joiner {
public:
    Joiner(ExpressionBuilder& builder, const std::vector<WrittenException>& written) : builder_(builder), written_(written) {
        for (std::size_t i = 0; i < written.size(); ++i) by_name_.emplace(written[i].tree->name.text, i);
        made_to_.resize(written.size());
        for (std::size_t i = 0; i < written.size(); ++i)
            if (const auto target = target_of(i)) made_to_[*target].push_back(i);
    }

    std::vector<program::Exception> join() {
        std::vector<program::Exception> result;
        for (std::size_t i = 0; i < written_.size(); ++i) {
            const syntax::Exception& tree = *written_[i].tree;
            if (!tree.target) result.push_back({tree.name.text, joined(i, 1), tree.span});
        }
        report_unreached();
        return result;
    }

private:
    std::optional<std::size_t> target_of(std::size_t i) {
        const auto& target = written_[i].tree->target;
        if (!target) return std::nullopt;
        const auto found = by_name_.find(target->text);
        if (found != by_name_.end()) return found->second;
        std::vector<std::string> names;
        for (const auto& [name, index] : by_name_) names.push_back(name);
        builder_.context().report_unknown(Code::unknown_exception, *target, {target->text}, names);
        reached_.insert(i);
        return std::nullopt;
    }
    ExprId joined(std::size_t i, int depth) {
        reached_.insert(i);
        if (depth > longest_chain) {
            if (depth == longest_chain + 1) builder_.context().report(Code::exceptions_too_deep, written_[i].tree->name.span, {Count{longest_chain}});
            return written_[i].condition;
        }
        std::vector<ExprId> parts{written_[i].condition};
        for (std::size_t inner : made_to_[i]) {
            const Span span = written_[inner].tree->span;
            parts.push_back(builder_.add(program::Not{joined(inner, depth + 1)}, yes_no_type, span));
        }
        if (parts.size() == 1) return parts[0];
        return builder_.add(program::And{std::move(parts)}, yes_no_type, written_[i].tree->span);
    }
    /// What no path from the rule reaches stands in a circle, or on a chain that was already reported.
    void report_unreached() {
        for (std::size_t i = 0; i < written_.size(); ++i) {
            if (reached_.contains(i)) continue;
            std::vector<std::size_t> path;
            for (std::optional<std::size_t> at = i; at && !reached_.contains(*at); at = next(*at)) {
                reached_.insert(*at);
                path.push_back(*at);
            }
            const auto last = next(path.back());
            if (last && std::find(path.begin(), path.end(), *last) != path.end())
                builder_.context().report(Code::exception_cycle, written_[*last].tree->name.span, {written_[*last].tree->name.text});
        }
    }
    std::optional<std::size_t> next(std::size_t i) const {
        const auto& target = written_[i].tree->target;
        const auto found = target ? by_name_.find(target->text) : by_name_.end();
        return found == by_name_.end() ? std::nullopt : std::optional(found->second);
    }

    ExpressionBuilder& builder_;
    const std::vector<WrittenException>& written_;
    std::map<std::string, std::size_t> by_name_;
    std::vector<std::vector<std::size_t>> made_to_;
    std::set<std::size_t> reached_;
};

}  // namespace

std::vector<WrittenException> write_exceptions(ExpressionBuilder& builder, const std::vector<WrittenException>& given,
                                               const std::vector<const syntax::Exception*>& trees) {
    std::vector<WrittenException> written = given;
    std::map<std::string, Span> seen;
    for (const WrittenException& exception : given) seen.emplace(exception.tree->name.text, exception.tree->name.span);
    for (const syntax::Exception* tree : trees) {
        const ExprId condition = builder.condition(tree->condition);
        const auto [at, is_new] = seen.emplace(tree->name.text, tree->name.span);
        if (is_new)
            written.push_back({tree, condition});
        else
            builder.context().report(Code::duplicate_name, tree->name.span, {tree->name.text}, {label(at->second, Phrase::first_here)});
    }
    return written;
}

std::vector<program::Exception> join_exceptions(ExpressionBuilder& builder, const std::vector<WrittenException>& written) {
    return Joiner(builder, written).join();
}

}  // namespace tepat::check
