// SPDX-License-Identifier: Apache-2.0
// tepat new DIR: a rule set to start from, in the session's language.
#include <filesystem>

#include "cli/commands/list.hpp"
#include "cli/output_file.hpp"
#include "cli/starter.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace fs = std::filesystem;

namespace {

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Failure(Exit::environment, Code::cannot_write_file, {folder.string(), error.message()});
}

Exit run(const Arguments& arguments, Session& session) {
    const fs::path folder = arguments.positional[0];
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        throw Failure(Exit::usage, Code::folder_in_use, {folder.string()});
    const bool indonesian = session.language == Language::id;
    for (const StarterFile& starter : indonesian ? starter_files_id() : starter_files_en()) {
        const fs::path path = folder / starter.name;
        make_folder(path.parent_path());
        OutputFile file(path.string());
        file.stream() << starter.text;
        file.commit();
    }
    if (session.quiet) return Exit::done;
    session.out << session.text(Message::new_done, {folder.string()}) << "\n\n";
    for (const Message step : {Message::new_step_check, Message::new_step_test, Message::new_step_init, Message::new_step_import_parents,
                               Message::new_step_import_children, Message::new_step_run, Message::new_step_tasks})
        session.out << "  " << session.text(step, {folder.string()}) << '\n';
    return Exit::done;
}

}  // namespace

Command new_command() {
    return {"new", Message::new_summary, {"DIR"}, {}, run};
}

}  // namespace tepat::cli
