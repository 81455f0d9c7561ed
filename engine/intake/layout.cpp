// SPDX-License-Identifier: Apache-2.0
// With a mapping the header is looked for in the first rows: titles above it and several header rows are usual. A title over several
// columns (merged cells) counts for each of them: VERVAL over memenuhi_kriteria gives both `VERVAL memenuhi_kriteria` and the lower one.
#include "engine/intake/layout.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/header.hpp"
#include "engine/store/text_bytes.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using diagnostics::Phrase;

constexpr std::size_t rows_searched = 20;

/// What each column of the file may be called: normal titles, the best first.
using Titles = std::vector<std::vector<std::string>>;

std::string example_header(const program::Program& program, program::EntityId entity) {
    std::string example;
    for (const std::string& title : titles_of(program, entity)) example += (example.empty() ? "" : ",") + title;
    return example;
}

bool is_text(const SourceRow& row) {
    return row.raw.find('\0') == std::string::npos && store::is_utf8(row.raw);
}

const program::Fact* fact_of(const program::Program& program, const program::Entity& entity, const std::string& name) {
    for (const program::FactId id : entity.facts)
        if (program[id].name == name) return &program[id];
    for (const program::FactId id : entity.facts)
        if (program[id].column == name) return &program[id];
    return nullptr;
}

void place_key_and_link(const program::Entity& entity, TableColumns& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].column == entity.key_column) table.key = i;
        if (entity.parent.valid() && table.columns[i].column == entity.link_column) table.link = i;
    }
}

bool has_column(const TableColumns& table, const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.name == name || column.column == name; });
}

/// What a list is matched by, when the entity itself has no such fact: the last column, never written.
void add_join(const std::string& join, std::size_t at, FileLayout& layout) {
    Column column;
    column.at = at;
    column.name = column.column = join;
    column.number = number_named(join);
    layout.table.columns.push_back(std::move(column));
    std::erase_if(layout.not_used, [&](const std::string& title) { return normal_title(title) == normal_title(join); });
}

/// Long numbers are texts; a vocabulary that declares them `bilangan` keeps its way of reading them.
bool may_be_number(const Column& column) { return column.fact == nullptr || column.fact->type.kind == program::TypeKind::text; }

/// One row of titles without a mapping.
FileLayout by_names(const std::string& file, const program::Program& program, const LayoutWish& wish, const SourceRow& row) {
    std::vector<std::string> titles;
    for (const SourceCell& cell : row.cells) titles.push_back(cell.text);
    while (titles.size() > 1 && trimmed(titles.back()).empty()) titles.pop_back();  // a separator at the line's end
    FileLayout layout;
    layout.width = titles.size();
    layout.header_line = row.line;
    for (const std::string& title : titles) layout.titles.push_back({normal_title(title)});
    layout.table.entity = wish.entity;
    const Header header = match_header(file, program, wish.entity, titles, wish.join.empty(), layout.not_used);
    for (std::size_t i = 0; i < header.targets.size(); ++i) {
        const Target& target = header.targets[i];
        if (target.column.empty()) continue;
        Column column;
        column.at = i;
        column.column = target.column;
        column.name = target.fact != nullptr ? target.fact->name : target.column;
        column.fact = target.fact;
        column.number = may_be_number(column) ? number_named(column.name) : NumberOf::nothing;
        layout.table.columns.push_back(std::move(column));
    }
    for (std::size_t i = 0; i < titles.size(); ++i)
        if (!wish.join.empty() && !has_column(layout.table, wish.join) && normal_title(titles[i]) == normal_title(wish.join)) add_join(wish.join, i, layout);
    place_key_and_link(program[wish.entity], layout.table);
    return layout;
}

/// The titles of `rows` put together, column by column: the longest first, then without the upper rows.
Titles titles_together(const std::deque<SourceRow>& rows) {
    std::size_t width = 0;
    for (const SourceRow& row : rows) width = std::max(width, row.cells.size());
    std::vector<std::vector<std::string>> filled;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::vector<std::string> line(width);
        std::string left;
        for (std::size_t c = 0; c < width; ++c) {
            const std::string title = c < rows[r].cells.size() ? normal_title(rows[r].cells[c].text) : "";
            if (!title.empty()) left = title;
            line[c] = r + 1 < rows.size() ? left : title;
        }
        filled.push_back(std::move(line));
    }
    Titles titles(width);
    for (std::size_t c = 0; c < width; ++c)
        for (std::size_t from = 0; from < rows.size(); ++from) {
            std::string together;
            for (std::size_t r = from; r < rows.size(); ++r) together += filled[r][c];
            if (!together.empty()) titles[c].push_back(together);
            if (!filled[from][c].empty()) titles[c].push_back(filled[from][c]);  // a title over all rows (merged downwards) stands alone
        }
    return titles;
}

class ByMapping {
public:
    ByMapping(const program::Program& program, const Mapping& mapping) : program_(program), mapping_(mapping) {}

    /// Nothing when the key (or what to join by) has no column.
    std::optional<FileLayout> layout(const LayoutWish& wish, const Titles& titles) {
        used_.assign(titles.size(), false);
        FileLayout layout;
        for (std::size_t c = 0; c < titles.size(); ++c)
            if (!titles[c].empty()) layout.width = c + 1;
        layout.table = table(wish.entity, mapping_.table, titles);
        if (!wish.join.empty() && !has_column(layout.table, wish.join)) {
            const std::size_t at = find(titles_for(wish.join), titles);
            if (at != Column::nowhere) add_join(wish.join, at, layout);
        }
        if (wish.join.empty() ? !layout.table.key.has_value() : !has_column(layout.table, wish.join)) return std::nullopt;
        for (const TableMapping& above : mapping_.above) {
            TableColumns columns = table(mapped_entity(program_, mapping_, above.entity), above, titles);
            if (columns.key) layout.above.push_back(std::move(columns));
        }
        return layout;
    }
    bool used(std::size_t at) const { return used_[at]; }

private:
    std::vector<std::string> titles_for(const std::string& name) const {
        std::vector<std::string> accepted{name};
        for (const auto& [column, source] : mapping_.table.columns)
            if (column == name) accepted.insert(accepted.end(), source.titles.begin(), source.titles.end());
        return accepted;
    }

    std::size_t find(const std::vector<std::string>& wanted, const Titles& titles) {
        for (const std::string& title : wanted) {
            const std::string normal = normal_title(title);
            for (std::size_t c = 0; c < titles.size(); ++c)
                if (std::find(titles[c].begin(), titles[c].end(), normal) != titles[c].end()) {
                    used_[c] = true;
                    matched_ = normal;
                    return c;
                }
        }
        return Column::nowhere;
    }

    TableColumns table(program::EntityId id, const TableMapping& wanted, const Titles& titles) {
        const program::Entity& entity = program_[id];
        TableColumns table;
        table.entity = id;
        for (const auto& [name, source] : wanted.columns) {
            Column column;
            column.fact = fact_of(program_, entity, name);
            const bool reference = name == entity.key_column || (entity.parent.valid() && name == entity.link_column);
            if (column.fact == nullptr && !reference) continue;  // this vocabulary does not have it: its titles are reported as not used
            column.name = name;
            column.column = column.fact != nullptr ? column.fact->column : name;
            column.source = source;
            std::vector<std::string> accepted{name, column.column};
            accepted.insert(accepted.end(), source.titles.begin(), source.titles.end());
            column.at = source.fixed.empty() ? find(accepted, titles) : Column::nowhere;
            if (column.at == Column::nowhere && source.fixed.empty()) continue;
            settle(column, wanted, titles);
            table.columns.push_back(std::move(column));
        }
        place_key_and_link(entity, table);
        return table;
    }

    void settle(Column& column, const TableMapping& wanted, const Titles& titles) {
        column.number = may_be_number(column) ? number_named(column.name) : NumberOf::nothing;
        if (column.at != Column::nowhere && column.number == NumberOf::nothing && may_be_number(column)) column.number = number_named(matched_);
        if (column.source.digits > 0) column.number = NumberOf::area;
        const auto values = wanted.values.find(column.name);
        if (values != wanted.values.end()) column.values = &values->second;
        const auto sum = wanted.sums.find(column.name);
        if (sum != wanted.sums.end()) column.sum = &sum->second;
        const auto correction = wanted.corrections.find(column.name);
        if (correction != wanted.corrections.end()) column.correction = find(correction->second, titles);
    }

    const program::Program& program_;
    const Mapping& mapping_;
    std::vector<bool> used_;
    std::string matched_;  // the title by which a column was found last
};

void list_not_used(const std::deque<SourceRow>& header, const Mapping& mapping, const ByMapping& by, const Titles& titles, FileLayout& layout) {
    std::set<std::string> passed_over;
    for (const std::string& title : mapping.passed_over) passed_over.insert(normal_title(title));
    for (std::size_t c = 0; c < titles.size(); ++c) {
        if (by.used(c) || titles[c].empty()) continue;
        if (std::any_of(titles[c].begin(), titles[c].end(), [&](const std::string& title) { return passed_over.count(title) > 0; })) continue;
        for (auto row = header.rbegin(); row != header.rend(); ++row)
            if (c < row->cells.size() && !trimmed(row->cells[c].text).empty()) {
                layout.not_used.emplace_back(trimmed(row->cells[c].text));
                break;
            }
    }
}

FileLayout find_header(const std::string& file, const program::Program& program, const LayoutWish& wish, RowSource& rows) {
    const Mapping& mapping = *wish.mapping;
    ByMapping by(program, mapping);
    std::deque<SourceRow> window;
    SourceRow row;
    for (std::size_t n = 0; n < rows_searched && rows.next(row); ++n) {
        window.push_back(row);
        if (window.size() > mapping.header_rows) window.pop_front();
        if (window.size() < mapping.header_rows) continue;
        const Titles titles = titles_together(window);
        std::optional<FileLayout> layout = by.layout(wish, titles);
        if (!layout) continue;
        list_not_used(window, mapping, by, titles, *layout);
        layout->header_line = row.line;
        layout->titles = titles;
        return std::move(*layout);
    }
    if (window.empty()) throw Failure(Exit::user, Code::csv_empty, {file, example_header(program, wish.entity)});
    if (!wish.join.empty()) throw Failure(Exit::user, Code::join_no_column, {file, wish.join});
    throw Failure(Exit::user, Code::mapping_no_header,
                  {file, mapping.name, diagnostics::Count{static_cast<std::int64_t>(rows_searched)}, program[wish.entity].key_column});
}

}  // namespace

program::EntityId mapped_entity(const program::Program& program, const Mapping& mapping, const std::string& name) {
    for (std::uint32_t i = 0; i < program.entities.size(); ++i)
        if (program.entities[i].name == name) return {i};
    throw Failure(Exit::user, Code::mapping_wrong, {mapping.name, name, Phrase::mapping_no_entity});
}

FileLayout read_layout(const std::string& file, const program::Program& program, const LayoutWish& wish, RowSource& rows) {
    if (wish.mapping != nullptr) return find_header(file, program, wish, rows);
    SourceRow row;
    const bool any = rows.next(row);
    if (!any || (row.cells.size() == 1 && trimmed(row.cells[0].text).empty()))
        throw Failure(Exit::user, Code::csv_empty, {file, example_header(program, wish.entity)});
    if (row.broken || !is_text(row)) throw Failure(Exit::user, Code::csv_not_utf8, {file});
    FileLayout layout = by_names(file, program, wish, row);
    if (!wish.join.empty() && !has_column(layout.table, wish.join)) throw Failure(Exit::user, Code::join_no_column, {file, wish.join});
    return layout;
}

}  // namespace tepat::intake
