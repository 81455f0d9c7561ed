// SPDX-License-Identifier: Apache-2.0
#include "cli/starter.hpp"

namespace tepat::cli {

namespace {

constexpr const char* vocabulary = R"(language en
# Vocabulary: what rules may ask about. Fit it to the tables and columns you have.

## One family, as on its family card.
entity family "Family"
  from table family key family_id
  called by head_name
  address street, rt
  head_name  text          "Name of the head"
  street     text          "Street"
  rt         text          "RT"
  decile     number 1..10  "Welfare decile"

## One person of a family.
entity member "Family member" in family via family_id at least 1
  from table member key member_id
  called by name
  name                text    "Name"
  nik                 text    "NIK"  secret
  birth_date          date    "Date of birth"
  receives_pension    yes_no  "Receives a pension"
)";

constexpr const char* parameters = R"(language en
# Numbers that regulations change. Each has a date and says where it comes from; replace these examples.

parameter highest_decile: number "Highest decile that is helped"
  from 2024-01-01 4 basis "Example: number of the regulation"

parameter old_age: number "Age from which a person is elderly"
  from 2024-01-01 60 basis "Example: number of the regulation"

parameter monthly_aid: rupiah "Monthly aid for the elderly"
  from 2024-01-01 Rp300.000 basis "Example: number of the regulation"
)";

constexpr const char* rules = R"(language en
# Who is eligible for what, and who does what.

agency social_service "Social service"
agency rt_head "Head of the RT"

term age for member "Age" means full_years(birth_date, reference_date)

programme elderly_aid "Aid for the elderly" for each member
  strategy reduce_expenses
  run by social_service
  legal basis "Example: number of the regulation"
  valid from 2024-01-01
  benefit monthly_aid per month
  period yearly

rule poor_elderly "The elderly of poor families are helped" for each member
  programme elderly_aid
  if all of:
    - family.decile <= highest_decile
    - age >= old_age
  unless has_pension: receives_pension
  then task "Register {name} for the aid" assigned to social_service
    priority high
    due in 30 days
  if undecided task "Complete the data of {name}: {missing}" assigned to rt_head
    due in 14 days
)";

constexpr const char* tests = R"(language en
# Tests: examples whose outcome is known. `tepat test` runs them all.

test "a poor elderly person without a pension is helped" on 2025-07-01
  given family f1: decile 2
    member siti: birth_date 1950-03-02, receives_pension false
  expect
    siti eligible poor_elderly
    siti eligible elderly_aid
    siti.age = 75

test "the young, the well-off and the pensioners are not" on 2025-07-01
  given family f1: decile 2
    member budi: birth_date 1990-03-02, receives_pension false
    member wati: birth_date 1950-03-02, receives_pension true
  given family f2: decile 9
    member agus: birth_date 1950-03-02, receives_pension false
  expect
    budi not eligible poor_elderly
    wati not eligible poor_elderly
    agus not eligible poor_elderly

test "who lacks data is undecided" on 2025-07-01
  given family f1: decile 2
    member siti: birth_date 1950-03-02
    member tuti: receives_pension false
  expect
    siti undecided poor_elderly, missing receives_pension
    tuti undecided poor_elderly, missing birth_date
)";

constexpr const char* families =
    "family_id,head_name,street,rt,decile\n"
    "K-001,Siti Contoh,Jl. Melati 5,003,2\n"
    "K-002,Agus Contoh,Jl. Kenanga 1,003,9\n"
    "K-003,Tuti Contoh,Jl. Mawar 12,004,\n";

constexpr const char* members =
    "member_id,family_id,name,nik,birth_date,receives_pension\n"
    "A-001,K-001,Siti Contoh,0000000000000001,1950-03-02,no\n"
    "A-002,K-001,Budi Contoh,0000000000000002,1990-03-02,no\n"
    "A-003,K-001,Wati Contoh,0000000000000003,1951-12-31,\n"
    "A-004,K-002,Agus Contoh,0000000000000004,1948-01-15,no\n"
    "A-005,K-003,Tuti Contoh,0000000000000005,1955-05-20,no\n";

}  // namespace

const std::vector<StarterFile>& starter_files_en() {
    static const std::vector<StarterFile> files{{"vocabulary.aturan", vocabulary}, {"parameters.aturan", parameters},
                                                {"elderly_aid.aturan", rules},     {"tests.aturan", tests},
                                                {"data/families.csv", families},   {"data/members.csv", members}};
    return files;
}

}  // namespace tepat::cli
