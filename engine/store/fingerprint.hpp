// SPDX-License-Identifier: Apache-2.0
// Private to engine/store: what was read, as 64 hex digits (BLAKE2b). Taken in the population's own row order, so the order of rows in
// the file changes nothing; tables and columns count in the order of their names, so the order of declarations changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"
#include "engine/store/digest.hpp"

namespace tepat::store {

/// The cells no rule can read are part of what was read: an error cell that changes into another one changes the fingerprint.
struct ErrorCell {
    std::string key;  ///< of its row
    std::string raw;
    friend auto operator<=>(const ErrorCell&, const ErrorCell&) = default;
};
struct EntityErrors {
    std::vector<ErrorCell> links;                 ///< links to no row
    std::vector<std::vector<ErrorCell>> columns;  ///< by position in Entity::facts
};

/// What the fingerprint is made of. A snapshot has them and need not take them again.
struct EntityDigests {
    std::optional<Digest> rows;                  ///< table, keys, links
    std::vector<std::optional<Digest>> columns;  ///< by position in Entity::facts
};

/// `errors` by entity; sorted here. `loaded`: entities whose table was read. `digests`: those that are known stay, the others are taken.
std::string fingerprint(const program::Program& program, const columns::Population& population, std::vector<EntityErrors> errors,
                        const std::vector<bool>& loaded, unsigned threads, std::vector<EntityDigests>& digests);

}  // namespace tepat::store
