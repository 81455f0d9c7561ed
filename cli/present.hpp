// SPDX-License-Identifier: Apache-2.0
// Numbers, dates, values and outcomes as people read them, in either language.
#pragma once

#include <cstdint>
#include <string>

#include "cli/messages.hpp"
#include "dsl/program/program.hpp"
#include "engine/run/run.hpp"

namespace tepat::cli {

/// 94481 -> 94.481 in Indonesian, 94,481 in English.
std::string grouped(std::int64_t number, Language language);
/// 2025-07-01 -> 1 Juli 2025, 1 July 2025.
std::string spoken(program::Date date, Language language);
/// A known value of a type: Rp1.500.000, 0,25, ya, the label or else the name of a choice, "text".
std::string value_text(const program::Program& program, const program::Type& type, const program::Value& value, Language language);
/// A scaled number without its kind: 1050 at scale 2 -> 10,5 (10.5).
std::string decimal_text(std::int64_t number, int scale, Language language);

/// What the engine knows of a value: the value, bounds, "unknown" or "error".
std::string watched_text(const program::Program& program, const program::Type& type, const run::WatchedValue& value, Language language);

/// A text of a baseline or worklist, without what would steer a terminal: on one line.
std::string printable(std::string text);

std::string verdict_text(program::Verdict verdict, Language language);  ///< layak, tidak layak, belum pasti, galat
const char* verdict_word(program::Verdict verdict);                     ///< eligible, ...: in json and csv

/// The label when there is one, else the name.
template <class Named>
const std::string& called(const Named& named) {
    return named.label.empty() ? named.name : named.label;
}

}  // namespace tepat::cli
