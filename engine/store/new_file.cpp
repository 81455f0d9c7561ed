// SPDX-License-Identifier: Apache-2.0
#include "engine/store/new_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "engine/store/connection.hpp"

namespace tepat::store {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
namespace fs = std::filesystem;

namespace {

/// A SQLite file without the mark of a snapshot (application_id, bytes 68 to 71, big endian). Sound or not: only its first bytes are looked at.
bool is_other_database(const std::string& path) {
    constexpr std::string_view sqlite{"SQLite format 3\0", 16};
    std::array<char, 72> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(head.data(), head.size());
    if (!file || std::string_view(head.data(), sqlite.size()) != sqlite) return false;
    std::int64_t application = 0;
    for (std::size_t i = 68; i < head.size(); ++i) application = application << 8 | static_cast<unsigned char>(head[i]);
    return application != snapshot_application;
}

}  // namespace

NewFile::NewFile(std::string path, bool overwrite) : path_(std::move(path)), overwrite_(overwrite) {
    std::error_code problem;
    if (fs::is_directory(path_, problem)) throw Failure(Exit::environment, Code::database_is_folder, {path_});
    const fs::path folder = fs::path(path_).parent_path();
    if (!folder.empty() && !fs::exists(folder, problem)) throw Failure(Exit::environment, Code::folder_missing, {path_});
    part_ = path_ + ".part";
    refuse_existing();
    while (!take()) {}
}

NewFile::~NewFile() {
    if (held_ >= 0 && !done_) std::remove(part_.c_str());
    if (held_ >= 0) ::close(held_);
}

void NewFile::refuse_existing() const {
    std::error_code problem;
    if (!fs::exists(fs::symlink_status(path_, problem))) return;
    if (!overwrite_) throw Failure(Exit::user, Code::snapshot_exists, {path_});
    if (is_other_database(path_)) throw Failure(Exit::usage, Code::output_is_database, {path_});
}

/// False when the name went to another file between opening and locking.
bool NewFile::take() {
    held_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (held_ < 0) fail_now();
    if (::flock(held_, LOCK_EX | LOCK_NB) != 0) {
        ::close(held_);
        throw Failure(Exit::environment, Code::snapshot_busy, {path_});
    }
    struct stat opened {}, named {};
    const bool same = ::fstat(held_, &opened) == 0 && ::stat(part_.c_str(), &named) == 0 && opened.st_ino == named.st_ino;
    if (same && ::ftruncate(held_, 0) != 0) fail_now();
    if (!same) ::close(held_);
    return same;
}

void NewFile::fail_now() const {
    const int error = errno;
    if (error == ENOSPC || error == EFBIG || error == EDQUOT) throw Failure(Exit::environment, Code::disk_full, {path_});
    if (error == EACCES || error == EROFS || error == EPERM) throw Failure(Exit::environment, Code::database_no_access, {path_});
    throw Failure(Exit::environment, Code::database_failed, {path_, std::string(std::strerror(error))});
}

void NewFile::commit(const std::string& like) {
    struct stat model {};
    if (::stat(like.c_str(), &model) != 0) fail_now();
    if (::fchmod(held_, model.st_mode & 0444) != 0 || ::fsync(held_) != 0) fail_now();
    refuse_existing();
    if (std::rename(part_.c_str(), path_.c_str()) != 0) fail_now();
    done_ = true;
    const fs::path folder = fs::absolute(path_).parent_path();
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;  // the file itself is on the disk
    (void)::fsync(directory);
    ::close(directory);
}

}  // namespace tepat::store
