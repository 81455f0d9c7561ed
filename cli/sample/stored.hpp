// SPDX-License-Identifier: Apache-2.0
// From what a recipe says to what the vocabulary's table stores: choice codes, decimals as text, one cell per column.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cli/sample/recipes.hpp"
#include "dsl/program/program.hpp"
#include "engine/store/table_writer.hpp"

namespace tepat::sample {

/// The columns of an entity's table: key, link (when there is a parent), then facts that are not one of these.
struct Layout {
    std::vector<std::string> columns;
    std::vector<program::FactId> facts;  ///< of the columns after key and link
    std::size_t first_fact = 1;
};
Layout layout_of(const program::Program& program, const program::Entity& entity);

/// Empty when the vocabulary does not know the choice.
store::Cell stored(const program::Program& program, const program::Fact& fact, const Answer& answer);

/// A whole number of the fact's smallest unit as its table stores it: 7250000 of a decimal is "7.25", 50000 of rupiah is 500.
store::Cell stored_number(const program::Fact& fact, std::int64_t scaled);

/// Fills the fact cells of one row from the recipes that have a fact in this layout.
template <class Subject>
class Filler {
public:
    Filler(const program::Program& program, const Layout& layout, std::span<const Recipe<Subject>> recipes, std::uint64_t seed)
        : program_(program), seed_(seed) {
        for (std::size_t i = 0; i < layout.facts.size(); ++i) {
            const program::Fact& fact = program[layout.facts[i]];
            for (const auto& recipe : recipes)
                if (recipe.fact == fact.name) parts_.push_back({layout.first_fact + i, &fact, &recipe});
        }
    }

    void fill(const Subject& subject, bool verified, std::vector<store::Cell>& cells) const {
        for (const Part& part : parts_) {
            cells[part.column] = stored(program_, *part.fact, answer_of(*part.recipe, subject, verified, seed_));
        }
    }

private:
    struct Part {
        std::size_t column;
        const program::Fact* fact;
        const Recipe<Subject>* recipe;
    };
    const program::Program& program_;
    std::uint64_t seed_;
    std::vector<Part> parts_;
};

}  // namespace tepat::sample
