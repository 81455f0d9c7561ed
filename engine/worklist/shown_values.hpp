// SPDX-License-Identifier: Apache-2.0
// Private to engine/worklist: facts of a row and of its ancestors, as people read them.
#pragma once

#include <string>
#include <vector>

#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

/// The row of `ancestor` above (or at) a row; nothing above an orphan.
std::optional<std::uint32_t> row_of(const Judged& judged, program::EntityId ancestor, program::EntityId entity, std::uint32_t row);

/// The fact's value on a row of its own entity; nothing when it is unknown, in error or was not loaded.
std::optional<std::string> value_on(const Judged& judged, program::FactId fact, std::uint32_t row);

std::string rupiah_text(std::int64_t sen);

/// "Jaminan kesehatan (Anggota keluarga)": the label, with its entity's when that is not the subject's own.
std::string missing_label(const program::Program& program, const run::MissingName& name, program::EntityId subject);

}  // namespace tepat::worklist
