// SPDX-License-Identifier: Apache-2.0
// What an import and a validation found, as text for the terminal, as JSON, and as a workbook for a kelurahan (--report FILE.xlsx).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "engine/intake/import.hpp"
#include "engine/intake/validate.hpp"

namespace tepat::cli {

struct Imported {
    std::string file, entity;
    intake::ImportReport report;
};
struct IntakeReport {
    std::vector<Imported> files;
    std::optional<intake::Validation> validation;
    program::Date date;  ///< of the ages, and of the workbook
};

void print_import(const Imported& imported, Session& session);
/// Forms that came back: what became of their rows, by file and for all.
void print_forms(const std::vector<Imported>& forms, Session& session);
void print_validation(const intake::Validation& validation, Session& session);

/// `import --format json`: an array, one object a file. `--report FILE.json`: {files, validation}.
std::string import_json(const std::vector<Imported>& files, const program::Program& program, const Session& session);
std::string report_json(const IntakeReport& report, const program::Program& program, const Session& session);

/// `--report`, checked before any work: R5275 unless it ends in .xlsx or .json (capitals too) or is a device.
std::optional<std::string> report_path(const Arguments& arguments);
bool is_workbook(const std::string& path);

/// To FILE.json or FILE.xlsx, whole or not at all. R5225.
void save_report(const std::string& path, const IntakeReport& report, const program::Program& program, Session& session);

/// Every kelurahan of the shipped places.
intake::KnownAreas known_areas();

}  // namespace tepat::cli
