// SPDX-License-Identifier: Apache-2.0
#include "engine/compare/recorded_side.hpp"

#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace tepat::compare {

namespace {

using Json = nlohmann::ordered_json;
constexpr int form = 1;

// ------------------------------------------------------------------------------------------------------------- columns

template <class Number, class Values>
std::string numbers(const Values& values) {
    std::string bytes(values.size() * sizeof(Number), '\0');
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = static_cast<std::uint64_t>(static_cast<Number>(values[i]));
        for (std::size_t b = 0; b < sizeof(Number); ++b) bytes[i * sizeof(Number) + b] = static_cast<char>(value >> (8 * b));
    }
    return bytes;
}

std::string texts(const std::vector<std::string>& values) {
    std::string bytes;
    for (const std::string& value : values) bytes += std::to_string(value.size()) + ':' + value;  // a key may hold any sign
    return bytes;
}

std::vector<std::uint8_t> bits(const columns::Bits& bits) {
    std::vector<std::uint8_t> values(bits.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = bits.get(i);
    return values;
}

class Writer {
public:
    explicit Writer(const Side& side) : side_(side) {}

    store::RecordedOutcomes write() {
        Json subjects = Json::array(), programmes = Json::array();
        for (const Subjects& each : side_.subjects) subjects.push_back(write(each));
        for (const ProgrammeSide& each : side_.programmes) programmes.push_back(write(each));
        const Json all{{"form", form}, {"subjects", subjects}, {"programmes", programmes}, {"missing_sets", side_.missing_sets}};
        result_.outline = all.dump(-1, ' ', false, Json::error_handler_t::replace);
        return std::move(result_);
    }

private:
    std::size_t add(std::string bytes) {
        result_.columns.push_back(std::move(bytes));
        return result_.columns.size() - 1;
    }
    Json write(const Subjects& subjects) {
        const Grouping& area = subjects.groupings.front();
        Json groups = Json::array();
        for (const Grouping::Group& group : area.groups) groups.push_back({group.key, group.name});
        return {{"entity", subjects.entity},
                {"label", subjects.label},
                {"key_secrecy", subjects.key_secrecy},
                {"rows", subjects.keys->size()},
                {"keys", add(texts(*subjects.keys))},
                {"counted", add(numbers<std::uint8_t>(bits(subjects.counted)))},
                {"area", {{"title", area.title}, {"label", area.label}, {"key_secrecy", area.key_secrecy}, {"groups", groups}, {"of", add(numbers<std::uint32_t>(area.of))}}}};
    }
    Json write(const Benefit& benefit) {
        std::vector<std::int64_t> low, high;
        std::vector<std::uint8_t> there;
        for (const Amount& amount : benefit.amounts) {
            low.push_back(amount.low);
            high.push_back(amount.high);
            there.push_back(static_cast<std::uint8_t>((amount.has_low ? 1 : 0) | (amount.has_high ? 2 : 0)));
        }
        return {{"money", benefit.money}, {"scale", benefit.scale}, {"per", benefit.per}, {"secrecy", benefit.secrecy}, {"amounts", benefit.amounts.size()},
                {"low", add(numbers<std::int64_t>(low))}, {"high", add(numbers<std::int64_t>(high))}, {"there", add(numbers<std::uint8_t>(there))}};
    }
    Json write(const ProgrammeSide& programme) {
        Json rules = Json::array();
        for (const RuleSide& rule : programme.rules)
            rules.push_back({{"name", rule.name}, {"label", rule.label}, {"legal_basis", rule.legal_basis}, {"outcome", add(numbers<std::uint8_t>(rule.outcome))}});
        return {{"name", programme.name},
                {"label", programme.label},
                {"is_rule", programme.is_rule},
                {"legal_basis", programme.legal_basis},
                {"subjects", programme.subjects},
                {"places", programme.places},
                {"outcome", add(numbers<std::uint8_t>(programme.outcome))},
                {"state", add(numbers<std::uint8_t>(programme.state))},
                {"rank", add(numbers<std::uint32_t>(programme.rank))},
                {"missing", add(numbers<std::uint32_t>(programme.missing))},
                {"benefit", write(programme.benefit)},
                {"rules", rules}};
    }

    const Side& side_;
    store::RecordedOutcomes result_;
};

// ------------------------------------------------------------------------------------------------------------- back

/// Anything that does not fit is thrown as an exception of the standard library, and caught in read_side.
class Reader {
public:
    explicit Reader(const store::RecordedOutcomes& outcomes) : outcomes_(outcomes) {}

    RecordedSide read() {
        const Json all = Json::parse(outcomes_.outline);
        if (all.at("form").get<int>() != form) throw std::runtime_error("form");
        for (const Json& subjects : all.at("subjects")) add_subjects(subjects);
        for (const Json& programme : all.at("programmes")) result_.side.programmes.push_back(programme_of(programme));
        result_.side.missing_sets = all.at("missing_sets").get<std::vector<std::vector<std::string>>>();
        for (const ProgrammeSide& programme : result_.side.programmes)
            for (const std::uint32_t set : programme.missing)
                if (set >= result_.side.missing_sets.size()) throw std::runtime_error("missing");
        return std::move(result_);
    }

private:
    template <class Value, class Number>
    std::vector<Value> column(const Json& position, std::size_t rows, std::uint64_t below, bool may_be_empty = false) const {
        const std::string& bytes = outcomes_.columns.at(position.get<std::size_t>());
        std::vector<Value> values;
        if (bytes.empty() && may_be_empty) return values;
        if (bytes.size() != rows * sizeof(Number)) throw std::runtime_error("rows");
        for (std::size_t i = 0; i < rows; ++i) {
            std::uint64_t value = 0;
            for (std::size_t b = 0; b < sizeof(Number); ++b) value |= std::uint64_t{static_cast<unsigned char>(bytes[i * sizeof(Number) + b])} << (8 * b);
            if (below > 0 && value >= below) throw std::runtime_error("range");
            values.push_back(static_cast<Value>(static_cast<Number>(value)));
        }
        return values;
    }

    void add_subjects(const Json& json) {
        Subjects subjects;
        subjects.entity = json.at("entity");
        subjects.label = json.at("label");
        subjects.key_secrecy = json.at("key_secrecy");
        const auto rows = json.at("rows").get<std::size_t>();
        result_.keys.push_back(texts_of(json.at("keys"), rows));
        subjects.keys = &result_.keys.back();
        const auto counted = column<std::uint8_t, std::uint8_t>(json.at("counted"), rows, 2);
        subjects.counted.resize(rows);
        for (std::size_t row = 0; row < rows; ++row) subjects.counted.set(row, counted[row] != 0);
        const Json& area = json.at("area");
        Grouping grouping{area.at("title"), area.at("label"), area.value("key_secrecy", 0), {}, column<std::uint32_t, std::uint32_t>(area.at("of"), rows, 0, true)};
        for (const Json& group : area.at("groups")) grouping.groups.push_back({group.at(0), group.at(1)});
        for (const std::uint32_t of : grouping.of)
            if (of != nowhere && of >= grouping.groups.size()) throw std::runtime_error("area");
        subjects.groupings.push_back(std::move(grouping));
        result_.side.subjects.push_back(std::move(subjects));
    }

    std::vector<std::string> texts_of(const Json& position, std::size_t rows) const {
        const std::string& bytes = outcomes_.columns.at(position.get<std::size_t>());
        std::vector<std::string> values;
        for (std::size_t begin = 0; begin < bytes.size();) {
            const std::size_t colon = bytes.find(':', begin);
            const std::size_t size = std::stoul(bytes.substr(begin, colon - begin));
            if (colon == std::string::npos || size > bytes.size() - colon - 1) throw std::runtime_error("keys");
            values.push_back(bytes.substr(colon + 1, size));
            begin = colon + 1 + size;
        }
        if (values.size() != rows) throw std::runtime_error("keys");
        return values;
    }

    Benefit benefit_of(const Json& json) const {
        const auto count = json.at("amounts").get<std::size_t>();
        Benefit benefit{json.at("money"), json.at("scale"), json.at("per"), {}, json.at("secrecy")};
        const auto low = column<std::int64_t, std::uint64_t>(json.at("low"), count, 0), high = column<std::int64_t, std::uint64_t>(json.at("high"), count, 0);
        const auto there = column<std::uint8_t, std::uint8_t>(json.at("there"), count, 4);
        for (std::size_t i = 0; i < count; ++i) benefit.amounts.push_back({low[i], high[i], (there[i] & 1) != 0, (there[i] & 2) != 0});
        return benefit;
    }

    ProgrammeSide programme_of(const Json& json) const {
        ProgrammeSide programme;
        programme.name = json.at("name");
        programme.label = json.at("label");
        programme.is_rule = json.at("is_rule");
        programme.legal_basis = json.at("legal_basis").get<std::vector<std::string>>();
        programme.subjects = json.at("subjects");
        programme.places = json.at("places");
        const std::size_t rows = result_.side.subjects.at(programme.subjects).keys->size();
        programme.outcome = column<run::Outcome, std::uint8_t>(json.at("outcome"), rows, 4);
        programme.state = column<allocate::State, std::uint8_t>(json.at("state"), rows, 7, !programme.places);
        programme.rank = column<std::uint32_t, std::uint32_t>(json.at("rank"), rows, 0, !programme.places);
        programme.missing = column<std::uint32_t, std::uint32_t>(json.at("missing"), rows, 0);
        programme.benefit = benefit_of(json.at("benefit"));
        if (programme.benefit.amounts.size() > 1 && programme.benefit.amounts.size() != rows) throw std::runtime_error("benefit");
        for (const Json& rule : json.at("rules"))
            programme.rules.push_back({rule.at("name"), rule.at("label"), rule.at("legal_basis").get<std::vector<std::string>>(),
                                       column<run::Outcome, std::uint8_t>(rule.at("outcome"), rows, 4)});
        return programme;
    }

    const store::RecordedOutcomes& outcomes_;
    RecordedSide result_;
};

}  // namespace

store::RecordedOutcomes recorded(const Side& side) { return Writer(side).write(); }

store::RecordedOutcomes recorded(const Judged& judged) {
    std::vector<columns::Bits> counted(judged.program.entities.size());
    for (const run::RuleOutcomes& rule : judged.decisions.rules)
        if (counted[rule.entity.value].size() == 0) counted[rule.entity.value] = rule.subject;
    return recorded(side_of(judged, counted, {}));
}

std::optional<RecordedSide> read_side(const store::RecordedOutcomes& outcomes) {
    try {
        return Reader(outcomes).read();
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace tepat::compare
