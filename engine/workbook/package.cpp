// SPDX-License-Identifier: Apache-2.0
// libzip reads; this file says what is not a workbook, and stops what swells.
#include "engine/workbook/package.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <sys/stat.h>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/workbook/xlsx_reader.hpp"

namespace tepat::workbook {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using diagnostics::Phrase;

constexpr std::uint64_t most_unpacked = std::uint64_t{8} << 30;
constexpr std::uint64_t always_allowed = std::uint64_t{64} << 20;
constexpr std::uint64_t most_times_the_file = 250;
constexpr std::size_t looked_at = 64 * 1024;

[[noreturn]] void cannot_read(const std::string& path, int error) {
    throw Failure(Exit::environment, Code::cannot_read_file, {path, std::string(std::strerror(error))});
}

/// The first bytes of a file.
std::string beginning(const std::string& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) cannot_read(path, errno);
    struct stat status {};
    if (::fstat(::fileno(file.get()), &status) == 0 && S_ISDIR(status.st_mode)) cannot_read(path, EISDIR);
    std::string bytes(looked_at, '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
    if (std::ferror(file.get())) cannot_read(path, errno);
    return bytes;
}

bool is_archive(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }
bool is_compound(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

/// "EncryptedPackage" in UTF-16: the stream in which Office keeps a locked workbook.
bool is_locked(std::string_view bytes) {
    std::string wide;
    for (const char c : std::string_view("EncryptedPackage")) wide += {c, '\0'};
    return bytes.find(wide) != std::string_view::npos;
}

std::string without_blanks(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::string text(bytes.substr(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size())));
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

Phrase kind_of(std::string_view bytes) {
    if (bytes.empty()) return Phrase::file_empty;
    if (is_compound(bytes) || bytes.starts_with(std::string_view("\x09\x08\x10\x00", 4))) return Phrase::file_old_excel;
    const std::string text = without_blanks(bytes);
    if (text.find("schemas-microsoft-com:office:spreadsheet") != std::string::npos && text.starts_with("<?xml")) return Phrase::file_xml_2003;
    for (const char* tag : {"<html", "<!doctype html", "<table", "<meta"})
        if (text.find(tag) != std::string::npos && text.starts_with('<')) return Phrase::file_html;
    const bool plain = std::none_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0' || (c > 0 && c < 9); });
    return plain ? Phrase::file_plain_text : Phrase::file_unknown;
}

[[noreturn]] void not_a_workbook(const std::string& path, Phrase kind) { throw Failure(Exit::user, Code::not_a_workbook, {path, kind}); }

}  // namespace

struct Package::Archive {
    zip_t* handle = nullptr;
    ~Archive() {
        if (handle != nullptr) zip_discard(handle);
    }
};

Package::Package(const std::string& path) : path_(path), archive_(std::make_unique<Archive>()) {
    const std::string bytes = beginning(path);
    if (!is_archive(bytes)) {
        if (is_compound(bytes) && is_locked(bytes)) throw Failure(Exit::user, Code::workbook_encrypted, {path});
        not_a_workbook(path, kind_of(bytes));
    }
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) cannot_read(path, errno);
    size_ = static_cast<std::uint64_t>(status.st_size);
    int error = 0;
    archive_->handle = zip_open(path.c_str(), ZIP_RDONLY, &error);
    if (archive_->handle == nullptr) {
        if (error == ZIP_ER_OPEN || error == ZIP_ER_READ) cannot_read(path, errno);
        damaged(Phrase::workbook_part_broken, "ZIP");
    }
    if (!find("xl/workbook.bin").empty()) not_a_workbook(path, Phrase::file_binary_excel);
    if (!find("content.xml").empty() && !find("mimetype").empty()) not_a_workbook(path, Phrase::file_open_document);
    if (find("[Content_Types].xml").empty() && find("xl/workbook.xml").empty()) not_a_workbook(path, Phrase::file_other_zip);
}

Package::~Package() = default;

std::string Package::find(const std::string& part) const {
    const zip_int64_t at = zip_name_locate(archive_->handle, part.c_str(), ZIP_FL_NOCASE);
    const char* name = at < 0 ? nullptr : zip_get_name(archive_->handle, static_cast<zip_uint64_t>(at), 0);
    return name == nullptr ? "" : name;
}

void Package::damaged(Phrase what, const std::string& part) const { throw Failure(Exit::user, Code::workbook_damaged, {path_, what, part}); }
void Package::unsafe(Phrase what, const std::string& part) const { throw Failure(Exit::user, Code::workbook_unsafe, {path_, what, part}); }
void Package::too_large(const std::string& part) const { throw Failure(Exit::user, Code::workbook_too_large, {path_, part}); }

struct PartReader::File {
    zip_file_t* handle = nullptr;
    ~File() {
        if (handle != nullptr) zip_fclose(handle);
    }
};

PartReader::PartReader(const Package& package, const std::string& part) : package_(package), part_(part), file_(std::make_unique<File>()) {
    const std::string name = package.find(part);
    if (name.empty()) package.damaged(Phrase::workbook_part_missing, part);
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(package.archive_->handle, name.c_str(), 0, &status) != 0) package.damaged(Phrase::workbook_part_broken, part);
    if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
        throw Failure(Exit::user, Code::workbook_encrypted, {package.path()});
    stated_ = status.size;
    file_->handle = zip_fopen(package.archive_->handle, name.c_str(), 0);
    if (file_->handle == nullptr) package.damaged(Phrase::workbook_part_broken, part);
}

PartReader::~PartReader() = default;

std::size_t PartReader::read(char* into, std::size_t most) {
    const zip_int64_t size = zip_fread(file_->handle, into, most);
    if (size < 0) package_.damaged(Phrase::workbook_part_broken, part_);
    unpacked_ += static_cast<std::uint64_t>(size);
    if (unpacked_ > most_unpacked || (unpacked_ > always_allowed && unpacked_ / most_times_the_file > package_.size_)) package_.too_large(part_);
    if (size == 0 && unpacked_ != stated_) package_.damaged(Phrase::workbook_part_lies, part_);
    return static_cast<std::size_t>(size);
}

bool looks_like_workbook(const std::string& path) {
    const std::string bytes = beginning(path);
    if (is_archive(bytes) || is_compound(bytes)) return true;
    const Phrase kind = kind_of(bytes);
    return kind == Phrase::file_html || kind == Phrase::file_xml_2003 || kind == Phrase::file_old_excel;
}

}  // namespace tepat::workbook
