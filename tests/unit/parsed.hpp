// SPDX-License-Identifier: Apache-2.0
// A text, parsed: what the tests of dsl/text, dsl/syntax and dsl/grammar start from.
#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/print.hpp"

namespace tepat::tests {

struct Parsed {
    text::Sources sources;
    diagnostics::Sink sink;
    syntax::Module module;

    explicit Parsed(std::string bytes) { module = syntax::parse(sources.add("uji.aturan", std::move(bytes)), sink); }

    /// "R1025 2:14 `atau`" for each diagnostic, by position.
    std::vector<std::string> problems() const {
        std::vector<std::string> lines;
        for (const auto& diagnostic : sink.sorted()) {
            auto place = sources.locate(diagnostic.span.begin);
            lines.push_back(std::string(diagnostics::number_of(diagnostic.code)) + " " + std::to_string(place.line) + ":" +
                            std::to_string(place.column) + " `" + std::string(sources.text(diagnostic.span)) + "`");
        }
        return lines;
    }
    std::string tree() const { return syntax::print(module); }
};

}  // namespace tepat::tests
