// SPDX-License-Identifier: Apache-2.0
// Diagnostics as text for people: title, excerpt of the rules, notes, help.

#include "dsl/diagnostics/excerpt.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/render.hpp"

namespace tepat::diagnostics {

namespace {

constexpr std::size_t most_lines = 50;
constexpr std::size_t most_labels = 12;

constexpr Paint colors{"\033[1;31m", "\033[1;33m", "\033[1;34m", "\033[1;36m", "\033[1m", "\033[0m"};
constexpr Paint no_colors{};

struct Words {
    const char* error;
    const char* warning;
    const char* note;
    const char* help;
};
constexpr Words words_id{"galat", "peringatan", "catatan", "bantuan"};
constexpr Words words_en{"error", "warning", "note", "help"};

const char* word_of(Severity severity, const Words& words) {
    if (severity == Severity::error) return words.error;
    return severity == Severity::warning ? words.warning : words.note;
}

std::vector<Mark> marks_of(const Diagnostic& diagnostic, Language language) {
    std::vector<Mark> marks;
    if (diagnostic.span == Span{}) return marks;
    marks.push_back({diagnostic.span, true, fill(texts_of(diagnostic.code, language).label, diagnostic.arguments, language)});
    for (const Label& label : diagnostic.labels)
        if (marks.size() <= most_labels && label.span != Span{})
            marks.push_back({label.span, false, fill(text_of(label.phrase, language), label.arguments, language)});
    return marks;
}

}  // namespace

std::string text_of(const Note& note, Language language) {
    std::string text = fill(text_of(note.phrase, language), note.arguments, language);
    if (note.phrase != Phrase::witness_passes) return text;
    std::string rules = std::get<std::string>(note.arguments.at(0));  // rules text, to be pasted as it is
    for (char& c : rules)
        if (c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)) c = ' ';
    return text + "\n\n" + rules;
}

std::string render_text(const Diagnostic& diagnostic, const text::Sources& sources, Language language, bool color) {
    const Paint& paint = color ? colors : no_colors;
    const Words& words = language == Language::id ? words_id : words_en;
    const CodeTexts texts = texts_of(diagnostic.code, language);
    const Severity severity = severity_of(diagnostic.code);
    const char* main_color = severity == Severity::error ? paint.error : severity == Severity::warning ? paint.warning : paint.help;

    std::vector<std::string> lines;
    lines.push_back(std::string(main_color) + word_of(severity, words) + '[' + number_of(diagnostic.code) + ']' +
                    paint.off + paint.bold + ": " + fill(texts.title, diagnostic.arguments, language) + paint.off);
    const std::vector<std::string> places = excerpt(marks_of(diagnostic, language), sources, paint, main_color);
    lines.insert(lines.end(), places.begin(), places.end());
    for (const Note& note : diagnostic.notes)
        lines.push_back(std::string("  = ") + words.note + ": " + text_of(note, language));
    if (lines.size() >= most_lines) {
        lines.resize(most_lines - 2);
        lines.push_back("  ...");
    }
    lines.push_back(std::string("  = ") + paint.help + words.help + paint.off + ": " + fill(texts.help, diagnostic.arguments, language));

    std::string all;
    for (const std::string& line : lines) all += line + '\n';
    return all;
}

}  // namespace tepat::diagnostics
