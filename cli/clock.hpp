// SPDX-License-Identifier: Apache-2.0
// The only look at a clock: when a run or an unmasking took place. Nothing is decided by it.
#pragma once

#include <ctime>
#include <string>

namespace tepat::cli {

/// 2025-07-01T08:30:00Z
inline std::string now_text() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

}  // namespace tepat::cli
