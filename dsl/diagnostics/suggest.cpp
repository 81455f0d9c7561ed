// SPDX-License-Identifier: Apache-2.0
// Nearest names by edit distance; swapping two neighbouring letters counts as one edit, because that is how people mistype.
#include "dsl/diagnostics/suggest.hpp"

#include <algorithm>
#include <utility>

namespace tepat::diagnostics {

namespace {

constexpr std::size_t most_suggestions = 3;
constexpr std::size_t longest_name = 64;  // nobody misspells longer ones by a letter or two; bounds the time

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::vector<std::string> suggest(std::string_view wrong, const std::vector<std::string>& candidates) {
    if (wrong.empty() || wrong.size() > longest_name) return {};
    const std::string sought = lower(wrong);
    const std::size_t limit = std::max<std::size_t>(1, sought.size() / 3);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const std::string& candidate : candidates) {
        const std::size_t lengths = candidate.size() > sought.size() ? candidate.size() - sought.size() : sought.size() - candidate.size();
        if (lengths > limit) continue;
        const std::size_t distance = edit_distance(sought, lower(candidate));
        if (distance <= limit) near.emplace_back(distance, candidate);
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    std::vector<std::string> result;
    for (auto& [distance, name] : near)
        if (result.size() < most_suggestions) result.push_back(std::move(name));
    return result;
}

}  // namespace tepat::diagnostics
