// SPDX-License-Identifier: Apache-2.0
// Private to engine/worklist: tasks pending of another period than their programme's present one, and which of them a task of the present
// period takes the place of (decision 0091). Mostly empty.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>

#include "dsl/program/program.hpp"
#include "engine/worklist/known_tasks.hpp"

namespace tepat::worklist {

/// 2025 starts in January, 2025-T3 in July, 2025-07 in July; without a period (`-`): before all of them.
bool is_earlier(const std::string& period, const std::string& than);

class OtherPeriods {
public:
    OtherPeriods() = default;
    /// Points into `known`, which must neither grow nor go before this.
    OtherPeriods(KnownTasks& known, const program::Program& program, program::Date date);

    bool empty() const { return tasks_.empty(); }
    /// Those of the same kind, programme and subject, of an earlier period, that are still pending.
    void each_earlier(const Identity& than, const std::function<void(Known&)>& visit) const;

private:
    const KnownTasks* known_ = nullptr;
    std::multimap<std::tuple<std::uint32_t, std::uint32_t, std::int64_t>, Known*> tasks_;  ///< kind, programme, subject
};

}  // namespace tepat::worklist
