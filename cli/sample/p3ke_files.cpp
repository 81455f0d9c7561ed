// SPDX-License-Identifier: Apache-2.0
#include "cli/sample/p3ke_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/sample/damage.hpp"
#include "cli/sample/population.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"

namespace tepat::sample {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string>& manifest_titles() {
    static const std::vector<std::string> titles{"file", "line", "row", "column", "damage", "before", "written", "expected", "entity", "key", "field"};
    return titles;
}

void make_folder(const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error || !fs::is_directory(folder))
        throw diagnostics::Failure(diagnostics::Exit::environment, diagnostics::Code::cannot_write_file,
                                   {folder, std::string(std::strerror(error ? error.value() : ENOTDIR))});
}

/// How a CSV file is written; with damage, as some offices' computers do.
TableForm form_of(const FilesRequest& request, const std::string& name, std::vector<std::string> titles) {
    TableForm form;
    form.format = request.format;
    form.folder = request.folder;
    form.name = name;
    form.titles = std::move(titles);
    form.rows_a_file = request.rows_a_file;
    const Request& population = request.population;
    if (population.dirt == 0) return form;
    Random random(population.seed, 0, number_of("form of " + name));
    if (random.chance(500)) form.above = {"DATA P3KE", ""};
    const bool bom = random.chance(500), crlf = random.chance(500), semicolon = random.chance(500);
    if (request.format == FileFormat::xlsx) return form;
    form.bom = bom;
    form.crlf = crlf;
    form.separator = semicolon ? ';' : ',';
    return form;
}

class Files {
public:
    explicit Files(const FilesRequest& request)
        : request_(request), population_(request.population), damager_(population_.place(), request.population.seed, request.population.dirt),
          family_form_(form_of(request, "p3ke-keluarga", damager_.family_titles())), person_form_(form_of(request, "p3ke-individu", damager_.person_titles())),
          families_(family_form_), persons_(person_form_), manifest_({FileFormat::csv, request.folder, "dirt", {}, manifest_titles()}) {}

    FilesMade make() {
        note_form(families_, family_form_, family_columns());
        note_form(persons_, person_form_, person_columns());
        population_.walk([this](const Family& family) {
            write(family);
            return family.members.size();
        });
        families_.commit();
        persons_.commit();
        manifest_.commit();
        return {families_.files(), persons_.files(), families_.rows(), persons_.rows(), damages_};
    }

private:
    void write(const Family& family) {
        PlannedFamily plan = damager_.plan(family);
        for (PlannedRow& row : plan.families) {
            if (!is_empty(row)) row.cells.front() = {FileCell::Kind::number, std::to_string(++number_)};
            write(row, families_, family_form_);
        }
        for (const PlannedRow& row : plan.persons) write(row, persons_, person_form_);
    }

    static bool is_empty(const PlannedRow& row) {
        return std::all_of(row.cells.begin(), row.cells.end(), [](const FileCell& cell) { return cell.text.empty(); });
    }

    void write(const PlannedRow& row, TableFile& file, const TableForm& form) {
        file.next();
        file.row(row.cells);
        for (const Damage& damage : row.damages) note(file, file.line(), row.key, damage, form.titles);
    }

    void note_form(const TableFile& file, const TableForm& form, std::span<const FileColumn> columns) {
        const auto line = [&](const char* kind) { note(file, 1, "", {kind, no_column, "", "", {{"read", "", "", ""}}}, form.titles); };
        if (!form.above.empty()) line("lines_above");
        if (form.bom) line("byte_order_mark");
        if (form.crlf) line("line_ends");
        if (form.separator != ',') line("semicolons");
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (form.titles[i] != columns[i].title)
                note(file, file.line(), "", {"title_variant", i, columns[i].title, form.titles[i], {{"read", "", "", ""}}}, form.titles);
    }

    /// One line a finding; `nothing` where a CSV file has an empty cell for what a workbook could not compute.
    void note(const TableFile& file, std::size_t line, const std::string& row, const Damage& damage, const std::vector<std::string>& titles) {
        ++damages_;
        const auto cell = [](std::string text) { return FileCell{FileCell::Kind::text, std::move(text)}; };
        for (const Expected& expected : damage.expected) {
            const bool lost = request_.format == FileFormat::csv && expected.finding == "formula_unsaved";
            manifest_.next();
            manifest_.row({cell(file.file()), cell(std::to_string(line)), cell(row), cell(damage.column == no_column ? "" : titles[damage.column]), cell(damage.kind),
                           cell(damage.before), cell(damage.written), cell(lost ? "nothing" : expected.finding), cell(expected.entity), cell(expected.key),
                           cell(expected.field)});
        }
    }

    const FilesRequest& request_;
    Population population_;
    Damager damager_;
    TableForm family_form_, person_form_;
    TableFile families_, persons_, manifest_;
    std::size_t number_ = 0, damages_ = 0;
};

}  // namespace

FilesMade make_files(const FilesRequest& request) {
    Population population(request.population);  // an unknown place is told before anything is made
    make_folder(request.folder);
    return Files(request).make();
}

}  // namespace tepat::sample
