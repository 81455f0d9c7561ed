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
#include "engine/intake/locate.hpp"
#include "engine/intake/mapping.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t rows_looked_at = 1000, most_values = 30;

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
            for (const std::string& title : source.titles) names.emplace(normal_title(title), fact);
    }
    return names;
}

const program::Fact* fact_named(const program::Program& program, program::EntityId entity, const std::string& name) {
    for (const program::FactId id : program[entity].facts)
        if (program[id].name == name) return &program[id];
    return nullptr;
}

std::string example_of(const SourceCell& cell) { return masked_row(std::string(trimmed(cell.text).substr(0, 30))); }

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
                unknown_at_.push_back(c);
                suggestion.unknown.push_back({title, nearest(title), ""});
            }
        }
    }

    void read_row(const SourceRow& row, Suggestion& suggestion) {
        for (std::size_t i = 0; i < unknown_at_.size(); ++i) {
            std::string& examples = suggestion.unknown[i].examples;
            const std::size_t c = unknown_at_[i];
            if (c >= row.cells.size() || trimmed(row.cells[c].text).empty() || examples.size() > 60) continue;
            const std::string example = example_of(row.cells[c]);
            if (examples.find(example) == std::string::npos) examples += (examples.empty() ? "" : ", ") + example;
        }
        for (const auto& [c, fact] : facts_) {
            if (fact == nullptr || c >= row.cells.size()) continue;
            const bool listed = fact->type.kind == program::TypeKind::choice || fact->type.kind == program::TypeKind::yes_no;
            const std::string written(trimmed(row.cells[c].text));
            if (listed && !written.empty() && values_[fact].size() < most_values && read_cell(program_, *fact, written, {}).problem) values_[fact].insert(written);
        }
    }

    void list_values(Suggestion& suggestion) const {
        for (const auto& [c, fact] : facts_) {
            const auto found = values_.find(fact);
            if (found == values_.end() || found->second.empty()) continue;
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
    std::vector<std::size_t> unknown_at_;
    std::vector<std::pair<std::size_t, const program::Fact*>> facts_;
    std::map<const program::Fact*, std::set<std::string>> values_;
};

program::EntityId best_entity(const program::Program& program, const SourceRow& header) {
    program::EntityId best{0};
    std::size_t most = 0;
    for (std::uint32_t i = 0; i < program.entities.size(); ++i) {
        const std::size_t known = Guess(program, {i}).known(header);
        if (known > most) {
            most = known;
            best = {i};
        }
    }
    return best;
}

}  // namespace

Suggestion suggest_mapping(const std::string& file, const program::Program& program, std::optional<program::EntityId> entity, const std::string& sheet) {
    const std::unique_ptr<RowSource> rows = open_rows(file, sheet);
    SourceRow header;
    if (!rows->next(header)) throw diagnostics::Failure(diagnostics::Exit::user, diagnostics::Code::csv_empty, {file, std::string("nik,nama")});
    const program::EntityId chosen = entity ? *entity : best_entity(program, header);
    Suggestion suggestion{program[chosen].name, rows->sheet(), {}, {}, {}};
    Guess guess(program, chosen);
    guess.read_titles(header, suggestion);
    SourceRow row;
    for (std::size_t n = 0; n < rows_looked_at && rows->next(row); ++n) guess.read_row(row, suggestion);
    guess.list_values(suggestion);
    return suggestion;
}

std::string toml_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return quoted + '"';
}

}  // namespace tepat::intake
