// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "cli/session.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "engine/workbook/refuse_database.hpp"

namespace tepat::cli {

namespace fs = std::filesystem;

OutputFile::OutputFile(std::string path) : path_(std::move(path)), written_(path_) {
    std::error_code error;
    const fs::file_status status = fs::status(path_, error);
    if (!fs::exists(status) || fs::is_regular_file(status)) {
        workbook::refuse_database(path_);
        if (fs::exists(status)) path_ = fs::canonical(path_, error).string();  // a link keeps pointing at its file
        written_ = path_ + ".tmp" + std::to_string(getpid());
    }
    errno = 0;
    file_.open(written_, std::ios::binary | std::ios::trunc);
    if (!file_) fail();
}

OutputFile::~OutputFile() {
    if (file_.is_open()) file_.close();
    if (written_ != path_) std::remove(written_.c_str());
}

void OutputFile::finish() {
    if (!file_.is_open()) return;
    errno = 0;
    file_.close();
    if (!file_) fail();
}

void OutputFile::commit() {
    finish();
    if (written_ == path_) return;
    errno = 0;
    if (std::rename(written_.c_str(), path_.c_str()) != 0) fail();
    written_ = path_;
}

void OutputFile::fail() const {
    const std::string reason = errno != 0 ? std::strerror(errno) : "I/O";
    throw Failure(Exit::environment, Code::cannot_write_file, {path_, reason});
}

}  // namespace tepat::cli
