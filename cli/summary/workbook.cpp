// SPDX-License-Identifier: Apache-2.0
// A summary as a workbook: a sheet a section, amounts that are not certain in two columns, so that people can go on calculating.
#include "dsl/program/date.hpp"
#include "dsl/program/types.hpp"
#include "engine/workbook/xlsx_writer.hpp"

#include "cli/summary/document.hpp"

namespace tepat::cli::summary {

namespace {

using workbook::Look;

constexpr double name_width = 34, number_width = 13, money_width = 20;

std::vector<workbook::Column> columns_of(const Section& section, Language language) {
    std::vector<workbook::Column> columns;
    for (const Column& column : section.columns) {
        switch (column.kind) {
            case Cell::Kind::money:
                columns.push_back({column.title + " (" + say(Word::at_least, language) + ")", money_width, Look::rupiah});
                columns.push_back({column.title + " (" + say(Word::at_most, language) + ")", money_width, Look::rupiah});
                break;
            case Cell::Kind::count:
            case Cell::Kind::share: columns.push_back({column.title, number_width, Look::number}); break;
            case Cell::Kind::none:
            case Cell::Kind::text: columns.push_back({column.title, name_width, Look::wrapped}); break;
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

void add_sheet(workbook::XlsxWriter& writer, const Document& document, const Section& section) {
    workbook::SheetForm form;
    form.name = section.title;
    form.head = {{0, document.title + ": " + section.title, workbook::Weight::title}, {0, document.subtitle}};
    if (!section.lead.empty()) form.head.push_back({0, section.lead, workbook::Weight::small});
    form.columns = columns_of(section, document.language);
    form.frozen_columns = 1;
    form.footer_left = document.subtitle;
    form.footer_right = "{page} / {pages}";
    writer.sheet(form);
    for (const auto& row : section.rows) {
        std::vector<workbook::Cell> cells;
        for (std::size_t c = 0; c < row.size(); ++c) add(cells, row[c], section.columns[c].kind);
        writer.row(cells);
    }
    if (section.rows.empty() && !section.empty.empty()) writer.line({{0, section.empty}});
}

}  // namespace

void write_workbook(const Document& document, const std::string& path, program::Date made) {
    const program::CivilDate civil = program::to_civil(made);
    workbook::XlsxWriter writer(path, {document.title, civil.year, civil.month, civil.day});
    workbook::SheetForm form;
    form.name = document.title;
    form.head = {{0, document.title, workbook::Weight::title}, {0, document.subtitle}};
    form.columns = {{"", name_width, Look::wrapped}, {"", number_width, Look::number}, {"", name_width * 2, Look::wrapped}};
    writer.sheet(form);
    for (const Figure& figure : document.figures) {
        std::vector<workbook::Cell> cells{figure.title};
        add(cells, figure.value, Cell::Kind::count);
        cells.emplace_back(figure.note);
        writer.row(cells);
    }
    writer.line({});
    for (const std::string& note : document.notes) writer.line({{0, note}});
    for (const auto& [name, value] : document.facts) writer.line({{0, name + ": " + value, workbook::Weight::small}});
    for (const Section& section : document.sections) add_sheet(writer, document, section);
    writer.commit();
}

}  // namespace tepat::cli::summary
