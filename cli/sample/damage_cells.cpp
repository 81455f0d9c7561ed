// SPDX-License-Identifier: Apache-2.0
// What spreadsheets and people do to single cells and rows.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "cli/sample/damage_kinds.hpp"
#include "dsl/program/date.hpp"

namespace tepat::sample {

namespace {

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return text;
}

program::CivilDate day_of(const std::string& iso) { return program::to_civil(*program::parse_iso(iso)); }

template <class... Arguments>
std::string printed(const char* format, Arguments... arguments) {
    char text[64];
    std::snprintf(text, sizeof text, format, arguments...);
    return text;
}

template <std::size_t n>
std::string one_of(const std::array<const char*, n>& texts, Random& random) {
    return texts[random.below(n)];
}

// ---------------------------------------------------------------------------------------------------- yes and no, choices

bool yes_no_spelling(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::yes_no});
    if (column == no_column) return false;
    constexpr std::array yes{"YA", "ya", "y", "Y", "1"}, no{"TIDAK", "tidak", "t", "T", "0"};
    return spot.change(name, column, spot.text(column) == "Ya" ? one_of(yes, spot.random) : one_of(no, spot.random));
}

bool yes_no_unreadable(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::yes_no, Holds::zero_or_one});
    constexpr std::array other{"Pernah", "?", "Ya/Tidak", "2"};
    return column != no_column && spot.change(name, column, one_of(other, spot.random), "cell_unreadable");
}

bool choice_spelling(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::choice, Holds::relation});
    if (column == no_column) return false;
    const std::string& text = spot.text(column);
    if (text == "Laki-laki" || text == "Perempuan") return spot.change(name, column, text.substr(0, 1));
    if (text == "Istri") return spot.change(name, column, "Isteri");
    return spot.change(name, column, upper(text));
}

bool choice_unknown(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::choice});
    constexpr std::array other{"Tidak tahu", "Lain-lain", "99", "-"};
    return column != no_column && spot.change(name, column, one_of(other, spot.random), "cell_unreadable");
}

bool blanks_around(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::choice, Holds::yes_no, Holds::name, Holds::date, Holds::key, Holds::area});
    if (column == no_column) return false;
    return spot.change(name, column, (spot.random.chance(500) ? " " : "\xC2\xA0") + spot.text(column) + "  ");
}

// ---------------------------------------------------------------------------------------------------- dates

bool date_style(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::date});
    if (column == no_column) return false;
    constexpr std::array<const char*, 12> months{"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                                 "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
    const std::string iso = spot.text(column);
    const program::CivilDate day = day_of(iso);
    switch (spot.random.below(7)) {
        case 0: return spot.change(name, column, printed("%02u-%02u-%04d", day.day, day.month, day.year));
        case 1: return spot.change(name, column, printed("%u/%u/%04d", day.day, day.month, day.year));
        case 2: return spot.change(name, column, printed("%u %s %04d", day.day, months[day.month - 1], day.year));
        case 3: return spot.change(name, column, upper(printed("%02u-%.3s-%04d", day.day, months[day.month - 1], day.year)));
        case 4: return spot.change(name, column, printed("%02u.%02u.%04d", day.day, day.month, day.year));
        case 5: return spot.change(name, column, iso + " 00:00:00");
        default: return spot.change(name, column, FileCell{FileCell::Kind::date, iso});
    }
}

/// The number of a day as spreadsheets count, without its format.
bool date_serial(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::date});
    if (column == no_column) return false;
    static const std::int64_t first = program::make_date(1899, 12, 30)->days;
    const std::int64_t serial = program::parse_iso(spot.text(column))->days - first;
    if (serial < 10'000 || serial > 99'999) return false;
    return spot.change(name, column, FileCell{FileCell::Kind::number, std::to_string(serial)});
}

bool date_impossible(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::date});
    if (column == no_column) return false;
    const program::CivilDate day = day_of(spot.text(column));
    constexpr std::array days{"31-02", "30-02", "31-04", "00-00", "32-01"};
    return spot.change(name, column, one_of(days, spot.random) + printed("-%04d", day.year), "cell_unreadable");
}

/// Year with two digits: of which century?
bool date_short_year(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::date});
    if (column == no_column) return false;
    const program::CivilDate day = day_of(spot.text(column));
    return spot.change(name, column, printed("%02u/%02u/%02d", day.day, day.month, day.year % 100), "cell_unreadable");
}

bool date_month_first(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::date});
    if (column == no_column) return false;
    const program::CivilDate day = day_of(spot.text(column));
    return day.day > 12 && spot.change(name, column, printed("%02u/%02u/%04d", day.month, day.day, day.year), "cell_unreadable");
}

// ---------------------------------------------------------------------------------------------------- NIK

template <class Change>
bool on_nik(Spot& spot, const Change& change) {
    const std::size_t column = spot.any_filled({Holds::nik});
    return column != no_column && change(column, spot.text(column));
}

bool nik_point_zero(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) { return spot.change(name, column, nik + ".0"); });
}
bool nik_apostrophe(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) { return spot.change(name, column, "'" + nik); });
}
bool nik_blanks(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) {
        return spot.change(name, column, nik.substr(0, 4) + " " + nik.substr(4, 4) + " " + nik.substr(8, 4) + " " + nik.substr(12));
    });
}
/// All digits there, but as a number: believed unless the last one is zero, for that is what a spreadsheet makes of the others.
bool nik_number(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) {
        return nik.back() != '0' && spot.change(name, column, FileCell{FileCell::Kind::number, nik});
    });
}
/// Only of serials below ten: then the lost digit leaves 0000, which is noticed in CSV too.
bool nik_last_digits(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) {
        return nik.substr(12, 3) == "000" && spot.change(name, column, FileCell{FileCell::Kind::number, nik.substr(0, 15) + "0"}, "nik_damaged");
    });
}
bool nik_exponent(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) {
        const std::string mark = spot.random.chance(500) ? "," : ".";
        return spot.change(name, column, nik.substr(0, 1) + mark + nik.substr(1, 4) + "E+15", "nik_damaged");
    });
}
bool nik_shape(Spot& spot, const char* name) {
    return on_nik(spot, [&](std::size_t column, const std::string& nik) {
        constexpr std::array words{"belum ada", "0", "123456789", "dalam proses"};
        return spot.change(name, column, spot.random.chance(500) ? nik.substr(0, 15) : one_of(words, spot.random), "nik_shape");
    });
}

// ---------------------------------------------------------------------------------------------------- names, deciles, codes, keys

bool name_digits(Spot& spot, const char* name) {
    const std::size_t column = spot.holding(Holds::name);
    return spot.change(name, column, spot.text(column) + " 2", "name_digits");
}
bool name_empty(Spot& spot, const char* name) { return spot.change(name, spot.holding(Holds::name), "", "name_missing"); }

bool decile_outside(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::decile});
    constexpr std::array other{"11", "0", "1-4", "III"};
    return column != no_column && spot.change(name, column, one_of(other, spot.random), "cell_unreadable");
}

bool code_dotted(Spot& spot, const char* name) {
    const std::size_t column = spot.holding(Holds::area);
    const std::string code = spot.text(column);
    return spot.change(name, column, code.substr(0, 2) + "." + code.substr(2, 2) + "." + code.substr(4, 2) + "." + code.substr(6));
}
bool code_number(Spot& spot, const char* name) {
    const std::size_t column = spot.holding(Holds::area);
    return spot.change(name, column, FileCell{FileCell::Kind::number, spot.text(column)});
}

bool key_number(Spot& spot, const char* name) {
    const std::size_t column = spot.holding(spot.is_family() ? Holds::key : Holds::link);
    return spot.text(column).size() == 15 && spot.change(name, column, FileCell{FileCell::Kind::number, spot.text(column)});
}

// ---------------------------------------------------------------------------------------------------- formulas

bool formula(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::choice, Holds::yes_no, Holds::name});
    return column != no_column && spot.change(name, column, FileCell{FileCell::Kind::formula, spot.text(column)});
}

bool error_value(Spot& spot, const char* name) {
    const std::size_t column = spot.any_filled({Holds::choice, Holds::yes_no, Holds::date, Holds::name, Holds::nik, Holds::decile});
    constexpr std::array errors{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!"};
    return column != no_column && spot.change(name, column, one_of(errors, spot.random), "cell_error");
}

// ---------------------------------------------------------------------------------------------------- rows between rows

bool extra_row(Spot& spot, const char* name, FileRow cells, const char* finding) {
    PlannedRow extra;
    extra.cells = std::move(cells);
    extra.person = spot.row().person;
    extra.whole = extra.goes_in = false;
    extra.damages.push_back({name, no_column, "", "", {{finding, "", "", ""}}});
    spot.row().whole = false;
    spot.rows.insert(spot.rows.begin() + static_cast<std::ptrdiff_t>(spot.at), std::move(extra));
    return true;
}

bool empty_row(Spot& spot, const char* name) { return extra_row(spot, name, FileRow(spot.columns.size()), "read"); }

bool sum_row(Spot& spot, const char* name) {
    FileRow cells(spot.columns.size());
    cells[2] = {FileCell::Kind::text, "JUMLAH"};
    cells[spot.holding(Holds::decile)] = {FileCell::Kind::number, "342"};
    return extra_row(spot, name, std::move(cells), "set_aside");
}

/// The row once more: the later one is set aside.
bool row_repeated(Spot& spot, const char* name) {
    FileRow cells = spot.row().cells;
    const bool done = extra_row(spot, name, std::move(cells), "set_aside");
    std::swap(spot.rows[spot.at], spot.rows[spot.at + 1]);
    return done;
}

constexpr auto kinds = std::to_array<DamageKind>({
    {"yes_no_spelling", yes_no_spelling}, {"yes_no_unreadable", yes_no_unreadable}, {"choice_spelling", choice_spelling},
    {"choice_unknown", choice_unknown}, {"blanks_around", blanks_around}, {"date_style", date_style}, {"date_serial", date_serial},
    {"date_impossible", date_impossible}, {"date_short_year", date_short_year}, {"date_month_first", date_month_first},
    {"nik_point_zero", nik_point_zero}, {"nik_apostrophe", nik_apostrophe}, {"nik_blanks", nik_blanks}, {"nik_number", nik_number},
    {"nik_last_digits", nik_last_digits}, {"nik_exponent", nik_exponent}, {"nik_shape", nik_shape}, {"name_digits", name_digits},
    {"name_empty", name_empty}, {"decile_outside", decile_outside}, {"code_dotted", code_dotted}, {"code_number", code_number},
    {"key_number", key_number}, {"formula", formula}, {"error_value", error_value}, {"empty_row", empty_row}, {"sum_row", sum_row},
    {"row_repeated", row_repeated},
});

}  // namespace

std::span<const DamageKind> cell_damages() { return kinds; }

// ---------------------------------------------------------------------------------------------------- Spot

std::string field_of(const FileColumn& column) {
    std::string field = column.title;
    for (char& c : field)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return field;
}

std::size_t Spot::holding(Holds holds) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const FileColumn& column) { return column.holds == holds; });
    return static_cast<std::size_t>(found - columns.begin());
}

std::size_t Spot::any_filled(std::initializer_list<Holds> wanted) const {
    std::vector<std::size_t> fit;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (std::find(wanted.begin(), wanted.end(), columns[i].holds) != wanted.end() && !text(i).empty()) fit.push_back(i);
    return fit.empty() ? no_column : fit[random.below(fit.size())];
}

Damage& Spot::note(const char* kind, std::size_t column, const std::string& before, std::vector<Expected> expected) {
    PlannedRow& damaged = row();
    damaged.whole = false;
    damaged.damages.push_back({kind, column, before, column == no_column ? "" : text(column), std::move(expected)});
    return damaged.damages.back();
}

bool Spot::change(const char* kind, std::size_t column, FileCell cell, const char* finding) {
    const Expected expected = expect(*finding == '\0' ? "read" : finding, field_of(columns[column]));
    const std::string before = text(column);
    row().cells[column] = std::move(cell);
    note(kind, column, before, {expected});
    return true;
}

bool Spot::change(const char* kind, std::size_t column, std::string text, const char* finding) {
    return change(kind, column, FileCell{text.empty() ? FileCell::Kind::nothing : FileCell::Kind::text, std::move(text)}, finding);
}

}  // namespace tepat::sample
