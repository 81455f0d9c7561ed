// SPDX-License-Identifier: Apache-2.0
// Rules from text through check and the analyser, as `tepat check` does it, for tests.
#pragma once

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/prove/prove.hpp"
#include "dsl/syntax/parse.hpp"
#include "engine/trial/trial.hpp"

namespace tepat::proving {

inline bool engine_agrees(const program::Program& program) { return trial::try_all(program, {.threads = 1}).failed == 0; }

struct Analysed {
    text::Sources sources;
    diagnostics::Sink sink;
    std::vector<syntax::Module> modules;
    program::Program program;
    bool sound = false;  ///< check itself found no error
    std::vector<diagnostics::Diagnostic> found;

    explicit Analysed(const std::string& text, prove::Options options = {}) {
        modules.push_back(syntax::parse(sources.add("aturan", text), sink));
        program = check::check(modules, sources, sink);
        sound = program.complete && !sink.has_errors();
        options.passes = engine_agrees;
        const bool english = modules[0].language == syntax::KeywordLanguage::en;
        options.language = [english](text::Span) { return english ? diagnostics::Language::en : diagnostics::Language::id; };
        if (sound) prove::prove(program, options, sink);
        found = sink.sorted();
    }
    /// What the analyser said, as "R4083 line 12".
    std::vector<std::string> findings() const {
        std::vector<std::string> all;
        for (const auto& one : found) {
            const std::string number = diagnostics::number_of(one.code);
            if (number < "R4080" || number > "R4099") continue;
            all.push_back(number + (one.span == text::Span{} ? "" : " line " + std::to_string(sources.locate(one.span.begin).line)));
        }
        std::sort(all.begin(), all.end());
        return all;
    }
    std::vector<std::string> witnesses() const {
        std::vector<std::string> all;
        for (const auto& one : found)
            for (const diagnostics::Note& note : one.notes)
                if (note.phrase == diagnostics::Phrase::witness_passes) all.push_back(std::get<std::string>(note.arguments.at(0)));
        return all;
    }
};

}  // namespace tepat::proving
