// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: kelurahan codes as families carry them. Kemendagri's have ten digits of which the seventh is 1, 2 or 3 (kelurahan,
// desa, adat); in BPS codes the seventh ends the kecamatan and is mostly 0, and the same four digits can be another city.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "engine/intake/validate.hpp"

namespace tepat::intake {

class AreaChecks {
public:
    /// `there`: keys of the baseline's own table of kelurahan.
    AreaChecks(const std::vector<KnownArea>& areas, const std::unordered_set<std::string>& there);
    using Add = std::function<void(Check, std::string detail)>;
    /// One family: the code, and the names of kelurahan and city as written beside it.
    void check(std::string_view code, std::string_view village, std::string_view city, const Add& add);
    /// What all families together say of the split of 2023.
    void finish(const Add& add) const;

private:
    const std::unordered_set<std::string>& there_;
    std::map<std::string, const KnownArea*, std::less<>> known_;
    std::map<std::string, std::string, std::less<>> cities_;
    std::set<std::string, std::less<>> seen_;
};

}  // namespace tepat::intake
