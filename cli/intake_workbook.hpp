// SPDX-License-Identifier: Apache-2.0
// The validation report as a workbook that a kelurahan can work through: summary, findings by kelurahan and RT with empty columns for the
// correction, rejected rows with their reasons.
#pragma once

#include <string>

#include "cli/intake_report.hpp"

namespace tepat::cli {

void save_workbook(const std::string& path, const IntakeReport& report, const program::Program& program, Session& session);

}  // namespace tepat::cli
