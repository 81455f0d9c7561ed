// SPDX-License-Identifier: Apache-2.0
// A reviewer's decision on tasks: the state changes, the history says who, why and when. All of the named tasks, or none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tepat::worklist {

enum class Decision : std::uint8_t { approve, reject, postpone, done };

struct Decided {
    Decision decision = Decision::approve;
    std::string person, reason, at;  ///< `at` is the caller's clock
};

/// The first task that cannot be decided so; nothing was written then.
struct Refused {
    std::int64_t task = 0;
    std::string state;  ///< what it is now; empty: there is no such task
};

/// The state a decision leads to, as the worklist stores it.
const char* state_after(Decision decision);
bool needs_reason(Decision decision);

std::optional<Refused> decide(const std::string& path, const std::vector<std::int64_t>& tasks, const Decided& decided);

}  // namespace tepat::worklist
