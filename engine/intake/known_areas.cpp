// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/known_areas.hpp"

#include "engine/intake/mapping.hpp"

namespace tepat::intake {
namespace {

std::string name_key(std::string_view village, std::string_view city) { return plain_city(city) + '\n' + normal_title(village); }

}  // namespace

std::string plain_city(std::string_view name) {
    std::string city = normal_title(name);
    for (const char* prefix : {"kabupaten", "kab", "kota", "administrasi", "adm"})
        if (city.starts_with(prefix) && city.size() > std::string_view(prefix).size()) city.erase(0, std::string_view(prefix).size());
    return city;
}

KnownAreas::KnownAreas(std::vector<KnownArea> areas) : areas_(std::move(areas)) {
    for (const KnownArea& area : areas_) {
        by_code_[area.code] = &area;
        cities_[area.city_code] = area.city_name;
        listed_.insert(plain_city(area.city_name));
        by_name_[name_key(area.name, area.city_name)].push_back(&area);
    }
}

const KnownArea* KnownAreas::find(std::string_view code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? nullptr : found->second;
}

const std::string* KnownAreas::city_of(std::string_view code) const {
    const auto found = cities_.find(code.substr(0, 4));
    return found == cities_.end() ? nullptr : &found->second;
}

bool KnownAreas::is_listed_city(std::string_view name) const { return listed_.count(plain_city(name)) > 0; }

const KnownArea* KnownAreas::named(std::string_view village, std::string_view city) const {
    const auto found = by_name_.find(name_key(village, city));
    return found == by_name_.end() || found->second.size() != 1 ? nullptr : found->second.front();
}

}  // namespace tepat::intake
