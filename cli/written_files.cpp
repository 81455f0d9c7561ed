// SPDX-License-Identifier: Apache-2.0
#include "cli/written_files.hpp"

#include <algorithm>
#include <filesystem>

#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace fs = std::filesystem;

namespace {

struct Named {
    std::string by;    ///< WORKLIST, --xlsx
    std::string path;
    bool may_be_folder = false;
    bool holds_lists = false;  ///< if it is a folder, it is one of lists (LIST|DIR), else of rules
};

bool says(const std::string& word, std::initializer_list<const char*> any) {
    return std::any_of(any.begin(), any.end(), [&](const char* one) { return word.find(one) != std::string::npos; });
}

bool is_file_read(const std::string& word) { return says(word, {"RULES", "BASELINE", "WORKLIST", "LIST", "MAPPING"}); }

Touches touches_of(const Option& option) {
    if (option.value == nullptr || option.touches != Touches::by_word) return option.touches;
    if (is_file_read(option.value)) return Touches::reads;
    if (!says(option.value, {"FILE", "FOLDER"})) return Touches::by_word;
    return option.repeats ? Touches::reads : Touches::writes;
}

/// "[FILE...]" -> "FILE"
std::string plain_word(std::string word) {
    std::erase_if(word, [](char c) { return c == '[' || c == ']' || c == '.'; });
    return word;
}

void add_positional(const Command& command, const Arguments& arguments, std::vector<Named>& read) {
    for (std::size_t i = 0; i < arguments.positional.size() && !command.positional.empty(); ++i) {
        const std::string word = plain_word(command.positional[std::min(i, command.positional.size() - 1)]);
        if (is_file_read(word) || says(word, {"FILE"})) read.push_back({word, arguments.positional[i], false, !is_file_read(word)});  // FILE: or a folder of forms
    }
}

std::vector<Named> named(const Command& command, const Arguments& arguments, Touches touches) {
    std::vector<Named> all;
    if (touches == Touches::reads) add_positional(command, arguments, all);
    for (const Option& option : command.options) {
        const std::string name = std::string(option.name).substr(0, std::string(option.name).find(','));
        const auto given = arguments.options.find(name);
        if (given == arguments.options.end() || touches_of(option) != touches) continue;
        for (const std::string& path : given->second) all.push_back({"--" + name, path, says(option.value, {"FOLDER"}), says(option.value, {"LIST"}) && !says(option.value, {"WORKLIST"})});
    }
    return all;
}

bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    const bool a_there = fs::exists(a, error), b_there = fs::exists(b, error);
    if (a_there != b_there) return false;
    if (a_there) return fs::is_regular_file(a, error) && fs::equivalent(a, b, error);
    return fs::weakly_canonical(fs::absolute(a, error), error) == fs::weakly_canonical(fs::absolute(b, error), error);
}

bool is_below(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path part = fs::weakly_canonical(fs::absolute(file, error), error), whole = fs::weakly_canonical(fs::absolute(folder, error), error);
    return std::mismatch(whole.begin(), whole.end(), part.begin(), part.end()).first == whole.end();
}

/// One of the files that are read of a folder.
bool is_read_of(const fs::path& written, const Named& folder) {
    std::error_code error;
    const fs::path ending = written.extension();
    const bool kind = folder.holds_lists ? ending == ".xlsx" || ending == ".csv" : ending == ".aturan";
    return kind && fs::is_regular_file(written, error) && is_below(written, folder.path);
}

bool harms(const std::string& written, const Named& read) {
    std::error_code error;
    if (fs::is_directory(read.path, error)) return is_read_of(written, read);
    for (const char* belongs : {"", "-journal", "-wal", "-shm"})
        if (same_file(written, read.path + belongs)) return true;
    return false;
}

}  // namespace

void refuse_overwriting(const Command& command, const Arguments& arguments) {
    const std::vector<Named> read = named(command, arguments, Touches::reads), written = named(command, arguments, Touches::writes);
    for (std::size_t i = 0; i < written.size(); ++i) {
        for (const Named& input : read)
            if (harms(written[i].path, input)) wrong_usage(Code::output_is_input, {written[i].by, written[i].path, input.by});
        for (std::size_t j = 0; j < i; ++j) {
            const bool folders = written[i].may_be_folder && written[j].may_be_folder && !fs::path(written[i].path).has_extension();
            if (!folders && same_file(written[i].path, written[j].path)) wrong_usage(Code::output_twice, {written[j].by, written[i].by, written[i].path});
        }
    }
}

}  // namespace tepat::cli
