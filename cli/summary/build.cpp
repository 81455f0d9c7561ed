// SPDX-License-Identifier: Apache-2.0
// The numbers become tables: which columns, in which order, with which totals and bars.
#include <algorithm>
#include <map>

#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/summary/document.hpp"
#include "dsl/program/date.hpp"
#include "dsl/program/identity_number.hpp"

namespace tepat::cli::summary {

namespace {

using worklist::Money;
using worklist::ProgrammeSummary;
using worklist::Summary;
using worklist::Tally;

constexpr std::size_t small = 5, round_to = 5;

Cell text(std::string words) { return {Cell::Kind::text, std::move(words)}; }
Cell number(std::int64_t n) { return {Cell::Kind::count, "", n, n}; }
Cell money(std::int64_t low, std::int64_t high) { return {Cell::Kind::money, "", low, high}; }

/// Tenths of a percent, rounded half up; 100% only when nothing is left.
Cell share(std::size_t part, std::size_t whole) {
    if (whole == 0) return {};
    const std::size_t rounded = (part * 2000 + whole) / (2 * whole);
    return {Cell::Kind::share, "", static_cast<std::int64_t>(part < whole ? std::min<std::size_t>(rounded, 999) : rounded), 0};
}

class Builder {
public:
    Builder(const Summary& summary, bool open_to_all, Language language) : summary_(summary), open_to_all_(open_to_all), language_(language) {
        document_.language = language;
    }

    Document build() {
        head();
        figures();
        programmes();
        areas();
        agencies();
        strategies();
        money_of_programmes();
        quotas();
        conflicts();
        duplicates();
        cells();
        quota_groups();
        notes();
        return std::move(document_);
    }

private:
    std::string word(Word key, const std::vector<Argument>& arguments = {}) const { return say(key, language_, arguments); }
    Column column(const char* id, Word title, Cell::Kind kind = Cell::Kind::count) const { return {id, word(title), kind}; }

    /// People, families, tasks. In what is passed on they are rounded, each by itself.
    Cell count(std::size_t n) {
        if (n > 0 && n < small) has_small_ = true;
        if (open_to_all_) n = (n + round_to / 2) / round_to * round_to;
        return number(static_cast<std::int64_t>(n));
    }
    Cell share_of(std::size_t part, std::size_t whole) const {
        if (!open_to_all_) return share(part, whole);
        const auto rounded = [](std::size_t n) { return (n + round_to / 2) / round_to * round_to; };
        return share(std::min(rounded(part), rounded(whole)), rounded(whole));
    }

    const std::string& label_of(const std::string& programme) const {
        for (const ProgrammeSummary& each : summary_.programmes)
            if (each.name == programme) return each.label;
        return programme;
    }
    std::string called(const ProgrammeSummary& programme) const { return programme.name.empty() ? word(Word::without_programme) : programme.label; }
    std::string called(const store::AreaRecord& area) const {
        if (area.entity.empty()) return word(Word::no_area);
        return program::without_identity_numbers(area.name.empty() ? area.key : area.name);
    }
    Tally all_interventions() const {
        Tally all;
        for (const ProgrammeSummary& programme : summary_.programmes) all += programme.interventions;
        return all;
    }

    /// 2025-07-01T08:30:00Z as people write it.
    std::string spoken_time(const std::string& time) const {
        const auto date = program::parse_iso(time.substr(0, 10));
        return date && time.size() >= 16 ? word(Word::fact_run_time, {spoken(*date, language_), time.substr(11, 2), time.substr(14, 2)}) : time;
    }

    void head() {
        const auto date = program::parse_iso(summary_.run.reference_date);
        document_.title = word(Word::title);
        document_.subtitle = word(Word::subtitle, {date ? spoken(*date, language_) : summary_.run.reference_date});
        std::string periods;
        for (const std::string& period : summary_.periods) periods += (periods.empty() ? "" : ", ") + (period == "-" ? word(Word::fact_once) : period);
        document_.facts = {{word(Word::fact_run), word(Word::fact_run_value, {std::to_string(summary_.run.id), spoken_time(summary_.run.started_at)})},
                           {word(Word::fact_periods), periods},
                           {word(Word::fact_rules), summary_.run.rule_set_hash},
                           {word(Word::fact_data), summary_.run.fingerprint},
                           {word(Word::fact_head), summary_.head}};
    }

    void figures() {
        const Tally all = all_interventions();
        document_.figures = {{"target", word(Word::figure_target), word(Word::figure_target_note), count(all.target())},
                             {"done", word(Word::figure_done), word(Word::figure_done_note), count(all.done)},
                             {"left", word(Word::figure_left), word(Word::figure_left_note), count(all.left())}};
        std::size_t units = 0, reached = 0, conflicts = 0;
        for (const auto& area : summary_.areas) {
            units += area.found.units;
            reached += area.found.reach[0] + area.found.reach[1];
        }
        if (units > 0)
            document_.figures.push_back({"unreached", word(Word::figure_unreached, {summary_.unit}),
                                         word(Word::figure_unreached_note, {shown(count(units), language_)}), count(units - reached)});
        for (const auto& pair : summary_.conflicts) conflicts += pair.selected + pair.holding + pair.both_hold;
        document_.figures.push_back({"conflicts", word(Word::figure_conflicts), word(Word::figure_conflicts_note), count(conflicts)});
    }

    // ------------------------------------------------------------------------------------------------ tables

    void add_tally(std::vector<Column>& columns) const {
        columns.insert(columns.end(), {column("target", Word::target), column("done", Word::done), column("left", Word::left),
                                       column("share", Word::share_done, Cell::Kind::share), column("open", Word::open), column("approved", Word::approved),
                                       column("postponed", Word::postponed), column("rejected", Word::rejected)});
    }
    void add_tally(std::vector<Cell>& row, const Tally& tally) {
        row.insert(row.end(), {count(tally.target()), count(tally.done), count(tally.left()), share_of(tally.done, tally.target()), count(tally.open),
                               count(tally.approved), count(tally.postponed), count(tally.rejected)});
    }

    void programmes() {
        Section section{"programmes", word(Word::programmes), word(Word::programmes_lead), {column("programme", Word::programme, Cell::Kind::text)}, {}, true, {}, true, ""};
        add_tally(section.columns);
        for (const auto& [id, title] : {std::pair("waiting", Word::waiting), std::pair("undecided", Word::undecided), std::pair("questions", Word::questions),
                                        std::pair("receiving", Word::receiving), std::pair("graduates", Word::graduates), std::pair("graduated", Word::graduated)})
            section.columns.push_back(column(id, title));
        ProgrammeSummary all;
        for (const ProgrammeSummary& programme : summary_.programmes) {
            section.rows.push_back(programme_row(called(programme), programme));
            all.interventions += programme.interventions;
            all.exits += programme.exits;
            all.questions += programme.questions;
            all.found.states[1] += programme.found.states[1];
            all.found.outcomes[2] += programme.found.outcomes[2];
            all.found.receiving += programme.found.receiving;
            all.found.graduates += programme.found.graduates;
        }
        section.rows.push_back(programme_row(word(Word::total), all));
        section.bars = {word(Word::bars_programmes), 0, {2, 3}, {}, true};
        document_.sections.push_back(std::move(section));
    }

    std::vector<Cell> programme_row(const std::string& name, const ProgrammeSummary& programme) {
        std::vector<Cell> row{text(name)};
        add_tally(row, programme.interventions);
        row.insert(row.end(), {count(programme.found.states[1]), count(programme.found.outcomes[2]), count(programme.questions),
                               count(programme.found.receiving), count(programme.found.graduates), count(programme.exits.done)});
        return row;
    }

    void areas() {
        Section section{"areas", word(Word::areas), word(Word::areas_lead), {column("area", Word::area, Cell::Kind::text)}, {}, true, {}, true, ""};
        section.columns.push_back({"units", word(Word::units, {summary_.unit}), Cell::Kind::count});
        for (const auto& [id, title] : {std::pair("reached", Word::reached), std::pair("reached_more", Word::reached_more), std::pair("unreached", Word::unreached)})
            section.columns.push_back(column(id, title));
        section.columns.push_back(column("unreached_share", Word::share_unreached, Cell::Kind::share));
        for (const auto& [id, title] : {std::pair("waiting", Word::unreached_waiting), std::pair("undecided", Word::unreached_undecided),
                                        std::pair("error", Word::unreached_error), std::pair("not_eligible", Word::unreached_not_eligible),
                                        std::pair("target", Word::target), std::pair("done", Word::done), std::pair("left", Word::left),
                                        std::pair("questions", Word::questions)})
            section.columns.push_back(column(id, title));
        worklist::AreaSummary all;
        std::vector<const worklist::AreaSummary*> sorted;
        for (const auto& area : summary_.areas) {
            if (area.found.units + area.interventions.target() + area.interventions.rejected + area.questions == 0) continue;
            sorted.push_back(&area);
            all.found.units += area.found.units;
            for (std::size_t i = 0; i < all.found.reach.size(); ++i) all.found.reach[i] += area.found.reach[i];
            all.interventions += area.interventions;
            all.questions += area.questions;
        }
        std::stable_sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
            if (a->found.entity.empty() != b->found.entity.empty()) return b->found.entity.empty();
            return called(a->found) < called(b->found);
        });
        for (const auto* area : sorted) section.rows.push_back(area_row(called(area->found), *area));
        section.rows.push_back(area_row(word(Word::total), all));
        section.bars = {word(Word::bars_areas), 0, {2, 4}, {}, false};
        document_.sections.push_back(std::move(section));
    }

    std::vector<Cell> area_row(const std::string& name, const worklist::AreaSummary& area) {
        const auto& reach = area.found.reach;
        const std::size_t reached = reach[0] + reach[1], unreached = area.found.units - reached;
        return {text(name),      count(area.found.units), count(reached),  count(reach[1]),  count(unreached), share_of(unreached, area.found.units),
                count(reach[2]), count(reach[3]),         count(reach[4]), count(reach[5]),  count(area.interventions.target()),
                count(area.interventions.done), count(area.interventions.left()), count(area.questions)};
    }

    void agencies() {
        Section section{"agencies", word(Word::agencies), word(Word::agencies_lead), {column("agency", Word::agency, Cell::Kind::text)}, {}, true, {}, true, ""};
        add_tally(section.columns);
        for (const auto& [id, title] : {std::pair("overdue", Word::overdue), std::pair("questions", Word::questions), std::pair("questions_done", Word::questions_done),
                                        std::pair("graduated", Word::graduated)})
            section.columns.push_back(column(id, title));
        worklist::AgencySummary all;
        for (const auto& agency : summary_.agencies) {
            section.rows.push_back(agency_row(agency.label, agency));
            all.interventions += agency.interventions;
            all.questions += agency.questions;
            all.exits += agency.exits;
            all.overdue += agency.overdue;
        }
        section.rows.push_back(agency_row(word(Word::total), all));
        section.bars = {word(Word::bars_agencies), 0, {2, 3}, {}, true};
        document_.sections.push_back(std::move(section));
    }

    std::vector<Cell> agency_row(const std::string& name, const worklist::AgencySummary& agency) {
        std::vector<Cell> row{text(name)};
        add_tally(row, agency.interventions);
        row.insert(row.end(), {count(agency.overdue), count(agency.questions.left()), count(agency.questions.done), count(agency.exits.done)});
        return row;
    }

    void strategies() {
        Section section{"strategies", word(Word::strategies), "", {column("strategy", Word::strategy, Cell::Kind::text), column("programmes", Word::programme_count)}, {}, false, {}, true, ""};
        add_tally(section.columns);
        for (const auto& strategy : summary_.strategies) {
            std::vector<Cell> row{text(word(strategy_word(strategy.strategy))), number(static_cast<std::int64_t>(strategy.programmes))};
            add_tally(row, strategy.interventions);
            section.rows.push_back(std::move(row));
        }
        document_.sections.push_back(std::move(section));
    }

    static Word strategy_word(const std::string& strategy) {
        if (strategy == "reduce_expenses") return Word::strategy_reduce_expenses;
        if (strategy == "raise_income") return Word::strategy_raise_income;
        return strategy == "reduce_pockets" ? Word::strategy_reduce_pockets : Word::strategy_none;
    }

    void money_of_programmes() {
        Section section{"money", word(Word::money), word(Word::money_lead),
                        {column("programme", Word::programme, Cell::Kind::text), column("per", Word::per, Cell::Kind::text), column("target", Word::target),
                         column("amount", Word::amount, Cell::Kind::money), column("amount_done", Word::amount_done, Cell::Kind::money),
                         column("without_amount", Word::without_amount)},
                        {}, false, {}, true, word(Word::money_empty)};
        constexpr Word units[] = {Word::per_once, Word::per_month, Word::per_year};
        for (const ProgrammeSummary& programme : summary_.programmes)
            for (std::size_t per = 0; per < programme.money.size(); ++per) {
                const Money& sum = programme.money[per];
                const Money& carried_out = programme.money_done[per];
                if (sum.counted == 0) continue;
                const bool hidden = programme.money_protected && tells_of_few(sum.counted, carried_out.counted);
                section.rows.push_back({text(called(programme)), text(word(units[per])), count(sum.counted + sum.without),
                                        hidden ? text(mask) : money(sum.low, sum.high), hidden ? text(mask) : money(carried_out.low, carried_out.high),
                                        count(sum.without)});
            }
        document_.sections.push_back(std::move(section));
    }

    /// Either sum, or what is left of the one without the other.
    static bool tells_of_few(std::size_t all, std::size_t part) {
        const auto few = [](std::size_t n) { return n > 0 && n < small; };
        return few(all) || few(part) || few(all - part);
    }

    // ------------------------------------------------------------------------------------------------ quotas

    struct LimitTotal {
        std::int64_t allowed = 0, taken = 0, used = 0;
        std::size_t waiting = 0, graduating = 0, groups = 0, full = 0;
    };

    static bool is_budget(const store::LimitRecord& limit) { return limit.kind != "quota"; }
    std::string limit_name(const store::LimitRecord& limit) const {
        if (limit.per.empty()) return word(is_budget(limit) ? Word::budget : Word::quota);
        return word(is_budget(limit) ? Word::budget_per : Word::quota_per, {limit.per});
    }
    Cell amount(const store::LimitRecord& limit, std::int64_t n) {
        if (is_budget(limit)) return money(n, n);
        return n < 0 ? number(n) : count(static_cast<std::size_t>(n));
    }

    /// What is taken of a budget whose unit costs are protected is a sum of them.
    Cell used_of(const store::LimitRecord& limit, std::int64_t n) { return limit.kind == "protected_budget" ? text(mask) : amount(limit, n); }

    void quotas() {
        Section section{"quotas", word(Word::quotas), word(Word::quotas_lead),
                        {column("programme", Word::programme, Cell::Kind::text), column("limit", Word::limit, Cell::Kind::text), column("allowed", Word::allowed),
                         column("taken", Word::taken), column("selected", Word::selected), column("free", Word::free), column("waiting", Word::waiting),
                         column("freed", Word::freed), column("groups", Word::groups), column("full", Word::full_groups)},
                        {}, false, {}, true, word(Word::quotas_empty)};
        std::map<std::pair<std::string, std::size_t>, std::pair<const store::LimitRecord*, LimitTotal>> totals;
        for (const store::LimitRecord& limit : summary_.limits) {
            auto& [one, total] = totals[{limit.programme, limit.position}];
            one = &limit;
            total.allowed += limit.amount.value_or(0);
            total.taken += limit.taken;
            total.used += limit.used;
            total.waiting += limit.waiting;
            total.graduating += limit.graduating;
            ++total.groups;
            total.full += limit.amount && *limit.amount <= limit.taken + limit.used && *limit.amount > 0;
        }
        for (const auto& [place, pair] : totals) {
            const auto& [limit, total] = pair;
            section.rows.push_back({text(label_of(limit->programme)), text(limit_name(*limit)), amount(*limit, total.allowed), used_of(*limit, total.taken),
                                    used_of(*limit, total.used), used_of(*limit, total.allowed - total.taken - total.used), count(total.waiting),
                                    count(total.graduating), number(static_cast<std::int64_t>(total.groups)), number(static_cast<std::int64_t>(total.full))});
        }
        section.bars = {word(Word::bars_quotas), 0, {3, 4}, 2, true};
        document_.sections.push_back(std::move(section));
    }

    void quota_groups() {
        Section section{"quota_groups", word(Word::quota_groups), "",
                        {column("programme", Word::programme, Cell::Kind::text), column("limit", Word::limit, Cell::Kind::text),
                         column("group", Word::group, Cell::Kind::text), column("allowed", Word::allowed), column("taken", Word::taken),
                         column("selected", Word::selected), column("free", Word::free), column("waiting", Word::waiting), column("freed", Word::freed)},
                        {}, false, {}, false, word(Word::quotas_empty)};
        for (const store::LimitRecord& limit : summary_.limits) {
            const Cell allowed = limit.amount ? amount(limit, *limit.amount) : Cell{};
            const Cell free = limit.amount ? used_of(limit, *limit.amount - limit.taken - limit.used) : Cell{};
            const std::string group = limit.per.empty() ? word(Word::everybody) : limit.name.empty() ? limit.key : limit.name;
            section.rows.push_back({text(label_of(limit.programme)), text(limit_name(limit)), text(program::without_identity_numbers(group)), allowed, used_of(limit, limit.taken),
                                    used_of(limit, limit.used), free, count(limit.waiting), count(limit.graduating)});
        }
        document_.sections.push_back(std::move(section));
    }

    void conflicts() {
        Section section{"conflicts", word(Word::conflicts), "",
                        {column("programme", Word::programme, Cell::Kind::text), column("other", Word::other, Cell::Kind::text),
                         column("selected_both", Word::selected_both), column("selected_holding", Word::selected_holding), column("holding_both", Word::holding_both)},
                        {}, false, {}, true, word(Word::conflicts_empty), word(Word::conflicts_sheet)};
        for (const auto& pair : summary_.conflicts)
            section.rows.push_back({text(label_of(pair.programme)), text(label_of(pair.other)), count(pair.selected), count(pair.holding), count(pair.both_hold)});
        document_.sections.push_back(std::move(section));
    }

    /// Task numbers point to people, so they stay inside.
    void duplicates() {
        Section section{"duplicates", word(Word::duplicates), word(Word::duplicates_lead),
                        {column("programme", Word::programme, Cell::Kind::text), column("tasks", Word::tasks, Cell::Kind::text)}, {}, false, {}, true, word(Word::duplicates_empty)};
        if (open_to_all_) return;
        for (const auto& duplicate : summary_.duplicates) {
            std::string tasks;
            for (const std::int64_t task : duplicate.tasks) tasks += (tasks.empty() ? "" : ", ") + std::to_string(task);
            section.rows.push_back({text(called(summary_.programmes[duplicate.programme])), text(tasks)});
        }
        document_.sections.push_back(std::move(section));
    }

    void cells() {
        Section section{"programme_areas", word(Word::cells), "",
                        {column("programme", Word::programme, Cell::Kind::text), column("area", Word::area, Cell::Kind::text)}, {}, false, {}, false, ""};
        add_tally(section.columns);
        for (const auto& [id, title] : {std::pair("waiting", Word::waiting), std::pair("undecided", Word::undecided), std::pair("receiving", Word::receiving),
                                        std::pair("graduates", Word::graduates)})
            section.columns.push_back(column(id, title));
        for (const auto& cell : summary_.cells) {
            if (cell.programme >= summary_.programmes.size()) continue;
            std::vector<Cell> row{text(called(summary_.programmes[cell.programme])), text(called(summary_.areas[cell.area].found))};
            add_tally(row, cell.interventions);
            row.insert(row.end(), {count(cell.found.states[1]), count(cell.found.outcomes[2]), count(cell.found.receiving), count(cell.found.graduates)});
            section.rows.push_back(std::move(row));
        }
        document_.sections.push_back(std::move(section));
    }

    void notes() {
        document_.notes.push_back(word(Word::note_proposal));
        if (open_to_all_) document_.notes.push_back(word(Word::note_public));
        else if (has_small_) document_.notes.push_back(word(Word::note_small));
        const auto shown_count = [&](std::size_t n) { return shown(count(n), language_); };
        if (summary_.earlier > 0) document_.notes.push_back(word(Word::note_earlier, {shown_count(summary_.earlier)}));
        if (summary_.withdrawn + summary_.superseded > 0)
            document_.notes.push_back(word(Word::note_gone, {shown_count(summary_.withdrawn), shown_count(summary_.superseded)}));
        if (has_small_ && !open_to_all_) document_.hints.push_back(word(Word::hint_public));
        if (summary_.earlier > 0) document_.hints.push_back(word(Word::hint_earlier));
        if (!summary_.conflicts.empty()) document_.hints.push_back(word(Word::hint_conflicts));
        if (!summary_.unit.empty()) document_.hints.push_back(word(Word::hint_unreached));
    }

    const Summary& summary_;
    bool open_to_all_;
    Language language_;
    bool has_small_ = false;
    Document document_;
};

}  // namespace

Document document_of(const Summary& summary, bool open_to_all, Language language) { return Builder(summary, open_to_all, language).build(); }

}  // namespace tepat::cli::summary
