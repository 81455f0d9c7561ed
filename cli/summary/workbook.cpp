// SPDX-License-Identifier: Apache-2.0
// A summary as a workbook: what matters on the first sheet, a sheet a section, where it all comes from on the last. Amounts that are not certain
// stand in two columns, so that people can go on calculating.
#include "dsl/program/date.hpp"
#include "dsl/program/types.hpp"
#include "engine/workbook/xlsx_writer.hpp"

#include "cli/column_title.hpp"
#include "cli/summary/document.hpp"

namespace tepat::cli::summary {

namespace {

using workbook::Look;

constexpr double name_width = 24, number_width = 10, money_width = 17;
constexpr std::size_t shown_digits = 16, hash_digits = 64;

workbook::Column named(const std::string& title) {
    workbook::Column column{column_title(title), name_width, Look::wrapped};
    column.flexible = true;
    return column;
}

std::vector<workbook::Column> columns_of(const Section& section, Language language) {
    std::vector<workbook::Column> columns;
    for (const Column& column : section.columns) {
        switch (column.kind) {
            case Cell::Kind::money:
                columns.push_back({column.title + " (" + say(Word::at_least, language) + ")", money_width, Look::rupiah});
                columns.push_back({column.title + " (" + say(Word::at_most, language) + ")", money_width, Look::rupiah});
                break;
            case Cell::Kind::count:
            case Cell::Kind::share: columns.push_back({column_title(column.title), number_width, Look::number}); break;
            case Cell::Kind::none:
            case Cell::Kind::text: columns.push_back(named(column.title)); break;
        }
    }
    return columns;
}

void add(std::vector<workbook::Cell>& cells, const Cell& cell, Cell::Kind column) {
    switch (cell.kind) {
        case Cell::Kind::none: cells.emplace_back(std::monostate{}); break;
        case Cell::Kind::text: cells.emplace_back(cell.text); break;
        case Cell::Kind::count: cells.emplace_back(cell.low); break;
        case Cell::Kind::share: cells.emplace_back(workbook::Decimal{cell.low, 1}); break;
        case Cell::Kind::money:
            cells.emplace_back(workbook::Decimal{cell.low, program::rupiah_scale});
            if (column == Cell::Kind::money) cells.emplace_back(workbook::Decimal{cell.high, program::rupiah_scale});
            return;
    }
    if (column == Cell::Kind::money) cells.emplace_back(std::monostate{});
}

workbook::SheetForm form_of(const Document& document, const std::string& title) {
    workbook::SheetForm form;
    form.name = title;
    form.head = {{0, title, workbook::Weight::title}, {0, document.title + ". " + document.subtitle}};
    form.footer_left = document.title + ", " + document.subtitle;
    form.footer_right = "{page} / {pages}";
    return form;
}

void add_sheet(workbook::XlsxWriter& writer, const Document& document, const Section& section) {
    workbook::SheetForm form = form_of(document, section.title);
    if (!section.sheet.empty()) form.name = section.sheet;
    if (!section.lead.empty()) form.head.push_back({0, section.lead, workbook::Weight::small});
    form.columns = columns_of(section, document.language);
    form.frozen_columns = 1;
    writer.sheet(form);
    for (std::size_t r = 0; r < section.rows.size(); ++r) {
        std::vector<workbook::Cell> cells;
        for (std::size_t c = 0; c < section.rows[r].size(); ++c) add(cells, section.rows[r][c], section.columns[c].kind);
        if (section.total && r + 1 == section.rows.size()) writer.total(cells);
        else writer.row(cells);
    }
    if (section.rows.empty() && !section.empty.empty()) writer.line({{0, section.empty}});
}

/// What a meeting looks at first.
void add_first_sheet(workbook::XlsxWriter& writer, const Document& document) {
    const Language language = document.language;
    workbook::SheetForm form = form_of(document, say(Word::in_short, language));
    form.head = {{0, document.title, workbook::Weight::title}, {0, document.subtitle}, {0, ""}};
    form.columns = {named(say(Word::in_short_figure, language)), {say(Word::in_short_count, language), number_width, Look::number},
                    named(say(Word::in_short_meaning, language))};
    writer.sheet(form);
    for (const Figure& figure : document.figures) {
        std::vector<workbook::Cell> cells{figure.title};
        add(cells, figure.value, Cell::Kind::count);
        cells.emplace_back(figure.note);
        writer.row(cells);
    }
    writer.line({});
    for (const std::string& note : document.notes) writer.line({{0, note}});
    writer.line({});
    for (const auto& [name, value] : document.facts)
        writer.line({{0, name + ": " + (value.size() == hash_digits ? value.substr(0, shown_digits) + " ..." : value), workbook::Weight::small}});
}

/// Which rules, which data, which history, in full; and how to get more.
void add_last_sheet(workbook::XlsxWriter& writer, const Document& document) {
    const Language language = document.language;
    workbook::SheetForm form = form_of(document, say(Word::about, language));
    form.head.push_back({0, say(Word::about_lead, language), workbook::Weight::small});
    form.columns = {{say(Word::about_fact, language), name_width, Look::wrapped}, {say(Word::about_value, language), 72, Look::wrapped}};
    writer.sheet(form);
    for (const auto& [name, value] : document.facts) writer.row({name, value});
    if (document.hints.empty()) return;
    writer.line({});
    writer.line({{0, say(Word::about_more, language), workbook::Weight::bold}});
    for (const std::string& hint : document.hints) writer.line({{0, hint}});
}

}  // namespace

void write_workbook(const Document& document, const std::string& path, program::Date made) {
    const program::CivilDate civil = program::to_civil(made);
    workbook::XlsxWriter writer(path, {document.title, civil.year, civil.month, civil.day});
    add_first_sheet(writer, document);
    for (const Section& section : document.sections) add_sheet(writer, document, section);
    add_last_sheet(writer, document);
    writer.commit();
}

}  // namespace tepat::cli::summary
