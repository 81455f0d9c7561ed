// SPDX-License-Identifier: Apache-2.0
// The secret that row codes of forms are made with (`tepat verify --xlsx`), 32 random bytes in a table of ours in the baseline, `tepat_formulir`:
// where the forms are made and where they come back to, copied with it, and in no snapshot and no fingerprint.
#pragma once

#include <optional>
#include <string>

namespace tepat::store {

/// Made when there is none yet: then the baseline is written. Failures R5020..R5028; R5182 of a snapshot.
std::string make_form_secret(const std::string& baseline);
/// Nothing when no form was ever made from this baseline.
std::optional<std::string> form_secret(const std::string& baseline);

}  // namespace tepat::store
