// SPDX-License-Identifier: Apache-2.0
// Kemendagri's list of the kelurahan of some cities. Of other cities nothing is known: their codes are checked by shape only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tepat::intake {

/// One kelurahan, codes without dots.
struct KnownArea {
    std::string code, name, city_code, city_name;
    bool since_split = false;  ///< made in 2023 (Kota Jambi: six)
};

class KnownAreas {
public:
    explicit KnownAreas(std::vector<KnownArea> areas);
    KnownAreas(KnownAreas&&) = default;
    KnownAreas(const KnownAreas&) = delete;
    /// Null: not in the list.
    const KnownArea* find(std::string_view code) const;
    /// The city's name when its kelurahan are listed, else null. `code`: of the city or of any area in it.
    const std::string* city_of(std::string_view code) const;
    /// `KOTA ADM. JAKARTA PUSAT` and `Jakarta Pusat` are one city.
    bool is_listed_city(std::string_view name) const;
    /// The only kelurahan of this name in the city of that name, else null.
    const KnownArea* named(std::string_view village, std::string_view city) const;
    const std::vector<KnownArea>& all() const { return areas_; }

private:
    std::vector<KnownArea> areas_;
    std::map<std::string, const KnownArea*, std::less<>> by_code_;
    std::map<std::string, std::string, std::less<>> cities_;            // code -> name
    std::map<std::string, std::vector<const KnownArea*>> by_name_;      // plain city, village
    std::set<std::string> listed_;                                      // plain city
};

/// As names of cities are compared.
std::string plain_city(std::string_view name);

}  // namespace tepat::intake
