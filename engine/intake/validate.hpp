// SPDX-License-Identifier: Apache-2.0
// Checks a whole baseline: `tepat validate`, and the end of every import. findings.def lists the checks. Reads each table once; memory about
// 60 bytes a person and 150 a family. Failures: R5020..R5031.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/date.hpp"
#include "dsl/program/program.hpp"
#include "engine/intake/findings.hpp"
#include "engine/intake/known_areas.hpp"

namespace tepat::intake {

struct ValidateOptions {
    program::Date date;       ///< ages are counted on this day
    const KnownAreas& areas;  ///< codes of other cities are checked by shape only
};

/// Where a finding's row belongs, for people who go and ask.
struct Place {
    std::string village, rt, rw, name, nik;  ///< nik masked
};
struct Located {
    Finding finding;
    Place place;
};
struct Rejected {
    std::string file;
    std::size_t line = 0;
    std::string entity, column, reason, row;  ///< row: protected facts, long numbers and columns that are no fact masked
};

struct Validation {
    Findings findings;
    std::vector<Located> located;     ///< by kelurahan, RW, RT, name, check
    std::vector<Rejected> rejected;   ///< rows set aside by imports and still there to be mended, at most 100,000
    std::size_t families = 0, persons = 0;
};

Validation validate(const std::string& baseline, const program::Program& program, const ValidateOptions& options);

}  // namespace tepat::intake
