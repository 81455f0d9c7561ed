// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/format.hpp"

#include "dsl/syntax/format_declarations.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/print.hpp"

namespace tepat::syntax {

namespace {

/// Rounds until nothing changes: where a comment went may split a block of columns, where a line broke may join another.
constexpr int max_rounds = 6;

std::string written_once(const text::SourceFile& file, const Module& module, const Words& words) {
    text::Layout layout = text::lay_out(file, layout_words(module.language));
    Lines lines(file, layout);
    add_declarations(lines, words, module);
    std::string text = lines.text();
    if (keyword_language(text) == words.language) return text;
    return words.keyword(Keyword::language) + (words.language == KeywordLanguage::id ? " id\n" : " en\n") + text;
}

/// What must not change: the tree, but for the line that names the language.
std::string meaning(const Module& module) {
    std::string tree = print_canonical(module);
    return tree.starts_with("language\n") ? tree.substr(9) : tree;
}

std::optional<std::string> settled(const text::SourceFile& file, const Module& module, KeywordLanguage language, bool quote_keywords) {
    const std::string wanted = meaning(module);
    std::string text = written_once(file, module, {file, language, module.language, quote_keywords});
    for (int round = 0; round < max_rounds; ++round) {
        text::Sources sources;
        diagnostics::Sink sink;
        const text::SourceFile& again = sources.add(file.name, text);
        const Module read = parse(again, sink);
        if (sink.has_errors() || read.language != language || meaning(read) != wanted) return std::nullopt;
        std::string next = written_once(again, read, {again, language, language, quote_keywords});
        if (next == text) return text;
        text = std::move(next);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> format(const text::SourceFile& file, const Module& module, KeywordLanguage language) {
    if (auto text = settled(file, module, language, false)) return text;
    return settled(file, module, language, true);
}

}  // namespace tepat::syntax
