// SPDX-License-Identifier: Apache-2.0
#include "cli/task_files.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "cli/staged_folder.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace {

using worklist::ListedTask;
using worklist::Place;
using worklist::Split;

constexpr std::size_t longest_stem = 80;

/// Whose list a task belongs to.
struct Owner {
    std::string identity;            ///< equal for the same owner, whatever it is called
    std::string called, lies_in;     ///< as ListHead
    std::vector<std::string> parts;  ///< of the file name
};

class Saver {
public:
    Saver(worklist::TaskList& tasks, const worklist::CheckCodes& codes, const TaskFilesWanted& wanted, const Session& session)
        : tasks_(tasks), codes_(codes), wanted_(wanted), session_(session), names_(tasks.piece_names()), periods_(tasks.periods()) {}

    TaskFilesWritten one_file() {
        std::error_code problem;
        if (!wanted_.overwrite && std::filesystem::is_regular_file(wanted_.to, problem))
            throw Failure(Exit::user, Code::snapshot_exists, {wanted_.to});
        const std::unique_ptr<TaskFile> file = open(wanted_.to, whole_list());
        tasks_.each([&](const ListedTask& task) { file->add(task); });
        file->commit();
        return {{{wanted_.to, file->tasks()}}, {}};
    }

    TaskFilesWritten folder() {
        StagedFolder stage(wanted_.to, extension_of(wanted_.format), wanted_.overwrite);
        tasks_.each([&](const ListedTask& task) {
            const Owner owner = owner_of(task);
            if (!file_ || owner.identity != present_) begin(owner, stage);
            file_->add(task);
        });
        end();
        if (!written_.files.empty()) written_.others = stage.commit();
        return std::move(written_);
    }

private:
    Owner whole_list() const {
        std::vector<std::string> called;
        if (!wanted_.filter.agency.empty()) called.push_back(tasks_.agency_label(wanted_.filter.agency));
        if (!wanted_.filter.village.empty()) called.push_back(wanted_.filter.village);
        return {"", joined(called, ", "), "", {}};
    }

    Owner owner_of(const ListedTask& task) const {
        if (wanted_.filter.split == Split::agency) return {task.for_agency, tasks_.agency_label(task.for_agency), "", {task.for_agency}};
        Owner owner;
        for (auto place = task.places.rbegin(); place != task.places.rend(); ++place)
            if (place->area) enter(owner, *place);
        if (owner.identity.empty()) owner.called = session_.text(Message::tasks_no_area);
        if (owner.parts.empty()) owner.parts = {session_.text(Message::tasks_no_area)};
        return owner;
    }

    /// One area further in.
    void enter(Owner& owner, const Place& place) const {
        const bool unmask = !wanted_.unmasked.empty();
        const std::string name = place.name.value.empty() ? "" : worklist::shown(place.name, unmask);
        const std::string key = worklist::shown({"", place.key, place.key_secrecy}, unmask);
        owner.identity += place.entity + '\x1f' + place.key + '\x1f';
        owner.lies_in = owner.called + (owner.lies_in.empty() || owner.called.empty() ? "" : ", ") + owner.lies_in;
        owner.called = (place.entity_label.empty() ? place.entity : place.entity_label) + ' ' + (name.empty() ? key : name);
        owner.parts = {key, name};
    }

    std::unique_ptr<TaskFile> open(const std::string& path, const Owner& owner) const {
        ColumnsWanted columns;
        columns.area = wanted_.filter.split != Split::village;
        columns.agency = wanted_.filter.split != Split::agency;
        columns.state = wanted_.filter.every_state || (!wanted_.filter.state.empty() && wanted_.filter.state != "open");
        columns.names = names_;
        const bool unmask = !wanted_.unmasked.empty();
        const ListHead head{owner.called, owner.lies_in, periods_, wanted_.selection, wanted_.unmasked, tasks_.last_run()};
        return make_task_file(wanted_.format, path, head, task_columns(columns, codes_, unmask, session_), unmask, session_);
    }

    void begin(const Owner& owner, StagedFolder& stage) {
        end();
        const std::string name = unused(file_stem(owner.parts));
        file_ = open(stage.path_of(name), owner);
        present_ = owner.identity;
        written_.files.push_back({(std::filesystem::path(wanted_.to) / name).string(), 0});
    }

    void end() {
        if (!file_) return;
        file_->commit();
        written_.files.back().tasks = file_->tasks();
        file_.reset();
    }

    std::string unused(const std::string& stem) {
        const std::string extension = std::string(".") + extension_of(wanted_.format);
        std::string name = stem + extension;
        for (int i = 2; !taken_.insert(name).second; ++i) name = stem + '-' + std::to_string(i) + extension;
        return name;
    }

    worklist::TaskList& tasks_;
    const worklist::CheckCodes& codes_;
    const TaskFilesWanted& wanted_;
    const Session& session_;
    store::PieceNames names_;
    std::vector<std::string> periods_;
    std::unique_ptr<TaskFile> file_;
    std::string present_;  ///< Owner::identity of file_
    std::set<std::string> taken_;
    TaskFilesWritten written_;
};

}  // namespace

TaskFilesWritten save_task_files(worklist::TaskList& tasks, const worklist::CheckCodes& codes, const TaskFilesWanted& wanted, const Session& session) {
    Saver saver(tasks, codes, wanted, session);
    return wanted.filter.split == Split::none ? saver.one_file() : saver.folder();
}

std::string file_stem(const std::vector<std::string>& parts) {
    std::string stem;
    for (const std::string& part : parts) {
        for (const char c : part) {
            const bool upper = c >= 'A' && c <= 'Z', plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (upper || plain) stem += static_cast<char>(upper ? c + 32 : c);
            else if (!stem.empty() && stem.back() != '-') stem += '-';
        }
        if (!stem.empty() && stem.back() != '-') stem += '-';
    }
    if (stem.size() > longest_stem) stem.resize(longest_stem);
    while (!stem.empty() && stem.back() == '-') stem.pop_back();
    return stem.empty() ? "list" : stem;
}

}  // namespace tepat::cli
