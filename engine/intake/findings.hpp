// SPDX-License-Identifier: Apache-2.0
// What is wrong with imported data, as data: which check, which row, what stood there. Texts in two languages: findings.def.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostics/diagnostic.hpp"
#include "dsl/program/program.hpp"

namespace tepat::intake {

enum class Check : std::uint8_t {
#define FINDING(name, severity, what_id, do_id, what_en, do_en) name,
#include "engine/intake/findings.def"
#undef FINDING
};
constexpr std::size_t checks = 0
#define FINDING(name, severity, what_id, do_id, what_en, do_en) +1
#include "engine/intake/findings.def"
#undef FINDING
    ;

const char* name_of(Check check);
std::optional<Check> check_named(std::string_view name);
diagnostics::Severity severity_of(Check check);
std::string what(Check check, const std::string& detail, diagnostics::Language language);
std::string what_to_do(Check check, diagnostics::Language language);

struct Finding {
    Check check{};
    program::EntityId entity;    ///< invalid: the data as a whole
    std::int64_t place = 0;      ///< row number in the baseline; 0: by key
    std::string key, column;     ///< column: empty for the whole row; key: as the baseline has it, until it is located
    std::string detail;          ///< secrets already masked
    std::string file;            ///< where the row came from, when it is known
    std::size_t line = 0;
    std::string before{}, after{};  ///< of conflicts: what the baseline has and what the file has, protected values masked
};

/// Exact counts; of each check the first 20,000 are kept, so that a file wrong in every row does not fill the memory.
class Findings {
public:
    static constexpr std::size_t most_kept = 20'000;
    void add(Finding finding);  ///< NIK and nomor KK in what is told of the cells are masked here, whoever adds it
    std::size_t count(Check check) const { return counts_[static_cast<std::size_t>(check)]; }
    std::size_t count(diagnostics::Severity severity) const;
    std::vector<Finding>& list() { return list_; }
    const std::vector<Finding>& list() const { return list_; }

private:
    std::array<std::size_t, checks> counts_{};
    std::vector<Finding> list_;
};

}  // namespace tepat::intake
