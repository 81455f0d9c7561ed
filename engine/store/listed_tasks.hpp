// SPDX-License-Identifier: Apache-2.0
// Tasks in the order people read them, one after the other: SQLite sorts (in temporary files when it must), so a list of any length takes
// the same memory. 284,000 tasks are in order after two seconds.
// Failures: R5020..R5028 (exit 3), R5040, R5041, R5254 (exit 1).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/store/worklist_db.hpp"

namespace tepat::store {

/// Each empty text lets everything through.
struct TaskSelection {
    std::string agency, programme;  ///< name, or label in any case; agency: of the rule, or to whom the task was assigned
    std::string village;            ///< key, or name in any case, of an area the subject lies in
    std::string state;
    bool by_agency = false;         ///< agency after agency: the one it was assigned to, else the rule's
};

/// What the pieces of names and addresses are called, those of the innermost entity first, each once.
struct NumberName {
    std::string fact, label;  ///< label: the shortest that the fact has in any entity
};
struct PieceNames {
    std::vector<std::string> address;
    std::vector<NumberName> numbers;  ///< of which some subject has one
};

/// The subject, its parent, and so on up.
using SubjectChain = std::vector<SubjectRecord>;

/// One consistent view of the file, as long as it lives.
class ListedTasks {
public:
    ListedTasks(const std::string& path, const TaskSelection& selection);
    ~ListedTasks();
    ListedTasks(const ListedTasks&) = delete;
    ListedTasks& operator=(const ListedTasks&) = delete;

    std::size_t count();
    bool any_in_area();  ///< some selected task lies in an area
    PieceNames piece_names();           ///< of all subjects in the file
    std::vector<std::string> periods();  ///< of the selected tasks, sorted, without `-`
    bool lacks_numbers();                ///< the file was brought up to date since the last run
    std::string identity();
    std::optional<RunRecord> last_run();
    std::vector<CatalogueRecord> catalogue();
    std::map<std::string, std::string> fact_labels();  ///< by printed name
    std::map<std::string, int> benefit_secrecy();  ///< by programme; one that is not here: open
    /// By area, address, name and key (all outermost first: a family, then its members), programme, rule, kind, period.
    void each(const std::function<void(const TaskRecord&, const SubjectChain&)>& visit);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Subjects that are areas, by id.
void each_area(const std::string& path, const std::function<void(const SubjectRecord&)>& visit);

}  // namespace tepat::store
