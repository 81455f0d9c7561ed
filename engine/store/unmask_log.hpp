// SPDX-License-Identifier: Apache-2.0
// The worklist remembers every time secret data was shown: when, why, and of how many tasks; an entry of its history.
#pragma once

#include <cstddef>
#include <string>

namespace tepat::store {

struct Unmasking {
    std::string at;  ///< from the caller's clock
    std::string reason;
    std::string filter;  ///< what was asked for
    std::size_t tasks = 0;
};

/// `path` is a worklist. When it cannot be written (read-only, locked, full disk): Failure, exit 3; then nothing may be shown.
void log_unmasking(const std::string& path, const Unmasking& unmasking);

}  // namespace tepat::store
