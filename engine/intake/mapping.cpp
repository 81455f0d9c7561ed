// SPDX-License-Identifier: Apache-2.0
// TOML -> Mapping (toml++). Every key is known or the file is refused: a misspelt key must not quietly do nothing.
#include "engine/intake/mapping.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>

#include "dsl/diagnostics/codes.hpp"
#include "dsl/diagnostics/failure.hpp"
#include "dsl/diagnostics/phrases.hpp"
#include "engine/intake/cell_text.hpp"

namespace tepat::intake {
namespace {

using diagnostics::Code;
using diagnostics::Exit;
using diagnostics::Failure;
using diagnostics::Phrase;

/// The words of a mapping, Indonesian and English.
struct Word {
    const char* id;
    const char* en;
    bool is(std::string_view key) const { return key == id || key == en; }
};
constexpr Word word_entity{"entitas", "entity"}, word_about{"penjelasan", "about"}, word_sheet{"lembar", "sheet"},
    word_header_rows{"baris_judul", "header_rows"}, word_dates{"tanggal", "dates"}, word_decimal{"desimal", "decimal"},
    word_columns{"kolom", "columns"}, word_values{"nilai", "values"}, word_sums{"jumlah_kode", "code_sums"},
    word_corrections{"perbaikan", "corrections"}, word_above{"atas", "above"}, word_passed_over{"abaikan", "pass_over"},
    word_from{"dari", "from"}, word_digits{"angka", "digits"}, word_fixed{"tetap", "fixed"}, word_labels_only{"hanya_label", "labels_only"}, word_order{"urutan", "order"};

class Reader {
public:
    explicit Reader(const std::string& from) : from_(from) {}

    Mapping read(const toml::table& file) const {
        Mapping mapping;
        mapping.name = from_;
        for (const auto& [key, node] : file) {
            const std::string_view name = key.str();
            if (word_about.is(name)) read_about(node, mapping);
            else if (word_sheet.is(name)) mapping.sheet = text_of(name, node);
            else if (word_header_rows.is(name)) mapping.header_rows = number_of(name, node, 1, 10);
            else if (word_dates.is(name)) mapping.dates = date_order(name, node);
            else if (word_decimal.is(name)) mapping.decimal_comma = one_of(name, node, {{"titik", "dot"}, {"koma", "comma"}}) == 1;
            else if (word_passed_over.is(name)) mapping.passed_over = texts_of(name, node);
            else if (word_above.is(name)) read_above(name, node, mapping);
            else if (!read_table_part(name, node, mapping.table)) wrong(name, Phrase::mapping_unknown_word);
        }
        if (mapping.table.entity.empty()) wrong(word_entity.id, Phrase::mapping_missing);
        if (mapping.table.columns.empty()) wrong(word_columns.id, Phrase::mapping_missing);
        return mapping;
    }

private:
    [[noreturn]] void wrong(std::string_view where, Phrase what) const {
        throw Failure(Exit::user, Code::mapping_wrong, {from_, std::string(where), what});
    }

    std::string text_of(std::string_view where, const toml::node& node) const {
        if (const auto text = node.value<std::string>()) return *text;
        if (const auto number = node.value<std::int64_t>()) return std::to_string(*number);
        wrong(where, Phrase::mapping_not_text);
    }
    std::vector<std::string> texts_of(std::string_view where, const toml::node& node) const {
        std::vector<std::string> texts;
        if (const toml::array* list = node.as_array()) {
            for (const auto& each : *list) texts.push_back(text_of(where, each));
        } else {
            texts.push_back(text_of(where, node));
        }
        return texts;
    }
    const toml::table& table_of(std::string_view where, const toml::node& node) const {
        if (const toml::table* table = node.as_table()) return *table;
        wrong(where, Phrase::mapping_not_table);
    }
    std::size_t number_of(std::string_view where, const toml::node& node, std::int64_t low, std::int64_t high) const {
        const auto number = node.value<std::int64_t>();
        if (!number || *number < low || *number > high) wrong(where, Phrase::mapping_not_number);
        return static_cast<std::size_t>(*number);
    }
    std::size_t one_of(std::string_view where, const toml::node& node, const std::vector<Word>& words) const {
        const std::string text = text_of(where, node);
        for (std::size_t i = 0; i < words.size(); ++i)
            if (words[i].is(text)) return i;
        wrong(where, Phrase::mapping_unknown_word);
    }
    DateOrder date_order(std::string_view where, const toml::node& node) const {
        return one_of(where, node, {{"hari-bulan-tahun", "day-month-year"}, {"bulan-hari-tahun", "month-day-year"}}) == 0 ? DateOrder::day_first
                                                                                                                          : DateOrder::month_first;
    }

    void read_about(const toml::node& node, Mapping& mapping) const {
        if (const toml::table* both = node.as_table()) {
            mapping.about_id = (*both)["id"].value_or(std::string());
            mapping.about_en = (*both)["en"].value_or(std::string());
        } else {
            mapping.about_id = mapping.about_en = text_of(word_about.id, node);
        }
    }

    void read_above(std::string_view where, const toml::node& node, Mapping& mapping) const {
        for (const auto& [entity, part] : table_of(where, node)) {
            TableMapping above;
            above.entity = entity.str();
            for (const auto& [key, inner] : table_of(entity.str(), part))
                if (!read_table_part(key.str(), inner, above)) wrong(key.str(), Phrase::mapping_unknown_word);
            mapping.above.push_back(std::move(above));
        }
    }

    /// What the entity of the file and the entities above it have in common.
    bool read_table_part(std::string_view name, const toml::node& node, TableMapping& table) const {
        if (word_entity.is(name)) table.entity = text_of(name, node);
        else if (word_columns.is(name)) read_columns(table_of(name, node), table);
        else if (word_values.is(name)) read_values(table_of(name, node), table);
        else if (word_sums.is(name)) read_sums(table_of(name, node), table);
        else if (word_corrections.is(name))
            for (const auto& [fact, titles] : table_of(name, node)) table.corrections[std::string(fact.str())] = texts_of(fact.str(), titles);
        else return false;
        return true;
    }

    void read_columns(const toml::table& columns, TableMapping& table) const {
        for (const auto& [fact, node] : columns) {
            ColumnSource source;
            if (const toml::table* described = node.as_table()) {
                for (const auto& [key, value] : *described) {
                    if (word_from.is(key.str())) source.titles = texts_of(fact.str(), value);
                    else if (word_digits.is(key.str())) source.digits = number_of(fact.str(), value, 1, 16);
                    else if (word_fixed.is(key.str())) source.fixed = text_of(fact.str(), value);
                    else if (word_labels_only.is(key.str())) source.labels_only = value.value_or(false);
                    else wrong(key.str(), Phrase::mapping_unknown_word);
                }
            } else {
                source.titles = texts_of(fact.str(), node);
            }
            table.columns.emplace_back(fact.str(), std::move(source));
        }
    }

    void read_values(const toml::table& values, TableMapping& table) const {
        for (const auto& [fact, node] : values)
            for (const auto& [written, meant] : table_of(fact.str(), node))
                table.values[std::string(fact.str())][normal_value(written.str())] = text_of(written.str(), meant);
    }

    void read_sums(const toml::table& sums, TableMapping& table) const {
        for (const auto& [fact, node] : sums) {
            BitSum& sum = table.sums[std::string(fact.str())];
            std::vector<std::string> order;
            for (const auto& [code, meant] : table_of(fact.str(), node)) {
                if (word_order.is(code.str())) {
                    order = texts_of(code.str(), meant);
                    continue;
                }
                const std::int64_t bit = bit_of(code.str());
                if (bit > 0) sum.bits.emplace_back(bit, text_of(code.str(), meant));
                else sum.whole[std::string(code.str())] = text_of(code.str(), meant);
            }
            const auto place = [&](std::int64_t bit) { return std::find(order.begin(), order.end(), std::to_string(bit)) - order.begin(); };
            std::sort(sum.bits.begin(), sum.bits.end(), [&](const auto& a, const auto& b) { return std::pair(place(a.first), a.first) < std::pair(place(b.first), b.first); });
        }
    }

    /// 1, 2, 4, 8, ...: the number; anything else: 0.
    static std::int64_t bit_of(std::string_view code) {
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(code.data(), code.data() + code.size(), number);
        const bool whole = problem == std::errc() && end == code.data() + code.size();
        return whole && number > 0 && (number & (number - 1)) == 0 ? number : 0;
    }

    std::string from_;
};

std::string file_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (in) text << in.rdbuf();
    if (!in || !text) throw Failure(Exit::environment, Code::cannot_read_file, {path, std::string(std::strerror(errno == 0 ? ENOENT : errno))});
    return text.str();
}

}  // namespace

std::string normal_title(std::string_view title) {
    std::string name;
    for (const char c : title) {
        if (c >= 'A' && c <= 'Z') name += static_cast<char>(c + 32);
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) name += c;
    }
    return name;
}

std::string normal_value(std::string_view value) {
    std::string text;
    for (const char c : trimmed(value)) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (blank && (text.empty() || text.back() == ' ')) continue;
        text += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return text;
}

Mapping parse_mapping(const std::string& from, std::string_view text) {
    const toml::table file = [&] {
        try {
            return toml::parse(text);
        } catch (const toml::parse_error& error) {
            throw Failure(Exit::user, Code::mapping_syntax,
                          {from, diagnostics::Count{static_cast<std::int64_t>(error.source().begin.line)}, std::string(error.description())});
        }
    }();
    return Reader(from).read(file);
}

Mapping load_mapping(const std::string& name_or_path) {
    std::string known;
    for (const ShippedMapping& shipped : shipped_mappings()) {
        if (name_or_path == shipped.name) return parse_mapping(shipped.name, shipped.text);
        known += (known.empty() ? "" : ", ") + std::string(shipped.name);
    }
    if (!name_or_path.ends_with(".toml")) throw Failure(Exit::user, Code::no_such_mapping, {name_or_path, known});
    return parse_mapping(name_or_path, file_text(name_or_path));
}

}  // namespace tepat::intake
