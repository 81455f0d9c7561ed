// SPDX-License-Identifier: Apache-2.0
#include "engine/store/unmask_log.hpp"

#include "engine/store/worklist_records.hpp"

namespace tepat::store {

void log_unmasking(const std::string& path, const Unmasking& unmasking) {
    WorklistWriter writer(path, false);
    HistoryRecord entry;
    entry.event = "unmasked";
    entry.detail = unmasking_json(unmasking.filter, static_cast<std::int64_t>(unmasking.tasks));
    entry.reason = unmasking.reason;
    entry.at = unmasking.at;
    writer.add_history(entry);
    writer.commit();
}

}  // namespace tepat::store
