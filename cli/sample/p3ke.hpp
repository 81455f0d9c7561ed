// SPDX-License-Identifier: Apache-2.0
// The two P3KE files as they are handed over: their columns in order, and what stands in the rows of a family before anything is
// damaged. Titles and the spelling of choices are the files' own, independent of any vocabulary.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/sample/people.hpp"

namespace tepat::sample {

/// A cell as a file shows it. `text` of a number: its digits; of a date: yyyy-mm-dd; of a formula: the value it gives.
struct FileCell {
    enum class Kind : std::uint8_t { nothing, text, number, date, formula, formula_unsaved };
    Kind kind = Kind::nothing;
    std::string text;

    bool operator==(const FileCell&) const = default;
};
using FileRow = std::vector<FileCell>;

enum class Holds : std::uint8_t { running_number, key, link, area, name, nik, relation, choice, yes_no, date, decile, zero_or_one, text };

struct FileColumn {
    const char* title;
    const char* fact;  ///< of the recipes; null: made otherwise
    Holds holds;
};

/// 30 columns after the running number, and 31.
std::span<const FileColumn> family_columns();
std::span<const FileColumn> person_columns();

/// `every_nik`: no gaps among the NIKs of persons.
FileRow family_row(const Family& family, std::uint64_t seed);
FileRow person_row(const Family& family, const FileRow& family_row, const Person& person, std::uint64_t seed, bool every_nik);
std::string person_key(const Family& family, const Person& person);

/// Position of a title; the title has to be there.
std::size_t column_of(std::span<const FileColumn> columns, std::string_view title);

}  // namespace tepat::sample
