// SPDX-License-Identifier: Apache-2.0
// Sizes first (how many rows each entity gets and which parent each row has), then cells by type.
#include "cli/sample/foreign.hpp"

#include <algorithm>
#include <optional>

#include "cli/sample/people.hpp"
#include "cli/sample/random.hpp"
#include "cli/sample/stored.hpp"

namespace tepat::sample {

namespace {

using program::EntityId;
using program::Program;
using program::TypeKind;

constexpr unsigned unknown_per_thousand = 80;

int depth_of(const Program& program, EntityId entity) {
    int depth = 0;
    for (EntityId at = program[entity].parent; at.valid(); at = program[at].parent) ++depth;
    return depth;
}

EntityId deepest(const Program& program) {
    EntityId best{0};
    for (std::uint32_t i = 1; i < program.entities.size(); ++i)
        if (depth_of(program, {i}) > depth_of(program, best)) best = {i};
    return best;
}

/// Members of a parent row of the deepest entity: 1 to 5.
std::size_t group_size(std::uint64_t seed, std::size_t parent) { return 1 + Random(seed, parent, number_of("group")).below(5); }

std::size_t groups_for(std::uint64_t seed, std::size_t people) {
    std::size_t groups = 0;
    for (std::size_t placed = 0; placed < people; ++groups) placed += group_size(seed, groups);
    return groups;
}

/// Rows of each entity: from the people upwards along their line of parents; branches beside it get two rows per parent row.
std::vector<std::size_t> sizes_of(const Program& program, const Request& request) {
    std::vector<std::size_t> rows(program.entities.size(), 0);
    const EntityId people = deepest(program);
    std::size_t count = request.people;
    rows[people.value] = count;
    for (EntityId at = program[people].parent; at.valid(); at = program[at].parent) {
        count = rows[people.value] == count && at == program[people].parent ? groups_for(request.seed, count) : count / 50 + 1;
        rows[at.value] = count;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const EntityId parent = program.entities[i].parent;
        if (rows[i] == 0) rows[i] = parent.valid() ? 2 * rows[parent.value] : 10;
    }
    return rows;
}

std::int64_t range_end(const program::Fact& fact, std::optional<std::int64_t> end, std::int64_t usual) {
    std::int64_t unit = 1;
    for (int i = 0; i < fact.type.scale; ++i) unit *= 10;
    return end.value_or(usual * unit);
}

store::Cell number_cell(const program::Fact& fact, Random& random) {
    const std::int64_t low = range_end(fact, fact.low, 0);
    const std::int64_t usual = fact.type.kind == TypeKind::rupiah ? 5'000'000 : 100;
    const std::int64_t high = std::max(low, fact.high.value_or(low + range_end(fact, std::nullopt, usual)));
    const std::int64_t steps = std::min<std::int64_t>(high - low, 1'000'000);
    return stored_number(fact, low + (high - low) / std::max<std::int64_t>(steps, 1) * random.between(0, steps));
}

store::Cell date_cell(const program::Fact& fact, Random& random) {
    const std::int64_t low = fact.low.value_or(-10'957);   // 1940-01-01
    const std::int64_t high = fact.high.value_or(sample_date.days);
    return program::to_iso({static_cast<std::int32_t>(random.between(low, std::max(low, high)))});
}

store::Cell choice_cell(const Program& program, const program::Fact& fact, Random& random) {
    const auto& values = program[fact.type.choices].values;
    if (values.empty()) return {};
    const program::ChoiceValue& value = values[random.below(values.size())];
    return value.code.value_or(value.name);
}

/// Each value in one row out of four.
store::Cell set_cell(const Program& program, const program::Fact& fact, Random& random) {
    std::string cell;
    for (const program::ChoiceValue& value : program[fact.type.choices].values) {
        if (random.chance(250)) cell += (cell.empty() ? "" : ";") + value.code.value_or(value.name);
    }
    return cell.empty() ? std::string("-") : cell;
}

/// Some row of the other table: keys count from 1.
store::Cell reference_cell(std::size_t rows, Random& random) {
    if (rows == 0) return {};
    return std::to_string(random.below(rows) + 1);
}

std::string name_cell(Random& random) {
    const bool female = random.chance(500);
    return full_name(female, draw_name(random));
}

store::Cell cell_of(const Program& program, const std::vector<std::size_t>& sizes, const program::Fact& fact, bool name, std::size_t row,
                    Random& random) {
    if (!name && random.chance(unknown_per_thousand)) return {};
    switch (fact.type.kind) {
        case TypeKind::yes_no: return static_cast<std::int64_t>(random.below(2));
        case TypeKind::number:
        case TypeKind::rupiah: return number_cell(fact, random);
        case TypeKind::date: return date_cell(fact, random);
        case TypeKind::choice: return choice_cell(program, fact, random);
        case TypeKind::set: return set_cell(program, fact, random);
        case TypeKind::reference: return reference_cell(sizes[fact.refers_to.value], random);
        case TypeKind::text:
            return name ? name_cell(random) : fact.name + ' ' + std::to_string(row % 7 + 1);
        case TypeKind::error: break;
    }
    return {};
}

/// The parent of each row in turn: groups of one to five for the people, equal shares elsewhere.
class Parents {
public:
    Parents(std::uint64_t seed, std::size_t rows, std::size_t parents, bool people)
        : seed_(seed), rows_(rows), parents_(parents), people_(people), left_(people ? group_size(seed, 0) : 0) {}
    std::size_t next(std::size_t row) {
        if (!people_) return row * parents_ / rows_;
        if (left_ == 0) left_ = group_size(seed_, ++at_);
        --left_;
        return at_;
    }

private:
    std::uint64_t seed_;
    std::size_t rows_, parents_;
    bool people_;
    std::size_t left_, at_ = 0;
};

void fill_entity(const Program& program, EntityId id, const std::vector<std::size_t>& sizes, const Request& request,
                 store::BaselineWriter& writer) {
    const program::Entity& entity = program[id];
    const Layout layout = layout_of(program, entity);
    store::TableWriter table = writer.into(entity.table, layout.columns);
    const std::size_t above = entity.parent.valid() ? sizes[entity.parent.value] : 0;
    Parents parents(request.seed, sizes[id.value], above, id == deepest(program));
    std::vector<store::Cell> cells(layout.columns.size());
    for (std::size_t row = 0; row < sizes[id.value]; ++row) {
        cells[0] = static_cast<std::int64_t>(row + 1);
        if (entity.parent.valid()) cells[1] = static_cast<std::int64_t>(parents.next(row) + 1);
        for (std::size_t i = 0; i < layout.facts.size(); ++i) {
            const program::Fact& fact = program[layout.facts[i]];
            Random random(request.seed, row, number_of(entity.name) ^ number_of(fact.name));
            cells[layout.first_fact + i] = cell_of(program, sizes, fact, layout.facts[i] == entity.called_by, row, random);
        }
        table.insert(cells);
    }
}

}  // namespace

std::vector<Made> fill_foreign(const Program& program, const Request& request, store::BaselineWriter& writer) {
    const std::vector<std::size_t> sizes = sizes_of(program, request);
    std::vector<Made> made;
    for (std::uint32_t i = 0; i < program.entities.size(); ++i) {
        fill_entity(program, {i}, sizes, request, writer);
        made.push_back({program.entities[i].name, sizes[i]});
    }
    return made;
}

}  // namespace tepat::sample
