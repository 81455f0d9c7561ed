// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "cli/compare_view.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;
using compare::Compared;

constexpr const char* outcome_words[] = {"eligible", "not_eligible", "undecided", "error", "not_run", "absent"};

Json title_json(const SideTitle& title) {
    Json side;
    if (title.run > 0) side["run"] = title.run;
    if (title.run == 0) side["rules"] = title.rules;
    if (title.run == 0) side["baseline"] = title.baseline;
    side["date"] = title.date;
    side["rule_set"] = title.rule_set;
    side["fingerprint"] = title.fingerprint;
    return side;
}

Json changes_json(const std::array<std::size_t, compare::changes>& change) {
    Json counts;
    for (std::size_t c = 0; c < change.size(); ++c) counts[change_word(static_cast<compare::Change>(c))] = change[c];
    return counts;
}

Json amount_json(const compare::Amount& amount) {
    return {{"low", amount.has_low ? Json(amount.low) : Json(nullptr)}, {"high", amount.has_high ? Json(amount.high) : Json(nullptr)}};
}

Json money_json(const CompareView& view, const Compared& compared, const compare::Money& money) {
    if (compared.benefit.amounts.empty()) return nullptr;
    if (view.hides(compared.benefit)) return {{"masked", true}};
    return {{"kind", compared.benefit.money ? "rupiah" : "number"},
            {"scale", compared.benefit.scale},
            {"per", compared.benefit.per.empty() ? Json(nullptr) : Json(compared.benefit.per)},
            {"before", amount_json(money.before.amount)},
            {"after", amount_json(money.after.amount)},
            {"difference", compared.same_benefit_kind ? amount_json(money.difference.amount) : Json(nullptr)}};
}

Json tally_json(const CompareView& view, const Compared& compared, const compare::Tally& tally) {
    return {{"changes", changes_json(tally.change)},
            {"reached", {{"before", tally.money.reached_before}, {"after", tally.money.reached_after}}},
            {"benefit", money_json(view, compared, tally.money)}};
}

template <class Matrix, class Word>
Json matrix_json(const Matrix& matrix, const Word& word) {
    Json cells = Json::array();
    for (std::size_t b = 0; b < matrix.size(); ++b)
        for (std::size_t a = 0; a < matrix.size(); ++a)
            if (matrix[b][a] > 0) cells.push_back({{"before", word(b)}, {"after", word(a)}, {"subjects", matrix[b][a]}});
    return cells;
}

Json groups_json(const CompareView& view, const Compared& compared) {
    Json all = Json::array();
    const compare::Subjects* subjects = nullptr;
    for (const compare::Side* side : {&view.before, &view.after})
        for (const compare::Subjects& each : side->subjects)
            if (each.entity == compared.entity) subjects = &each;
    for (std::size_t g = 0; g < compared.groups.size(); ++g) {
        const compare::Grouping& grouping = subjects->groupings[g];
        if (grouping.title.empty()) continue;
        Json groups = Json::array();
        for (const compare::GroupTally& group : compared.groups[g]) {
            Json item{{"key", group.none ? Json(nullptr) : Json(group_key(view, grouping, group.key))},
                      {"name", group.name.empty() ? group.name : group_name(view, grouping, group.key, group.name)}};
            item.update(tally_json(view, compared, group.tally));
            groups.push_back(std::move(item));
        }
        all.push_back({{"by", grouping.title}, {"label", grouping.label}, {"groups", groups}});
    }
    return all;
}

Json reason_json(const Reason& reason) {
    Json values = Json::array();
    for (const Reason::Value& value : reason.values)
        values.push_back({{"fact", value.fact}, {"label", value.label}, {"before", value.before}, {"after", value.after}});
    return {{"kind", reason.kind},
            {"side", reason.after ? "after" : "before"},
            {"rule", reason.rule},
            {"text", reason.text},
            {"file", reason.file},
            {"line", reason.line},
            {"state", reason.state},
            {"values", values},
            {"legal_basis", reason.legal_basis}};
}

Json row_json(const CompareView& view, const Compared& compared, const compare::Row& row) {
    const RowWords words(view, compared, row);
    const bool hidden = view.hides(compared.benefit);
    const auto benefit = [&](const compare::Amount* amount) { return amount == nullptr ? Json(nullptr) : hidden ? Json{{"masked", true}} : amount_json(*amount); };
    const auto rank = [](std::uint32_t n) { return n == 0 ? Json(nullptr) : Json(n); };
    const Why why = view.why(compared, row);
    Json reasons = Json::array();
    for (const Reason& reason : why.reasons) reasons.push_back(reason_json(reason));
    return {{"key", words.key()},
            {"name", words.name()},
            {"area", words.area()},
            {"change", change_word(row.change)},
            {"before", standing_word(row.stood)},
            {"after", standing_word(row.stands)},
            {"rank_before", rank(words.rank_before())},
            {"rank_after", rank(words.rank_after())},
            {"benefit_before", benefit(words.benefit_before())},
            {"benefit_after", benefit(words.benefit_after())},
            {"missing", why.missing},
            {"reasons", reasons}};
}

Json examples_json(const CompareView& view, const Compared& compared) {
    Json examples = Json::array();
    std::array<std::size_t, compare::changes> shown{};
    for (const compare::Row& row : compared.rows)
        if (shown[static_cast<std::size_t>(row.change)]++ < view.examples) examples.push_back(row_json(view, compared, row));
    return examples;
}

Json programme_json(const CompareView& view, std::size_t p) {
    const Compared& compared = view.comparison.programmes[p];
    Json all{{"programme", compared.name},
             {"label", compared.label},
             {"kind", compared.is_rule ? "rule" : "programme"},
             {"entity", compared.entity},
             {"judged", {{"before", compared.before.has_value()}, {"after", compared.after.has_value()}}}};
    all.update(tally_json(view, compared, compared.tally));
    all["outcomes"] = matrix_json(compared.outcomes, [](std::size_t i) { return outcome_words[i]; });
    all["standings"] = matrix_json(compared.matrix, [](std::size_t i) { return standing_word(static_cast<compare::Standing>(i)); });
    Json deciding = Json::array();
    if (p < view.deciding.size())
        for (const DecidingCount& count : view.deciding[p]) {
            Json item = reason_json(count.reason);
            item.erase("values");
            item["subjects"] = count.subjects;
            item["alone"] = count.alone;
            item["changes"] = changes_json(count.change);
            deciding.push_back(std::move(item));
        }
    all["deciding"] = deciding;
    all["groups"] = groups_json(view, compared);
    all["examples"] = examples_json(view, compared);
    return all;
}

}  // namespace

void print_comparison_json(const CompareView& view, Session& session) {
    Json affected = Json::array(), programmes = Json::array();
    for (const compare::Affected& entity : view.comparison.affected)
        affected.push_back({{"entity", entity.entity},
                            {"label", entity.label},
                            {"subjects_before", entity.subjects_before},
                            {"subjects_after", entity.subjects_after},
                            {"both", entity.both},
                            {"changed", entity.changed}});
    for (std::size_t p = 0; p < view.comparison.programmes.size(); ++p) programmes.push_back(programme_json(view, p));
    const Json all{{"before", title_json(view.title_before)}, {"after", title_json(view.title_after)}, {"affected", affected}, {"programmes", programmes}};
    session.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace tepat::cli
