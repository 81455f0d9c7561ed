// SPDX-License-Identifier: Apache-2.0
#include "cli/sample/population.hpp"

#include <algorithm>
#include <cstdio>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::sample {

namespace {

Place checked_place(const std::string& name) {
    Place place = place_named(name);
    if (!place.villages.empty()) return place;
    std::string names;
    for (const std::string& known : place_names()) names += (names.empty() ? "" : ", ") + known;
    throw diagnostics::Failure(diagnostics::Exit::usage, diagnostics::Code::unknown_place, {name, names});
}

std::string name_of(const std::vector<Area>& areas, const std::string& code) {
    const auto found = std::find_if(areas.begin(), areas.end(), [&](const Area& area) { return area.code == code; });
    return found == areas.end() ? std::string() : found->name;
}

}  // namespace

Population::Population(const Request& request)
    : seed_(request.seed), people_(request.people), place_(checked_place(request.place)), maker_(request.seed) {}

std::uint64_t Population::weight(const Area& village) const { return Random(seed_, 0, number_of(village.code)).below(100) + 60; }

/// The poorer and the richer neighbourhoods follow from the code.
void Population::walk(const std::function<std::size_t(const Family&)>& visit) {
    std::uint64_t share = 0, whole = 0, counted = 0, families = 0, next_person = 1;
    for (const Area& village : place_.villages) whole += weight(village);
    for (const Area& village : place_.villages) {
        share += weight(village);
        const std::uint64_t until = people_ * share / whole;
        const int tilt = static_cast<int>(mix(number_of(village.code)) % 3) - 1;
        for (unsigned serial = 1; counted < until; ++serial) {
            Family family = maker_.make(++families, next_person, until - counted, tilt, village.code.substr(0, 4));
            next_person += family.members.size();
            settle(family, village, serial);
            counted += visit(family);
        }
    }
}

void Population::settle(Family& family, const Area& village, unsigned serial) const {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%05u", serial % 100'000);
    family.key = village.code + digits;
    family.village = village.code;
    family.village_name = village.name;
    family.district_name = name_of(place_.districts, village.parent);
    family.city_name = name_of(place_.cities, village.parent.substr(0, 4));
    family.province_name = place_.province;
}

}  // namespace tepat::sample
