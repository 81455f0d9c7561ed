// SPDX-License-Identifier: Apache-2.0
// Runs one grammar function on one piece of a declaration; whatever goes wrong becomes one diagnostic.
#pragma once

#include "dsl/grammar/declaration.hpp"
#include "dsl/grammar/mistakes.hpp"

namespace tepat::grammar {

inline Iterator skipped(Iterator from, Iterator to) {
    while (from < to && (*from == ' ' || *from == text::item_mark)) ++from;
    return from;
}
inline Iterator trimmed(Iterator from, Iterator to) {
    while (to > from && (to[-1] == ' ' || to[-1] == text::item_mark)) --to;
    return to;
}

class PartReader {
public:
    PartReader(const text::Chunk& chunk, syntax::KeywordLanguage language, std::vector<diagnostics::Diagnostic>& problems) : problems_(problems) {
        session_.chunk = &chunk;
        session_.language = language;
    }

protected:
    /// True: `first` stands after what was read.
    template <typename Node>
    bool read_part(const Piece& part, Iterator& first, Node& node) {
        session_.reset();
        try {
            if (read(session_, first, part.end, node)) return true;
            problems_.push_back(explain_unknown_item(session_, {first, part.end, part.declaration, part.clause}));
        } catch (const Unmet& unmet) {
            problems_.push_back(explain_expectation(session_, part, unmet.where, unmet.expected));
        } catch (const Mistake& mistake) {
            problems_.push_back(complete(session_, mistake.diagnostic));
        }
        return false;
    }

    template <typename Node>
    bool read_all(const Piece& part, Node& node) {
        Iterator first = skipped(part.begin, part.end);
        if (!read_part(part, first, node)) return false;
        first = skipped(first, part.end);
        if (first == part.end) return true;
        problems_.push_back(explain_leftover(session_, part, first));
        return false;
    }

    bool starts_with(syntax::Keyword keyword, Iterator from, Iterator to) const {
        return syntax::match_keyword({from, static_cast<std::size_t>(to - from)}, keyword, session_.language) > 0;
    }

    Session session_;
    std::vector<diagnostics::Diagnostic>& problems_;
};

}  // namespace tepat::grammar
