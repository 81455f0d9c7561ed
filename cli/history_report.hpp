// SPDX-License-Identifier: Apache-2.0
// The history as people read it, and as CSV or JSON with every entry.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "cli/session.hpp"
#include "engine/store/history_chain.hpp"
#include "engine/worklist/evidence.hpp"
#include "engine/worklist/verify.hpp"

namespace tepat::cli {

/// `tasks`: only what happened to these (R5250 for a number there is none of); none: everything, as text without what runs did to single tasks.
/// `unmask`: whole, marks and salts too, from which the chain can be computed; it was recorded before.
void print_history(const std::string& path, const std::set<std::int64_t>& tasks, const std::string& format, bool unmask, Session& session);

/// How a field of a task's content is called, by its name in the entry `changed`.
Message field_message(const std::string& field);

void print_verified_text(const worklist::Verified& verified, const std::string& expect, Session& session);
void print_verified_json(const worklist::Verified& verified, const std::string& expect, Session& session);

void print_is_evidence(const std::string& file, const worklist::Evidence& recorded, const store::HistoryRecord& entry, Session& session);

}  // namespace tepat::cli
