// SPDX-License-Identifier: Apache-2.0
#include "dsl/diagnostics/codes.hpp"
#include "dsl/syntax/text_problems.hpp"

#include <algorithm>

namespace tepat::syntax {

using diagnostics::Code;
using diagnostics::Diagnostic;

namespace {

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
        case text::Problem::csv_quote: return Code::table_file_quote;
        case text::Problem::too_many_problems: return Code::too_many_text_problems;
    }
    return Code::too_many_text_problems;
}

}  // namespace

void report(const text::SourceFile& file, const std::vector<text::TextProblem>& found, diagnostics::Sink& sink) {
    for (const text::TextProblem& problem : found) {
        std::vector<diagnostics::Argument> arguments;
        if (problem.kind == text::Problem::non_ascii_outside_text) arguments.emplace_back(std::string(file.text(problem.span)));
        sink.add({code_of(problem.kind), problem.span, std::move(arguments), {}, {}, {}});
    }
}

void drop_repeated(const std::vector<text::TextProblem>& found, std::vector<Diagnostic>& problems) {
    std::erase_if(problems, [&](const Diagnostic& diagnostic) {
        return std::any_of(found.begin(), found.end(), [&](const text::TextProblem& problem) {
            return diagnostic.span.begin < problem.span.end && problem.span.begin < diagnostic.span.end;
        });
    });
}

void report(const std::vector<Diagnostic>& problems, diagnostics::Sink& sink) {
    for (std::size_t i = 0; i < problems.size() && i < max_syntax_diagnostics; ++i) sink.add(problems[i]);
    if (problems.size() > max_syntax_diagnostics) sink.add({Code::too_many_syntax_errors, problems[max_syntax_diagnostics].span, {}, {}, {}, {}});
}

}  // namespace tepat::syntax
