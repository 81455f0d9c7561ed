// SPDX-License-Identifier: Apache-2.0
// The real kelurahan the synthetic families live in, from the list compiled in from data/wilayah.inc.
#pragma once

#include <string>
#include <vector>

namespace tepat::sample {

/// Kemendagri codes without dots, as P3KE writes them: 1571011001, 157101, 1571, 15.
struct Area {
    std::string code;
    std::string name;
    std::string parent;  ///< code of the level above; empty for the province
};
struct Place {
    std::string province_code;
    std::string province;
    std::vector<Area> cities;
    std::vector<Area> districts;
    std::vector<Area> villages;  ///< in the order of their codes
};

/// Nothing but empty lists when there is no such place.
Place place_named(const std::string& name);
std::vector<std::string> place_names();

}  // namespace tepat::sample
