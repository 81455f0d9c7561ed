// SPDX-License-Identifier: Apache-2.0
// The synthetic families: who lives together, how old, how related, how well off. What is written about them (with gaps) is
// decided later, in family_facts.cpp and person_facts.cpp; here is the truth behind the files.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/sample/random.hpp"
#include "dsl/program/date.hpp"

namespace tepat::sample {

/// The day the sample describes: ages are completed years on this day.
inline constexpr program::Date sample_date{20'089};  // 2025-01-01

enum class Relation : std::uint8_t { head, wife, child, other };
enum class Marital : std::uint8_t { never, married, divorced, widowed };
enum class Presence : std::uint8_t { here, dead, moved, abroad, new_member, not_found };
enum class Visit : std::uint8_t { extremely_poor, poor, not_poor, not_found, moved, duplicate, refused };

struct Person {
    std::uint64_t number = 0;  ///< over the whole sample: the row of its streams
    bool female = false;
    int age = 0;
    program::Date birth;
    Relation relation = Relation::head;
    Marital marital = Marital::never;
    Presence presence = Presence::here;
    bool pupil = false;
    std::string education;     ///< choice names of the vocabulary
    std::string job;
    std::string name;
    std::string nik;
    bool verified = false;     ///< the family's
    int decile = 1;            ///< the family's
};

struct Family {
    std::uint64_t number = 0;
    std::string key;
    std::string village;       ///< code
    std::string village_name, district_name, city_name, province_name;
    int decile = 1;
    std::int64_t spending = 0; ///< rupiah per head and month, the truth
    bool verified = false;
    Visit visit = Visit::poor;
    std::uint64_t latent = 0;  ///< seeds what several facts must agree on (light and power, toilet and septic tank)
    std::vector<Person> members;
};

/// Names go by number below this, for each sex.
inline constexpr unsigned names_of_a_sex = 36 * 41;
unsigned draw_name(Random& random);
std::string full_name(bool female, unsigned number);

/// Makes family after family. The same seed gives the same families.
class FamilyMaker {
public:
    explicit FamilyMaker(std::uint64_t seed) : seed_(seed) {}
    /// At most `limit` (>= 1) members; `tilt` -1, 0 or 1 makes the neighbourhood poorer or richer. `city`: four digits, for the NIKs.
    Family make(std::uint64_t number, std::uint64_t first_person, std::size_t limit, int tilt, const std::string& city);

private:
    void settle(Family& family, Random& random, int tilt) const;
    void people(Family& family, Random& random, std::size_t size, const std::string& city);
    Person person(Random& random, Relation relation, bool female, int age, const std::string& city);
    unsigned name_nobody_has(const Person& person, unsigned drawn);
    std::string nik_of(const Person& person, const std::string& prefix);

    // Both are bounded by the days of a life, whatever the number of people.
    std::uint64_t seed_;
    std::unordered_map<std::string, unsigned> serials_;                                ///< of the NIKs given out, by their first twelve digits
    std::unordered_map<std::int64_t, std::bitset<names_of_a_sex>> names_;  ///< given to those of a sex born on a day
};

/// The schooling and the work somebody of this age and decile has (choice names of the vocabulary).
std::string schooling(const Person& person, Random& random);
std::string work(const Person& person, Random& random);

std::string street(Random& random);

}  // namespace tepat::sample
