// SPDX-License-Identifier: Apache-2.0
// What became of tasks since a list was made: the history of some tasks, each step with the check code the task had from there on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/store/worklist_db.hpp"
#include "engine/worklist/check_code.hpp"
#include "engine/worklist/evidence.hpp"

namespace tepat::worklist {

class Pasts {
public:
    Pasts() = default;
    /// One pass over the history; keeps the entries of these tasks.
    Pasts(store::WorklistWriter& writer, const CheckCodes& codes, const std::unordered_set<std::int64_t>& tasks);

    /// What happened after the task last had this code; nothing: it never had it.
    std::optional<std::vector<store::HistoryRecord>> since(std::int64_t task, const std::string& code) const;
    /// What was given with the decision that made the task what it is; empty: nothing, or no decision did.
    std::string reason(std::int64_t task) const;
    /// A file of this content is recorded for this task, whatever its name was.
    bool has_evidence(std::int64_t task, const Evidence& evidence) const;

private:
    struct Step {
        store::HistoryRecord entry;
        std::string code;  ///< from here on
    };
    std::unordered_map<std::int64_t, std::vector<Step>> steps_;
};

}  // namespace tepat::worklist
