// SPDX-License-Identifier: Apache-2.0
// How a family comes together: size, well-being, verification, then its people one by one.
#include "cli/sample/people.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tepat::sample {

namespace {

template <std::size_t n>
std::size_t weighted(const std::array<unsigned, n>& weights, Random& random) {
    std::uint64_t total = 0;
    for (const unsigned weight : weights) total += weight;
    std::uint64_t at = random.below(total);
    for (std::size_t i = 0; i < n; ++i) {
        if (at < weights[i]) return i;
        at -= weights[i];
    }
    return n - 1;
}

// Mean 3.65 members.
constexpr std::array<unsigned, 9> sizes{0, 70, 150, 240, 280, 160, 65, 25, 10};
// Registers of the poor hold more of the lower deciles.
constexpr std::array<unsigned, 11> deciles{0, 140, 150, 140, 130, 110, 100, 80, 60, 50, 40};
// Of a thousand families, how many the RT heads have visited so far: about one in seven of all.
constexpr std::array<unsigned, 11> visited{0, 450, 300, 150, 100, 10, 10, 10, 10, 10, 10};

std::int64_t spending_of(int decile, Random& random) {
    const std::int64_t floor = 240'000 + 95'000 * (decile - 1);
    return (floor + random.between(0, 190'000 + 60'000 * (decile - 1))) / 1000 * 1000;
}

Visit visit_of(const Family& family, Random& random) {
    if (random.chance(30)) return static_cast<Visit>(random.between(3, 6));
    if (family.spending < 322'170) return random.chance(620) ? Visit::extremely_poor : Visit::poor;
    if (family.decile <= 3) return random.chance(40) ? Visit::extremely_poor : Visit::poor;
    return random.chance(350) ? Visit::poor : Visit::not_poor;
}

Presence presence_of(const Person& person, Random& random) {
    if (person.age > 70 && random.chance(80)) return Presence::dead;
    if (!random.chance(45)) return Presence::here;
    constexpr std::array<unsigned, 6> ways{0, 150, 450, 60, 250, 90};
    return static_cast<Presence>(weighted(ways, random));
}

program::Date birthday(int age, Random& random) {
    const auto last = *program::shift_years(sample_date, -age);
    return *program::shift_days(last, -random.between(0, 364));
}

Marital marital_of(const Person& person, Random& random) {
    if (person.age < 19) return Marital::never;
    if (person.relation == Relation::child) return person.age >= 23 && random.chance(90) ? Marital::married : Marital::never;
    if (person.age >= 65) return random.chance(650) ? Marital::widowed : Marital::married;
    return random.chance(400) ? Marital::married : Marital::never;
}

int oldest_child(const Family& family) {
    const Person& parent = family.members.size() > 1 && family.members[1].relation == Relation::wife ? family.members[1] : family.members[0];
    return std::min(parent.age - 18, 32);
}

bool has_room_for_children(const Family& family) { return oldest_child(family) >= 0 && family.members[0].age <= 72; }

}  // namespace

Family FamilyMaker::make(std::uint64_t number, std::uint64_t first_person, std::size_t limit, int tilt, const std::string& city) {
    Random random(seed_, number, number_of("family"));
    Family family;
    family.number = number;
    const std::size_t size = std::min(weighted(sizes, random), limit);
    settle(family, random, tilt);
    people(family, random, std::max<std::size_t>(size, 1), city);
    for (Person& member : family.members) member.number = first_person++;
    return family;
}

void FamilyMaker::settle(Family& family, Random& random, int tilt) const {
    family.decile = static_cast<int>(weighted(deciles, random));
    if (random.chance(350)) family.decile = std::clamp(family.decile + tilt, 1, 10);
    family.spending = spending_of(family.decile, random);
    family.verified = random.chance(visited[static_cast<std::size_t>(family.decile)]);
    family.visit = visit_of(family, random);
    family.latent = random.next();
}

void FamilyMaker::people(Family& family, Random& random, std::size_t size, const std::string& city) {
    auto add = [&](Relation relation, bool female, int age) {
        Person person = this->person(random, relation, female, age, city);
        person.decile = family.decile;
        person.verified = family.verified;
        person.education = schooling(person, random);
        person.pupil = person.education.starts_with("siswa") || person.education == "mahasiswa";
        person.job = work(person, random);
        if (family.verified) person.presence = presence_of(person, random);
        family.members.push_back(std::move(person));
    };
    const bool couple = size >= 2 && random.chance(840);
    const bool woman_leads = !couple && random.chance(size == 1 ? 550 : 800);
    add(Relation::head, woman_leads, static_cast<int>(size >= 3 ? random.between(24, 62) : random.between(21, 79)));
    Person& head = family.members.front();
    if (couple) head.marital = Marital::married;
    else if (size > 1 || head.age >= 45) head.marital = head.age >= 50 ? Marital::widowed : Marital::divorced;
    else head.marital = Marital::never;
    if (couple) {
        add(Relation::wife, true, static_cast<int>(std::max<std::int64_t>(19, head.age - random.between(-3, 8))));
        family.members.back().marital = Marital::married;
    }
    family.members.front().presence = Presence::here;
    while (family.members.size() < size) {
        const bool child = has_room_for_children(family) && random.chance(880);
        const int age = static_cast<int>(child ? random.between(std::max(0, oldest_child(family) - 22), oldest_child(family))
                                               : random.chance(400) ? random.between(60, 85) : random.between(0, 40));
        add(child ? Relation::child : Relation::other, random.chance(490), age);
    }
}

Person FamilyMaker::person(Random& random, Relation relation, bool female, int age, const std::string& city) {
    Person person;
    person.relation = relation;
    person.female = female;
    person.age = age;
    person.birth = birthday(age, random);
    person.marital = marital_of(person, random);
    person.name = full_name(female, name_nobody_has(person, draw_name(random)));
    person.nik = nik_of(person, city + "00");
    return person;
}

// Two people of one name and birth date would look like one person listed twice: the later gets the next name that is free.
unsigned FamilyMaker::name_nobody_has(const Person& person, unsigned drawn) {
    std::bitset<names_of_a_sex>& taken = names_[std::int64_t{person.birth.days} * 2 + (person.female ? 1 : 0)];
    unsigned name = drawn;
    while (taken[name] && !taken.all()) name = (name + 1) % names_of_a_sex;
    taken.set(name);
    return name;
}

// The structure of a NIK (region, birth date with 40 added for women, serial), but with district 00, which no real NIK has.
std::string FamilyMaker::nik_of(const Person& person, const std::string& prefix) {
    const program::CivilDate date = program::to_civil(person.birth);
    char digits[16];
    std::snprintf(digits, sizeof digits, "%02u%02u%02u", date.day + (person.female ? 40U : 0U), date.month, static_cast<unsigned>(date.year % 100));
    const std::string start = prefix + digits;
    const unsigned serial = ++serials_[start];
    std::snprintf(digits, sizeof digits, "%04u", serial % 10'000);
    return start + digits;
}

}  // namespace tepat::sample
