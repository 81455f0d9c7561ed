// SPDX-License-Identifier: Apache-2.0
// Collects declarations (rule_set.hpp).
#include "dsl/check/rule_set.hpp"

#include <algorithm>
#include <cctype>

namespace tepat::check {
namespace {

struct Collector : boost::static_visitor<void> {
    RuleSet& set;
    const text::Sources& sources;
    syntax::KeywordLanguage language = syntax::KeywordLanguage::id;
    const std::string* documentation = nullptr;

    Collector(RuleSet& s, const text::Sources& t) : set(s), sources(t) {}

    template <class Tree>
    void keep(std::vector<Declared<Tree>>& list, const Tree& tree) const {
        list.push_back({&tree, language, documentation});
    }
    void keep_quiet(std::string name) const {
        if (!name.empty()) set.quiet_names.insert(std::move(name));
    }
    /// An unreadable declaration still tells its name: the word after its keyword.
    void operator()(const syntax::Error& error) const {
        if (error.span.end > error.span.begin) keep_quiet(nth_word(sources.text(error.span), 1));
    }
    void operator()(const syntax::LanguageDeclaration&) const {}
    void operator()(const syntax::UseDeclaration&) const {}
    void operator()(const syntax::EntityDeclaration& tree) const { keep(set.entities, tree); }
    void operator()(const syntax::ParameterDeclaration& tree) const { keep(set.parameters, tree); }
    void operator()(const syntax::AgencyDeclaration& tree) const { keep(set.agencies, tree); }
    void operator()(const syntax::TermDeclaration& tree) const { set.definitions.push_back({&tree, nullptr, nullptr, language, documentation}); }
    void operator()(const syntax::ScoreDeclaration& tree) const { set.definitions.push_back({nullptr, &tree, nullptr, language, documentation}); }
    void operator()(const syntax::TableDeclaration& tree) const { set.definitions.push_back({nullptr, nullptr, &tree, language, documentation}); }
    void operator()(const syntax::ProgrammeDeclaration& tree) const { keep(set.programmes, tree); }
    void operator()(const syntax::RuleDeclaration& tree) const { keep(set.rules, tree); }
    void operator()(const syntax::TestDeclaration& tree) const { keep(set.tests, tree); }
};

const std::string& key_of(const Declared<syntax::TestDeclaration>& declared) { return declared.tree->title.value; }
template <class Tree>
const std::string& key_of(const Declared<Tree>& declared) {
    return declared.tree->header.name.text;
}
const std::string& key_of(const Definition& definition) { return definition.header().name.text; }

template <class Tree>
text::Span place_of(const Declared<Tree>& declared) {
    return declared.tree->span;
}
text::Span place_of(const Definition& definition) { return definition.header().span; }

/// By name; of equal names by the file's name and the place in it, so that the order of reading files does not matter.
template <class Item>
void sort_by_name(std::vector<Item>& list, const text::Sources& sources) {
    std::stable_sort(list.begin(), list.end(), [&](const Item& a, const Item& b) {
        if (key_of(a) != key_of(b)) return key_of(a) < key_of(b);
        const text::SourceFile& file_a = sources.file_of(place_of(a));
        const text::SourceFile& file_b = sources.file_of(place_of(b));
        if (file_a.base != file_b.base) return file_a.name < file_b.name;
        return place_of(a).begin < place_of(b).begin;
    });
}

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

std::string nth_word(std::string_view text, std::size_t n) {
    std::size_t at = 0;
    for (std::size_t word = 0;; ++word) {
        while (at < text.size() && !is_name_character(text[at])) ++at;
        const std::size_t begin = at;
        while (at < text.size() && is_name_character(text[at])) ++at;
        if (word == n || begin == at) return std::string(text.substr(begin, at - begin));
    }
}

RuleSet collect(const std::vector<syntax::Module>& modules, const text::Sources& sources) {
    RuleSet set;
    Collector collector(set, sources);
    for (const syntax::Module& module : modules) {
        collector.language = module.language;
        for (const syntax::Documented& documented : module.declarations) {
            collector.documentation = &documented.documentation;
            boost::apply_visitor(collector, documented.declaration.get());
        }
    }
    sort_by_name(set.entities, sources);
    sort_by_name(set.parameters, sources);
    sort_by_name(set.agencies, sources);
    sort_by_name(set.definitions, sources);
    sort_by_name(set.programmes, sources);
    sort_by_name(set.rules, sources);
    sort_by_name(set.tests, sources);
    return set;
}

}  // namespace tepat::check
