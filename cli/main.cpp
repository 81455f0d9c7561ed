// SPDX-License-Identifier: Apache-2.0
// The program `tepat`: reads the command line, runs one command, and is the only place where failures are caught.
#include <iostream>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/render.hpp"

namespace {

using namespace tepat;
using cli::Session;
using diagnostics::Exit;

Exit dispatch(const std::vector<std::string>& args, Session& session) {
    const cli::Invocation invocation = cli::parse_command_line(args, session);
    switch (invocation.kind) {
        case cli::Invocation::Kind::version:
            session.out << "tepat " TEPAT_VERSION "\n";
            return Exit::done;
        case cli::Invocation::Kind::help:
            session.out << (invocation.command == nullptr ? cli::general_help(session) : cli::command_help(*invocation.command, session));
            return Exit::done;
        case cli::Invocation::Kind::run:
            break;
    }
    return invocation.command->run(invocation.arguments, session);
}

Exit report(const diagnostics::Failure& failure, Session& session) {
    session.err << diagnostics::render_text(failure.diagnostic(), text::Sources{}, session.language, session.color);
    return failure.exit();
}

/// The command, then a check that its output really went out (a full disk behind `> file` is a failure like any other).
Exit run_and_flush(const std::vector<std::string>& args, Session& session) {
    const Exit exit = dispatch(args, session);
    if (!session.out.flush()) throw diagnostics::Failure(Exit::environment, diagnostics::Code::cannot_write_output, {});
    return exit;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    const std::vector<std::string> args(argv + 1, argv + argc);
    Session session{.out = std::cout, .err = std::cerr};
    cli::set_language(args, session);
    Exit exit = Exit::environment;
    try {
        exit = run_and_flush(args, session);
    } catch (const diagnostics::Failure& failure) {
        session.out.flush();
        exit = report(failure, session);
    } catch (const std::bad_alloc&) {
        exit = report({Exit::environment, diagnostics::Code::out_of_memory, {}}, session);
    } catch (const std::exception& error) {
        exit = report({Exit::environment, diagnostics::Code::internal_error, {std::string(error.what())}}, session);
    }
    session.err.flush();
    return static_cast<int>(exit);
}
