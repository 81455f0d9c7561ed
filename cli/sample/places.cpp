// SPDX-License-Identifier: Apache-2.0
// Reads the compiled-in list: kode_kelurahan,kelurahan,kode_kecamatan,kecamatan,kode_kabkota,kabkota (no field holds a comma).
#include "cli/sample/places.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace tepat::sample {

namespace {

constexpr const char* list =
#include "cli/sample/data/wilayah.inc"
    ;

struct Known {
    std::string_view name;
    std::string_view prefix;  ///< of the kelurahan codes
    std::string_view province;
};
constexpr std::array known{
    Known{"dki-jakarta", "31.", "DKI Jakarta"},
    Known{"kota-jambi", "15.71.", "Jambi"},
    Known{"kota-tanjungbalai", "12.74.", "Sumatera Utara"},
};

std::string without_dots(std::string code) {
    std::erase(code, '.');
    return code;
}

std::array<std::string, 6> fields_of(const std::string& line) {
    std::array<std::string, 6> fields;
    std::istringstream in(line);
    for (std::string& field : fields) std::getline(in, field, ',');
    return fields;
}

void add_once(std::vector<Area>& areas, Area area) {
    const bool there = std::any_of(areas.begin(), areas.end(), [&](const Area& other) { return other.code == area.code; });
    if (!there) areas.push_back(std::move(area));
}

void add_line(Place& place, const std::string& line) {
    const auto [village, village_name, district, district_name, city, city_name] = fields_of(line);
    add_once(place.cities, {without_dots(city), city_name, place.province_code});
    add_once(place.districts, {without_dots(district), district_name, without_dots(city)});
    place.villages.push_back({without_dots(village), village_name, without_dots(district)});
}

}  // namespace

Place place_named(const std::string& name) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const Known& place) { return place.name == name; });
    if (found == known.end()) return {};
    Place place{std::string(found->prefix.substr(0, 2)), std::string(found->province), {}, {}, {}};
    std::istringstream lines{std::string(list)};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(found->prefix)) add_line(place, line);
    }
    return place;
}

std::vector<std::string> place_names() {
    std::vector<std::string> names;
    for (const Known& place : known) names.emplace_back(place.name);
    return names;
}

}  // namespace tepat::sample
