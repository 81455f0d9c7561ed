// SPDX-License-Identifier: Apache-2.0
// The list staff work from: tasks with the names, addresses and areas of their subjects, for `tepat tasks`.
// Values come out unmasked with their secrecy; `shown` applies the mask.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/store/listed_tasks.hpp"
#include "engine/store/worklist_db.hpp"
#include "engine/worklist/plan_tasks.hpp"

namespace tepat::worklist {

/// Each empty filter lets everything through. Agency (of the rule, or to whom it was assigned) and programme: name or label; village: name or key of an area the subject lies in
/// (names in any case). State as the worklist stores it; empty: open.
/// What a list will be cut into: a file for each village is for many agencies, a file for each agency is for that one.
enum class Split { none, village, agency };

struct Filter {
    std::string agency, village, programme, state;
    bool every_state = false;
    Split split = Split::none;  ///< agency: one after another (ListedTask::for_agency, by name), each sorted as below
};

struct Reason {
    std::string rule, label;
    std::vector<std::string> legal_basis;
};
struct Place {  ///< the subject itself, then its parent, and so on up
    std::string entity, entity_label, key;
    int key_secrecy = 0;
    bool area = false;
    store::PieceRecord name;  ///< value empty: this entity has no `sebutan`, or it is unknown
    std::vector<store::PieceRecord> address;
    std::vector<store::NumberRecord> numbers = {};
};
struct ListedTask {
    store::TaskRecord task;
    std::string programme_label, agency_label;
    std::vector<Reason> reasons;
    std::vector<Place> places;
    int benefit_secrecy = 0;  ///< marks of what the benefit is made from, masked as a piece is
    std::vector<std::string> conflict_labels = {};  ///< of the programmes in TaskContent::conflicts
    std::string assignee_label = {};                ///< of the agency, else the person; empty: not assigned
    std::vector<std::string> missing_labels = {};   ///< of TaskContent::missing, in its order; printed names where there are no labels
    std::string for_agency = {};                    ///< name of the agency that has it: the one it was assigned to, else the rule's
};

/// What a filter can name: agencies and programmes of the rules, areas of the subjects. Sorted, each once.
struct FilterNames {
    std::vector<std::string> shown;  ///< one a thing: the label or name people know; nothing protected
    std::vector<std::string> known;  ///< whatever the filter would take: names, labels, keys
};
struct AllFilterNames {
    FilterNames agencies, programmes, areas;
};
AllFilterNames filter_names(const std::string& path);
/// A row of the population with its ancestors, as a task about it would show it.
std::vector<Place> places_of(const Judged& judged, program::EntityId entity, std::uint32_t row);

/// Sorted by area, address, name and key (all outermost first: a family, then its members), programme, rule, kind, period. One after the
/// other, in memory that does not grow with the list; one consistent view as long as it lives.
class TaskList {
public:
    TaskList(const std::string& path, const Filter& filter);
    ~TaskList();
    TaskList(const TaskList&) = delete;
    TaskList& operator=(const TaskList&) = delete;

    std::size_t count();
    bool any_in_area();
    store::PieceNames piece_names();
    std::vector<std::string> periods();  ///< of its tasks, sorted; those without are not told
    bool lacks_numbers();                ///< the file is older than they are, and no run has been since
    const std::string& identity() const; ///< for CheckCodes
    const std::optional<store::RunRecord>& last_run() const;
    std::string agency_label(const std::string& name) const;  ///< the name itself when it has none
    void each(const std::function<void(const ListedTask&)>& visit);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
/// All at once.
std::vector<ListedTask> read_tasks(const std::string& path, const Filter& filter);

/// In place of a value that is not shown.
inline constexpr const char* masked = "***";
/// The value, or when it is protected and not unmasked the mask: of a secret identity number 157107******0001 (decision 76), else ***. What is
/// only sensitive is open in a list made for one agency (Filter::agency, Split::agency): that mark is taken away then. Of what nobody marked, the
/// numbers of 16 digits are masked as well: a file whose keys are such numbers was perhaps written before they counted as secret (decision 100).
std::string shown(const store::PieceRecord& piece, bool unmask);

}  // namespace tepat::worklist
