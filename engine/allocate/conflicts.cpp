// SPDX-License-Identifier: Apache-2.0
#include "engine/allocate/conflicts.hpp"

#include <algorithm>
#include <tuple>

#include "engine/allocate/allocate.hpp"

namespace tepat::allocate {

using namespace program;

namespace {

enum class Hold : std::uint8_t { none, selected, received };

Hold hold_of(const Standing& standing, std::uint32_t row) {
    if (row >= columns::no_parent_unknown) return Hold::none;
    const State state = standing.allocation->state[row];
    if (state == State::selected) return Hold::selected;
    return state == State::taken || standing.receiving->get(row) ? Hold::received : Hold::none;
}

class Finder {
public:
    Finder(const Program& program, const columns::Population& population) : program_(program), population_(population) {}

    void compare(const Standing& said, const Standing& other, std::vector<Conflict>& conflicts) const {
        const EntityId a = said.allocation->entity, b = other.allocation->entity;
        const EntityId lower = is_self_or_ancestor(program_, a, b) ? b : a;
        const auto rows = static_cast<std::uint32_t>(population_.entities[lower.value].rows);
        for (std::uint32_t row = 0; row < rows; ++row) {
            const std::uint32_t a_row = ancestor_row(program_, population_, lower, row, a);
            const std::uint32_t b_row = ancestor_row(program_, population_, lower, row, b);
            const Hold a_hold = hold_of(said, a_row), b_hold = hold_of(other, b_row);
            if (a_hold == Hold::none || b_hold == Hold::none || (a_hold == Hold::received && b_hold == Hold::received)) continue;
            said.allocation->conflict.set(a_row);
            other.allocation->conflict.set(b_row);
            const bool swapped = a_hold == Hold::received;
            conflicts.push_back({(swapped ? other : said).allocation->programme, (swapped ? said : other).allocation->programme, lower, row,
                                 swapped || b_hold == Hold::received});
        }
    }

private:
    const Program& program_;
    const columns::Population& population_;
};

}  // namespace

std::vector<Conflict> find_conflicts(const Program& program, const columns::Population& population, const std::vector<Standing>& standings) {
    std::vector<Conflict> conflicts;
    const Finder finder(program, population);
    for (const Standing& said : standings) {
        for (const Exclusion& exclusion : program[said.allocation->programme].not_together) {
            for (const Standing& other : standings) {
                if (other.allocation->programme == exclusion.programme && &other != &said) finder.compare(said, other, conflicts);
            }
        }
    }
    const auto order = [&](const Conflict& c) { return std::tuple(program[c.programme].name, program[c.other].name, c.row, c.other_received); };
    std::sort(conflicts.begin(), conflicts.end(), [&](const Conflict& a, const Conflict& b) { return order(a) < order(b); });
    conflicts.erase(std::unique(conflicts.begin(), conflicts.end(), [&](const Conflict& a, const Conflict& b) { return order(a) == order(b); }),
                    conflicts.end());
    return conflicts;
}

}  // namespace tepat::allocate
