// SPDX-License-Identifier: Apache-2.0
// Two seeds in the bytes make a random rule set and a random population; engine and oracle must agree. The same seeds in
// tests/differential (TEPAT_SEED) print the case.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/differential/generate.hpp"
#include "tests/differential/versus.hpp"

using namespace tepat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::uint32_t seeds[2] = {0, 0};
    if (size < sizeof seeds) return -1;
    std::memcpy(seeds, data, sizeof seeds);
    const generate::RuleText rules =
        generate::rule_text(seeds[0], seeds[0] % 2 == 0 ? syntax::KeywordLanguage::id : syntax::KeywordLanguage::en);
    const versus::Compiled compiled = versus::compile({rules.text()});
    if (!compiled.sound()) return 0;
    const oracle::World world = generate::world(seeds[1], compiled.program);
    const oracle::Circumstances circumstances = generate::circumstances(seeds[1], compiled.program, world);
    const std::string found = versus::difference(compiled.program, world, circumstances, seeds[1]);
    if (found.empty()) return 0;
    std::fprintf(stderr, "rules %u, people %u: %s\n%s\n%s", seeds[0], seeds[1], found.c_str(), rules.text().c_str(),
                 oracle::print(world, compiled.program).c_str());
    std::abort();
}
