// SPDX-License-Identifier: Apache-2.0
// Private to engine/verify: of whom a missing fact has to be asked. Not of everybody who lacks it: where a rule reads it through
// `ada anggota yang (...)`, only of those members for whom that condition is open because of it.
#pragma once

#include <map>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"
#include "engine/run/run.hpp"

namespace tepat::verify {

/// Rows on which the engine does not know the fact: never recorded, or too old. `column` stands for the fact's own while it is away.
columns::Bits lacking_rows(const program::Program& program, program::Date date, program::FactId fact, columns::Population& population,
                           const columns::Column& column, std::size_t place, const run::Options& options);

class Whom {
public:
    struct Row {
        program::EntityId entity;
        std::uint32_t row;
    };
    Whom(const program::Program& program, const std::vector<program::RuleId>& rules, program::Date date, const columns::Population& population,
         run::Options options);

    /// For a case of `subject`'s row `row`; nothing when it is to be asked nowhere near (an area's count).
    std::vector<Row> rows(const run::MissingName& name, program::EntityId subject, std::uint32_t row) const;

private:
    struct Open {
        std::size_t outcomes;  ///< index into decisions_.rules
        bool value;            ///< the fact stands in what is summed, not in the condition
    };
    bool lacks(program::FactId fact, std::uint32_t row) const;
    bool matters(program::FactId fact, std::uint32_t row) const;
    std::vector<Row> below(program::EntityId top, std::uint32_t row, program::EntityId entity) const;
    program::EntityId common(program::EntityId a, program::EntityId b) const;

    const program::Program& original_;
    program::Program program_;  ///< with a rule per fact and per quantifier's condition
    const columns::Population& population_;
    run::Decisions decisions_;
    std::map<program::FactId, std::size_t> known_;          ///< index into decisions_.rules of "is known"
    std::map<program::FactId, std::vector<Open>> through_;  ///< quantifiers that read the fact of their members
};

}  // namespace tepat::verify
