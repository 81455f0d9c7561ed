// SPDX-License-Identifier: Apache-2.0
#include "dsl/prove/prove.hpp"

#include <algorithm>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/prove/find.hpp"

namespace tepat::prove {

namespace {

void say_if_stopped(const Questions& questions, diagnostics::Sink& sink) {
    if (questions.exhausted())
        sink.add({diagnostics::Code::analysis_stopped, {}, {diagnostics::Count{static_cast<std::int64_t>(questions.asked())}}, {}, {}, {}});
}

}  // namespace

void prove(const program::Program& program, const Options& options, diagnostics::Sink& sink) {
    Questions questions(program, options, sink);
    find_cases(questions);
    find_conditions(questions);
    find_exceptions(questions);
    find_contained(questions);
    find_programmes(questions);
    say_if_stopped(questions, sink);
}

void prove_complete(const program::Program& program, const Options& options, diagnostics::Sink& sink) {
    const auto is_open = [&](const program::Term& term) {
        const auto* cases = std::get_if<program::Cases>(&program[term.body].kind);
        return cases != nullptr && !cases->otherwise.valid();
    };
    if (std::none_of(program.terms.begin(), program.terms.end(), is_open)) return;  // the usual case needs no solver
    Questions questions(program, options, sink);
    find_gaps(questions);
}

}  // namespace tepat::prove
