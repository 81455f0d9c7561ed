// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: which entities and facts of a vocabulary are the persons, families and areas of the checks. By name: the
// shipped vocabulary's, their short forms and English ones. What a vocabulary does not have is not checked.
#pragma once

#include <string>

#include "dsl/program/program.hpp"

namespace tepat::intake {

/// Column names in the database; empty: none.
struct PersonColumns {
    std::string name, nik, birth, sex, relation;
    std::string head;          ///< the stored form of "is the head"
    std::string male, female;  ///< stored forms
    std::string wife, husband; ///< stored forms
};
struct FamilyColumns {
    std::string name, nik, card, decile, rt, rw, village, city;  ///< village, city: names written on the row
};
struct Roles {
    program::EntityId person, family, village;  ///< invalid: none
    PersonColumns persons;
    FamilyColumns families;
};
Roles roles_of(const program::Program& program);

}  // namespace tepat::intake
