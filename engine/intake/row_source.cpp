// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/row_source.hpp"

#include "engine/intake/csv_reader.hpp"

namespace tepat::intake {
namespace {

class CsvRows : public RowSource {
public:
    explicit CsvRows(const std::string& path) : reader_(path) {}

    bool next(SourceRow& row) override {
        if (begun_) {
            if (!reader_.next(read_)) return false;
        } else {
            begun_ = true;
            std::optional<CsvRow> header = reader_.header();
            if (!header) return false;
            read_ = std::move(*header);
        }
        row.line = read_.line;
        row.broken = read_.broken;
        row.raw.swap(read_.raw);
        row.cells.resize(read_.cells.size());
        for (std::size_t i = 0; i < read_.cells.size(); ++i) row.cells[i].text.swap(read_.cells[i]);
        return true;
    }
    bool windows_1252() const override { return reader_.windows_1252(); }

private:
    CsvReader reader_;
    CsvRow read_;
    bool begun_ = false;
};

class SheetSource : public RowSource {
public:
    SheetSource(const std::string& path, const std::string& sheet) : book_(path) {
        if (sheet.empty()) book_.open_sheet(first_shown());
        else book_.open_sheet(sheet);
    }

    bool next(SourceRow& row) override {
        if (!book_.next(read_)) return false;
        row.line = read_.line;
        row.broken.reset();
        row.raw.clear();
        row.cells.resize(read_.cells.empty() ? 0 : read_.cells.back().column + 1);
        std::size_t at = 0;
        for (workbook::SheetCell& cell : read_.cells) {
            for (; at < cell.column; ++at) clear(row.cells[at]);
            row.cells[at].text.swap(cell.text);
            row.cells[at].kind = cell.kind;
            row.cells[at++].formula = cell.formula;
        }
        return true;
    }
    std::vector<workbook::MergedCells> merged() const override { return book_.merged(); }
    std::string sheet() const override { return book_.sheets()[book_.sheet()].name; }
    std::vector<std::string> other_sheets() const override {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < book_.sheets().size(); ++i)
            if (i != book_.sheet()) names.push_back(book_.sheets()[i].name);
        return names;
    }

private:
    std::size_t first_shown() const {
        std::size_t first = 0;
        while (first + 1 < book_.sheets().size() && book_.sheets()[first].hidden) ++first;
        return first;
    }
    static void clear(SourceCell& cell) {
        cell.text.clear();
        cell.kind = CellKind::text;
        cell.formula = false;
    }

    workbook::XlsxReader book_;
    workbook::SheetRow read_;
};

}  // namespace

std::string SourceRow::shown() const {
    if (!raw.empty()) return raw;
    std::string all;
    for (std::size_t i = 0; i < cells.size(); ++i) all += (i == 0 ? "" : ";") + cells[i].text;
    return all;
}

std::unique_ptr<RowSource> open_rows(const std::string& path, const std::string& sheet) {
    if (workbook::looks_like_workbook(path)) return std::make_unique<SheetSource>(path, sheet);
    return std::make_unique<CsvRows>(path);
}

}  // namespace tepat::intake
