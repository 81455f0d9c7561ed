// SPDX-License-Identifier: Apache-2.0
// Families of a real place, kelurahan by kelurahan in the order of their codes: who lives where. What is written about them, and
// in what shape, is decided by whoever walks through.
#pragma once

#include <cstdint>
#include <functional>

#include "cli/sample/people.hpp"
#include "cli/sample/places.hpp"
#include "cli/sample/sample.hpp"

namespace tepat::sample {

class Population {
public:
    explicit Population(const Request& request);  ///< R5090 (exit 2): no such place
    const Place& place() const { return place_; }
    /// Hands on family after family until `request.people` persons are counted; `visit` says how many of a family count. Once only.
    void walk(const std::function<std::size_t(const Family&)>& visit);

private:
    std::uint64_t weight(const Area& village) const;
    void settle(Family& family, const Area& village, unsigned serial) const;

    std::uint64_t seed_, people_;
    Place place_;
    FamilyMaker maker_;
};

}  // namespace tepat::sample
