// SPDX-License-Identifier: Apache-2.0
// The sink keeps what passes found; its order is by place, whatever order they found it in.
#include <algorithm>
#include <tuple>

#include "dsl/diagnostics/diagnostic.hpp"

namespace tepat::diagnostics {

namespace {

/// Everything a reader can see, so that only true duplicates fall together. Written in one language: which one does not matter.
std::string contents(const Diagnostic& diagnostic) {
    std::string all = fill(texts_of(diagnostic.code, Language::en).title, diagnostic.arguments, Language::en);
    for (const Argument& argument : diagnostic.arguments) all += '\x1f' + fill("{0}", {argument}, Language::en);
    for (const Label& label : diagnostic.labels) {
        all += '\x1e' + std::to_string(label.span.begin) + ' ' + std::to_string(label.span.end) + ' ';
        all += fill(text_of(label.phrase, Language::en), label.arguments, Language::en);
    }
    for (const Note& note : diagnostic.notes) all += '\x1d' + fill(text_of(note.phrase, Language::en), note.arguments, Language::en);
    return all;
}

}  // namespace

void Sink::add(Diagnostic diagnostic) {
    if (severity_of(diagnostic.code) == Severity::error) ++errors_;
    items_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Sink::sorted() const {
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint16_t, std::string, std::size_t>;
    std::vector<Key> keys;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        const Diagnostic& item = items_[i];
        keys.emplace_back(item.span.begin, item.span.end, static_cast<std::uint16_t>(item.code), contents(item), i);
    }
    std::sort(keys.begin(), keys.end());
    const auto same = [](const Key& a, const Key& b) {
        return std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(a), std::get<3>(a)) ==
               std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(b), std::get<3>(b));
    };
    keys.erase(std::unique(keys.begin(), keys.end(), same), keys.end());
    std::vector<Diagnostic> result;
    for (const Key& key : keys) result.push_back(items_[std::get<4>(key)]);
    return result;
}

}  // namespace tepat::diagnostics
