// SPDX-License-Identifier: Apache-2.0
// `sedang menerima P`, `pernah menerima P [dalam D]`: answered by hidden terms of P's entity, made before all others.
#pragma once

#include "dsl/check/context.hpp"

namespace tepat::check {

/// Names nobody can write: they have spaces. The same in both keyword languages.
std::string receiving_name(const std::string& programme);
std::string ever_received_name(const std::string& programme, const std::optional<syntax::Duration>& within);

/// A hidden term for every programme that some recipients declaration speaks of, and for each of context.ever_received.
void make_hidden_terms(Context& context);

}  // namespace tepat::check
