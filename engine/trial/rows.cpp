// SPDX-License-Identifier: Apache-2.0
#include "engine/trial/rows.hpp"

#include <algorithm>
#include <tuple>

namespace tepat::trial {

namespace {

using program::EntityId;
using program::FactId;
using program::GivenRow;
using program::Program;

/// A row of some test on its way into the population.
struct Placed {
    std::uint32_t parent = columns::no_parent_unknown;  ///< orphans order last: the constant is larger than any row
    const GivenRow* row = nullptr;
    std::size_t test = 0;   ///< position in `tests`
    std::size_t index = 0;  ///< in TestCase::rows
};

class Maker {
public:
    Maker(const Program& program, const std::vector<std::size_t>& tests, const std::vector<FactId>& facts)
        : program_(program), tests_(tests), facts_(facts) {}

    TestRows make() {
        for (const std::size_t test : tests_) made_.row_of.emplace_back(program_.tests[test].rows.size());
        made_.population.entities.resize(program_.entities.size());
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) add_entity(EntityId{e});
        for (std::uint32_t e = 0; e < program_.entities.size(); ++e) add_columns(EntityId{e});  // references may lead to any entity
        return std::move(made_);
    }

private:
    /// Parents come before children in Program::entities, so the parents' rows are already numbered.
    std::vector<Placed> rows_of(EntityId entity) const {
        std::vector<Placed> placed;
        for (std::size_t t = 0; t < tests_.size(); ++t) {
            const std::vector<GivenRow>& rows = program_.tests[tests_[t]].rows;
            for (std::size_t r = 0; r < rows.size(); ++r) {
                if (rows[r].entity != entity) continue;
                const std::uint32_t parent = rows[r].parent ? made_.row_of[t][*rows[r].parent] : columns::no_parent_unknown;
                placed.push_back({parent, &rows[r], t, r});
            }
        }
        return placed;
    }

    void add_entity(EntityId entity) {
        std::vector<Placed> placed = rows_of(entity);
        std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
            return std::tie(a.parent, a.row->key, a.test, a.index) < std::tie(b.parent, b.row->key, b.test, b.index);
        });
        columns::EntityRows& rows = made_.population.entities[entity.value];
        placed_.push_back(placed);
        rows.rows = placed.size();
        for (std::size_t i = 0; i < placed.size(); ++i) {
            made_.row_of[placed[i].test][placed[i].index] = static_cast<std::uint32_t>(i);
            rows.keys.push_back(placed[i].row->key);
            if (program_[entity].parent.valid()) rows.parent.push_back(placed[i].parent);
        }
    }

    void add_columns(EntityId entity) {
        columns::EntityRows& rows = made_.population.entities[entity.value];
        const std::vector<Placed>& placed = placed_[entity.value];
        rows.columns.resize(program_[entity].facts.size());
        for (std::size_t f = 0; f < program_[entity].facts.size(); ++f) {
            const FactId fact = program_[entity].facts[f];
            if (std::find(facts_.begin(), facts_.end(), fact) == facts_.end()) continue;
            rows.columns[f] = program_[fact].refers_to.valid() ? references(fact, placed) : column(fact, placed);
        }
    }

    static const program::GivenFact* given(FactId fact, const Placed& row) {
        const auto found = std::find_if(row.row->facts.begin(), row.row->facts.end(), [&](const auto& g) { return g.fact == fact; });
        return found == row.row->facts.end() ? nullptr : &*found;
    }

    /// The row of the same test with this key; any other text is a key that no row has.
    columns::Column references(FactId fact, const std::vector<Placed>& placed) const {
        const EntityId target = program_[fact].refers_to;
        std::vector<std::uint32_t> targets;
        for (const Placed& row : placed) {
            const program::GivenFact* const value = given(fact, row);
            targets.push_back(value == nullptr ? columns::no_parent_unknown : row_with_key(target, row.test, value->value.text));
        }
        return columns::reference_column(targets, static_cast<int>(target.value));
    }

    std::uint32_t row_with_key(EntityId entity, std::size_t test, const std::string& key) const {
        const std::vector<GivenRow>& rows = program_.tests[tests_[test]].rows;
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (rows[r].entity == entity && rows[r].key == key) return made_.row_of[test][r];
        return columns::no_parent_error;
    }

    columns::Column column(FactId fact, const std::vector<Placed>& placed) const {
        columns::ColumnBuilder builder;
        const bool text = program_[fact].type.kind == program::TypeKind::text;
        for (const Placed& row : placed) {
            const program::GivenFact* const cell = given(fact, row);
            if (cell == nullptr) {
                builder.add_unknown();
            } else if (text) {
                builder.add_text(cell->value.text);
            } else {
                builder.add(cell->value.number);
            }
        }
        return builder.finish();
    }

    const Program& program_;
    const std::vector<std::size_t>& tests_;
    const std::vector<FactId>& facts_;
    TestRows made_;
    std::vector<std::vector<Placed>> placed_;  ///< by entity
};

}  // namespace

TestRows make_rows(const Program& program, const std::vector<std::size_t>& tests, const std::vector<FactId>& facts) {
    return Maker(program, tests, facts).make();
}

}  // namespace tepat::trial
