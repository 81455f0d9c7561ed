// SPDX-License-Identifier: Apache-2.0
// Recipes: for a fact of the shipped vocabulary, by its name, what a file says about a family or a person, and how often it says
// nothing. The vocabulary decides which facts there are; a recipe without a fact is not used, a fact without a recipe stays unknown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "cli/sample/people.hpp"

namespace tepat::sample {

/// A choice value by its name in the vocabulary; what is stored for it, the vocabulary says.
struct ChoiceName {
    std::string_view name;
};
using Answer = std::variant<std::monostate, std::int64_t, std::string, ChoiceName>;

/// How often a fact is not there, per thousand: in families the RT has visited, and in the others. What P3KE has is nearly
/// complete; what only other lists bring is known for few of the families nobody has visited.
struct Gaps {
    unsigned verified;
    unsigned others;
};
inline constexpr Gaps none{0, 0};
inline constexpr Gaps p3ke{4, 20};
inline constexpr Gaps place_detail{30, 350};
inline constexpr Gaps joined{80, 620};
inline constexpr Gaps rare{120, 860};
inline constexpr Gaps visit_only{0, 1000};

template <class Subject>
struct Recipe {
    std::string_view fact;
    Gaps gaps;
    Answer (*answer)(const Subject&, Random&);
};

/// What is written of a subject, from the cell's own stream; nothing when it is one of the gaps.
template <class Subject>
Answer answer_of(const Recipe<Subject>& recipe, const Subject& subject, bool verified, std::uint64_t seed) {
    Random random(seed, subject.number, number_of(recipe.fact));
    const bool gap = random.chance(verified ? recipe.gaps.verified : recipe.gaps.others);
    return gap ? Answer{} : recipe.answer(subject, random);
}

std::span<const Recipe<Family>> family_recipes();
std::span<const Recipe<Person>> person_recipes();

/// A choice value with its weight in the poorest and in the richest decile; between them in proportion.
struct Weighted {
    std::string_view name;
    unsigned poorest;
    unsigned richest;
};
ChoiceName by_decile(std::span<const Weighted> values, int decile, Random& random);

ChoiceName relation_name(Relation relation);
ChoiceName marital_name(Marital marital);
ChoiceName presence_name(Presence presence);

/// Does somebody of this decile receive a help that reaches `poorest` per thousand of decile 1, falling by `step` a decile?
bool receives(int decile, int poorest, int step, Random& random);

}  // namespace tepat::sample
