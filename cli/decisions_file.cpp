// SPDX-License-Identifier: Apache-2.0
#include "cli/decisions_file.hpp"

#include <algorithm>
#include <numeric>

#include "cli/csv.hpp"
#include "cli/mask.hpp"
#include "dsl/program/secrecy.hpp"
#include "engine/allocate/allocate.hpp"

namespace tepat::cli {

namespace {

/// Keys and areas as cells, masked where they must be.
struct Cells {
    const program::Program& program;
    const allocate::Allocation& allocation;
    bool unmask;

    std::string key(const std::string& key) const { return cell(key, program::key_secrecy(program, allocation.entity, key)); }
    std::string area(std::uint32_t area) const {
        if (area >= allocation.areas.size()) return "";
        const std::string& name = allocation.areas[area];
        return cell(name, program::area_secrecy(program, program[allocation.programme], name));
    }

private:
    std::string cell(const std::string& text, program::Secrecy secrecy) const { return !unmask && program::is_protected(secrecy) ? mask : csv_cell(text); }
};

/// Places held by those the baseline no longer has, in the order of keys.
std::vector<const allocate::Absent*> without_row(const allocate::Allocation& allocation, bool integer_keys) {
    std::vector<const allocate::Absent*> gone;
    for (const allocate::Absent& absent : allocation.absent)
        if (absent.row == allocate::no_row) gone.push_back(&absent);
    std::sort(gone.begin(), gone.end(), [&](const auto* a, const auto* b) { return columns::key_less(a->key, b->key, integer_keys); });
    return gone;
}

void write(const Cells& cells, const columns::EntityRows& rows, std::ostream& out) {
    const allocate::Allocation& allocation = cells.allocation;
    const std::string& name = cells.program[allocation.programme].name;
    std::vector<std::uint32_t> order(rows.rows);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return columns::key_less(rows.keys[a], rows.keys[b], rows.integer_keys); });
    const auto write_line = [&](const std::string& key, allocate::State state, std::uint32_t rank, std::uint32_t area) {
        out << name << ',' << cells.key(key) << ',' << state_word(state) << ',' << (rank == 0 ? "" : std::to_string(rank)) << ',' << cells.area(area) << '\n';
    };
    std::vector<const allocate::Absent*> gone = without_row(allocation, rows.integer_keys);
    auto next = gone.begin();
    for (const std::uint32_t row : order) {
        if (allocation.state[row] == allocate::State::none) continue;
        for (; next != gone.end() && columns::key_less((*next)->key, rows.keys[row], rows.integer_keys); ++next)
            write_line((*next)->key, allocate::State::taken, 0, (*next)->area);
        write_line(rows.keys[row], allocation.state[row], allocation.rank[row], allocation.area[row]);
    }
    for (; next != gone.end(); ++next) write_line((*next)->key, allocate::State::taken, 0, (*next)->area);
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
    for (const allocate::Allocation& allocation : decisions.allocations)
        write({program, allocation, unmask}, population.entities[allocation.entity.value], out);
}

}  // namespace tepat::cli
