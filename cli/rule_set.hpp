// SPDX-License-Identifier: Apache-2.0
// A rule set from the disk: the files of a folder (or one file) and of every folder they use, parsed and checked.
// Files are read in the order of their names, but nothing depends on it. `gunakan` is resolved relative to the file it stands in; whatever
// is named twice, also in a circle or through a link, is read once. Folders and files whose names start with a dot are left out.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"
#include "dsl/syntax/ast.hpp"
#include "dsl/text/sources.hpp"

namespace tepat::cli {

struct RuleSet {
    text::Sources sources;
    std::vector<syntax::Module> modules;  ///< one per rule file
    std::vector<std::size_t> files;       ///< modules[i] was read from sources.files()[files[i]]
    std::vector<bool> own;                ///< modules[i] lies in what was asked for, not in a folder it uses
    std::vector<syntax::KeywordLanguage> languages;  ///< one per file of `sources` (tables in CSV files included)
    diagnostics::Sink sink;
    program::Program program;

    bool runnable() const { return program.complete && !sink.has_errors(); }
};

/// Reads and parses only (dump source, dump tree). A path that is not there or cannot be read: Failure, exit 3; a folder without rules:
/// exit 1.
void read_rule_set(const std::string& path, RuleSet& rule_set);

/// Reads, parses and checks; sets the session's language to the rules' unless --lang was given.
void load_rule_set(const std::string& path, RuleSet& rule_set, Session& session);

/// The same for commands that need sound rules: errors are shown and end the command (exit 1); warnings stay quiet.
void load_sound_rule_set(const std::string& path, RuleSet& rule_set, Session& session);

/// The keyword language of the file that a place lies in.
syntax::KeywordLanguage keywords_at(const RuleSet& rule_set, text::Span span);

/// The language of most files.
Language language_of(const RuleSet& rule_set);

/// Prints diagnostics as text: each in the language of its file unless --lang was given.
void show_diagnostics(const RuleSet& rule_set, const std::vector<diagnostics::Diagnostic>& diagnostics, Session& session);

}  // namespace tepat::cli
