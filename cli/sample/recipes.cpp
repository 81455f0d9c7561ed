// SPDX-License-Identifier: Apache-2.0
// What the recipes of families and of persons share.
#include "cli/sample/recipes.hpp"

#include <algorithm>
#include <array>

namespace tepat::sample {

ChoiceName by_decile(std::span<const Weighted> values, int decile, Random& random) {
    const auto weight = [&](const Weighted& value) -> std::uint64_t {
        return value.poorest * static_cast<unsigned>(10 - decile) + value.richest * static_cast<unsigned>(decile - 1);
    };
    std::uint64_t total = 0;
    for (const Weighted& value : values) total += weight(value);
    std::uint64_t at = random.below(total);
    for (const Weighted& value : values) {
        if (at < weight(value)) return {value.name};
        at -= weight(value);
    }
    return {values.back().name};
}

ChoiceName relation_name(Relation relation) {
    constexpr std::array<std::string_view, 4> names{"kepala_keluarga", "istri", "anak", "lainnya"};
    return {names[static_cast<std::size_t>(relation)]};
}

ChoiceName marital_name(Marital marital) {
    constexpr std::array<std::string_view, 4> names{"belum_kawin", "kawin", "cerai_hidup", "cerai_mati"};
    return {names[static_cast<std::size_t>(marital)]};
}

ChoiceName presence_name(Presence presence) {
    constexpr std::array<std::string_view, 6> names{"tinggal_bersama", "meninggal",    "pindah_dalam_negeri",
                                                    "di_luar_negeri",  "anggota_baru", "tidak_ditemukan"};
    return {names[static_cast<std::size_t>(presence)]};
}

bool receives(int decile, int poorest, int step, Random& random) {
    return random.chance(static_cast<unsigned>(std::clamp(poorest - step * (decile - 1), 0, 1000)));
}

}  // namespace tepat::sample
