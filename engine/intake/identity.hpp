// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: NIK and nomor KK as spreadsheets leave them. What lost digits is never taken for whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/program/date.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace tepat::intake {

enum class NumberOf : std::uint8_t { nothing, person, family_card, area };

/// What a column holds, by its fact's name or its title: `nik`, `NIK kepala keluarga`, `no_kk`, `nomor_kartu_keluarga`, `kode_kemdagri`.
NumberOf number_named(std::string_view name);

enum class Wholeness : std::uint8_t {
    whole,    ///< 16 digits
    damaged,  ///< a spreadsheet threw digits away: 1,571E+15, or zeros where the 16th digit (the last four: the serial) was
    other,    ///< not 16 digits
};
struct Identity {
    Wholeness state = Wholeness::other;
    std::string digits;  ///< without apostrophes, blanks, dots, `.0`; of `other`: as written
};
Identity read_identity(std::string_view text, workbook::CellKind kind);

/// A number cell of more than 15 digits that ends in zeros from the 16th on: a spreadsheet keeps 15.
bool lost_digits(std::string_view text, workbook::CellKind kind);

/// A key or link that a spreadsheet has cut: as above in a number cell, an exponent, or a text of more than 16 digits with zeros from the
/// 16th on. (One text of 16 digits in ten ends in a zero: it is taken.)
bool is_cut_key(std::string_view text, workbook::CellKind kind);
/// 15710110.0 -> 15710110: what makes a number a text puts it there.
std::string_view without_point_zero(std::string_view key);

/// What a NIK says of itself: region of first registration, birth day (women: day + 40), serial. facts: Dukcapil.
struct NikParts {
    std::string region;  ///< six digits
    unsigned day = 0, month = 0, year_in_century = 0;
    bool female = false;
};
/// Nothing when it is no NIK: not 16 digits, no such day or month, serial 0000.
std::optional<NikParts> parts_of_nik(std::string_view nik);
/// The same shape with the day of issue, for which nothing is added for women: 16 digits, a day and month, serial not 0000.
bool is_family_card(std::string_view number);

/// 157107******0001: what may be shown without unmasking. Texts that are not 16 digits keep their first four characters.
std::string masked(std::string_view number);

/// A Kemendagri code without dots: two, four, six or ten digits (15.71.01.1001 -> 1571011001); anything else as written.
std::string area_code(std::string_view text);
/// Ten digits, the seventh 1, 2 or 3 (kelurahan, desa, adat): the shape of Kemendagri's codes of the lowest level. facts 1.7
bool is_village_code(std::string_view code);

}  // namespace tepat::intake
