// SPDX-License-Identifier: Apache-2.0
// One listed task's fields as texts, for all three forms of the list.
#pragma once

#include <string>
#include <vector>

#include "cli/session.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

class TaskFields {
public:
    /// The benefit is made from protected values.
    static bool hides_benefit(const worklist::ListedTask& listed, bool unmask);
    /// The key of the area a rank counts in, masked when it is secret.
    static std::string shown_area(const worklist::ListedTask& listed, bool unmask);
    TaskFields(const worklist::ListedTask& listed, bool unmask, const Session& session)
        : listed_(listed), unmask_(unmask), session_(session) {}

    std::string number() const;
    std::string kind() const;
    std::string state() const;
    std::string priority() const;
    std::string programme() const;  ///< label, else name; of a rule without programme: the rule's
    std::string agency() const;     ///< to whom it was assigned, else the rule's
    std::string text() const;                      ///< what is to be done
    std::string due() const;                       ///< 31 Juli 2025; empty: none
    std::string benefit() const;                   ///< Rp16.800 per bulan, 10 per bulan; empty: none
    std::string rank() const;                      ///< 3 di Legok; empty: none
    std::string note() const;                      ///< provisional, conflicts; empty: nothing to say
    std::string key() const;                       ///< masked when secret
    std::string name() const;                      ///< of the subject; empty when it has none
    std::string entity() const;                    ///< label of the subject's entity
    std::string subject() const;                   ///< name and entity, or entity and key; then whom it belongs to
    std::vector<std::string> belongs_to() const;   ///< Keluarga Samsul Pratama: those above that are no areas
    std::string inner_area() const;                ///< the two innermost areas, the outer one first
    std::string address() const;                   ///< of the subject, else of the nearest ancestor that has one
    std::string area() const;                      ///< areas, outermost first
    std::vector<std::string> reasons() const;      ///< labels of the rules
    std::vector<std::string> legal_basis() const;  ///< of all reasons, each once
    const store::TaskContent& content() const { return listed_.task.content; }
    const std::vector<std::string>& missing() const { return listed_.missing_labels; }  ///< as people call the facts
    const std::string& period() const { return listed_.task.period; }

private:
    std::string place_name(const worklist::Place& place) const;
    std::string rank_area() const;
    std::vector<std::string> areas() const;

    const worklist::ListedTask& listed_;
    bool unmask_;
    const Session& session_;
};

/// How a state of the worklist is called.
Message state_message(const std::string& state);

std::string joined(const std::vector<std::string>& words, const std::string& between);

}  // namespace tepat::cli
