// SPDX-License-Identifier: Apache-2.0
#include "cli/translated_text.hpp"

#include <optional>

#include "cli/source_text.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/format.hpp"
#include "dsl/syntax/parse.hpp"

namespace tepat::cli {

namespace {

using syntax::KeywordLanguage;

/// A term is the smallest declaration that holds any value or condition.
constexpr const char* head_id = "istilah a untuk b adalah";
constexpr const char* head_en = "term a for b means";

const char* head(KeywordLanguage language) { return language == KeywordLanguage::en ? head_en : head_id; }

/// What stands behind the head, on one line; of a group only its first line.
std::optional<std::string> behind_head(const std::string& text, KeywordLanguage language, bool group) {
    const std::size_t at = text.find(head(language));
    if (at == std::string::npos) return std::nullopt;
    std::string line;
    for (const char c : text.substr(at + std::string(head(language)).size())) {
        if (c == '\n' && group && !line.empty()) break;
        if (c != ' ' && c != '\n') line += c;
        else if (!line.empty() && line.back() != ' ') line += ' ';
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

std::optional<std::string> translated(const std::string& written, KeywordLanguage from, KeywordLanguage to) {
    const bool group = written.back() == ':';
    text::Sources sources;
    diagnostics::Sink sink;
    const text::SourceFile& file = sources.add("", std::string(head(from)) + "\n  " + written + (group ? "\n    - c" : "") + "\n");
    const syntax::Module module = syntax::parse(file, sink);
    if (sink.has_errors()) return std::nullopt;
    const std::optional<std::string> text = syntax::format(file, module, to);
    return text ? behind_head(*text, to, group) : std::nullopt;
}

}  // namespace

std::string one_line(const text::Sources& sources, text::Span span, KeywordLanguage from, KeywordLanguage to) {
    const std::string written = whole_line(sources, span);
    if (written.empty() || from == to) return cut(written);
    return cut(translated(written, from, to).value_or(written));
}

}  // namespace tepat::cli
