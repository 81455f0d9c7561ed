// SPDX-License-Identifier: Apache-2.0
// Two runs that a worklist recorded: compared without rules and data. Names are those of subjects who ever had a task.
#pragma once

#include <map>

#include "cli/command.hpp"
#include "cli/compare_view.hpp"
#include "engine/compare/recorded_side.hpp"

namespace tepat::cli {

class RecordedComparison {
public:
    /// WORKLIST --run BEFORE --run AFTER.
    explicit RecordedComparison(const Arguments& arguments);
    /// Refers to this object.
    CompareView view(std::size_t examples, const Session& session) const;

private:
    void name_subjects(const std::string& path);
    void keep(const Arguments& arguments);
    Why why(const compare::Compared& compared, const compare::Row& row, const Session& session) const;

    SideTitle title_before_, title_after_;
    compare::RecordedSide before_, after_;
    std::map<std::pair<std::string, std::string>, std::string> names_;  ///< by entity and key
    compare::Comparison comparison_;
};

}  // namespace tepat::cli
