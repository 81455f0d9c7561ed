// SPDX-License-Identifier: Apache-2.0
// A diagnostic is data: a stable code, the exact span, typed arguments, labels on the other places involved, notes, a help line.
// No sentence is ever stored or put together by a pass; the catalogue (codes/*.def, phrases.def) has every text in Indonesian and
// English, and render_text / render_json turn the data into either.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dsl/text/span.hpp"

namespace tepat::diagnostics {

using text::Span;

enum class Language : std::uint8_t { id, en };
/// A note is something to know; it is no warning (--deny-warnings does not count it).
enum class Severity : std::uint8_t { error, warning, note };

enum class Code : std::uint16_t;    ///< codes.hpp
/// Words and sentences that are not a code's own: what was expected, names of types, label and note texts.
enum class Phrase : std::uint16_t;  ///< phrases.hpp

struct Count {
    std::int64_t value;
};
/// What fills {0}, {1}, ...: the user's own text (shown in backquotes by the catalogue's wording), a phrase, or a number.
using Argument = std::variant<std::string, Phrase, Count>;

struct Label {
    Span span;
    Phrase phrase;
    std::vector<Argument> arguments;
};
struct Note {
    Phrase phrase;
    std::vector<Argument> arguments;
};
/// Text that, put in place of the span, mends the problem.
struct Fix {
    Span span;
    std::string text;
};

struct Diagnostic {
    Code code;
    Span span;
    std::vector<Argument> arguments;  ///< for the code's title, label and help
    std::vector<Label> labels;
    std::vector<Note> notes;          ///< shown before the help; "did you mean" is a note
    std::optional<Fix> fix;
};

/// One code's texts in one language: {0}.. are replaced by the arguments. The label may be empty; title and help never are.
struct CodeTexts {
    const char* title;
    const char* label;
    const char* help;
};

Severity severity_of(Code code);
const char* number_of(Code code);  ///< "R2003"
const char* name_of(Code code);    ///< "unknown_name", for tests and tools
CodeTexts texts_of(Code code, Language language);
const char* text_of(Phrase phrase, Language language);
std::vector<Code> all_codes();
std::vector<Phrase> all_phrases();

/// Fills {0}.. ; a number is written as digits.
std::string fill(const char* text, const std::vector<Argument>& arguments, Language language);

/// Collects what passes find. Passes only add; the order of adding does not matter (sorted() is by position).
class Sink {
public:
    void add(Diagnostic diagnostic);
    bool has_errors() const { return errors_ > 0; }
    std::size_t errors() const { return errors_; }
    std::size_t warnings() const { return items_.size() - errors_; }
    /// By position, then code; exact duplicates removed.
    std::vector<Diagnostic> sorted() const;

private:
    std::vector<Diagnostic> items_;
    std::size_t errors_ = 0;
};

}  // namespace tepat::diagnostics
