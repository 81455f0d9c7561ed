// SPDX-License-Identifier: Apache-2.0
// Any bytes as a rule file: parsing, checking and showing every diagnostic in both languages must neither crash nor hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/program/print.hpp"
#include "dsl/syntax/format.hpp"
#include "dsl/syntax/keyword_language.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/print.hpp"

using namespace tepat;

namespace {

std::string meaning(const syntax::Module& module) {
    const std::string tree = syntax::print_canonical(module);
    return tree.starts_with("language\n") ? tree.substr(9) : tree;
}

std::size_t comments_in(const text::SourceFile& file, const syntax::Module& module) {
    return text::lay_out(file, syntax::layout_words(module.language)).comments.size();
}

/// Whatever reads without an error is formatted, in both languages; it means the same, has as many comments, and stays as it is.
void check_format(const text::SourceFile& file) {
    diagnostics::Sink sink;
    const syntax::Module module = syntax::parse(file, sink);
    if (sink.has_errors()) return;
    for (const syntax::KeywordLanguage language : {syntax::KeywordLanguage::id, syntax::KeywordLanguage::en}) {
        const auto text = syntax::format(file, module, language);
        if (!text) std::abort();
        text::Sources sources;
        const text::SourceFile& again = sources.add("berkas.aturan", *text);
        const syntax::Module read = syntax::parse(again, sink);
        if (sink.has_errors() || meaning(read) != meaning(module)) std::abort();
        if (comments_in(again, read) != comments_in(file, module)) std::abort();
        if (syntax::format(again, read, language) != text) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    text::Sources sources;
    diagnostics::Sink sink;
    const syntax::Module module = syntax::parse(sources.add("berkas.aturan", std::string(reinterpret_cast<const char*>(data), size)), sink);
    const program::Program program = check::check({module}, sources, sink);
    const auto found = sink.sorted();
    for (const diagnostics::Language language : {diagnostics::Language::id, diagnostics::Language::en}) {
        for (const diagnostics::Diagnostic& diagnostic : found)
            if (diagnostics::render_text(diagnostic, sources, language, false).empty()) std::abort();
        if (diagnostics::render_json(found, sources, language).empty()) std::abort();
    }
    if (program.complete) program::print(program);
    if (program.complete == sink.has_errors()) std::abort();
    check_format(sources.files().front());
    return 0;
}
