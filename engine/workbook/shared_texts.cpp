// SPDX-License-Identifier: Apache-2.0
// <si><t>..</t></si>, or runs <si><r><t>..</t></r>..</si>; the reading aids of <rPh> are no part of the text.
#include "engine/workbook/shared_texts.hpp"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/workbook/xml_reader.hpp"

namespace tepat::workbook {
namespace {

constexpr std::size_t most_texts = std::size_t{1} << 24;

[[noreturn]] void no_room() {
    throw diagnostics::Failure(diagnostics::Exit::environment, diagnostics::Code::cannot_read_file, {"TMPDIR", std::string(std::strerror(errno))});
}

class Collector : public XmlHandler {
public:
    Collector(const Package& package, const std::string& part, std::FILE* file, std::vector<std::uint64_t>& ends)
        : package_(package), part_(part), file_(file), ends_(ends) {}

    void begin(std::string_view name, const Attributes&) override {
        if (name == "rPh") ++aids_;
        in_text_ = name == "t" && aids_ == 0;
    }
    void end(std::string_view name) override {
        if (name == "rPh") --aids_;
        if (name == "t") in_text_ = false;
        if (name == "si") keep();
    }
    void text(std::string_view piece) override {
        if (in_text_) text_ += piece;
    }

private:
    void keep() {
        if (ends_.size() == most_texts) package_.too_large(part_);
        unescape(text_);
        if (!text_.empty() && std::fwrite(text_.data(), 1, text_.size(), file_) != text_.size()) no_room();
        ends_.push_back((ends_.empty() ? 0 : ends_.back()) + text_.size());
        text_.clear();
    }

    const Package& package_;
    const std::string& part_;
    std::FILE* file_;
    std::vector<std::uint64_t>& ends_;
    std::string text_;
    bool in_text_ = false;
    int aids_ = 0;
};

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The code of `_xHHHH_` at a place, or -1.
int escaped_at(const std::string& text, std::size_t place) {
    if (place + 7 > text.size() || text[place] != '_' || text[place + 1] != 'x' || text[place + 6] != '_') return -1;
    int code = 0;
    for (std::size_t i = place + 2; i < place + 6; ++i) {
        const int digit = hex_digit(text[i]);
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    return code < 0xD800 ? code : -1;
}

void append_utf8(std::string& out, int code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

}  // namespace

void unescape(std::string& text) {
    std::size_t place = text.find("_x");
    if (place == std::string::npos) return;
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const int code = escaped_at(text, i);
        if (code < 0) {
            out += text[i++];
        } else {
            append_utf8(out, code);
            i += 7;
        }
    }
    text = std::move(out);
}

void SharedTexts::read(const Package& package, const std::string& part) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    if (!file) no_room();
    Collector collector(package, part, file.get(), ends_);
    XmlReader(package, part, collector).run();
    map(file.get());
}

void SharedTexts::map(std::FILE* file) {
    if (std::fflush(file) != 0) no_room();
    bytes_ = ends_.empty() ? 0 : ends_.back();
    if (bytes_ == 0) return;
    void* const place = ::mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, ::fileno(file), 0);
    if (place == MAP_FAILED) no_room();
    texts_ = static_cast<const char*>(place);
}

SharedTexts::~SharedTexts() {
    if (texts_ != nullptr) ::munmap(const_cast<char*>(texts_), bytes_);
}

std::string_view SharedTexts::at(std::size_t number) const {
    const std::uint64_t begin = number == 0 ? 0 : ends_[number - 1];
    return {texts_ + begin, ends_[number] - begin};
}

}  // namespace tepat::workbook
