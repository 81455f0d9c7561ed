// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: a cell of a row that went in, which was left unknown: into the baseline's own record and into the report.
#pragma once

#include <string>

#include "engine/intake/findings.hpp"
#include "engine/intake/row_reader.hpp"
#include "engine/store/import_table.hpp"

namespace tepat::intake {

struct NotedIn {
    program::EntityId entity;
    const std::string& entity_name;
    const std::string& key;
    const std::string& file;
    std::size_t line;
};
void note_cell(const Noted& noted, const NotedIn& in, store::ImportWork& work, Findings& findings);

bool is_unknown(const store::Cell& cell);
/// A key as compared: 5 = '5'; unknown: empty.
std::string text_of(const store::Cell& cell);

}  // namespace tepat::intake
