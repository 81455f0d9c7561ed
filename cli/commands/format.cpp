// SPDX-License-Identifier: Apache-2.0
// tepat format RULES: every rule file in the canonical layout, in place. Files of other folders that RULES uses are left alone, and so
// are files that cannot be read.
#include <algorithm>
#include <filesystem>

#include "cli/commands/list.hpp"
#include "cli/output_file.hpp"
#include "cli/rule_set.hpp"
#include "dsl/syntax/format.hpp"
#include "dsl/syntax/parse.hpp"

namespace tepat::cli {

namespace fs = std::filesystem;

namespace {

using syntax::KeywordLanguage;

bool below(const fs::path& folder, const std::string& file) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(folder, error), part = fs::weakly_canonical(file, error);
    return std::mismatch(whole.begin(), whole.end(), part.begin(), part.end()).first == whole.end();
}

class Formatter {
public:
    Formatter(const Arguments& arguments, Session& session) : session_(session), check_(arguments.has("check")) {
        if (arguments.has("language")) language_ = arguments.one_of("language", {"id", "en"}) == "id" ? KeywordLanguage::id : KeywordLanguage::en;
    }

    void file(const text::SourceFile& file, std::vector<diagnostics::Diagnostic>& problems) {
        ++files_;
        diagnostics::Sink sink;
        const syntax::Module module = syntax::parse(file, sink);
        if (sink.has_errors()) {
            const auto found = sink.sorted();
            problems.insert(problems.end(), found.begin(), found.end());
            ++unreadable_;
            return;
        }
        const std::optional<std::string> text = syntax::format(file, module, language_.value_or(module.language));
        if (!text) {
            session_.err << session_.text(Message::format_refused, {file.name}) << '\n';
            ++unreadable_;
        } else if (*text != file.bytes) {
            changed(file.name, *text);
        }
    }

    Exit finish() const {
        if (!session_.quiet)
            session_.out << session_.text(check_ ? Message::format_checked : Message::format_done,
                                          {diagnostics::Count{static_cast<std::int64_t>(files_)}, diagnostics::Count{static_cast<std::int64_t>(changed_)}})
                         << '\n';
        return unreadable_ > 0 || (check_ && changed_ > 0) ? Exit::user : Exit::done;
    }

private:
    void changed(const std::string& name, const std::string& text) {
        ++changed_;
        if (!check_) {
            OutputFile out(name);
            out.stream() << text;
            out.commit();
        }
        if (check_ || !session_.quiet) session_.out << name << '\n';
    }

    Session& session_;
    bool check_;
    std::optional<KeywordLanguage> language_;
    std::size_t files_ = 0, changed_ = 0, unreadable_ = 0;
};

Exit run(const Arguments& arguments, Session& session) {
    RuleSet rules;
    read_rule_set(arguments.positional[0], rules);
    if (!session.asked) session.language = language_of(rules);
    Formatter formatter(arguments, session);
    std::vector<diagnostics::Diagnostic> problems;
    for (const std::size_t file : rules.files)
        if (below(arguments.positional[0], rules.sources.files()[file].name)) formatter.file(rules.sources.files()[file], problems);
    show_diagnostics(rules, problems, session);
    session.err.flush();
    return formatter.finish();
}

}  // namespace

Command format_command() {
    return {"format",
            Message::format_summary,
            {"RULES"},
            {{"check", nullptr, Message::format_option_check}, {"language", "id|en", Message::format_option_language}},
            run};
}

}  // namespace tepat::cli
