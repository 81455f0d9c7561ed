// SPDX-License-Identifier: Apache-2.0
// Controlled damage to the P3KE files. Each kind of damage says what `import` has to find: the name of a check of
// engine/intake/findings.def, `set_aside`, or `read` when import must repair it. A row gets at most one damage, a family at most one
// that changes who belongs to whom, so that what is expected never depends on two damages meeting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/sample/p3ke.hpp"
#include "cli/sample/places.hpp"

namespace tepat::sample {

inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

/// What import reports, and of which row of the baseline.
struct Expected {
    std::string finding;
    std::string entity, key, field;
};
struct Damage {
    std::string kind;
    std::size_t column = no_column;
    std::string before, written;
    std::vector<Expected> expected;
};
/// A row as it will be written, with what was done to it.
struct PlannedRow {
    FileRow cells;
    std::string key;         ///< of the row as it should be; empty: the row should not be there
    const Person* person = nullptr;
    std::vector<Damage> damages;
    bool whole = true;       ///< it is damaged no further
    bool goes_in = true;     ///< import finds a place for it
};
struct PlannedFamily {
    const Family* family = nullptr;
    std::vector<PlannedRow> families, persons;  ///< of file A and of file B, in order
    bool structure_touched = false;             ///< who belongs to whom was changed
    bool goes_in = true;                        ///< the family is in the baseline afterwards, with its head
};

class Damager {
public:
    /// `rate`: damaged rows per 100,000 rows and kind of damage. Not to outlive `place`.
    Damager(const Place& place, std::uint64_t seed, unsigned rate);
    /// The family's rows, damaged. To be called with family after family, in the order of the files.
    PlannedFamily plan(const Family& family);

    /// The titles as the two files write them: some in variants that were seen in real files.
    const std::vector<std::string>& family_titles() const { return family_titles_; }
    const std::vector<std::string>& person_titles() const { return person_titles_; }

private:
    struct File;
    void damage(PlannedFamily& plan, const File& file);
    void damage_row(PlannedFamily& plan, const File& file, std::size_t at);
    std::vector<std::string> titles(std::span<const FileColumn> columns) const;

    const Place& place_;
    std::uint64_t seed_;
    unsigned rate_;
    std::vector<std::string> family_titles_, person_titles_;
    bool first_of_village_ = false;
    std::string village_;                    ///< of the family before
    std::optional<std::string> neighbour_;   ///< key of the family before, when it is sound and in the same kelurahan
};

}  // namespace tepat::sample
