// SPDX-License-Identifier: Apache-2.0
// Holds one run's Decisions against the oracle, row by row: outcomes, missing facts, watched terms, states, ranks, areas, groups.
// Used by versus.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/run/run.hpp"
#include "tests/differential/oracle.hpp"

namespace tepat::versus {

/// Terms' bodies, but not quotients: those have no value of their own.
std::vector<program::ExprId> watched_terms(const program::Program& program);

const char* word(run::Outcome outcome);
const char* word(allocate::State state);
std::string joined(const program::Program& program, const oracle::Missing& missing);
oracle::Judgement of_engine(const run::Decisions& decisions, const run::RuleOutcomes& rule, std::size_t row);

class Comparison {
public:
    Comparison(const program::Program& program, const oracle::World& world, const oracle::Circumstances& circumstances);

    /// The first difference, or nothing.
    std::string with(const run::Decisions& decisions, const columns::Population& population, std::size_t rules_asked);

private:
    struct Run {
        const run::Decisions& decisions;
        const columns::Population& population;
    };

    std::size_t row_of(const Run& run, program::EntityId entity, std::size_t row) const;
    std::string name_of(const Run& run, program::EntityId entity, std::size_t row) const;
    std::string term_name(program::ExprId body) const;
    std::string compare(const Run& run, const run::RuleOutcomes& rule);
    std::string compare(const Run& run, const run::Watched& watched);
    std::string compare(const Run& run, const run::ProgrammeOutcomes& programme);
    std::string compare(const Run& run, const allocate::Allocation& allocation);
    std::string compare_row(const Run& run, const allocate::Allocation& allocation, std::size_t row, const oracle::Placing& expected) const;
    std::string compare_held(const allocate::Allocation& allocation, const oracle::Placings& placings) const;
    std::string compare_groups(const Run& run, const allocate::Allocation& allocation);
    std::string compare_conflicts(const Run& run);
    std::string all_programmes_there(const Run& run) const;

    const program::Program& program_;
    const oracle::World& world_;
    oracle::Oracle oracle_;
    std::vector<std::map<std::string, std::size_t>> rows_;
};

}  // namespace tepat::versus
