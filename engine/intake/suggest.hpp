// SPDX-License-Identifier: Apache-2.0
// A first mapping for a file nobody has a mapping for: `tepat import --suggest FILE`. Guesses, to be read by people.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::intake {

struct UnknownTitle {
    std::string title, nearest;  ///< nearest: a fact that is called much like it, or empty
    std::string examples;        ///< a few of its cells, long numbers masked
};
struct UnknownValues {
    std::string fact, choices;
    std::vector<std::string> written;  ///< at most 30
};
struct Suggestion {
    std::string entity, sheet;
    std::vector<std::pair<std::string, std::string>> columns;  ///< fact and title
    std::vector<UnknownTitle> unknown;
    std::vector<UnknownValues> values;
};

/// Looks at the header and the first 1,000 rows. Without an entity, the one that knows most titles.
Suggestion suggest_mapping(const std::string& file, const program::Program& program, std::optional<program::EntityId> entity, const std::string& sheet);

/// A text in quotation marks, as TOML writes it.
std::string toml_text(const std::string& text);

}  // namespace tepat::intake
