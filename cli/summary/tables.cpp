// SPDX-License-Identifier: Apache-2.0
// A summary for the terminal, and for programs as CSV and JSON.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/csv.hpp"
#include "cli/summary/document.hpp"
#include "cli/table.hpp"

namespace tepat::cli::summary {

namespace {

using Json = nlohmann::ordered_json;

bool is_always_shown(const Column& column) {
    constexpr const char* kept[] = {"target", "done", "left", "units", "reached", "unreached", "allowed", "taken", "selected", "free"};
    return column.kind == Cell::Kind::text || std::any_of(std::begin(kept), std::end(kept), [&](const char* id) { return column.id == id; });
}

Json json_of(const Cell& cell) {
    switch (cell.kind) {
        case Cell::Kind::none: return nullptr;
        case Cell::Kind::text: return cell.text;
        case Cell::Kind::count:
        case Cell::Kind::share: return cell.low;
        case Cell::Kind::money: return Json{{"low_sen", cell.low}, {"high_sen", cell.high}};
    }
    return nullptr;
}

Json json_of(const Section& section) {
    Json rows = Json::array();
    for (std::size_t r = 0; r < section.rows.size(); ++r) {
        if (section.total && r + 1 == section.rows.size()) continue;
        Json row = Json::object();
        for (std::size_t c = 0; c < section.columns.size(); ++c) row[section.columns[c].id] = json_of(section.rows[r][c]);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Section without_zeros(const Section& section) {
    Section kept = section;
    std::vector<std::size_t> moved(section.columns.size());
    std::vector<bool> stays(section.columns.size());
    std::size_t place = 0;
    for (std::size_t c = 0; c < section.columns.size(); ++c) {
        stays[c] = is_always_shown(section.columns[c]) ||
                   std::any_of(section.rows.begin(), section.rows.end(), [&](const auto& row) { return row[c].low != 0 || row[c].high != 0; });
        moved[c] = place;
        place += stays[c];
    }
    const auto keep = [&](auto& list) {
        std::size_t c = 0;
        std::erase_if(list, [&](const auto&) { return !stays[c++]; });
    };
    keep(kept.columns);
    for (auto& row : kept.rows) keep(row);
    if (kept.bars) {
        kept.bars->label = moved[kept.bars->label];
        for (std::size_t& part : kept.bars->parts) part = moved[part];
        if (kept.bars->whole) kept.bars->whole = moved[*kept.bars->whole];
    }
    return kept;
}

std::string to_text(const Document& document) {
    const Language language = document.language;
    std::string all = document.title + "\n" + document.subtitle + "\n\n";
    for (const auto& [name, value] : document.facts) all += "  " + name + ": " + value + "\n";
    all += "\n";
    for (const Figure& figure : document.figures) all += "  " + figure.title + ": " + shown(figure.value, language) + " (" + figure.note + ")\n";
    for (const Section& whole : document.sections) {
        if (!whole.in_text) continue;
        const Section section = without_zeros(whole);
        all += "\n" + section.title + "\n";
        if (section.rows.empty()) {
            all += "  " + section.empty + "\n";
            continue;
        }
        std::vector<Table::Column> columns;
        for (const Column& column : section.columns)
            columns.push_back({column.title, column.kind == Cell::Kind::text ? Table::Align::left : Table::Align::right});
        Table table(columns);
        for (const auto& row : section.rows) {
            std::vector<std::string> cells;
            for (const Cell& cell : row) cells.push_back(shown(cell, language));
            table.add(cells);
        }
        all += table.text("  ");
    }
    all += "\n";
    for (const auto* texts : {&document.notes, &document.hints})
        for (const std::string& text : *texts) all += text + "\n";
    return all;
}

std::string to_csv(const Document& document) {
    std::string all = std::string(utf8_bom) + "section,row,name,column,value,value_high\r\n";
    const auto add = [&](const std::string& section, std::size_t row, const std::string& name, const std::string& column, const Cell& cell) {
        const std::string value = cell.kind == Cell::Kind::none ? "" : cell.kind == Cell::Kind::text ? csv_cell_for_people(cell.text) : std::to_string(cell.low);
        const std::string high = cell.kind == Cell::Kind::money ? std::to_string(cell.high) : "";
        all += section + ',' + std::to_string(row) + ',' + csv_cell_for_people(name) + ',' + column + ',' + value + ',' + high + "\r\n";
    };
    for (const Figure& figure : document.figures) add("figures", 1, figure.title, figure.id, figure.value);
    for (const Section& section : document.sections)
        for (std::size_t r = 0; r < section.rows.size(); ++r) {
            if (section.total && r + 1 == section.rows.size()) continue;
            for (std::size_t c = 0; c < section.columns.size(); ++c)
                add(section.id, r + 1, section.rows[r][0].text, section.columns[c].id, section.rows[r][c]);
        }
    return all;
}

std::string to_json(const Document& document) {
    Json figures = Json::object(), sections = Json::object();
    for (const Figure& figure : document.figures) figures[figure.id] = json_of(figure.value);
    for (const Section& section : document.sections) sections[section.id] = json_of(section);
    std::vector<std::string> notes = document.notes;
    notes.insert(notes.end(), document.hints.begin(), document.hints.end());
    Json facts = Json::array();
    for (const auto& [name, value] : document.facts) facts.push_back({{"name", name}, {"value", value}});
    const Json all{{"title", document.title}, {"subtitle", document.subtitle}, {"facts", facts}, {"figures", figures}, {"sections", sections}, {"notes", notes}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tepat::cli::summary
