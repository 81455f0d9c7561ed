// SPDX-License-Identifier: Apache-2.0
// Titles are looked for among names, columns and labels of facts, then among the titles the shipped mappings know.
#include "engine/intake/suggest.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/suggest.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/header.hpp"
#include "engine/intake/identity.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/intake/roles.hpp"
#include "engine/intake/row_mask.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t rows_searched = 20, rows_looked_at = 1000, most_values = 30;

bool is_reference(const program::Entity& entity, const std::string& name) {
    return name == entity.key_column || (entity.parent.valid() && name == entity.link_column);
}

bool identifies(std::string_view title) {
    const NumberOf number = number_named(title);
    return number == NumberOf::person || number == NumberOf::family_card;
}


/// Normal title -> fact (or key or link column) of an entity.
std::map<std::string, std::string> names_of(const program::Program& program, program::EntityId id) {
    const program::Entity& entity = program[id];
    std::map<std::string, std::string> names;
    for (const program::FactId fact : entity.facts) {
        const program::Fact& each = program[fact];
        for (const std::string& name : {each.name, each.column, each.label})
            if (!name.empty()) names.emplace(normal_title(name), each.name);
    }
    names.emplace(normal_title(entity.key_column), entity.key_column);
    if (entity.parent.valid()) names.emplace(normal_title(entity.link_column), entity.link_column);
    for (const ShippedMapping& shipped : shipped_mappings()) {
        const Mapping mapping = load_mapping(shipped.name);
        if (mapping.table.entity != entity.name) continue;
        for (const auto& [fact, source] : mapping.table.columns)
            for (const std::string& title : source.titles)
                if (!is_reference(entity, fact) || !identifies(title)) names.emplace(normal_title(title), fact);
    }
    return names;
}

const program::Fact* fact_named(const program::Program& program, program::EntityId entity, const std::string& name) {
    for (const program::FactId id : program[entity].facts)
        if (program[id].name == name) return &program[id];
    return nullptr;
}

class Guess {
public:
    Guess(const program::Program& program, program::EntityId entity) : program_(program), entity_(entity), names_(names_of(program, entity)) {}

    std::size_t known(const SourceRow& header) const {
        return static_cast<std::size_t>(std::count_if(header.cells.begin(), header.cells.end(), [&](const SourceCell& cell) { return names_.count(normal_title(cell.text)) > 0; }));
    }

    void read_titles(const SourceRow& header, Suggestion& suggestion) {
        std::set<std::string> taken;
        for (std::size_t c = 0; c < header.cells.size(); ++c) {
            const std::string title(trimmed(header.cells[c].text));
            if (title.empty()) continue;
            const auto found = names_.find(normal_title(title));
            if (found != names_.end() && taken.insert(found->second).second) {
                suggestion.columns.emplace_back(found->second, title);
                facts_.emplace_back(c, fact_named(program_, entity_, found->second));
            } else {
                suggestion.unknown.push_back({title, nearest(title)});
            }
        }
        // Each name once: two lines of one name are no TOML.
        for (UnknownTitle& unknown : suggestion.unknown)
            if (!taken.insert(unknown.nearest).second) unknown.nearest.clear();
        find_key(taken, suggestion);
    }

    /// A NIK becomes the key only where nothing else can.
    void find_key(const std::set<std::string>& taken, Suggestion& suggestion) const {
        const program::Entity& entity = program_[entity_];
        const auto key_title = std::find_if(suggestion.columns.begin(), suggestion.columns.end(), [&](const auto& column) { return column.first == entity.key_column; });
        if (key_title != suggestion.columns.end()) {
            suggestion.key_identifies = identifies(key_title->second);
            return;
        }
        const NumberOf wanted = roles_of(program_).family == entity_ ? NumberOf::family_card : NumberOf::person;
        for (const auto& [fact, title] : suggestion.columns) {
            if (taken.count(entity.key_column) > 0 || number_named(title) != wanted) continue;
            suggestion.key_identifies = true;
            suggestion.columns.insert(suggestion.columns.begin(), {entity.key_column, title});
            return;
        }
    }

    void read_row(const SourceRow& row) {
        for (const auto& [c, fact] : facts_) {
            if (fact == nullptr || c >= row.cells.size()) continue;
            const bool listed = fact->type.kind == program::TypeKind::choice || fact->type.kind == program::TypeKind::yes_no;
            const std::string written(trimmed(row.cells[c].text));
            if (listed && !written.empty() && values_[fact].size() <= most_values && read_cell(program_, *fact, written, {}).problem)
                values_[fact].insert(without_long_numbers(written.substr(0, 60)));
        }
    }

    void list_values(Suggestion& suggestion) const {
        for (const auto& [c, fact] : facts_) {
            const auto found = values_.find(fact);
            if (found == values_.end() || found->second.empty() || found->second.size() > most_values) continue;
            UnknownValues unknown{fact->name, fact->type.kind == program::TypeKind::yes_no ? "ya, tidak" : "", {found->second.begin(), found->second.end()}};
            if (fact->type.kind == program::TypeKind::choice)
                for (const auto& value : program_[fact->type.choices].values) unknown.choices += (unknown.choices.empty() ? "" : ", ") + value.name;
            suggestion.values.push_back(std::move(unknown));
        }
    }

private:
    std::string nearest(const std::string& title) const {
        const std::vector<std::string> near = diagnostics::suggest(lower(title), titles_of(program_, entity_));
        return near.empty() ? "" : near.front();
    }

    const program::Program& program_;
    program::EntityId entity_;
    std::map<std::string, std::string> names_;
    std::vector<std::pair<std::size_t, const program::Fact*>> facts_;
    std::map<const program::Fact*, std::set<std::string>> values_;
};

struct Found {
    program::EntityId entity;
    std::size_t row = 0, known = 0;
};

/// The row of titles, and whose they are: the row that most titles of one entity are known in.
Found find_header(const program::Program& program, const std::vector<SourceRow>& rows, std::optional<program::EntityId> entity) {
    Found best{entity.value_or(program::EntityId{0})};
    for (std::uint32_t i = 0; i < program.entities.size(); ++i) {
        if (entity && *entity != program::EntityId{i}) continue;
        const Guess guess(program, {i});
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const std::size_t known = guess.known(rows[r]);
            if (known > best.known) best = {{i}, r, known};
        }
    }
    return best;
}

}  // namespace

Suggestion suggest_mapping(const std::string& file, const program::Program& program, std::optional<program::EntityId> entity, const std::string& sheet) {
    const std::unique_ptr<RowSource> rows = open_rows(file, sheet);
    std::vector<SourceRow> first;
    SourceRow row;
    while (first.size() < rows_searched && rows->next(row)) first.push_back(row);
    if (first.empty()) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::csv_empty, {file, std::string("nik,nama")});
    const Found found = find_header(program, first, entity);
    Suggestion suggestion;
    suggestion.entity = program[found.entity].name;
    suggestion.sheet = rows->sheet();
    Guess guess(program, found.entity);
    guess.read_titles(first[found.row], suggestion);
    for (std::size_t r = found.row + 1; r < first.size(); ++r) guess.read_row(first[r]);
    for (std::size_t n = 0; n < rows_looked_at && rows->next(row); ++n) guess.read_row(row);
    guess.list_values(suggestion);
    return suggestion;
}

std::string toml_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) ? ' ' : c;  // TOML has no control characters
    }
    return quoted + '"';
}

std::string toml_key(const std::string& key) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return !key.empty() && std::all_of(key.begin(), key.end(), plain) ? key : toml_text(key);
}

}  // namespace tepat::intake
