// SPDX-License-Identifier: Apache-2.0
// Diagnostics as the documented JSON array of `tepat check --format json` (also what the language server builds on).
#include <nlohmann/json.hpp>

#include "dsl/diagnostics/render.hpp"

namespace tepat::diagnostics {

namespace {

using Json = nlohmann::ordered_json;

const char* name_of(Severity severity) {
    if (severity == Severity::error) return "error";
    return severity == Severity::warning ? "warning" : "note";
}

/// A diagnostic about a database has no place in the rules: its fields are null.
void add_place(Json& target, Span span, const text::Sources& sources) {
    for (const char* field : {"file", "line", "column", "end_line", "end_column"}) target[field] = nullptr;
    if (span == Span{}) return;
    const text::Position begin = sources.locate(span.begin);
    const text::Position end = sources.locate(span.end);
    target["file"] = sources.file_of(span).name;
    target["line"] = begin.line;
    target["column"] = begin.column;
    target["end_line"] = end.line;
    target["end_column"] = end.column;
}

Json labels_of(const Diagnostic& diagnostic, const text::Sources& sources, Language language) {
    Json labels = Json::array();
    for (const Label& label : diagnostic.labels) {
        Json item;
        item["message"] = fill(text_of(label.phrase, language), label.arguments, language);
        add_place(item, label.span, sources);
        labels.push_back(std::move(item));
    }
    return labels;
}

Json notes_of(const Diagnostic& diagnostic, Language language) {
    Json notes = Json::array();
    for (const Note& note : diagnostic.notes) notes.push_back(text_of(note, language));
    return notes;
}

Json fix_of(const Diagnostic& diagnostic, const text::Sources& sources) {
    if (!diagnostic.fix) return nullptr;
    Json fix;
    add_place(fix, diagnostic.fix->span, sources);
    fix["text"] = diagnostic.fix->text;
    return fix;
}

Json to_json(const Diagnostic& diagnostic, const text::Sources& sources, Language language) {
    const CodeTexts texts = texts_of(diagnostic.code, language);
    Json item;
    item["code"] = number_of(diagnostic.code);
    item["severity"] = name_of(severity_of(diagnostic.code));
    item["message"] = fill(texts.title, diagnostic.arguments, language);
    add_place(item, diagnostic.span, sources);
    item["label"] = fill(texts.label, diagnostic.arguments, language);
    item["labels"] = labels_of(diagnostic, sources, language);
    item["notes"] = notes_of(diagnostic, language);
    item["help"] = fill(texts.help, diagnostic.arguments, language);
    item["fix"] = fix_of(diagnostic, sources);
    return item;
}

}  // namespace

std::string render_json(const std::vector<Diagnostic>& diagnostics, const text::Sources& sources, Language language) {
    Json all = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) all.push_back(to_json(diagnostic, sources, language));
    // Invalid UTF-8 in what the user wrote must not stop the report that says so.
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace tepat::diagnostics
