// SPDX-License-Identifier: Apache-2.0
// Random scores and decision tables: rows that overlap, rows that leave gaps, cells of every form. See generate_rules.hpp.
#include <algorithm>

#include "tests/differential/generate_rules.hpp"

namespace tepat::generate {

/// 25 bila c; -10 bila c; 5 x (number) [bila c]; 10
std::string Rules::score(int number) {
    NewTerm made;
    made.name = "n" + std::to_string(number);
    made.entity = any_entity();
    const bool rupiah = random_.percent(25);
    made.kind = rupiah ? Kind::rupiah : Kind::number;
    const Scope scope{made.entity, made.entity, false, false};
    std::string text = word(Keyword::score) + ' ' + made.name + ' ' + word(Keyword::for_entity) + ' ' + vocabulary_.entity(made.entity).name;
    for (std::int64_t lines = random_.between(1, 5); lines > 0; --lines) {
        NumberText weight = expressions_.number_literal(rupiah);
        if (random_.percent(20)) weight = expressions_.number_leaf({made.entity, made.entity, false, true}, rupiah);
        std::string line = weight.text;
        if (random_.percent(40)) {
            const NumberText times = expressions_.number(scope, 2, false);
            if (weight.scale + times.scale <= program::max_scale) {
                line += " x (" + times.text + ')';
                weight.scale += times.scale;
            }
        }
        made.scale = std::max(made.scale, weight.scale);
        if (random_.percent(80)) line += ' ' + word(Keyword::when) + ' ' + expressions_.condition(scope, 1);
        text += "\n  " + line;
    }
    vocabulary_.terms.push_back(made);
    return text + '\n';
}

namespace {

const std::vector<std::string> whole_bounds{"-1", "0", "1", "2", "3", "5", "7", "10"};
const std::vector<std::string> money_bounds{"Rp0", "Rp100.000", "Rp500.000", "Rp1.000.000"};
const std::vector<std::string> date_bounds{"2000-02-29", "2020-01-01", "2024-02-29", "2025-07-01"};

}  // namespace

std::string Rules::table_cell(const Scope& scope, Kind kind, const std::vector<std::string>& choices) {
    (void)scope;
    if (random_.percent(20)) return "-";
    if (random_.percent(8)) return word(random_.percent(50) ? Keyword::is_unknown : Keyword::is_known);
    if (kind == Kind::yes_no) return word(random_.percent(50) ? Keyword::yes : Keyword::no_value);
    if (kind == Kind::choice) {
        const std::string value = expressions_.choice_value(choices);
        if (random_.percent(20)) return "!= " + value;
        return random_.percent(50) ? value : value + ", " + expressions_.choice_value(choices);
    }
    if (kind == Kind::text) return random_.percent(50) ? "\"a\"" : "\"ab\", \"b\"";
    const std::vector<std::string>& bounds = kind == Kind::rupiah ? money_bounds : kind == Kind::date ? date_bounds : whole_bounds;
    const std::size_t low = random_.below(bounds.size());
    const std::size_t high = low + random_.below(bounds.size() - low);
    switch (random_.below(6)) {
        case 0:
            return bounds[low] + ".." + bounds[high];
        case 1:
            return bounds[low] + "..";
        case 2:
            return ".." + bounds[low];
        case 3:
            return bounds[low];
        case 4:
            return bounds[low] + ", " + bounds[high];
        default:
            break;
    }
    const std::string sign = random_.pick<std::string>({"<", "<=", ">", ">=", "!=", "="});
    return sign + ' ' + bounds[low];
}

std::string Rules::table_header(const NewTerm& made, const std::string& collect) const {
    const Keyword type = made.kind == Kind::rupiah ? Keyword::rupiah : made.kind == Kind::yes_no ? Keyword::yes_no : Keyword::number;
    std::string text = word(Keyword::table) + ' ' + made.name + ' ' + word(Keyword::for_entity) + ' ';
    text += vocabulary_.entity(made.entity).name + ' ' + word(Keyword::yields) + ' ' + word(type);
    if (!collect.empty()) text += "\n  " + word(Keyword::collect) + ' ' + collect;
    return text;
}

std::string Rules::table(int number) {
    NewTerm made;
    made.name = "j" + std::to_string(number);
    made.entity = any_entity();
    const Scope scope{made.entity, made.entity, false, false};
    const std::uint64_t collecting = random_.below(8);  // 0..3: which, else unique
    made.kind = collecting == 1 ? Kind::number : random_.pick<Kind>({Kind::number, Kind::number, Kind::rupiah});
    if (collecting > 3 && random_.percent(20)) made.kind = Kind::yes_no;
    made.scale = made.kind == Kind::rupiah ? program::rupiah_scale : 0;
    struct Column {
        std::string text;
        Kind kind;
        std::vector<std::string> choices;
    };
    std::vector<Column> columns;
    for (const Kind kind : {Kind::number, Kind::choice, Kind::yes_no, Kind::rupiah, Kind::date, Kind::text, Kind::decimal}) {
        const std::vector<Expressions::Reach> ways = expressions_.facts(scope, kind);
        if (ways.empty() || columns.size() == 3 || random_.percent(30)) continue;
        const Expressions::Reach& way = random_.pick(ways);
        columns.push_back({way.path, kind, vocabulary_.facts[static_cast<std::size_t>(way.index)].choices});
    }
    if (columns.empty()) return term(number);
    const std::vector<std::string> kinds{word(Keyword::sum), word(Keyword::number_of), word(Keyword::largest), word(Keyword::smallest)};
    std::string text = table_header(made, collecting < 4 ? kinds[collecting] : "") + "\n  |";
    for (const Column& column : columns) text += ' ' + column.text + " |";
    text += ' ' + word(Keyword::result) + " |";
    const auto result = [&]() -> std::string {
        if (made.kind == Kind::yes_no) return word(random_.percent(50) ? Keyword::yes : Keyword::no_value);
        if (made.kind == Kind::rupiah) return random_.pick(money_bounds);
        return random_.pick(whole_bounds);
    };
    for (std::int64_t rows = random_.between(1, 4); rows > 0; --rows) {
        text += "\n  |";
        for (const Column& column : columns) text += ' ' + table_cell(scope, column.kind, column.choices) + " |";
        text += ' ' + result() + " |";
    }
    if (collecting > 1) text += "\n  | " + word(Keyword::otherwise) + " | " + result() + " |";
    vocabulary_.terms.push_back(made);
    return text + '\n';
}

}  // namespace tepat::generate
