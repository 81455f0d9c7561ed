// SPDX-License-Identifier: Apache-2.0
// Ids: small numbers into the vectors of a Program, a distinct type per kind of thing.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace tepat::program {

template <class Tag>
struct Id {
    std::uint32_t value = std::numeric_limits<std::uint32_t>::max();

    bool valid() const { return value != std::numeric_limits<std::uint32_t>::max(); }
    friend auto operator<=>(Id, Id) = default;
};

using EntityId = Id<struct EntityTag>;
using FactId = Id<struct FactTag>;
using ChoicesId = Id<struct ChoicesTag>;
using ParameterId = Id<struct ParameterTag>;
using TermId = Id<struct TermTag>;
using AgencyId = Id<struct AgencyTag>;
using ProgrammeId = Id<struct ProgrammeTag>;
using RuleId = Id<struct RuleTag>;
using ExprId = Id<struct ExprTag>;

}  // namespace tepat::program
