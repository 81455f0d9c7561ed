// SPDX-License-Identifier: Apache-2.0
// What may not be shown to everybody: the marks (`rahasia`, `peka`) that travel with every value (language.md section 3).
#pragma once

#include "dsl/program/program.hpp"

namespace tepat::program {

/// Union of the marks of everything the expression reads: facts, terms, keys, references. An invalid id reads nothing. What `layak P` and
/// `terpilih P` read is not counted: an outcome is what the rules publish.
Secrecy secrecy_of(const Program& program, ExprId id);
/// Of the keys of an entity's rows: the mark of the fact declared on the same column.
Secrecy key_secrecy(const Program& program, EntityId id);
/// Of the names of the groups a limit is counted per.
Secrecy group_secrecy(const Program& program, const GroupBy& per);
/// Of the area a rank counts in: the group of the first `kuota ... per`, else of the `pagu ... per`.
Secrecy area_secrecy(const Program& program, const Programme& programme);
/// Of "which tier": the conditions of all tiers together.
Secrecy tiers_secrecy(const Program& program, const Programme& programme);

inline bool is_protected(Secrecy secrecy) { return secrecy != Secrecy::open; }

}  // namespace tepat::program
