// SPDX-License-Identifier: Apache-2.0
// Random rows for the entities of any program. See generate.hpp.
#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "tests/differential/generate.hpp"

namespace tepat::generate {

using oracle::Cell;
using oracle::Row;
using oracle::State;
using oracle::World;
using program::Fact;
using program::Program;
using program::TypeKind;

namespace {

const std::vector<std::string> dates{"2024-02-29", "2023-02-28", "2000-02-29", "2025-01-31", "2025-03-31", "2024-12-31", "2008-07-01",
                                     "2007-06-30", "1965-08-17", "1900-01-01", "0001-01-01", "9999-12-31", "2025-07-01"};

struct Dirt {
    std::uint64_t unknown;  // percent of cells
    std::uint64_t error;
    std::uint64_t orphan;  // percent of rows
};

std::int64_t number_value(Random& random, const Fact& fact) {
    const std::int64_t low = fact.low.value_or(std::numeric_limits<std::int64_t>::min());
    const std::int64_t high = fact.high.value_or(std::numeric_limits<std::int64_t>::max());
    const std::int64_t unit = fact.type.kind == TypeKind::rupiah ? 5'000'000 : fact.type.scale == 0 ? 1 : 250'000;
    std::int64_t value = random.between(-2, 12) * unit;
    if (random.percent(10)) value = random.pick<std::int64_t>({low, high, low, high, 4'000'000'000, -1, 0});
    return std::clamp(value, low, high);
}

program::Value value_of(Random& random, const Program& program, const Fact& fact) {
    switch (fact.type.kind) {
        case TypeKind::yes_no:
            return {random.between(0, 1), {}};
        case TypeKind::text:
            return {0, random.pick<std::string>({"a", "ab", "Abc", "b", "c d", "xabx"})};
        case TypeKind::choice:
            return {static_cast<std::int64_t>(random.below(program[fact.type.choices].values.size())), {}};
        case TypeKind::set:
            return {static_cast<std::int64_t>(random.below(std::uint64_t{1} << program[fact.type.choices].values.size())), {}};
        case TypeKind::number:
        case TypeKind::rupiah:
            return {number_value(random, fact), {}};
        case TypeKind::date:
            break;
        case TypeKind::reference:  // once all rows are there
        case TypeKind::error:
            return {};
    }
    const std::int64_t any = random.between(program::parse_iso("1950-01-01")->days, program::parse_iso("2025-12-31")->days);
    const std::int64_t day = random.percent(50) ? any : program::parse_iso(random.pick(dates))->days;
    return {std::min(std::max(day, fact.low.value_or(day)), fact.high.value_or(std::numeric_limits<std::int64_t>::max())), {}};
}

Cell cell(Random& random, const Program& program, const Fact& fact, const Dirt& dirt) {
    if (fact.type.kind == TypeKind::reference) return {};
    if (random.percent(dirt.unknown)) return {State::unknown, {}};
    if (random.percent(dirt.error)) return {State::error, {}};
    return {State::known, value_of(random, program, fact)};
}

class Rows {
public:
    Rows(std::uint64_t seed, const Program& program) : random_(seed), program_(program) {
        const std::uint64_t spoilt = random_.below(4);
        crowd_ = random_.percent(10) ? 8 : 1;  // sometimes enough rows to fill several words of bits
        dirt_ = {spoilt == 0 ? 0 : random_.below(61), spoilt < 2 ? 0 : random_.below(15), std::uint64_t{spoilt < 3 ? 5u : 25u}};
    }

    World make() {
        for (const program::Entity& entity : program_.entities) add(entity);
        for (std::size_t e = 0; e < program_.entities.size(); ++e)
            for (std::size_t f = 0; f < program_.entities[e].facts.size(); ++f) refer(program_.entities[e], e, f);
        return std::move(world_);
    }

private:
    /// Each row's reference: to any row of that entity (its own family's or another's, remaining or not), to none, to nobody.
    void refer(const program::Entity& entity, std::size_t e, std::size_t f) {
        const Fact& fact = program_[entity.facts[f]];
        if (fact.type.kind != TypeKind::reference) return;
        const std::vector<Row>& targets = world_.rows[fact.refers_to.value];
        for (Row& row : world_.rows[e]) {
            Cell& cell = row.cells[f];
            if (random_.percent(20)) continue;
            cell = {State::known, {0, "tidak-ada"}};
            if (!targets.empty() && !random_.percent(dirt_.orphan)) cell.value.text = random_.pick(targets).key;
        }
    }

    /// Who receives what, mostly of the programmes there are, often still.
    Cell cell_of(const program::Entity& entity, program::FactId fact) {
        const Cell any = cell(random_, program_, program_[fact], dirt_);
        if (!entity.recipients) return any;
        if (fact == entity.recipients->until && random_.percent(40)) return {};
        const bool named = fact == entity.recipients->programme && program_[fact].type.kind == TypeKind::text && !program_.programmes.empty();
        if (!named || any.state != State::known || random_.percent(10)) return any;
        return {State::known, {0, random_.pick(program_.programmes).name}};
    }

    void add(const program::Entity& entity) {
        const bool integers = random_.percent(50);
        std::vector<Row> rows;
        const auto add_row = [&](const std::string& link) {
            Row row{(integers ? "" : "k") + std::to_string(rows.size() + 1), link, {}};
            for (const program::FactId fact : entity.facts) row.cells.push_back(cell_of(entity, fact));
            rows.push_back(std::move(row));
        };
        if (!entity.parent.valid()) {
            for (std::int64_t n = random_.between(0, 4); n >= 0; --n) add_row("");
        } else {
            for (const Row& parent : world_.rows[entity.parent.value]) {
                for (std::int64_t n = random_.pick<std::int64_t>({0, 0, 1, 1, 2, 3, 5}) * static_cast<std::int64_t>(crowd_);
                     n > 0 && rows.size() < 30 * crowd_; --n)
                    add_row(random_.percent(dirt_.orphan) ? random_.pick<std::string>({"", "tidak-ada"}) : parent.key);
            }
        }
        world_.rows.push_back(std::move(rows));
        world_.integer_keys.push_back(integers);
    }

    Random random_;
    const Program& program_;
    Dirt dirt_{};
    std::size_t crowd_ = 1;
    World world_;
};

}  // namespace

World world(std::uint64_t seed, const Program& program) {
    return Rows(seed, program).make();
}

program::Date reference_date(std::uint64_t seed) {
    Random random(seed);
    return *program::parse_iso(
        random.pick<std::string>({"2025-07-01", "2024-02-29", "2025-02-28", "2025-03-31", "2025-12-31", "2026-11-21"}));
}

namespace {

/// What a worklist may remember of a place: mostly a group that is there, sometimes none, one that is gone, or a value nobody has now.
class Records {
public:
    Records(Random& random, const Program& program, const World& world, const program::Programme& programme)
        : random_(random), program_(program), world_(world), programme_(programme) {}

    allocate::HeldPlace of(const std::string& key) {
        allocate::HeldPlace place{key, ++task_, random_.percent(30), {}, {}};
        for (const program::Quota& quota : programme_.quotas) place.groups.push_back(group(quota.per));
        if (programme_.budget) place.groups.push_back(group(programme_.budget->per));
        for (const program::AtMost& most : programme_.at_most) place.at_most.push_back(group({most.per, {}}));
        if (random_.percent(10)) place.groups.clear();  // of an older rule set
        return place;
    }

private:
    std::optional<std::string> group(const program::GroupBy& per) {
        if (random_.percent(15)) return std::nullopt;
        if (random_.percent(10)) return "dulu";
        const program::EntityId entity = per.entity.valid() ? per.entity : programme_.entity;
        const std::vector<Row>& rows = world_.rows[entity.value];
        if (rows.empty()) return std::nullopt;
        const Row& row = random_.pick(rows);
        if (!per.fact.valid()) return row.key;
        const std::vector<program::FactId>& facts = program_[entity].facts;
        const Cell& cell = row.cells[static_cast<std::size_t>(std::find(facts.begin(), facts.end(), per.fact) - facts.begin())];
        if (cell.state != State::known) return std::nullopt;
        return oracle::print_value(program_, per.fact, cell.value);
    }

    Random& random_;
    const Program& program_;
    const World& world_;
    const program::Programme& programme_;
    std::int64_t task_ = 0;
};

}  // namespace

oracle::Circumstances circumstances(std::uint64_t seed, const Program& program, const World& world) {
    Random random(seed);
    oracle::Circumstances made{reference_date(seed), random.percent(50), {}};
    const bool held = random.percent(60);
    for (std::size_t p = 0; held && p < program.programmes.size(); ++p) {
        std::map<std::string, allocate::HeldPlace> taken;
        std::set<std::string> rejected;
        Records records(random, program, world, program.programmes[p]);
        for (const Row& row : world.rows[program.programmes[p].entity.value]) {
            if (random.percent(10)) taken.emplace(row.key, records.of(row.key));
            if (random.percent(7)) rejected.insert(row.key);
        }
        // Rows that left the baseline; no row has such a key.
        for (const char* gone : {"9001", "9002", "9003"})
            if (random.percent(15)) taken.emplace(gone, records.of(gone));
        allocate::PlacesHeld::Of& held = made.held.programmes.emplace_back();
        for (auto& [key, place] : taken) held.taken.push_back(std::move(place));
        held.rejected.assign(rejected.begin(), rejected.end());
    }
    return made;
}

}  // namespace tepat::generate
