// SPDX-License-Identifier: Apache-2.0
// Asks the engine (and the oracle) conditions over a few written rows: text in, one letter a row out. For table-driven tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::ask {

/// One row: `?` unknown, `!` in error, else ya/tidak, an ISO date, a choice's name, a text, names of a set
/// with `;` between (`-`: none), the key a reference holds, or a number as counted by its scale.
struct GivenRow {
    std::string entity;
    std::string key;
    std::string link;
    std::vector<std::pair<std::string, std::string>> facts;  ///< those not given are unknown
};

struct Question {
    std::string condition;
    std::string expected;  ///< a letter for each row of `entity`: T eligible, F not, U undecided, E error, - not a subject
};

/// Every question as a rule of its own over the given rows; fails the test where engine or oracle answer otherwise.
void expect(const std::string& vocabulary, const std::string& entity, const std::vector<GivenRow>& rows, const std::vector<Question>& questions,
            const std::string& date = "2025-07-01");

}  // namespace tepat::ask
