// SPDX-License-Identifier: Apache-2.0
// Private to engine/worklist: the tasks a worklist already holds, small enough to keep all of them in memory while a run is compared.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/store/worklist_db.hpp"

namespace tepat::worklist {

enum class State : std::uint8_t { open, approved, rejected, postponed, done, withdrawn, superseded };

/// Somebody still has to do it.
inline bool is_pending(State state) { return state == State::open || state == State::postponed; }

/// What a task is, whatever it says.
struct Identity {
    std::uint32_t kind, programme, rule, period;  ///< numbers of texts, see KnownTasks::number_of
    std::int64_t subject;
    friend bool operator==(const Identity&, const Identity&) = default;
};

struct Known {
    std::int64_t id;
    Identity identity;
    State state;
    bool by_person;   ///< decided by somebody, not by a run
    bool seen = false;  ///< this run wants it
    std::uint32_t due_from;  ///< number of a text
    std::uint32_t until;     ///< number of a text; of postponed
    std::array<char, 16> digest;
};

class KnownTasks {
public:
    explicit KnownTasks(store::WorklistWriter& writer);

    std::uint32_t number_of(const std::string& text);
    const std::string& text_of(std::uint32_t number) const { return *texts_[number]; }
    Known* find(const Identity& identity);
    std::vector<Known>& all() { return tasks_; }

private:
    struct Hash {
        std::size_t operator()(const Identity& identity) const;
    };
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<const std::string*> texts_;
    std::vector<Known> tasks_;
    std::unordered_map<Identity, std::uint32_t, Hash> by_identity_;
};

}  // namespace tepat::worklist
