// SPDX-License-Identifier: Apache-2.0
// The files of engine/intake/mappings, compiled in: CMake writes shipped_mappings.inc, one row a file.
#include "engine/intake/mapping.hpp"

namespace tepat::intake {

const std::vector<ShippedMapping>& shipped_mappings() {
    static const std::vector<ShippedMapping> all{
#include "shipped_mappings.inc"
    };
    return all;
}

}  // namespace tepat::intake
