// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/area_checks.hpp"

#include <algorithm>

#include "engine/intake/identity.hpp"
#include "engine/intake/mapping.hpp"

namespace tepat::intake {
namespace {

constexpr std::size_t enough_to_judge = 40;  // kelurahan; of a few nothing can be said about a split
constexpr std::size_t longest_shown = 20;

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string both(std::string_view written, const std::string& listed) { return std::string(written) + " / " + listed; }

}  // namespace

std::optional<Check> wrong_code(const WrittenArea& written, const KnownAreas& known) {
    const std::string_view code = written.code;
    if (!is_village_code(code)) return code.size() == 10 && all_digits(code) && code[6] == '0' ? Check::area_bps : Check::area_shape;
    const std::string* city = known.city_of(code);
    const bool another_city = known.is_listed_city(written.city) && (city == nullptr || plain_city(*city) != plain_city(written.city));
    if (another_city) return Check::area_city_name;
    return city != nullptr && known.find(code) == nullptr ? std::optional(Check::area_unknown) : std::nullopt;
}

std::string code_and_hint(const WrittenArea& written, const KnownAreas& known) {
    std::string text(written.code.substr(0, longest_shown));
    const std::string* city = known.city_of(written.code);
    const KnownArea* meant = known.named(written.village, written.city.empty() && city != nullptr ? *city : written.city);
    if (meant != nullptr) text += " (" + meant->name + ": " + meant->code + "?)";
    return text;
}

void AreaChecks::check(const WrittenArea& written, const Add& add) {
    if (written.code.empty()) return add(Check::area_missing, "");
    const std::optional<Check> wrong = wrong_code(written, known_);
    if (wrong == Check::area_shape || wrong == Check::area_bps) return add(*wrong, code_and_hint(written, known_));
    seen_.emplace(written.code);
    const std::string* city = known_.city_of(written.code);
    if (city != nullptr && !written.city.empty() && plain_city(written.city) != plain_city(*city)) return add(Check::area_city_name, both(written.city, *city));
    if (wrong) return add(*wrong, code_and_hint(written, known_));
    if (there_.count(std::string(written.code)) == 0) add(Check::area_not_there, std::string(written.code));
    const KnownArea* known = known_.find(written.code);
    if (known != nullptr && !written.village.empty() && normal_title(written.village) != normal_title(known->name))
        add(Check::area_name, both(written.village, known->name));
}

void AreaChecks::finish(const Add& add) const {
    std::size_t old_ones = 0, new_ones = 0, all_new = 0;
    for (const KnownArea& area : known_.all()) {
        if (area.city_code != "1571") continue;
        all_new += area.since_split ? 1 : 0;
        if (seen_.count(area.code) > 0) ++(area.since_split ? new_ones : old_ones);
    }
    if (old_ones < enough_to_judge) return;
    if (new_ones == 0) add(Check::areas_before_split, std::to_string(old_ones));
    else if (new_ones < all_new) add(Check::areas_mixed, "");
}

}  // namespace tepat::intake
