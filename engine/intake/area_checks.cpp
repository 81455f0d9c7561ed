// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/area_checks.hpp"

#include <algorithm>

#include "engine/intake/mapping.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t enough_to_judge = 40;  // kelurahan; of a few nothing can be said about a split

/// `KOTA ADM. JAKARTA PUSAT` and `Jakarta Pusat` are one city.
std::string plain_city(std::string_view name) {
    std::string city = normal_title(name);
    for (const char* prefix : {"kabupaten", "kab", "kota", "administrasi", "adm"})
        if (city.starts_with(prefix) && city.size() > std::string_view(prefix).size()) city.erase(0, std::string_view(prefix).size());
    return city;
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

AreaChecks::AreaChecks(const std::vector<KnownArea>& areas, const std::unordered_set<std::string>& there) : there_(there) {
    for (const KnownArea& area : areas) {
        known_[area.code] = &area;
        cities_[area.city_code] = area.city_name;
    }
}

void AreaChecks::check(std::string_view code, std::string_view village, std::string_view city, const Add& add) {
    if (code.empty()) return add(Check::area_missing, "");
    const std::string shown(code.substr(0, 20));
    if (code.size() != 10 || !all_digits(code)) return add(Check::area_shape, shown);
    if (code[6] < '1' || code[6] > '3') return add(code[6] == '0' ? Check::area_bps : Check::area_shape, shown);
    seen_.emplace(code);
    const auto own_city = cities_.find(code.substr(0, 4));
    if (own_city != cities_.end() && !city.empty() && plain_city(city) != plain_city(own_city->second))
        return add(Check::area_city_name, std::string(city) + " / " + own_city->second);
    const auto known = known_.find(code);
    if (known == known_.end() && own_city != cities_.end()) return add(Check::area_unknown, shown);
    if (there_.count(std::string(code)) == 0) add(Check::area_not_there, shown);
    if (known != known_.end() && !village.empty() && normal_title(village) != normal_title(known->second->name))
        add(Check::area_name, std::string(village) + " / " + known->second->name);
}

void AreaChecks::finish(const Add& add) const {
    std::size_t old_ones = 0, new_ones = 0, all_new = 0;
    for (const auto& [code, area] : known_) {
        if (area->city_code != "1571") continue;
        all_new += area->since_split ? 1 : 0;
        if (seen_.count(code) > 0) ++(area->since_split ? new_ones : old_ones);
    }
    if (old_ones < enough_to_judge) return;
    if (new_ones == 0) add(Check::areas_before_split, std::to_string(old_ones));
    else if (new_ones < all_new) add(Check::areas_mixed, "");
}

}  // namespace tepat::intake
