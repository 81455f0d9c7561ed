// SPDX-License-Identifier: Apache-2.0
#include "engine/intake/conflict.hpp"

#include "engine/intake/identity.hpp"
#include "engine/intake/row_mask.hpp"
#include "engine/intake/row_reader.hpp"

namespace tepat::intake {
namespace {

/// As shown_key, and whole numbers of another length too in a column that is meant for NIK or nomor KK.
std::string shown_key_of(const program::Program& program, const TableColumns& table, const std::string& key) {
    const NumberOf number = table.key ? table.columns[*table.key].number : number_named(program[table.entity].key_column);
    const bool is_person = number == NumberOf::person || number == NumberOf::family_card;
    return is_person ? masked(key) : shown_key(program, table.entity, key);
}

}  // namespace

void note_conflict(const program::Program& program, const Conflict& conflict, const std::string& file, std::size_t line, store::ImportWork& work, Findings& findings) {
    const Check check = conflict.replaced ? Check::conflict_replaced : Check::conflict_kept;
    const std::string before = without_long_numbers(shown(conflict.column.fact, conflict.before)), after = without_long_numbers(shown(conflict.column.fact, conflict.after));
    work.keep({line, program[conflict.table.entity].name, conflict.key, conflict.column.column, name_of(check),
               conflict.replaced ? conflict.before : before + " / " + after});
    findings.add({check, conflict.table.entity, 0, shown_key_of(program, conflict.table, conflict.key), conflict.column.column, before + " / " + after, file, line, before, after});
}

}  // namespace tepat::intake
