// SPDX-License-Identifier: Apache-2.0
// `tepat sample`: a synthetic population in the tables of a vocabulary, the same on every machine for the same request.
//
// For the shipped vocabulary (entities `keluarga` and `anggota`) it makes families of a real place's kelurahan: ages, relations, schooling,
// work and housing that go together, the unknowns of the real files, and a little dirt. Facts it has no recipe for stay unknown.
// A foreign vocabulary gets rows and values by type and range. No person is real: see docs/decisions/0022-synthetic-population.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace tepat::sample {

struct Request {
    std::string baseline;             ///< SQLite file, made when it is not there; the vocabulary's tables must be empty
    std::uint64_t people = 342'000;   ///< rows of `anggota` (of the deepest entity in a foreign vocabulary), exactly
    std::uint64_t seed = 1;
    std::string place = "kota-jambi";
    unsigned dirt = 20;               ///< damaged rows per 100,000 rows and kind of damage; 0: none
};

struct Made {
    std::string entity;
    std::size_t rows = 0;
};

/// Names for --place, sorted.
std::vector<std::string> places();

/// Creates the tables, fills them in one transaction, returns the rows per entity in the program's order.
/// Failures: unknown place (exit 2), a table that already has rows (exit 1), the database (exit 3). About 20 us a person.
std::vector<Made> make_sample(const program::Program& program, const Request& request);

}  // namespace tepat::sample
