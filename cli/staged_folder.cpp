// SPDX-License-Identifier: Apache-2.0
#include "cli/staged_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/session.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& path, const std::error_code& problem) {
    throw Failure(Exit::environment, Code::cannot_write_file, {path, problem.message()});
}

}  // namespace

StagedFolder::StagedFolder(std::string folder, std::string extension, bool overwrite) : folder_(std::move(folder)), extension_('.' + extension) {
    while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
    std::error_code problem;
    if (fs::exists(folder_, problem) && !fs::is_directory(folder_, problem)) fail(folder_, std::make_error_code(std::errc::not_a_directory));
    if (const auto there = present(); !there.empty() && !overwrite)
        throw Failure(Exit::user, Code::snapshot_exists, {(fs::path(folder_) / there.front()).string()});
    const std::string stage = folder_ + ".tmp" + std::to_string(getpid());
    fs::create_directory(stage, problem);
    if (problem) fail(folder_, problem);
    stage_ = stage;
}

StagedFolder::~StagedFolder() {
    std::error_code ignored;
    if (!stage_.empty()) fs::remove_all(stage_, ignored);
}

/// Sorted; none when there is no such folder.
std::vector<std::string> StagedFolder::present() const {
    std::vector<std::string> names;
    std::error_code problem;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, problem))
        if (entry.path().extension() == extension_) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string StagedFolder::path_of(const std::string& name) {
    names_.push_back(name);
    return (fs::path(stage_) / name).string();
}

std::vector<std::string> StagedFolder::commit() {
    std::error_code problem;
    fs::create_directory(folder_, problem);
    if (problem) fail(folder_, problem);
    for (const std::string& name : names_) {
        fs::rename(fs::path(stage_) / name, fs::path(folder_) / name, problem);
        if (problem) fail((fs::path(folder_) / name).string(), problem);
    }
    std::vector<std::string> others = present();
    std::erase_if(others, [&](const std::string& name) { return std::find(names_.begin(), names_.end(), name) != names_.end(); });
    return others;
}

}  // namespace tepat::cli
