// SPDX-License-Identifier: Apache-2.0
// Private to the damaging of P3KE files: the kinds of damage, each a function that does it or says that it does not fit here.
#pragma once

#include <optional>
#include <span>

#include "cli/sample/damage.hpp"
#include "cli/sample/random.hpp"

namespace tepat::sample {

/// Where a damage is to be done.
struct Spot {
    PlannedFamily& plan;
    std::vector<PlannedRow>& rows;      ///< the file's rows of this family
    std::size_t at;                     ///< which of them
    std::span<const FileColumn> columns;
    const char* entity;                 ///< of the rows
    const std::vector<std::string>& titles;  ///< as this file writes them
    const Place& place;
    bool first_of_village;
    const std::optional<std::string>& neighbour;
    Random& random;

    PlannedRow& row() const { return rows[at]; }
    bool is_family() const { return row().person == nullptr; }
    bool is_head() const { return !is_family() && row().person->relation == Relation::head; }
    std::size_t holding(Holds holds) const;                 ///< the first such column
    std::size_t any_filled(std::initializer_list<Holds> wanted) const;  ///< no_column when none is filled
    const std::string& text(std::size_t column) const { return row().cells[column].text; }
    std::string key() const { return text(holding(Holds::key)); }
    /// Writes the cell and notes it. `finding` empty: import reads it all the same.
    bool change(const char* kind, std::size_t column, FileCell cell, const char* finding = "");
    bool change(const char* kind, std::size_t column, std::string text, const char* finding = "");
    Damage& note(const char* kind, std::size_t column, const std::string& before, std::vector<Expected> expected);
    Expected expect(const char* finding, const std::string& field) const { return {finding, entity, key(), field}; }
};

struct DamageKind {
    const char* name;
    bool (*apply)(Spot& spot, const char* name);
};
std::span<const DamageKind> cell_damages();    ///< of rows of both files
std::span<const DamageKind> family_damages();  ///< of rows of file A only
std::span<const DamageKind> person_damages();  ///< of rows of file B only

std::string field_of(const FileColumn& column);  ///< as the baseline calls the column

}  // namespace tepat::sample
