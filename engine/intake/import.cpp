// SPDX-License-Identifier: Apache-2.0
// Rows of a CSV file -> rows of a table. Every row ends in exactly one of three places: imported, updated, set aside.
#include "engine/intake/import.hpp"

#include <algorithm>
#include <map>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/csv_reader.hpp"
#include "engine/intake/header.hpp"
#include "engine/store/import_table.hpp"
#include "engine/store/text_bytes.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using diagnostics::Phrase;

constexpr std::size_t most_examples = 20;

bool is_text(const std::string& bytes) {
    return bytes.find('\0') == std::string::npos && store::is_utf8(bytes);
}

/// Bytes that are not text are kept readable: the row in `tepat_sisihan` is for people.
std::string as_text(std::string bytes) {
    if (is_text(bytes)) return bytes;
    for (char& c : bytes)
        if (static_cast<unsigned char>(c) >= 0x80 || c == '\0') c = '?';
    return bytes;
}

std::string example_header(const program::Program& program, program::EntityId entity) {
    std::string example;
    for (const std::string& title : titles_of(program, entity)) example += (example.empty() ? "" : ",") + title;
    return example;
}

class Import {
public:
    Import(const std::string& baseline, const std::string& file, const program::Program& program, const ImportOptions& options)
        : file_(file), program_(program), options_(options), entity_(program[options.entity]), reader_(file), header_(read_header()),
          table_(baseline, entity_, columns(), header_.key) {}

    ImportReport run() {
        while (const std::optional<CsvRow> row = reader_.next()) {
            ++report_.rows;
            take(*row);
        }
        for (const auto& [key, first] : reasons_) report_.reasons.push_back({key.first, key.second, first.arguments, first.count});
        for (const auto& [key, first] : ambiguous_) report_.ambiguous.push_back({key.first, key.second, first.arguments, first.count});
        table_.commit();
        return std::move(report_);
    }

private:
    Header read_header() {
        const std::optional<CsvRow> row = reader_.header();
        if (!row || (row->cells.size() == 1 && trimmed(row->cells[0]).empty()))
            throw Failure(Exit::user, Code::csv_empty, {file_, example_header(program_, options_.entity)});
        if (row->broken || !is_text(row->raw)) throw Failure(Exit::user, Code::csv_not_utf8, {file_});
        std::vector<std::string> titles = row->cells;
        while (titles.size() > 1 && trimmed(titles.back()).empty()) titles.pop_back();  // a separator at the line's end
        return match_header(file_, program_, options_.entity, titles);
    }

    std::vector<std::string> columns() const {
        std::vector<std::string> names;
        for (const Target& target : header_.targets) names.push_back(target.column);
        return names;
    }

    void take(const CsvRow& row) {
        if (row.broken) return set_aside(row, "", {*row.broken, {}});
        if (!is_text(row.raw)) return set_aside(row, "", {Phrase::row_not_utf8, {}});
        if (!fits_header(row)) return set_aside(row, "", {Phrase::row_cell_count, {}});
        std::vector<store::Cell> cells;
        std::vector<std::pair<std::string, Phrase>> remarks;
        for (std::size_t i = 0; i < header_.targets.size(); ++i) {
            const Target& target = header_.targets[i];
            Read read = target.fact != nullptr ? read_cell(program_, *target.fact, row.cells[i], options_.decimal_comma) : read_reference(row.cells[i]);
            if (read.problem) return set_aside(row, target.column, std::move(*read.problem));
            if (read.remark) remarks.emplace_back(target.column, *read.remark);
            cells.push_back(std::move(read.cell));
        }
        if (std::holds_alternative<std::monostate>(cells[header_.key])) return set_aside(row, header_.targets[header_.key].column, {Phrase::row_key_empty, {}});
        if (!write(row, cells)) return;
        for (const auto& remark : remarks) ++ambiguous_[remark].count;
    }

    /// More cells than the header are fine when nothing stands in them.
    bool fits_header(const CsvRow& row) const {
        const std::size_t wanted = header_.targets.size();
        return row.cells.size() >= wanted && std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(wanted), row.cells.end(),
                                                         [](const std::string& cell) { return trimmed(cell).empty(); });
    }

    bool write(const CsvRow& row, const std::vector<store::Cell>& cells) {
        const bool there = table_.has(cells[header_.key]);
        if (there && !options_.update) {
            set_aside(row, header_.targets[header_.key].column, {Phrase::row_key_exists, {}});
            return false;
        }
        const std::optional<std::string> refused = there ? table_.update(cells) : table_.insert(cells);
        if (refused) {
            set_aside(row, "", {Phrase::row_refused, {*refused}});
            return false;
        }
        ++(there ? report_.updated : report_.imported);
        return true;
    }

    void set_aside(const CsvRow& row, const std::string& column, Problem problem) {
        ++report_.set_aside;
        const auto counted = reasons_.try_emplace({column, problem.reason}, Counted{problem.arguments, 0}).first;
        ++counted->second.count;
        const std::string reason = diagnostics::fill(diagnostics::text_of(problem.reason, options_.language), problem.arguments, options_.language);
        table_.set_aside({file_, row.line, entity_.name, column, reason, as_text(row.raw)});
        if (report_.examples.size() < most_examples) report_.examples.push_back({row.line, column, problem.reason, std::move(problem.arguments)});
    }

    struct Counted {
        std::vector<diagnostics::Argument> arguments;  // of the first
        std::size_t count = 0;
    };

    const std::string& file_;
    const program::Program& program_;
    const ImportOptions& options_;
    const program::Entity& entity_;
    CsvReader reader_;
    Header header_;
    store::ImportTable table_;
    ImportReport report_;
    std::map<std::pair<std::string, Phrase>, Counted> reasons_, ambiguous_;
};

}  // namespace

ImportReport import_csv(const std::string& baseline, const std::string& file, const program::Program& program, const ImportOptions& options) {
    return Import(baseline, file, program, options).run();
}

}  // namespace tepat::intake
