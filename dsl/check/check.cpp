// SPDX-License-Identifier: Apache-2.0
// The list of passes (check.hpp).
#include "dsl/check/check.hpp"

#include <cassert>

#include "dsl/check/hash.hpp"
#include "dsl/check/passes.hpp"
#include "dsl/program/invariants.hpp"

namespace tepat::check {

program::Program check(const std::vector<syntax::Module>& modules, const text::Sources& sources, diagnostics::Sink& sink,
                       const std::function<bool(text::Span)>& is_own) {
    program::Program program;
    Context context{program, sink, sources, collect(modules, sources)};
    if (is_own) context.is_own = is_own;
    declare(context);
    check_facts(context);
    check_parameters(context);
    check_shadows(context);
    check_terms(context);
    check_only_when(context);
    check_programmes(context);
    check_rules(context);
    find_stages(context);
    check_open_parameters(context);
    check_tests(context);
    lint(context);
    program.complete = !sink.has_errors();
    program.hash = hash_of(program);
    assert(!program.complete || program::broken_invariants(program).empty());
    return program;
}

}  // namespace tepat::check
