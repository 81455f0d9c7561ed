// SPDX-License-Identifier: Apache-2.0
// Any bytes as a rule file: parsing, checking and showing every diagnostic in both languages must neither crash nor hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/program/print.hpp"
#include "dsl/syntax/parse.hpp"

using namespace tepat;

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
    return 0;
}
