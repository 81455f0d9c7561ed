// SPDX-License-Identifier: Apache-2.0
#include "dsl/syntax/parse.hpp"

#include <algorithm>
#include <boost/variant/get.hpp>

#include "dsl/grammar/grammar.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "dsl/text/layout.hpp"

namespace tepat::syntax {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

constexpr std::size_t max_diagnostics = 100;

Code code_of(text::Problem problem) {
    switch (problem) {
        case text::Problem::file_too_large: return Code::file_too_large;
        case text::Problem::invalid_utf8: return Code::invalid_utf8;
        case text::Problem::nul_byte: return Code::nul_byte;
        case text::Problem::control_character: return Code::control_character;
        case text::Problem::lone_carriage_return: return Code::lone_carriage_return;
        case text::Problem::bidi_control: return Code::bidi_control;
        case text::Problem::inner_bom: return Code::inner_bom;
        case text::Problem::tab_indent: return Code::tab_indent;
        case text::Problem::column_between: return Code::column_between;
        case text::Problem::indented_start: return Code::indented_start;
        case text::Problem::non_ascii_outside_text: return Code::non_ascii_outside_text;
        case text::Problem::typographic_quote: return Code::typographic_quote;
        case text::Problem::unclosed_text: return Code::unclosed_text;
        case text::Problem::too_many_problems: return Code::too_many_text_problems;
    }
    return Code::too_many_text_problems;
}

void report(const text::SourceFile& file, const text::Layout& layout, diagnostics::Sink& sink) {
    for (const text::TextProblem& problem : layout.problems) {
        std::vector<diagnostics::Argument> arguments;
        if (problem.kind == text::Problem::non_ascii_outside_text) arguments.emplace_back(std::string(file.text(problem.span)));
        sink.add({code_of(problem.kind), problem.span, std::move(arguments), {}, {}, {}});
    }
}

/// A place dsl/text has complained about already gets no second diagnostic.
void drop_repeated(const text::Layout& layout, std::vector<Diagnostic>& problems) {
    std::erase_if(problems, [&](const Diagnostic& diagnostic) {
        return std::any_of(layout.problems.begin(), layout.problems.end(), [&](const text::TextProblem& problem) {
            return diagnostic.span.begin < problem.span.end && problem.span.begin < diagnostic.span.end;
        });
    });
}

void report(const std::vector<Diagnostic>& problems, diagnostics::Sink& sink) {
    for (std::size_t i = 0; i < problems.size() && i < max_diagnostics; ++i) sink.add(problems[i]);
    if (problems.size() > max_diagnostics) sink.add({Code::too_many_syntax_errors, problems[max_diagnostics].span, {}, {}, {}, {}});
}

/// `bahasa id`: only first, only a language there is.
void check_language(const Declaration& declaration, bool first, std::vector<Diagnostic>& problems) {
    const auto* language = boost::get<LanguageDeclaration>(&declaration.get());
    if (language == nullptr) return;
    const Name& name = language->language;
    if (name.text != "id" && name.text != "en") problems.push_back({Code::unknown_language, name.span, {name.text}, {}, {}, {}});
    else if (!first) problems.push_back({Code::language_not_first, language->span, {}, {}, {}, {}});
}

}  // namespace

Module parse(const text::SourceFile& file, diagnostics::Sink& sink) {
    Module module;
    module.language = keyword_language(file.bytes);
    text::Layout layout = text::lay_out(file, layout_words(module.language));
    report(file, layout, sink);
    std::vector<Diagnostic> problems;
    for (const text::Chunk& chunk : layout.chunks) {
        module.declarations.push_back({chunk.documentation, grammar::read_declaration(chunk, module.language, problems)});
        check_language(module.declarations.back().declaration, module.declarations.size() == 1, problems);
        if (problems.size() > max_diagnostics) break;
    }
    drop_repeated(layout, problems);
    report(problems, sink);
    return module;
}

}  // namespace tepat::syntax
