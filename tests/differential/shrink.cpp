// SPDX-License-Identifier: Apache-2.0
// See shrink.hpp.
#include "tests/differential/shrink.hpp"

#include "dsl/program/print.hpp"
#include "tests/differential/versus.hpp"

namespace tepat::versus {

namespace {

struct Failing {
    generate::RuleText rules;
    oracle::World world;
    oracle::Circumstances circumstances;
    std::uint64_t seed;
    std::string kind;

    std::string difference() const {
        const Compiled compiled = compile({rules.text()});
        return compiled.sound() ? versus::difference(compiled.program, world, circumstances, seed) : std::string();
    }
};

/// What they differ about: `rule a1`, `places of p1`, and how, without the row.
std::string kind_of(const std::string& difference) {
    const std::size_t start = difference.find(": ");
    const std::size_t row = difference.find(" of ", start);
    const std::size_t says = difference.find(": oracle says ", start);
    const auto word_after = [&](std::size_t at) { return at == std::string::npos ? "" : difference.substr(at, difference.find(' ', at + 14) - at); };
    return start == std::string::npos ? "" : difference.substr(start, row - start) + word_after(says);
}

/// Tries the change; keeps it when the case still fails in the same way.
template <class Change>
bool keep(Failing& failing, const Change& change) {
    Failing changed = failing;
    change(changed);
    const std::string found = changed.difference();
    if (found.empty() || kind_of(found) != failing.kind) return false;
    failing = std::move(changed);
    return true;
}

bool drops_rows(const std::string& declaration) {
    return declaration.rfind("entitas", 0) == 0 || declaration.rfind("entity", 0) == 0;
}

/// Entities stay: the world's rows and cells are numbered after them.
void drop_declarations(Failing& failing) {
    for (std::size_t i = failing.rules.declarations.size(); i-- > 0;) {
        if (drops_rows(failing.rules.declarations[i])) continue;
        keep(failing, [i](Failing& f) { f.rules.declarations.erase(f.rules.declarations.begin() + static_cast<std::ptrdiff_t>(i)); });
    }
}

/// The n-th line of a rule or term that is a clause of its own.
bool drop_line(std::string& declaration, std::size_t n) {
    std::size_t start = 0;
    for (std::size_t line = 0; line < n && start != std::string::npos; ++line) start = declaration.find('\n', start + 1);
    if (n == 0 || start == std::string::npos || start + 1 >= declaration.size()) return false;
    const std::size_t end = declaration.find('\n', start + 1);
    declaration.erase(start, end == std::string::npos ? end : end - start);
    return true;
}

void drop_lines(Failing& failing) {
    for (std::size_t i = 0; i < failing.rules.declarations.size(); ++i) {
        if (drops_rows(failing.rules.declarations[i])) continue;
        for (std::size_t n = 12; n > 0; --n) keep(failing, [i, n](Failing& f) { drop_line(f.rules.declarations[i], n); });
    }
}

/// Replaces a part in parentheses by one of the parts in parentheses within it.
bool lift(std::string& text, std::size_t outer, std::size_t inner) {
    const auto closing = [&](std::size_t open) {
        int depth = 0;
        for (std::size_t i = open; i < text.size(); ++i) {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0) return i;
        }
        return std::string::npos;
    };
    const std::size_t end = closing(outer);
    if (end == std::string::npos || inner >= end) return false;
    const std::size_t inner_end = closing(inner);
    text = text.substr(0, outer) + text.substr(inner, inner_end + 1 - inner) + text.substr(end + 1);
    return true;
}

void lift_parts(Failing& failing) {
    for (std::size_t i = 0; i < failing.rules.declarations.size(); ++i) {
        if (drops_rows(failing.rules.declarations[i])) continue;
        for (std::size_t outer = 0; outer < failing.rules.declarations[i].size(); ++outer) {
            if (failing.rules.declarations[i][outer] != '(') continue;
            for (std::size_t inner = outer + 1; inner < failing.rules.declarations[i].size(); ++inner) {
                if (failing.rules.declarations[i][inner] != '(') continue;
                keep(failing, [=](Failing& f) { lift(f.rules.declarations[i], outer, inner); });
            }
        }
    }
}

void drop_rows(Failing& failing) {
    for (std::size_t e = failing.world.rows.size(); e-- > 0;)
        for (std::size_t r = failing.world.rows[e].size(); r-- > 0;)
            keep(failing, [e, r](Failing& f) { f.world.rows[e].erase(f.world.rows[e].begin() + static_cast<std::ptrdiff_t>(r)); });
}

void clean_cells(Failing& failing) {
    for (std::size_t e = 0; e < failing.world.rows.size(); ++e)
        for (std::size_t r = 0; r < failing.world.rows[e].size(); ++r)
            for (std::size_t c = 0; c < failing.world.rows[e][r].cells.size(); ++c)
                if (failing.world.rows[e][r].cells[c].state != oracle::State::unknown)
                    keep(failing, [=](Failing& f) { f.world.rows[e][r].cells[c] = {}; });
}

}  // namespace

std::string smaller(generate::RuleText rules, oracle::World world, oracle::Circumstances circumstances, std::uint64_t shuffle_seed) {
    Failing failing{std::move(rules), std::move(world), std::move(circumstances), shuffle_seed, {}};
    failing.kind = kind_of(failing.difference());
    for (int round = 0; round < 2; ++round) {
        drop_declarations(failing);
        drop_rows(failing);
        drop_lines(failing);
        lift_parts(failing);
        clean_cells(failing);
    }
    const Compiled compiled = compile({failing.rules.text()});
    return "on " + program::to_iso(failing.circumstances.date) + "\n" + failing.rules.text() + "\n" + oracle::print(failing.world, compiled.program) +
           failing.difference();
}

}  // namespace tepat::versus
