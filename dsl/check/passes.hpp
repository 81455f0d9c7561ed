// SPDX-License-Identifier: Apache-2.0
// The passes of check in the order check.cpp calls them; each lives in the file of its name.
#pragma once

#include "dsl/check/context.hpp"

namespace tepat::check {

/// declarations.cpp: gives names their ids; duplicates and names that differ only by case are reported, the first one stays.
void declare(Context& context);
/// vocabulary.cpp: facts, ranges, secrecy, references, what a row is called, who receives.
void check_facts(Context& context);
/// dated_facts.cpp: `berlaku ... sejak f` and `penerima ... sejak f`, once every fact has its type.
void check_dated_facts(Context& context);
/// parameters.cpp: dated values, keys, periods.
void check_parameters(Context& context);
/// shadows.cpp: a fact or term named like a parameter or an entity above it.
void check_shadows(Context& context);
/// terms.cpp: terms, scores and tables in the order of their use; cycles.
void check_terms(Context& context);
/// only_when.cpp: which rows of an entity take part.
void check_only_when(Context& context);
/// programmes.cpp, rules.cpp
void check_programmes(Context& context);
void check_rules(Context& context);
/// stages.cpp: in which order programmes are allocated.
void find_stages(Context& context);
/// usage.cpp: a parameter without values is for drafts only.
void check_open_parameters(Context& context);
/// trials.cpp: the `uji` declarations.
void check_tests(Context& context);
/// lints.cpp: what is sound but probably not meant.
void lint(Context& context);

/// order.cpp: the definitions (index into context.set.definitions) in an order in which each comes after those it uses, through
/// programmes too; members of a cycle are reported and come anyway. Also notes every `pernah menerima` in context.ever_received.
std::vector<std::size_t> order_of_definitions(Context& context);

/// Whether an item could not be read: it may have been any clause, so none may be said to be missing.
template <class Items>
bool has_unreadable(const Items& items) {
    return std::any_of(items.begin(), items.end(), [](const auto& item) { return boost::get<syntax::Error>(&item.get()) != nullptr; });
}

/// Reports a clause that stands twice; remembers the first.
class Once {
public:
    Once(Context& context, KeywordLanguage language) : context_(context), language_(language) {}
    bool first(syntax::Keyword keyword, Span span);

private:
    Context& context_;
    KeywordLanguage language_;
    std::map<syntax::Keyword, Span> seen_;
};

std::string word(syntax::Keyword keyword, KeywordLanguage language);
std::string text_of(const std::optional<syntax::Text>& text);

}  // namespace tepat::check
