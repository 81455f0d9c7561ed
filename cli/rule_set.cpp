// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_set.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "dsl/check/check.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/render.hpp"
#include "dsl/syntax/parse.hpp"
#include "dsl/syntax/table_file.hpp"

namespace tepat::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* extension = ".aturan";

bool hidden(const fs::path& path) {
    return path.filename().string().rfind('.', 0) == 0;
}

/// Stops soon after the limit: Sources then sees that the file is too large, without all of it in memory.
std::string read_bytes(const fs::path& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string bytes;
    std::vector<char> block(64 * 1024);
    while (file && bytes.size() <= text::max_file_bytes) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        bytes.append(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file && !file.eof()) throw Failure(Exit::environment, Code::cannot_read_rules, {path.string(), std::string(std::strerror(errno))});
    return bytes;
}

/// All rule files below a folder, sorted by name.
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error, unused;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (hidden(entry->path())) {
            entry.disable_recursion_pending();
        } else if (entry->path().extension() == extension && entry->is_regular_file(unused)) {
            files.push_back(entry->path());
        }
    }
    if (error) throw Failure(Exit::environment, Code::cannot_read_rules, {folder.string(), error.message()});
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) { return a.generic_string() < b.generic_string(); });
    return files;
}

/// What a rule file calls by a path from its own folder. `..` of a folder that is a link leads to where the folder really stands.
fs::path beside(const fs::path& file, const std::string& written) {
    const fs::path there = file.parent_path() / written, plain = there.lexically_normal();
    std::error_code error;
    const bool same = !fs::exists(there, error) || fs::equivalent(there, plain, error);
    return same ? plain : fs::weakly_canonical(there, error);
}

class Reader {
public:
    Reader(RuleSet& rule_set, const fs::path& asked) : rule_set_(rule_set) {
        std::error_code error;
        asked_ = fs::weakly_canonical(asked, error);
    }

    void read(const fs::path& path) {
        std::error_code unused;
        if (fs::is_directory(path, unused)) {
            for (const fs::path& file : files_below(path)) read_file(file);
        } else {
            read_file(path);
        }
    }

private:
    void read_file(const fs::path& path) {
        std::error_code error;
        const fs::path canonical = fs::weakly_canonical(path, error);
        if (!seen_.insert((error ? path : canonical).string()).second) return;
        const text::SourceFile& file = rule_set_.sources.add(path.lexically_normal().string(), read_bytes(path));
        rule_set_.own.push_back(is_asked(canonical));
        rule_set_.files.push_back(rule_set_.sources.files().size() - 1);
        rule_set_.modules.push_back(syntax::parse(file, rule_set_.sink));
        rule_set_.languages.push_back(rule_set_.modules.back().language);
        for (syntax::Documented& declaration : rule_set_.modules.back().declarations)
            if (auto* table = boost::get<syntax::TableDeclaration>(&declaration.declaration.get()); table != nullptr && table->from_csv)
                read_table(path, *table, rule_set_.modules.back().language);
        follow_uses(path, rule_set_.modules.size() - 1);
    }

    /// The file that was named, or one below the folder that was.
    bool is_asked(const fs::path& file) const {
        const auto [asked, rest] = std::mismatch(asked_.begin(), asked_.end(), file.begin(), file.end());
        return asked == asked_.end() || (asked->empty() && std::next(asked) == asked_.end());
    }

    void read_table(const fs::path& file, syntax::TableDeclaration& table, syntax::KeywordLanguage language) {
        const fs::path target = beside(file, table.from_csv->value);
        std::error_code error;
        if (table.from_csv->value.empty() || !fs::is_regular_file(target, error))
            return rule_set_.sink.add({Code::table_file_not_found, table.from_csv->span, {table.from_csv->value, target.string()}, {}, {}, {}});
        const text::SourceFile& rows = rule_set_.sources.add(target.string(), read_bytes(target));
        rule_set_.languages.push_back(language);
        syntax::read_table_file(rows, language, table, rule_set_.sink);
    }

    void follow_uses(const fs::path& file, std::size_t module) {
        std::vector<syntax::Text> uses;  // copied: reading others moves the modules
        for (const syntax::Documented& declaration : rule_set_.modules[module].declarations)
            if (const auto* use = boost::get<syntax::UseDeclaration>(&declaration.declaration.get())) uses.push_back(use->path);
        for (const syntax::Text& use : uses) follow(file, use);
    }

    void follow(const fs::path& file, const syntax::Text& use) {
        const fs::path target = beside(file, use.value);
        std::error_code error;
        if (!use.value.empty() && fs::exists(target, error)) return read(target);
        rule_set_.sink.add({Code::used_folder_not_found, use.span, {use.value, target.string()}, {}, {}, {}});
    }

    RuleSet& rule_set_;
    fs::path asked_;
    std::set<std::string> seen_;
};

}  // namespace

void read_rule_set(const std::string& path, RuleSet& rule_set) {
    std::error_code error;
    if (!fs::exists(path, error)) throw Failure(Exit::environment, Code::rules_not_found, {path});
    Reader(rule_set, path).read(path);
    if (rule_set.modules.empty()) throw Failure(Exit::user, Code::no_rule_files, {path});
}

void load_rule_set(const std::string& path, RuleSet& rule_set, Session& session) {
    read_rule_set(path, rule_set);
    if (!session.asked) session.language = language_of(rule_set);
    const auto is_own = [&](text::Span span) {
        const text::SourceFile* file = &rule_set.sources.file_of(span);
        for (std::size_t i = 0; i < rule_set.modules.size(); ++i)
            if (&rule_set.sources.files()[rule_set.files[i]] == file) return bool{rule_set.own[i]};
        return true;
    };
    rule_set.program = check::check(rule_set.modules, rule_set.sources, rule_set.sink, is_own);
}

void load_sound_rule_set(const std::string& path, RuleSet& rule_set, Session& session) {
    load_rule_set(path, rule_set, session);
    if (rule_set.runnable()) return;
    show_diagnostics(rule_set, rule_set.sink.sorted(), session);
    throw Failure(Exit::user, Code::rules_in_error, {});
}

syntax::KeywordLanguage keywords_at(const RuleSet& rule_set, text::Span span) {
    const text::SourceFile* file = &rule_set.sources.file_of(span);
    for (std::size_t i = 0; i < rule_set.languages.size(); ++i)
        if (&rule_set.sources.files()[i] == file) return rule_set.languages[i];
    return language_of(rule_set) == Language::en ? syntax::KeywordLanguage::en : syntax::KeywordLanguage::id;
}

Language language_of(const RuleSet& rule_set) {
    const auto english = std::count_if(rule_set.modules.begin(), rule_set.modules.end(),
                                       [](const syntax::Module& module) { return module.language == syntax::KeywordLanguage::en; });
    return 2 * english > static_cast<std::ptrdiff_t>(rule_set.modules.size()) ? Language::en : Language::id;
}

void show_diagnostics(const RuleSet& rule_set, const std::vector<diagnostics::Diagnostic>& diagnostics, Session& session) {
    for (const diagnostics::Diagnostic& diagnostic : diagnostics) {
        Language language = session.language;
        if (!session.asked && diagnostic.span != text::Span{})
            language = keywords_at(rule_set, diagnostic.span) == syntax::KeywordLanguage::en ? Language::en : Language::id;
        session.err << render_text(diagnostic, rule_set.sources, language, session.color) << '\n';
    }
}

}  // namespace tepat::cli
