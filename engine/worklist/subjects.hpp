// SPDX-License-Identifier: Apache-2.0
// Private to engine/worklist: rows of the population <-> subjects of the worklist. A subject is written with its ancestors the first time
// a task needs it, and refreshed when its name, address or place has changed.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/store/worklist_db.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

/// What the worklist keeps of a row: name, address, key; without id and parent.
store::SubjectRecord subject_record(const Judged& judged, program::EntityId entity, std::uint32_t row);

class Subjects {
public:
    Subjects(const Judged& judged, store::WorklistWriter& writer);

    std::int64_t id_of(program::EntityId entity, std::uint32_t row);
    /// The row of a subject the worklist knows; nothing when the baseline no longer has it.
    std::optional<std::uint32_t> row_of_subject(program::EntityId entity, std::int64_t id);

private:
    struct Known {
        std::int64_t id;
        std::size_t digest;
    };
    const Judged& judged_;
    store::WorklistWriter& writer_;
    std::unordered_map<std::string, Known> known_;                              ///< entity + key
    std::vector<std::vector<std::int64_t>> ids_;                                ///< by entity and row; 0: not asked for yet
    std::vector<std::unordered_map<std::int64_t, std::uint32_t>> rows_by_id_;  ///< by entity; filled when first asked
};

}  // namespace tepat::worklist
