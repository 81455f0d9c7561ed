// SPDX-License-Identifier: Apache-2.0
// Titles are names of facts, the columns of key and link, or the columns of facts that are stored under another name (`kolom`).
#include "engine/intake/header.hpp"

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "dsl/diagnostics/suggest.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/mapping.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;

struct Known {
    std::string title;
    Target target;
};

/// Names of facts first, so that a fact wins over a column that happens to be called like it.
std::vector<Known> known_titles(const program::Program& program, program::EntityId id) {
    const program::Entity& entity = program[id];
    std::vector<Known> known;
    for (const program::FactId fact : entity.facts) known.push_back({program[fact].name, {program[fact].column, &program[fact]}});
    std::vector<std::string> references{entity.key_column};
    if (entity.parent.valid()) references.push_back(entity.link_column);
    for (const std::string& column : references) {
        const auto same = std::find_if(known.begin(), known.end(), [&](const Known& each) { return each.target.column == column; });
        known.push_back({column, same == known.end() ? Target{column, nullptr} : same->target});
    }
    for (const program::FactId fact : entity.facts)
        if (program[fact].column != program[fact].name) known.push_back({program[fact].column, {program[fact].column, &program[fact]}});
    return known;
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

[[noreturn]] void unknown_title(const std::string& file, const std::string& title, const std::string& entity, const std::vector<std::string>& known) {
    diagnostics::Diagnostic diagnostic{Code::csv_unknown_header, {}, {file, title, entity, joined(known)}, {}, {}, {}};
    const std::vector<std::string> nearest = diagnostics::suggest(normal_title(title), known);
    if (!nearest.empty()) diagnostic.notes.push_back({diagnostics::Phrase::did_you_mean, {"`" + nearest.front() + "`"}});
    throw Failure(Exit::user, std::move(diagnostic));
}

}  // namespace

std::vector<std::string> titles_of(const program::Program& program, program::EntityId entity) {
    std::vector<std::string> titles;
    for (const Known& known : known_titles(program, entity))
        if (std::find(titles.begin(), titles.end(), known.title) == titles.end()) titles.push_back(known.title);
    return titles;
}

Header match_header(const std::string& file, const program::Program& program, program::EntityId entity, const std::vector<std::string>& titles) {
    std::vector<std::string> none;
    return match_header(file, program, entity, titles, true, none);
}

Header match_header(const std::string& file, const program::Program& program, program::EntityId entity, const std::vector<std::string>& titles, bool strict,
                    std::vector<std::string>& not_used) {
    const std::vector<Known> known = known_titles(program, entity);
    Header header;
    bool has_key = false;
    for (const std::string& title : titles) {
        const auto found = std::find_if(known.begin(), known.end(), [&](const Known& each) { return normal_title(each.title) == normal_title(title); });
        if (found == known.end() && !strict) {
            not_used.emplace_back(trimmed(title));
            header.targets.push_back({});
            continue;
        }
        if (found == known.end()) unknown_title(file, std::string(trimmed(title)), program[entity].name, titles_of(program, entity));
        for (const Target& earlier : header.targets)
            if (earlier.column == found->target.column) throw Failure(Exit::user, Code::csv_repeated_header, {file, std::string(trimmed(title))});
        if (found->target.column == program[entity].key_column) {
            has_key = true;
            header.key = header.targets.size();
        }
        header.targets.push_back(found->target);
    }
    if (strict && !has_key) throw Failure(Exit::user, Code::csv_no_key, {file, program[entity].key_column});
    return header;
}

}  // namespace tepat::intake
