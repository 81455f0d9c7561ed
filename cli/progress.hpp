// SPDX-License-Identifier: Apache-2.0
// Says on a terminal what is going on, in one line that vanishes; says nothing in a pipe.
#pragma once

#include "cli/session.hpp"

namespace tepat::cli {

class Progress {
public:
    explicit Progress(Session& session) : session_(session), shown_(session.terminal && !session.quiet) {}
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void stage(Message message) {
        clear();
        if (shown_) session_.err << session_.text(message) << std::flush;
    }
    void clear() {
        if (shown_) session_.err << "\r\033[K" << std::flush;
    }

private:
    Session& session_;
    bool shown_;
};

}  // namespace tepat::cli
