// SPDX-License-Identifier: Apache-2.0
// The catalogue: every text of codes/*.def and phrases.def in tables indexed by the enumerators, and fill(), which puts the arguments in.
#include <algorithm>
#include <array>
#include <cassert>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/diagnostics/syntax_codes.hpp"

namespace tepat::diagnostics {

namespace {

struct CodeRow {
    const char* number;
    const char* name;
    Severity severity;
    CodeTexts id;
    CodeTexts en;
};
struct PhraseRow {
    const char* id;
    const char* en;
};

#define TEXTS(title, label, help) \
    CodeTexts {                   \
        title, label, help        \
    }
#define CODE(number, name, severity, id_texts, en_texts) CodeRow{#number, #name, Severity::severity, id_texts, en_texts},
constexpr auto code_rows = std::to_array<CodeRow>({
#include "dsl/diagnostics/codes.def"
});
#undef CODE
#undef TEXTS

#define CODE(number, name, severity, id_texts, en_texts) static_assert(code_of(SyntaxCode::name) == Code::name, "r1_syntax.def stands first");
#include "dsl/diagnostics/codes/r1_syntax.def"
#undef CODE

#define PHRASE(name, id_text, en_text) PhraseRow{id_text, en_text},
constexpr auto phrase_rows = std::to_array<PhraseRow>({
#include "dsl/diagnostics/phrases.def"
});
#undef PHRASE

// What a user wrote may be a whole line of rubbish: a message shows its beginning only.
constexpr std::size_t longest_argument = 300;

bool continues_code_point(char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

/// Control characters would let a rule file steer the reader's terminal.
std::string presentable(std::string text) {
    std::size_t end = std::min(text.size(), longest_argument);
    while (end < text.size() && end > 0 && continues_code_point(text[end])) --end;
    const bool cut = end < text.size();
    text.resize(end);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return cut ? text + "..." : text;
}

std::string argument_text(const Argument& argument, Language language) {
    if (const auto* text = std::get_if<std::string>(&argument)) return presentable(*text);
    if (const auto* count = std::get_if<Count>(&argument)) return std::to_string(count->value);
    return text_of(std::get<Phrase>(argument), language);
}

}  // namespace

Severity severity_of(Code code) {
    return code_rows[static_cast<std::size_t>(code)].severity;
}
const char* number_of(Code code) {
    return code_rows[static_cast<std::size_t>(code)].number;
}
const char* name_of(Code code) {
    return code_rows[static_cast<std::size_t>(code)].name;
}

CodeTexts texts_of(Code code, Language language) {
    const CodeRow& row = code_rows[static_cast<std::size_t>(code)];
    return language == Language::id ? row.id : row.en;
}

const char* text_of(Phrase phrase, Language language) {
    const PhraseRow& row = phrase_rows[static_cast<std::size_t>(phrase)];
    return language == Language::id ? row.id : row.en;
}

std::vector<Code> all_codes() {
    std::vector<Code> codes;
    for (std::size_t i = 0; i < code_rows.size(); ++i) codes.push_back(static_cast<Code>(i));
    return codes;
}

std::vector<Phrase> all_phrases() {
    std::vector<Phrase> phrases;
    for (std::size_t i = 0; i < phrase_rows.size(); ++i) phrases.push_back(static_cast<Phrase>(i));
    return phrases;
}

// Only {digit} is a place: a text may speak of `{kurang}` itself.
std::string fill(const char* text, const std::vector<Argument>& arguments, Language language) {
    std::string filled;
    for (const char* c = text; *c != '\0'; ++c) {
        const bool place = c[0] == '{' && c[1] >= '0' && c[1] <= '9' && c[2] == '}';
        if (!place) {
            filled += *c;
            continue;
        }
        const auto index = static_cast<std::size_t>(c[1] - '0');
        assert(index < arguments.size() && "a diagnostic was made with too few arguments");
        if (index < arguments.size()) filled += argument_text(arguments[index], language);
        c += 2;
    }
    return filled;
}

}  // namespace tepat::diagnostics
