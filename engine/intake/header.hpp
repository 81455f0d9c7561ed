// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: the header line of a file matched with what an entity has.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::intake {

struct Target {
    std::string column;                   ///< in the database; empty: the title is not known
    const program::Fact* fact = nullptr;  ///< none: the key or link alone
};
struct Header {
    std::vector<Target> targets;  ///< by position in the file
    std::size_t key = 0;          ///< position of the key column
};

/// Letters' case, blanks and punctuation are forgiven (`usia _60_tahun_keatas`). Failure R5051 (unknown, with the nearest names), R5052
/// (twice), R5053 (no key).
Header match_header(const std::string& file, const program::Program& program, program::EntityId entity, const std::vector<std::string>& titles);
/// Not `strict`: no key is needed, and titles that are not known go to `not_used`.
Header match_header(const std::string& file, const program::Program& program, program::EntityId entity, const std::vector<std::string>& titles, bool strict,
                    std::vector<std::string>& not_used);

/// All titles an entity takes: `nik, nama, lahir, ...`.
std::vector<std::string> titles_of(const program::Program& program, program::EntityId entity);

}  // namespace tepat::intake
