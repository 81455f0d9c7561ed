// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: kelurahan codes as families carry them. Kemendagri's have ten digits of which the seventh is 1, 2 or 3 (kelurahan,
// desa, adat); in BPS codes the seventh ends the kecamatan and is mostly 0, and the same four digits can be another city.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "engine/intake/findings.hpp"
#include "engine/intake/known_areas.hpp"

namespace tepat::intake {

/// Of one family: its code, and the names of kelurahan and city as written beside it.
struct WrittenArea {
    std::string_view code, village, city;
};

/// Why nobody can live in the area of this code: its shape, or a list that covers the city (by its code, or by its written name) lacks it.
std::optional<Check> wrong_code(const WrittenArea& written, const KnownAreas& known);
/// The code as written, and the kelurahan that the written names mean if there is just one: `1571109901 (Legok: 1571101003?)`.
std::string code_and_hint(const WrittenArea& written, const KnownAreas& known);

class AreaChecks {
public:
    /// `there`: keys of the baseline's own table of kelurahan.
    AreaChecks(const KnownAreas& known, const std::unordered_set<std::string>& there) : known_(known), there_(there) {}
    using Add = std::function<void(Check, std::string detail)>;
    void check(const WrittenArea& written, const Add& add);
    /// What all families together say of the split of 2023.
    void finish(const Add& add) const;

private:
    const KnownAreas& known_;
    const std::unordered_set<std::string>& there_;
    std::set<std::string, std::less<>> seen_;
};

}  // namespace tepat::intake
