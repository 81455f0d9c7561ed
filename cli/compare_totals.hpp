// SPDX-License-Identifier: Apache-2.0
// A comparison counted for people: six kinds of change instead of twelve, groups over all programmes. Text and workbook show the same.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "cli/compare_view.hpp"

namespace tepat::cli {

using ChangeCounts = std::array<std::size_t, compare::changes>;

inline constexpr std::array change_titles{Message::compare_plus,      Message::compare_minus, Message::compare_waiting,
                                          Message::compare_undecided, Message::compare_error, Message::compare_other};
/// By change_titles: gain, lose (waiting ones included), now wait, undecided, error, other. Who is on one side only is in none of them.
std::vector<std::size_t> shown_changes(const ChangeCounts& counts);
std::size_t count_of(const ChangeCounts& counts, compare::Change change);
std::size_t all_changed(const ChangeCounts& counts);  ///< anything but `same`

struct ComparedGroup {
    std::string name;  ///< empty: in no group
    ChangeCounts counts{};
    std::map<std::string, compare::Sum> differences;  ///< of rupiah in sen, by what they are per; only what may be shown
};
struct ComparedGroups {
    std::string label;
    std::vector<std::string> per;  ///< units of the differences there are
    std::vector<ComparedGroup> groups;  ///< with changes, by key, the one of no group last
};
std::size_t groupings_of(const CompareView& view);
ComparedGroups groups_of(const CompareView& view, std::size_t grouping);

std::string side_text(const SideTitle& title, const Session& session);
/// Berubah: 13 dari 1.504 Anggota keluarga; 6 baru dalam data, 0 tidak ada lagi
std::string affected_text(const compare::Affected& affected, const Session& session);

}  // namespace tepat::cli
