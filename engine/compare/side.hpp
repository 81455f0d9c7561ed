// SPDX-License-Identifier: Apache-2.0
// What one run decided about everybody, in names, so that two runs can be laid beside each other whatever rules and data they had:
// made from a run in memory (side_of_run.hpp) or from what a worklist recorded of one (recorded_side.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/allocate/allocation.hpp"
#include "engine/columns/bits.hpp"
#include "engine/run/run.hpp"

namespace tepat::compare {

inline constexpr std::uint32_t nowhere = 0xFFFF'FFFF;

/// Subjects put into groups: villages, deciles. Groups of two sides are the same where their keys are.
struct Grouping {
    struct Group {
        std::string key;
        std::string name;  ///< empty: none known
    };
    std::string title;               ///< as it was asked for: `kelurahan`, `keluarga.desil`
    std::string label;
    int key_secrecy = 0;             ///< declared of the groups' keys; whether one of them is a NIK its value says (worklist::shown)
    std::vector<Group> groups;
    std::vector<std::uint32_t> of;   ///< by row of the subjects' entity: index into groups, or `nowhere`
};

/// The rows of one entity.
struct Subjects {
    std::string entity, label;
    int key_secrecy = 0;                             ///< declared; as Grouping::key_secrecy
    const std::vector<std::string>* keys = nullptr;  ///< by row; outlives the side
    columns::Bits counted;                           ///< rows that are subjects
    std::vector<Grouping> groupings;                 ///< the same on both sides, in the same order; first the innermost area
    std::function<std::string(std::uint32_t)> name;  ///< what a row is called; empty: not known
    int name_secrecy = 0;
};

/// Ends of an amount; a bound that is not there is unknown.
struct Amount {
    std::int64_t low = 0, high = 0;
    bool has_low = true, has_high = true;
    friend bool operator==(const Amount&, const Amount&) = default;
};
struct Benefit {
    bool money = true;
    int scale = 2;
    std::string per;              ///< "", "months", "years"
    std::vector<Amount> amounts;  ///< by row; one: the same for everybody; none: the programme gives nothing that can be summed
    int secrecy = 0;              ///< marks of what it is made from (program::Secrecy as bits)
};

struct RuleSide {
    std::string name, label;
    std::vector<std::string> legal_basis;
    std::vector<run::Outcome> outcome;  ///< by row
};

/// A programme, or a rule that belongs to none.
struct ProgrammeSide {
    std::string name, label;
    bool is_rule = false;
    std::vector<std::string> legal_basis;
    std::size_t subjects = 0;                 ///< index into Side::subjects
    bool places = false;                      ///< it hands out places
    std::vector<run::Outcome> outcome;        ///< by row; meaningless where not counted
    std::vector<allocate::State> state;       ///< by row; without places: `rejected` of who is eligible, `taken` of who is not, or empty
    std::vector<std::uint32_t> rank;          ///< by row, 0: none; empty without places
    std::vector<std::uint32_t> missing;       ///< by row: index into Side::missing_sets
    Benefit benefit;
    std::vector<RuleSide> rules;              ///< by name
};

struct Side {
    std::vector<Subjects> subjects;
    std::vector<ProgrammeSide> programmes;    ///< by name
    std::vector<std::vector<std::string>> missing_sets;  ///< printed names, sorted; [0] is empty
};

/// Where somebody stands with a programme. `not_run`: the programme is not judged on this side (not written, a draft, not in force).
enum class Standing : std::uint8_t {
    absent, not_run, not_eligible, undecided, error, eligible, selected, taken, waiting, family_limit, not_placed, rejected
};
inline constexpr std::size_t standings = 12;

/// Of a row that is counted.
Standing standing_of(const ProgrammeSide& programme, std::uint32_t row);

}  // namespace tepat::compare
