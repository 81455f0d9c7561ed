// SPDX-License-Identifier: Apache-2.0
// Cutting the population into blocks (schedule.hpp).
#include <algorithm>

#include "engine/run/schedule.hpp"

namespace tepat::run {

using evaluate::EntityLayout;
using evaluate::Layouts;
using evaluate::Range;
using program::EntityId;

namespace {

using Block = std::vector<Range>;

class Cutter {
public:
    Cutter(const plan::Plan& plan, const Layouts& layouts, const std::vector<bool>& inside, std::size_t block_rows)
        : program_(*plan.program), layouts_(layouts), inside_(inside), block_rows_(std::max<std::size_t>(1, block_rows)) {}

    /// Ranges of `entity` with everything below, from row `begin` on, each about block_rows of its most numerous entity.
    void cut(EntityId entity, std::uint32_t begin, std::vector<Block>& blocks) const {
        const EntityId most = most_numerous_below(entity);
        const std::uint32_t end = layouts_.entities[entity.value].rows;
        while (begin < end) {
            const std::uint32_t start = first_below(entity, begin, most);
            std::uint32_t next = begin + 1;
            while (next < end && next - begin < block_rows_ && first_below(entity, next + 1, most) - start <= block_rows_) ++next;
            blocks.push_back(block(entity, {begin, next}));
            begin = next;
        }
    }

private:
    /// The first row of `below` that lies at or after `row` of its ancestor `entity`.
    std::uint32_t first_below(EntityId entity, std::uint32_t row, EntityId below) const {
        if (below == entity) return row;
        const EntityId parent = program_[below].parent;
        return layouts_.entities[below.value].first[first_below(entity, row, parent)];
    }

    EntityId most_numerous_below(EntityId entity) const {
        EntityId most = entity;
        for (std::uint32_t e = 0; e < layouts_.entities.size(); ++e) {
            if (!inside_[e] || !program::is_self_or_ancestor(program_, entity, EntityId{e})) continue;
            if (layouts_.entities[e].rows > layouts_.entities[most.value].rows) most = EntityId{e};
        }
        return most;
    }

    Block block(EntityId entity, Range range) const {
        Block result(layouts_.entities.size());
        for (std::uint32_t e = 0; e < result.size(); ++e) {
            if (!inside_[e] || !program::is_self_or_ancestor(program_, entity, EntityId{e})) continue;
            result[e] = {first_below(entity, range.begin, EntityId{e}), first_below(entity, range.end, EntityId{e})};
        }
        return result;
    }

    const program::Program& program_;
    const Layouts& layouts_;
    const std::vector<bool>& inside_;
    std::size_t block_rows_;
};

}  // namespace

std::vector<Block> make_blocks(const plan::Plan& plan, const Layouts& layouts, const Schedule& schedule, std::size_t block_rows) {
    std::vector<Block> blocks;
    if (!schedule.unit.valid()) return blocks;
    const Cutter cutter(plan, layouts, schedule.inside, block_rows);
    cutter.cut(schedule.unit, 0, blocks);
    for (std::uint32_t e = 0; e < layouts.entities.size(); ++e) {
        if (schedule.inside[e] && EntityId{e} != schedule.unit) cutter.cut(EntityId{e}, layouts.entities[e].linked, blocks);
    }
    return blocks;
}

}  // namespace tepat::run
