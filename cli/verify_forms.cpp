// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_forms.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/form_book.hpp"
#include "cli/staged_folder.hpp"
#include "cli/task_files.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace {

bool is_answerable(const VerifyView& view, const AskedOf& asked) {
    return view.found.facts[view.found.questions[asked.question].fact].name.fact.valid();
}

using Rows = std::vector<const AskedOf*>;

Rows rows_of(const VerifyView& view) {
    Rows rows;
    for (const AskedOf& asked : view.asked)
        if (is_answerable(view, asked)) rows.push_back(&asked);
    return rows;
}

WrittenForm write_one(const std::string& path, const Rows& rows, const VerifyView& view, const intake::FormCodes& codes, const Session& session) {
    FormBook book(path, rows, view, codes, session);
    book.write();
    return {path, rows.size(), book.sheets()};
}

/// The rows of each area; they stand together.
std::vector<Rows> by_area(const Rows& rows) {
    std::vector<Rows> areas;
    for (const AskedOf* row : rows) {
        if (areas.empty() || areas.back().front()->area_key != row->area_key) areas.emplace_back();
        areas.back().push_back(row);
    }
    return areas;
}

FormsWritten write_folder(const Rows& rows, const VerifyView& view, const intake::FormCodes& codes, const FormsWanted& wanted, const Session& session) {
    FormsWritten written;
    std::set<std::string> taken;
    StagedFolder stage(wanted.to, "xlsx", wanted.overwrite);
    for (const Rows& area : by_area(rows)) {
        const AskedOf& first = *area.front();
        const bool nowhere = first.area_key.empty();
        const std::string stem = file_stem(nowhere ? std::vector<std::string>{session.text(Message::tasks_no_area)} : std::vector<std::string>{first.area_key, first.area});
        std::string name = stem + ".xlsx";
        for (int i = 2; !taken.insert(name).second; ++i) name = stem + '-' + std::to_string(i) + ".xlsx";
        written.files.push_back(write_one(stage.path_of(name), area, view, codes, session));
        written.files.back().path = (std::filesystem::path(wanted.to) / name).string();
    }
    if (!written.files.empty()) written.others = stage.commit();
    return written;
}

}  // namespace

std::size_t answerable(const VerifyView& view) { return rows_of(view).size(); }

FormsWritten write_forms(const VerifyView& view, const intake::FormCodes& codes, const FormsWanted& wanted, const Session& session) {
    const Rows rows = rows_of(view);
    if (wanted.split) return write_folder(rows, view, codes, wanted, session);
    std::error_code problem;
    if (!wanted.overwrite && std::filesystem::is_regular_file(wanted.to, problem)) throw Failure(Exit::user, Code::snapshot_exists, {wanted.to});
    if (rows.empty()) return {};
    return {{write_one(wanted.to, rows, view, codes, session)}, {}};
}

}  // namespace tepat::cli
