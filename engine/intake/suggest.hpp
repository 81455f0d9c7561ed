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
    std::string title, nearest;  ///< nearest: a fact that is called much like it and has no column yet, or empty
};
struct UnknownValues {
    std::string fact, choices;
    std::vector<std::string> written;  ///< at most 30; a column with more has no list of choices in it, and is not listed
};
struct Suggestion {
    std::string entity, sheet;
    bool key_identifies = false;  ///< the key's column holds NIK or family card numbers, because there is no other
    std::vector<std::pair<std::string, std::string>> columns;  ///< fact and title
    std::vector<UnknownTitle> unknown;
    std::vector<UnknownValues> values;
};

/// Looks for the header in the first 20 rows, then at 1,000 more. Without an entity, the one that knows most titles. What cells hold is shown
/// only of columns of choices, where it is the choices that are unknown.
Suggestion suggest_mapping(const std::string& file, const program::Program& program, std::optional<program::EntityId> entity, const std::string& sheet);

/// A text in quotation marks, as TOML writes it.
std::string toml_text(const std::string& text);
/// A key of TOML: as it is when it is a plain word, else in quotation marks.
std::string toml_key(const std::string& key);

}  // namespace tepat::intake
