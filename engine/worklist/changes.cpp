// SPDX-License-Identifier: Apache-2.0
// The history keeps before and after of each field, so nobody has to guess why a deadline or a reason is another one now.
#include "engine/worklist/changes.hpp"

#include <nlohmann/json.hpp>

namespace tepat::worklist {
namespace {

nlohmann::json as_json(const std::optional<std::int64_t>& number) {
    return number ? nlohmann::json(*number) : nlohmann::json();
}
template <class T>
nlohmann::json as_json(const T& value) {
    return nlohmann::json(value);
}

}  // namespace

std::string changes_json(const store::TaskContent& before, const store::TaskContent& after) {
    nlohmann::ordered_json changes = nlohmann::ordered_json::object();
    const auto compare = [&](const char* name, const auto& old_value, const auto& new_value) {
        if (old_value != new_value) changes[name] = {as_json(old_value), as_json(new_value)};
    };
    compare("text", before.text, after.text);
    compare("agency", before.agency, after.agency);
    compare("priority", before.priority, after.priority);
    compare("due", before.due, after.due);
    compare("evidence", before.evidence, after.evidence);
    compare("benefit_low", before.benefit_low, after.benefit_low);
    compare("benefit_high", before.benefit_high, after.benefit_high);
    compare("benefit_kind", before.benefit_kind, after.benefit_kind);
    compare("benefit_scale", before.benefit_scale, after.benefit_scale);
    compare("benefit_per", before.benefit_per, after.benefit_per);
    compare("reasons", before.reasons, after.reasons);
    compare("missing", before.missing, after.missing);
    compare("provisional", before.provisional, after.provisional);
    compare("conflicts", before.conflicts, after.conflicts);
    return changes.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace tepat::worklist
