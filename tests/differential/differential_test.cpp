// SPDX-License-Identifier: Apache-2.0
// Random rule sets over random populations: the engine must say exactly what the oracle says. TEPAT_SEED and TEPAT_CASES choose other
// and longer runs; a failing case is made smaller and printed as rule text and rows, with the seed that makes it again.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/differential/generate.hpp"
#include "tests/differential/shrink.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_CASE("engine and oracle agree on random rules and people", "[differential]") {
    const std::uint64_t first = from_environment("TEPAT_SEED", 1);
    const std::uint64_t cases = from_environment("TEPAT_CASES", 150);
    std::uint64_t sound = 0;
    for (std::uint64_t seed = first; seed < first + cases; ++seed) {
        const auto language = seed % 2 == 0 ? syntax::KeywordLanguage::id : syntax::KeywordLanguage::en;
        const generate::RuleText rules = generate::rule_text(seed, language);
        const versus::Compiled compiled = versus::compile({rules.text()});
        if (!compiled.sound()) continue;
        ++sound;
        const oracle::World world = generate::world(seed, compiled.program);
        const oracle::Circumstances circumstances = generate::circumstances(seed, compiled.program, world);
        const std::string found = versus::difference(compiled.program, world, circumstances, seed);
        if (!found.empty()) FAIL_CHECK("seed " << seed << ": " << found << "\n" << versus::smaller(rules, world, circumstances, seed));
    }
    CHECK(sound * 100 >= cases * 80);  // a generator that mostly writes wrong rules tests nothing
}
