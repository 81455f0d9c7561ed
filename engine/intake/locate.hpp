// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: where the row of a finding belongs, and which line of which file it came from.
#pragma once

#include <map>
#include <string>

#include "engine/intake/roles.hpp"
#include "engine/intake/validate.hpp"
#include "engine/store/baseline_scan.hpp"

namespace tepat::intake {

class Locator {
public:
    Locator(const program::Program& program, const Roles& roles, store::BaselineScan& scan) : program_(program), roles_(roles), scan_(scan) {}
    /// Also fills in the finding's key, file and line where they are not known yet. A secret key is masked, and one that is the row's own NIK or
    /// family card number, whatever shape that has.
    Place place_of(Finding& finding);

private:
    Place whole_place(Finding& finding);
    std::vector<std::string> row(const program::Entity& entity, std::vector<std::string> columns, const Finding& finding);
    void of_family(const std::string& code, const std::string& written, Place& place);
    void read_villages();

    const program::Program& program_;
    const Roles& roles_;
    store::BaselineScan& scan_;
    bool villages_read_ = false;
    std::map<std::string, std::string> called_;  // code -> name
    std::map<std::string, std::string> listed_;  // normal_title(name) -> name
};

}  // namespace tepat::intake
