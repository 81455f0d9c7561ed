// SPDX-License-Identifier: Apache-2.0
// What may not be shown to everybody: the marks (`rahasia`, `peka`) that travel with every value (language.md section 3).
#pragma once

#include <string_view>

#include "dsl/program/program.hpp"

namespace tepat::program {

/// Union of the marks of everything the expression reads: facts, terms, keys, references. An invalid id reads nothing. What `layak P` and
/// `terpilih P` read is not counted: an outcome is what the rules publish.
Secrecy secrecy_of(const Program& program, ExprId id);
/// Of one row's key: the mark of the fact declared on the same column, and secret whatever the vocabulary says where a NIK or nomor KK stands in it.
Secrecy key_secrecy(const Program& program, EntityId id, std::string_view key);
/// What the vocabulary says of a whole column of keys. Never enough to show one of them: ask key_secrecy, or worklist::shown, which looks at the value.
Secrecy declared_key_secrecy(const Program& program, EntityId id);
/// Of one of the groups a limit is counted per, or a parameter has values for: of its key, or of the fact's value.
Secrecy group_secrecy(const Program& program, const GroupBy& per, std::string_view group);
/// Of an area a rank counts in: one of the groups of the first `kuota ... per`, else of the `pagu ... per`.
Secrecy area_secrecy(const Program& program, const Programme& programme, std::string_view area);
/// Of "which tier": the conditions of all tiers together.
Secrecy tiers_secrecy(const Program& program, const Programme& programme);

inline bool is_protected(Secrecy secrecy) { return secrecy != Secrecy::open; }

}  // namespace tepat::program
