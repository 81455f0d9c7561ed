// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/parse.hpp"

#include <boost/variant/get.hpp>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/grammar/grammar.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "dsl/syntax/text_problems.hpp"
#include "dsl/text/layout.hpp"

namespace tepat::syntax {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

/// `bahasa id`: only first, only a language there is.
void check_language(const Declaration& declaration, bool first, std::vector<Diagnostic>& problems) {
    const auto* language = boost::get<LanguageDeclaration>(&declaration.get());
    if (language == nullptr) return;
    const Name& name = language->language;
    if (name.text != "id" && name.text != "en") problems.push_back({Code::unknown_language, name.span, {name.text}, {}, {}, {}});
    else if (!first) problems.push_back({Code::language_not_first, language->span, {}, {}, {}, {}});
}

/// How far a problem of the text spoils what the grammar says: a tab leaves the columns of its declaration unknown from there on, an
/// unclosed text swallows its line and the end of it.
std::vector<text::TextProblem> with_their_reach(const text::Layout& layout) {
    std::vector<text::TextProblem> problems = layout.problems;
    for (text::TextProblem& problem : problems) {
        if (problem.kind == text::Problem::unclosed_text) ++problem.span.end;
        if (problem.kind != text::Problem::tab_indent) continue;
        for (const text::Chunk& chunk : layout.chunks)
            if (chunk.span.begin <= problem.span.begin && problem.span.begin < chunk.span.end) problem.span.end = chunk.span.end + 1;
    }
    return problems;
}

}  // namespace

Module parse(const text::SourceFile& file, diagnostics::Sink& sink) {
    Module module;
    module.language = keyword_language(file.bytes);
    text::Layout layout = text::lay_out(file, layout_words(module.language));
    report(file, layout.problems, sink);
    std::vector<Diagnostic> problems;
    for (const text::Chunk& chunk : layout.chunks) {
        module.declarations.push_back({chunk.documentation, grammar::read_declaration(chunk, module.language, problems)});
        check_language(module.declarations.back().declaration, module.declarations.size() == 1, problems);
        if (problems.size() > max_syntax_diagnostics) break;
    }
    drop_repeated(with_their_reach(layout), problems);
    report(problems, sink);
    return module;
}

}  // namespace tepat::syntax
