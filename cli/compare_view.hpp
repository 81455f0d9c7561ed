// SPDX-License-Identifier: Apache-2.0
// A comparison with its reasons in words, before it becomes text, JSON, CSV or a workbook.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "engine/compare/compare.hpp"

namespace tepat::cli {

/// One thing that decided: as a sentence for people, in pieces for programs.
struct Reason {
    std::string kind;  ///< condition, exception, new_rule, rule_gone, not_run, place, rule
    bool after = false;
    std::string rule, rule_label;
    std::string text;      ///< the condition as written
    std::string file;      ///< empty: written nowhere
    std::size_t line = 0;
    std::string state;     ///< not_eligible (not met), undecided, error; eligible of an exception that applies
    std::string sentence;  ///< in the session's language
    struct Value {
        std::string fact, label, before, after;  ///< masked where they must be; empty: not on this side
    };
    std::vector<Value> values;
    std::vector<std::string> legal_basis;
};

struct Why {
    std::vector<Reason> reasons;
    std::vector<std::string> missing;  ///< printed names: what is missing now
};

/// How many changed subjects of a programme one reason decided.
struct DecidingCount {
    Reason reason;
    std::size_t subjects = 0, alone = 0;
    std::array<std::size_t, compare::changes> change{};
};

/// What was compared with what.
struct SideTitle {
    std::string rules, baseline, date, rule_set, fingerprint;
    std::int64_t run = 0;  ///< of a worklist; 0: judged now
};

struct CompareView {
    SideTitle title_before, title_after;
    const compare::Side& before;
    const compare::Side& after;
    const compare::Comparison& comparison;
    std::vector<std::vector<DecidingCount>> deciding;  ///< by programme of the comparison, most subjects first; empty: not known
    std::function<Why(const compare::Compared&, const compare::Row&)> why;
    bool unmask = false;
    bool hides(const compare::Benefit& benefit) const { return benefit.secrecy != 0 && !unmask; }  ///< amounts and their sums: one may be of one person
    std::size_t examples = 3;
};

/// What a group is known by, masked when it is a secret.
std::string group_key(const CompareView& view, const compare::Grouping& grouping, const std::string& key);
std::string group_name(const CompareView& view, const compare::Grouping& grouping, const std::string& key, const std::string& name);  ///< else its key

/// What is said of one row.
class RowWords {
public:
    RowWords(const CompareView& view, const compare::Compared& compared, const compare::Row& row);
    std::string key() const;   ///< masked when secret
    std::string name() const;  ///< empty: not known
    std::string who() const;   ///< name and key
    std::string area() const;  ///< of the side after, else before; empty: none
    std::uint32_t rank_before() const;
    std::uint32_t rank_after() const;
    const compare::Amount* benefit_before() const;  ///< null: not reached, or none
    const compare::Amount* benefit_after() const;

private:
    const compare::ProgrammeSide* programme(bool after) const;
    const CompareView& view_;
    const compare::Compared& compared_;
    const compare::Row& row_;
    const compare::Subjects& subjects_;  ///< of the side where the row is
    std::uint32_t at_;
};

const char* change_word(compare::Change change);
const char* standing_word(compare::Standing standing);
std::string change_text(compare::Change change, const Session& session);
std::string standing_text(compare::Standing standing, const Session& session);
/// Rp1.000 s.d. Rp2.000, sedikitnya Rp1.000, tidak diketahui; with `per bulan` behind when asked for.
std::string amount_text(const compare::Benefit& benefit, const compare::Amount& amount, const Session& session);
std::string per_text(const compare::Benefit& benefit, const Session& session);

void print_comparison_text(const CompareView& view, Session& session);
void print_comparison_json(const CompareView& view, Session& session);
/// Every changed row; returns how many.
std::size_t write_comparison_csv(const CompareView& view, const Session& session, std::ostream& out);
/// Totals, groups, what decides, every changed row; returns how many rows. Failures of workbook::XlsxWriter.
std::size_t write_comparison_workbook(const CompareView& view, const std::string& path, const Session& session);

}  // namespace tepat::cli
