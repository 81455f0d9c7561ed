// SPDX-License-Identifier: Apache-2.0
// Areas, then families, then persons, each in one pass; what needs two rows (duplicates, heads, orphans) from small vectors afterwards.
#include "engine/intake/validate.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "dsl/program/date.hpp"
#include "engine/intake/area_checks.hpp"
#include "engine/intake/cell_text.hpp"
#include "engine/intake/identity.hpp"
#include "engine/intake/locate.hpp"
#include "engine/intake/roles.hpp"
#include "engine/intake/row_mask.hpp"
#include "engine/intake/row_reader.hpp"
#include "engine/store/baseline_scan.hpp"
#include "engine/store/wrong_cells.hpp"

namespace tepat::intake {
namespace {

using Cells = std::vector<std::string_view>;

constexpr std::uint32_t no_family = UINT32_MAX;
constexpr int oldest = 120, youngest_head = 10;
constexpr std::size_t most_rejected = 100'000;

struct Family {
    std::string key;
    std::int64_t place = 0;
    std::uint64_t head_nik = 0;    // on the family's own row
    std::uint64_t member_nik = 0;  // of the member who is head
    std::uint32_t members = 0, heads = 0;
    std::string city;  // first four digits of a Kemendagri code
};
/// A number that should be somebody's alone, and where it stands.
struct Holder {
    std::uint64_t number;
    std::uint32_t family;
    std::int64_t place;
    std::string key;  // only without row numbers
    bool operator<(const Holder& other) const { return std::tie(number, family, place, key) < std::tie(other.number, other.family, other.place, other.key); }
};

/// 16 digits as a number, else 0.
std::uint64_t digits_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return text.size() == 16 && problem == std::errc() && end == text.data() + text.size() ? number : 0;
}

std::uint64_t hash_of(std::string_view name, std::string_view birth) {
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325;  // FNV-1a; what agrees is compared as text before anything is said
    for (const std::string_view part : {name, std::string_view("|"), birth})
        for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100'0000'01B3;
    return hash | 1;
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Checker {
public:
    Checker(const std::string& baseline, const program::Program& program, const ValidateOptions& options)
        : baseline_(baseline), program_(program), options_(options), roles_(roles_of(program)), scan_(baseline) {}

    Validation run() {
        keep_findings_of_imports();
        if (roles_.family.valid() && scan_.has_table(program_[roles_.family].table)) check_families();
        if (roles_.person.valid() && scan_.has_table(program_[roles_.person].table)) check_persons();
        check_relations();
        check_duplicates();
        check_cells();
        locate_all();
        return std::move(result_);
    }

private:
    // ---------------------------------------------------------------------------------------------- what imports left

    void keep_findings_of_imports() {
        for (store::KeptFinding& kept : scan_.findings()) {
            const auto check = check_named(kept.finding.check);
            const auto entity = std::find_if(program_.entities.begin(), program_.entities.end(), [&](const auto& each) { return each.name == kept.finding.entity; });
            if (!check || entity == program_.entities.end() || !still_unknown(*entity, kept.finding)) continue;
            open_.insert(kept.finding.entity + '\n' + kept.finding.key + '\n' + kept.finding.column);
            result_.findings.add({*check, {static_cast<std::uint32_t>(entity - program_.entities.begin())}, 0, kept.finding.key, kept.finding.column,
                                  kept.finding.detail, kept.file, kept.finding.line});
        }
        for (store::KeptAside& kept : scan_.set_aside(most_rejected))
            result_.rejected.push_back({kept.file, kept.row.line, kept.row.entity, kept.row.column, kept.row.reason, kept.row.shown.empty() ? "***" : std::move(kept.row.shown)});
    }
    bool still_unknown(const program::Entity& entity, const store::CellFinding& finding) {
        if (!scan_.has_table(entity.table) || !scan_.has_column(entity.table, finding.column)) return false;
        const std::vector<std::string> row = scan_.by_key(entity.table, {finding.column}, entity.key_column, finding.key);
        if (finding.check == store::kept_check) return !row.empty();  // both know a value
        return !row.empty() && row[0].empty();
    }
    bool is_open(const program::Entity& entity, std::string_view key, const std::string& column) const {
        return open_.count(entity.name + '\n' + std::string(key) + '\n' + column) > 0;
    }

    // ---------------------------------------------------------------------------------------------- rows

    /// A column the baseline lacks reads as empty.
    std::vector<std::string> present(const program::Entity& entity, std::vector<std::string> columns) const {
        for (std::string& column : columns)
            if (!column.empty() && !scan_.has_column(entity.table, column)) column.clear();
        return columns;
    }

    struct At {
        program::EntityId entity;
        std::int64_t place;
        std::string_view key;
    };
    void add(Check check, const At& at, const std::string& column, std::string detail) {
        result_.findings.add({check, at.entity, at.place, std::string(at.key), column, std::move(detail), "", 0});
    }

    void check_families() {
        const program::Entity& entity = program_[roles_.family];
        const FamilyColumns& columns = roles_.families;
        std::unordered_set<std::string> villages;
        const bool coded = roles_.village.valid() && scan_.has_table(program_[roles_.village].table) && number_named(entity.link_column) == NumberOf::area;
        if (coded)
            scan_.rows(program_[roles_.village].table, {program_[roles_.village].key_column}, [&](std::int64_t, const Cells& cells) { villages.emplace(cells[0]); });
        AreaChecks areas(options_.areas, villages);
        const std::string link = roles_.village.valid() ? entity.link_column : "";
        scan_.rows(entity.table, present(entity, {entity.key_column, link, columns.name, columns.nik, columns.card, columns.decile, columns.village, columns.city}),
                   [&](std::int64_t place, const Cells& cells) {
                       const At at{roles_.family, place, cells[0]};
                       const auto number = static_cast<std::uint32_t>(families_.size());
                       family_of_.emplace(cells[0], number);
                       families_.push_back({std::string(cells[0]), place, digits_of(cells[3]), 0, 0, 0, coded && cells[1].size() == 10 ? std::string(cells[1].substr(0, 4)) : ""});
                       check_name(at, columns.name, cells[2]);
                       check_nik(at, columns.nik, cells[3], "", "");
                       check_card(at, number, cells[4]);
                       check_decile(at, cells[5]);
                       if (coded && !(cells[1].empty() && is_open(entity, cells[0], link)))
                           areas.check({cells[1], cells[6], cells[7]}, [&](Check check, std::string detail) { add(check, at, link, std::move(detail)); });
                   });
        result_.families = families_.size();
        if (coded) areas.finish([&](Check check, std::string detail) { result_.findings.add({check, {}, 0, "", "", std::move(detail), "", 0}); });
    }

    void check_name(const At& at, const std::string& column, std::string_view name) {
        if (column.empty()) return;
        if (name.empty() && !is_open(program_[at.entity], at.key, column)) add(Check::name_missing, at, column, "");
        if (has_digit(name)) add(Check::name_digits, at, column, "");
    }

    void check_card(const At& at, std::uint32_t family, std::string_view card) {
        if (card.empty()) return;
        if (!is_family_card(card)) return add(Check::kk_shape, at, roles_.families.card, masked(card));
        cards_.push_back({digits_of(card), family, at.place, ""});
    }

    void check_decile(const At& at, std::string_view decile) {
        int number = 0;
        const auto [end, problem] = std::from_chars(decile.data(), decile.data() + decile.size(), number);
        const bool sound = problem == std::errc() && end == decile.data() + decile.size() && number >= 1 && number <= 10;
        if (!decile.empty() && !sound) add(Check::decile_outside, at, roles_.families.decile, std::string(decile.substr(0, 20)));
    }

    /// Shape, and against birth date and sex where the row has them; nothing when it is unknown.
    void check_nik(const At& at, const std::string& column, std::string_view nik, std::string_view birth, std::string_view sex) {
        if (nik.empty()) return;
        const std::optional<NikParts> parts = parts_of_nik(nik);
        if (!parts) return add(Check::nik_shape, at, column, masked(nik));
        if (nik.starts_with("99")) add(Check::nik_made_up, at, column, "");  // 11 to 97 are provinces
        const std::optional<program::Date> born = program::parse_iso(birth);
        if (born) {
            const program::CivilDate day = program::to_civil(*born);
            const bool same = day.day == parts->day && day.month == parts->month && static_cast<unsigned>(day.year % 100) == parts->year_in_century;
            if (!same) add(Check::nik_birth_date, at, column, "");  // the date inside the NIK would complete the masked one
        }
        const PersonColumns& stored = roles_.persons;
        const bool says_female = !stored.female.empty() && sex == stored.female, says_male = !stored.male.empty() && sex == stored.male;
        if ((says_female && !parts->female) || (says_male && parts->female)) add(Check::nik_sex, at, column, "");
    }

    void check_birth(const At& at, std::string_view birth) {
        const std::optional<program::Date> born = program::parse_iso(birth);
        if (!born) return;
        if (born->days > options_.date.days) return add(Check::born_later, at, roles_.persons.birth, std::string(birth));
        if (age_of(*born) > oldest) add(Check::too_old, at, roles_.persons.birth, std::string(birth));
    }
    int age_of(program::Date born) const {
        const program::CivilDate day = program::to_civil(options_.date), then = program::to_civil(born);
        return day.year - then.year - (std::tie(day.month, day.day) < std::tie(then.month, then.day) ? 1 : 0);
    }

    /// A wife is no man, a head no child.
    void check_relation(const At& at, std::string_view birth, std::string_view sex, std::string_view relation) {
        const PersonColumns& stored = roles_.persons;
        if (relation.empty()) return;
        const bool is_wife = relation == stored.wife, is_husband = relation == stored.husband;
        if ((is_wife && !sex.empty() && sex == stored.male) || (is_husband && !sex.empty() && sex == stored.female))
            add(Check::relation_sex, at, stored.sex, std::string(relation));
        const std::optional<program::Date> born = program::parse_iso(birth);
        if (relation == stored.head && born && born->days <= options_.date.days && age_of(*born) < youngest_head)
            add(Check::head_young, at, stored.birth, std::string(birth));
    }

    void check_persons() {
        const program::Entity& entity = program_[roles_.person];
        const PersonColumns& columns = roles_.persons;
        const std::string link = roles_.family.valid() ? entity.link_column : "";
        scan_.rows(entity.table, present(entity, {entity.key_column, link, columns.name, columns.nik, columns.birth, columns.sex, columns.relation}),
                   [&](std::int64_t place, const Cells& cells) {
                       ++result_.persons;
                       const At at{roles_.person, place, cells[0]};
                       check_name(at, columns.name, cells[2]);
                       if (cells[3].empty() && !columns.nik.empty() && !is_open(entity, cells[0], columns.nik)) add(Check::nik_missing, at, columns.nik, "");
                       check_nik(at, columns.nik, cells[3], cells[4], cells[5]);
                       check_birth(at, cells[4]);
                       check_relation(at, cells[4], cells[5], cells[6]);
                       place_in_family(at, cells);
                   });
    }

    void place_in_family(const At& at, const Cells& cells) {
        const auto found = family_of_.find(std::string(cells[1]));
        const std::uint32_t family = found == family_of_.end() ? no_family : found->second;
        const std::string key = at.place == 0 ? std::string(at.key) : "";
        const std::uint64_t nik = digits_of(cells[3]);
        if (nik != 0) niks_.push_back({nik, family, at.place, key});
        if (!cells[2].empty() && !cells[4].empty()) alike_.push_back({hash_of(cells[2], cells[4]), family, at.place, key});
        if (family == no_family) {
            if (!families_.empty()) add(Check::person_without_family, at, program_[roles_.person].link_column,
                                         is_family_card(cells[1]) ? masked(cells[1]) : std::string(cells[1].substr(0, 40)));
            return;
        }
        Family& own = families_[family];
        const std::optional<NikParts> parts = own.city.empty() ? std::nullopt : parts_of_nik(cells[3]);
        if (parts && parts->region.substr(0, 4) != own.city) add(Check::nik_region, at, roles_.persons.nik, parts->region);
        ++own.members;
        if (roles_.persons.head.empty() || cells[6] != roles_.persons.head) return;
        ++own.heads;
        own.member_nik = nik;
    }

    // ---------------------------------------------------------------------------------------------- between rows

    void check_relations() {
        if (result_.persons == 0 && roles_.person.valid()) return result_.findings.add({Check::no_members_yet, {}, 0, "", "", "", "", 0});
        if (families_.empty() && roles_.family.valid()) return result_.findings.add({Check::no_families_yet, {}, 0, "", "", "", "", 0});
        for (const Family& family : families_) {
            const At at{roles_.family, family.place, family.key};
            if (family.members == 0) {
                add(Check::family_without_member, at, "", "");
            } else if (!roles_.persons.head.empty()) {
                if (family.heads == 0) add(Check::head_missing, at, "", "");
                if (family.heads > 1) add(Check::head_several, at, "", std::to_string(family.heads));
                if (family.heads == 1 && family.head_nik != 0 && family.member_nik != 0 && family.head_nik != family.member_nik)
                    add(Check::head_nik_differs, at, roles_.families.nik, "");
            }
        }
    }

    /// Runs of equal numbers in a sorted list.
    template <class Visit>
    static void repeated(std::vector<Holder>& holders, const Visit& visit) {
        std::sort(holders.begin(), holders.end());
        for (std::size_t begin = 0; begin < holders.size();) {
            std::size_t end = begin + 1;
            while (end < holders.size() && holders[end].number == holders[begin].number) ++end;
            if (end - begin > 1) visit(holders.data() + begin, holders.data() + end);
            begin = end;
        }
    }
    static std::size_t families_in(const Holder* begin, const Holder* end) {
        std::set<std::uint32_t> families;
        for (const Holder* holder = begin; holder != end; ++holder) families.insert(holder->family);
        return families.size();
    }

    void check_duplicates() {
        repeated(niks_, [&](const Holder* begin, const Holder* end) {
            const std::size_t families = families_in(begin, end);
            for (const Holder* holder = begin; holder != end; ++holder)
                add(families > 1 ? Check::nik_twice : Check::nik_twice_in_family, {roles_.person, holder->place, holder->key}, roles_.persons.nik,
                    std::to_string(families));
        });
        repeated(cards_, [&](const Holder* begin, const Holder* end) {
            for (const Holder* holder = begin; holder != end; ++holder)
                add(Check::kk_twice, {roles_.family, holder->place, families_[holder->family].key}, roles_.families.card, std::to_string(end - begin));
        });
        repeated(alike_, [&](const Holder* begin, const Holder* end) {
            const bool one_family = families_in(begin, end) < 2;
            if ((one_family && begin->family == no_family) || same_nik(begin, end) || !same_person(begin, end)) return;
            for (const Holder* holder = begin; holder != end; ++holder)
                add(one_family ? Check::person_twice_in_family : Check::person_alike, {roles_.person, holder->place, holder->key}, roles_.persons.name, "");
        });
    }

    std::vector<std::string> person_at(const Holder& holder, const std::vector<std::string>& columns) {
        const program::Entity& entity = program_[roles_.person];
        const std::vector<std::string> wanted = present(entity, columns);
        return holder.place != 0 ? scan_.at(entity.table, wanted, holder.place) : scan_.by_key(entity.table, wanted, entity.key_column, holder.key);
    }
    bool same_nik(const Holder* begin, const Holder* end) {
        if (roles_.persons.nik.empty()) return false;
        std::set<std::string> niks;
        for (const Holder* holder = begin; holder != end; ++holder) {
            const auto row = person_at(*holder, {roles_.persons.nik});
            niks.insert(row.empty() ? "" : row[0]);
        }
        return niks.size() == 1 && !niks.begin()->empty();
    }
    bool same_person(const Holder* begin, const Holder* end) {
        std::set<std::string> who;
        for (const Holder* holder = begin; holder != end; ++holder) {
            const auto row = person_at(*holder, {roles_.persons.name, roles_.persons.birth});
            who.insert(row.empty() ? "" : lower(row[0]) + "|" + row[1]);
        }
        return who.size() == 1;
    }

    // ---------------------------------------------------------------------------------------------- cells

    /// What a run would call an error, in every table. Links of persons and families, and deciles, have checks of their own.
    void check_cells() {
        for (std::uint32_t i = 0; i < program_.entities.size(); ++i) {
            const program::EntityId id{i};
            const bool own_link = id == roles_.person || (id == roles_.family && roles_.village.valid());
            store::each_wrong_cell(baseline_, program_, id, !own_link, [&](const store::WrongCell& wrong) {
                if (id == roles_.family && wrong.column == roles_.families.decile) return;
                const bool points = wrong.fact == nullptr || wrong.fact->refers_to.valid();
                add(points ? Check::reference_broken : Check::cell_wrong, {id, wrong.place, wrong.key}, wrong.column, shown_value(wrong.fact, wrong.text));
            });
        }
    }
    static std::string shown_value(const program::Fact* fact, std::string_view text) {
        return without_long_numbers(shown(fact, text));
    }

    // ---------------------------------------------------------------------------------------------- where

    void locate_all() {
        Locator locator(program_, roles_, scan_);
        for (Finding& finding : result_.findings.list()) {
            Place place = locator.place_of(finding);
            result_.located.push_back({finding, std::move(place)});
        }
        std::sort(result_.located.begin(), result_.located.end(), [](const Located& a, const Located& b) {
            const auto order = [](const Located& one) {
                return std::tie(one.place.village, one.place.rw, one.place.rt, one.place.name, one.finding.key, one.finding.check, one.finding.column,
                                one.finding.file, one.finding.line, one.finding.detail, one.finding.place);
            };
            return order(a) < order(b);
        });
    }

    const std::string& baseline_;
    const program::Program& program_;
    const ValidateOptions& options_;
    Roles roles_;
    store::BaselineScan scan_;
    Validation result_;
    std::unordered_set<std::string> open_;
    std::vector<Family> families_;
    std::unordered_map<std::string, std::uint32_t> family_of_;
    std::vector<Holder> niks_, cards_, alike_;
};

}  // namespace

Validation validate(const std::string& baseline, const program::Program& program, const ValidateOptions& options) {
    return Checker(baseline, program, options).run();
}

}  // namespace tepat::intake
