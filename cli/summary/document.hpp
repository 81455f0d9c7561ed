// SPDX-License-Identifier: Apache-2.0
// A summary as tables, before it becomes text, CSV, JSON, HTML or a workbook: one model, so that all five say the same.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "dsl/program/date.hpp"
#include "engine/worklist/summary.hpp"

namespace tepat::cli::summary {

enum class Word : std::uint8_t {
#define WORD(key, text) key,
#include "cli/summary/words_id.def"
#undef WORD
};
std::string say(Word word, Language language, const std::vector<Argument>& arguments = {});

struct Cell {
    enum class Kind : std::uint8_t { none, text, count, money, share } kind = Kind::none;
    std::string text = {};
    std::int64_t low = 0, high = 0;  ///< count: low; money: sen, an interval; share: low in tenths of a percent
};
struct Column {
    std::string id;  ///< for programs
    std::string title;
    Cell::Kind kind = Cell::Kind::text;
};
/// Rows drawn as bars: lengths from these columns, one after the other.
struct Bars {
    std::string title;
    std::size_t label = 0;             ///< column of the row's name
    std::vector<std::size_t> parts;    ///< columns
    std::optional<std::size_t> whole;  ///< column the bar is a part of: a quota; none: the longest bar, or with `relative` its own parts
    bool relative = false;             ///< every row fills the width
};
struct Section {
    std::string id, title, lead;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    bool total = false;  ///< the last row is the sum of the others
    std::optional<Bars> bars = {};
    bool in_text = true;  ///< false: too long for a terminal or a page
    std::string empty;    ///< said when there are no rows
    std::string sheet = {};  ///< name of its sheet; empty: the title
};
/// A number worth a glance at the head of the page.
struct Figure {
    std::string id, title, note;
    Cell value;
};
struct Document {
    Language language = Language::id;
    std::string title, subtitle;
    std::vector<std::pair<std::string, std::string>> facts;  ///< where the numbers come from
    std::vector<Figure> figures;
    std::vector<Section> sections;
    std::vector<std::string> notes;
    std::vector<std::string> hints;  ///< for whoever runs the program: how to get more
};

/// `open_to_all`: counts of people are rounded to multiples of five.
Document document_of(const worklist::Summary& summary, bool open_to_all, Language language);

/// Without the columns that are zero everywhere: for people.
Section without_zeros(const Section& section);

std::string shown(const Cell& cell, Language language);
std::string to_text(const Document& document);
std::string to_csv(const Document& document);   ///< section,row,column,value,value_high; one cell a line
std::string to_json(const Document& document);
std::string to_html(const Document& document);  ///< one file, nothing fetched, A4
/// `made`: the document's date. Failures of workbook::XlsxWriter.
void write_workbook(const Document& document, const std::string& path, program::Date made);
std::string to_svg(const Section& section, Language language);  ///< its bars

}  // namespace tepat::cli::summary
