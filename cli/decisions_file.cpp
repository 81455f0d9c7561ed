// SPDX-License-Identifier: Apache-2.0
#include "cli/decisions_file.hpp"

#include <algorithm>
#include <numeric>

#include "cli/csv.hpp"
#include "cli/mask.hpp"
#include "dsl/program/secrecy.hpp"

namespace tepat::cli {

namespace {

struct Hidden {
    bool key = false, area = false;
};

void write(const allocate::Allocation& allocation, const std::string& name, const columns::EntityRows& rows, Hidden hidden, std::ostream& out) {
    std::vector<std::uint32_t> order(rows.rows);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return columns::key_less(rows.keys[a], rows.keys[b], rows.integer_keys); });
    for (const std::uint32_t row : order) {
        if (allocation.state[row] == allocate::State::none) continue;
        const std::uint32_t rank = allocation.rank[row], area = allocation.area[row];
        out << name << ',' << (hidden.key ? mask : csv_cell(rows.keys[row])) << ',' << state_word(allocation.state[row]) << ',' << (rank == 0 ? "" : std::to_string(rank))
            << ',' << (area < allocation.areas.size() ? (hidden.area ? mask : csv_cell(allocation.areas[area])) : "") << '\n';
    }
}

}  // namespace

const char* state_word(allocate::State state) {
    switch (state) {
        case allocate::State::none: return "none";
        case allocate::State::selected: return "selected";
        case allocate::State::waiting: return "waiting";
        case allocate::State::taken: return "taken";
        case allocate::State::rejected: return "rejected";
        case allocate::State::family_limit: return "family_limit";
        case allocate::State::not_placed: return "not_placed";
    }
    return "";
}

void write_decisions(const program::Program& program, const run::Decisions& decisions, const columns::Population& population, bool unmask,
                     std::ostream& out) {
    out << "programme,subject,state,rank,area\n";
    for (const allocate::Allocation& allocation : decisions.allocations) {
        const program::Programme& programme = program[allocation.programme];
        const Hidden hidden{!unmask && program::is_protected(program::key_secrecy(program, allocation.entity)),
                            !unmask && program::is_protected(program::area_secrecy(program, programme))};
        write(allocation, programme.name, population.entities[allocation.entity.value], hidden, out);
    }
}

}  // namespace tepat::cli
