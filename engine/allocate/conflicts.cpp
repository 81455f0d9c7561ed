// SPDX-License-Identifier: Apache-2.0
#include "engine/allocate/conflicts.hpp"

#include <algorithm>
#include <tuple>

#include "engine/allocate/allocate.hpp"

namespace tepat::allocate {

using namespace program;

namespace {

enum class Hold : std::uint8_t { none, selected, received };

Hold hold_of(const Allocation& allocation, std::uint32_t row) {
    if (row >= columns::no_parent_unknown) return Hold::none;
    const State state = allocation.state[row];
    if (state == State::selected) return Hold::selected;
    return state == State::taken ? Hold::received : Hold::none;
}

class Finder {
public:
    Finder(const Program& program, const columns::Population& population) : program_(program), population_(population) {}

    void compare(Allocation& said, Allocation& other, std::vector<Conflict>& conflicts) const {
        const EntityId a = said.entity, b = other.entity;
        const EntityId lower = is_self_or_ancestor(program_, a, b) ? b : a;
        const auto rows = static_cast<std::uint32_t>(population_.entities[lower.value].rows);
        for (std::uint32_t row = 0; row < rows; ++row) {
            const std::uint32_t a_row = ancestor_row(program_, population_, lower, row, a);
            const std::uint32_t b_row = ancestor_row(program_, population_, lower, row, b);
            const Hold a_hold = hold_of(said, a_row), b_hold = hold_of(other, b_row);
            if (a_hold == Hold::none || b_hold == Hold::none || (a_hold == Hold::received && b_hold == Hold::received)) continue;
            said.conflict.set(a_row);
            other.conflict.set(b_row);
            conflicts.push_back({said.programme, other.programme, lower, row, b_hold == Hold::received, a_hold == Hold::received});
        }
    }

private:
    const Program& program_;
    const columns::Population& population_;
};

}  // namespace

std::vector<Conflict> find_conflicts(const Program& program, const columns::Population& population, std::vector<Allocation>& allocations) {
    std::vector<Conflict> conflicts;
    const Finder finder(program, population);
    for (Allocation& said : allocations) {
        for (const Exclusion& exclusion : program[said.programme].not_together) {
            for (Allocation& other : allocations) {
                if (other.programme == exclusion.programme && &other != &said) finder.compare(said, other, conflicts);
            }
        }
    }
    std::sort(conflicts.begin(), conflicts.end(), [&](const Conflict& a, const Conflict& b) {
        return std::tie(program[a.programme].name, program[a.other].name, a.row) < std::tie(program[b.programme].name, program[b.other].name, b.row);
    });
    return conflicts;
}

}  // namespace tepat::allocate
