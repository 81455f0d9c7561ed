// SPDX-License-Identifier: Apache-2.0
// xl/workbook.xml names the sheets, its .rels the parts they are in. The stated dimension of a sheet is never read.
#include "engine/workbook/xlsx_reader.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/workbook/number_formats.hpp"
#include "engine/workbook/package.hpp"
#include "engine/workbook/shared_texts.hpp"
#include "engine/workbook/sheet_rows.hpp"
#include "engine/workbook/xml_reader.hpp"

namespace tepat::workbook {
namespace {

using diagnostics::Phrase;

constexpr std::size_t most_sheets = 10'000;

std::string value_or_empty(const char* value) { return value == nullptr ? "" : value; }

/// Relations of a part: id -> target, and the target of a type.
class Relations : public XmlHandler {
public:
    void begin(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship") return;
        const std::string target = value_or_empty(attributes.find("Target"));
        const std::string type = value_or_empty(attributes.find("Type"));
        by_id[value_or_empty(attributes.find("Id"))] = target;
        by_type[type.substr(type.rfind('/') + 1)] = target;
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::map<std::string, std::string> by_id, by_type;
};

class Book : public XmlHandler {
public:
    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr") {
            const std::string since = value_or_empty(attributes.find("date1904"));
            since_1904 = since == "1" || since == "true";
        }
        if (name != "sheet" || sheets.size() == most_sheets) return;
        sheets.push_back({value_or_empty(attributes.find("name")), value_or_empty(attributes.find("state")).find("idden") != std::string::npos});
        ids.push_back(value_or_empty(attributes.find("id")));
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<Sheet> sheets;
    std::vector<std::string> ids;
    bool since_1904 = false;
};

/// A target as written in xl/_rels: relative to xl/, or from the top.
std::string part_at(const std::string& target) { return target.starts_with('/') ? target.substr(1) : "xl/" + target; }

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

}  // namespace

struct XlsxReader::State {
    explicit State(const std::string& path) : package(path) {
        Book book;
        XmlReader(package, "xl/workbook.xml", book).run();
        Relations relations;
        XmlReader(package, "xl/_rels/workbook.xml.rels", relations).run();
        since_1904 = book.since_1904;
        for (std::size_t i = 0; i < book.sheets.size(); ++i) {
            const auto target = relations.by_id.find(book.ids[i]);
            if (target == relations.by_id.end() || package.find(part_at(target->second)).empty()) continue;  // a chart sheet, or nothing
            if (target->second.find("chartsheet") != std::string::npos) continue;
            sheets.push_back(book.sheets[i]);
            parts.push_back(part_at(target->second));
        }
        if (sheets.empty()) package.damaged(Phrase::workbook_part_missing, "xl/worksheets");
        const std::string shared = part_of(relations, "sharedStrings"), styles = part_of(relations, "styles");
        if (!shared.empty()) texts.read(package, shared);
        if (!styles.empty()) date_styles = read_date_styles(package, styles);
    }

    std::string part_of(const Relations& relations, const std::string& type) const {
        const auto target = relations.by_type.find(type);
        return target == relations.by_type.end() ? "" : package.find(part_at(target->second));
    }

    Package package;
    std::vector<Sheet> sheets;
    std::vector<std::string> parts;
    bool since_1904 = false;
    SharedTexts texts;
    std::vector<bool> date_styles;
    std::size_t open = 0;
    std::optional<SheetRows> rows;
    std::optional<XmlReader> xml;
};

XlsxReader::XlsxReader(const std::string& path) : state_(std::make_unique<State>(path)) {}
XlsxReader::~XlsxReader() = default;
XlsxReader::XlsxReader(XlsxReader&&) noexcept = default;
XlsxReader& XlsxReader::operator=(XlsxReader&&) noexcept = default;

const std::vector<Sheet>& XlsxReader::sheets() const { return state_->sheets; }
std::size_t XlsxReader::sheet() const { return state_->open; }

void XlsxReader::open_sheet(std::size_t position) {
    State& state = *state_;
    if (position >= state.sheets.size()) return open_sheet(std::to_string(position + 1));
    state.xml.reset();
    state.open = position;
    state.rows.emplace(Meanings{state.package, state.texts, state.date_styles, state.since_1904}, state.parts[position]);
    state.xml.emplace(state.package, state.parts[position], *state.rows);
}

void XlsxReader::open_sheet(const std::string& name) {
    const auto& sheets = state_->sheets;
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (sheets[i].name == name) return open_sheet(i);
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (lower(sheets[i].name) == lower(name)) return open_sheet(i);
    std::size_t position = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), position);
    if (problem == std::errc() && end == name.data() + name.size() && position >= 1 && position <= sheets.size()) return open_sheet(position - 1);
    std::string known;
    for (const Sheet& sheet : sheets) known += (known.empty() ? "" : ", ") + sheet.name;
    throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::no_such_sheet, {state_->package.path(), name, known});
}

const std::vector<MergedCells>& XlsxReader::merged() const {
    static const std::vector<MergedCells> none;
    return state_->rows ? state_->rows->merged() : none;
}

bool XlsxReader::next(SheetRow& row) {
    State& state = *state_;
    while (state.rows && !state.rows->take(row))
        if (!state.xml->step()) return state.rows->take(row);
    return state.rows.has_value();
}

}  // namespace tepat::workbook
