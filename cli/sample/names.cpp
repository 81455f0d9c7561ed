// SPDX-License-Identifier: Apache-2.0
// Names and streets put together from short lists. Any likeness to a real person is chance.
#include <array>
#include <string_view>

#include "cli/sample/people.hpp"

namespace tepat::sample {

namespace {

constexpr std::array<std::string_view, 36> men{
    "Ahmad",  "Budi",  "Candra", "Dedi",   "Eko",   "Fajar",  "Gunawan", "Hendra", "Iwan",  "Joko",   "Kurnia", "Lukman",
    "Mulyadi", "Nanang", "Oki",   "Pardi",  "Rahmat", "Samsul", "Taufik",  "Usman",  "Wahyu", "Yanto",  "Zainal", "Agus",
    "Bambang", "Darma", "Firman", "Hasan",  "Imam",  "Junaidi", "Khairul", "Mansur", "Ridwan", "Sahrul", "Tono",   "Yusuf"};
constexpr std::array<std::string_view, 36> women{
    "Aisyah", "Bunga", "Citra",  "Dewi",  "Eka",   "Fitri",  "Gita",   "Halimah", "Indah", "Juwita", "Kartika", "Lestari",
    "Mawar",  "Nur",   "Oktavia", "Puspa", "Rina",  "Siti",   "Tuti",   "Ulfa",    "Wati",  "Yuni",   "Zahra",   "Ani",
    "Betty",  "Desi",  "Erna",   "Farida", "Hesti", "Ida",    "Kamsiah", "Maimunah", "Novi", "Rosmala", "Suryani", "Yulia"};
constexpr std::array<std::string_view, 40> second{
    "Saputra",  "Hidayat", "Pratama",  "Siregar", "Nasution", "Harahap", "Kurniawan", "Wijaya",  "Santoso",  "Utami",
    "Permata",  "Handayani", "Rahayu",  "Maulana", "Fauzi",   "Hakim",   "Lubis",     "Siahaan", "Simamora", "Anggraini",
    "Purnama",  "Setiawan", "Susanto", "Ramadhan", "Gunadi",  "Basri",   "Kadir",     "Sulaiman", "Marlina", "Sari",
    "Oktaviani", "Putra",   "Nugroho", "Suryadi",  "Effendi", "Zulkarnain", "Batubara", "Tanjung", "Amelia",  "Melati"};
constexpr std::array<std::string_view, 24> streets{
    "Melati", "Kenanga", "Mawar",   "Anggrek", "Cempaka", "Flamboyan", "Dahlia", "Teratai", "Kamboja", "Seroja", "Bougenvil", "Nusa Indah",
    "Merpati", "Elang",  "Cendrawasih", "Nuri", "Rajawali", "Kutilang", "Mangga", "Rambutan", "Duku", "Manggis", "Kelapa", "Pinang"};

template <std::size_t n>
std::string_view pick(const std::array<std::string_view, n>& list, Random& random) {
    return list[random.below(n)];
}

}  // namespace

static_assert(men.size() == women.size() && names_of_a_sex == men.size() * (second.size() + 1));

unsigned draw_name(Random& random) {
    const auto first = static_cast<unsigned>(random.below(men.size()));
    if (random.chance(150)) return first * (second.size() + 1) + second.size();
    return first * (second.size() + 1) + static_cast<unsigned>(random.below(second.size()));
}

std::string full_name(bool female, unsigned number) {
    const std::size_t first = number / (second.size() + 1), last = number % (second.size() + 1);
    std::string name(female ? women[first] : men[first]);
    if (last == second.size()) return name;  // one word is a whole name
    return (name += ' ') += second[last];
}

std::string street(Random& random) {
    std::string text = random.chance(300) ? "Lr. " : "Jl. ";
    text += pick(streets, random);
    return text + " No. " + std::to_string(random.between(1, 180));
}

}  // namespace tepat::sample
