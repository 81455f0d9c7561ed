// SPDX-License-Identifier: Apache-2.0
// What the files with the items of declarations share: the shapes of their rules, and the one way to run one.
#pragma once

#include "dsl/grammar/parsers.hpp"

namespace tepat::grammar {

template <typename Tag>
struct spanned_class : Spanned {};
template <typename Tag, typename Node>
using NodeRule = x3::rule<spanned_class<Tag>, Node>;
template <typename Tag, typename Item>
using ItemRule = x3::rule<Tag, Item>;  ///< variants: their alternatives have the spans

template <typename Rule, typename Attribute>
bool run(Rule const& rule, Session& session, Iterator& first, Iterator last, Attribute& attribute) {
    SkipContext skip_context{skipper};
    Context context{session, skip_context};
    try {
        return rule.parse(first, last, context, x3::unused, attribute);
    } catch (const x3::expectation_failure<Iterator>& failure) {
        throw Unmet{failure.where(), failure.which()};
    }
}

}  // namespace tepat::grammar
