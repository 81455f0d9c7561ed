// SPDX-License-Identifier: Apache-2.0
// Decisions -> the tasks that should exist, before any of them is compared with what the worklist already holds.
// A programme's intervention tasks are for those it selected, each eligible rule a reason; who holds a place already or was rejected gets
// none. Undecided as a whole: one data task, when the programme or one of its undecided rules says `bila belum pasti tugas`; so for those
// eligible who cannot be placed because the group of a quota, budget or `paling banyak` is not known: it is what is missing. Who receives
// and meets `graduasi jika`: an exit task. Rules without programme are judged alone. A programme of which only some rules were judged has
// no allocation: with quotas it gives nobody a task, else all who are eligible.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/columns/population.hpp"
#include "engine/run/run.hpp"

namespace tepat::worklist {

enum class Kind : std::uint8_t { intervention, data, exit };

/// What tasks read besides outcomes: `watch` belongs into plan::Request::watch, `facts` (texts, names, addresses) into read_baseline.
struct Needs {
    std::vector<program::ExprId> watch;
    std::vector<program::FactId> facts_in_text;  ///< must be there
    std::vector<program::FactId> facts_shown;    ///< names, addresses, numbers of subjects and ancestors: shown when the baseline has them
};
/// Secret texts of an entity that are neither its name nor its address: where NIK and nomor KK may stand (shown_number).
std::vector<program::FactId> numbers_of(const program::Program& program, program::EntityId entity);
Needs needs(const program::Program& program, const std::vector<program::RuleId>& rules);

/// One finished run. `decisions` may cover all rules or some; a programme of which not all rules were judged is *partial*.
struct Judged {
    const program::Program& program;
    const run::Decisions& decisions;
    const columns::Population& population;
    program::Date date;
    bool include_drafts = false;
};

struct DesiredTask {
    Kind kind = Kind::intervention;
    program::ProgrammeId programme;  ///< either ...
    program::RuleId rule;            ///< ... or
    bool partial = false;            ///< not all rules of the programme were judged: reasons of the others are kept as they were
    program::EntityId entity;
    std::uint32_t row = 0;
    std::string period;
    std::string text;
    program::AgencyId agency;
    program::Priority priority = program::Priority::medium;
    std::optional<program::Due> due;
    std::string evidence;
    std::optional<std::int64_t> benefit_low, benefit_high;  ///< rupiah: in sen, else scaled as the benefit; nothing: none or unbounded
    bool benefit_is_money = true;
    int benefit_scale = program::rupiah_scale;
    std::optional<program::DueUnit> benefit_per;
    std::vector<program::RuleId> reasons;  ///< by name
    std::vector<std::string> missing;      ///< printed names, sorted (data tasks)
    std::uint32_t rank = 0;                ///< in its area; 0: none
    std::string area;                      ///< key of the group the rank counts in
    bool provisional = false;
    std::vector<std::string> conflicts;    ///< programmes it may not go together with and that this subject gets or has, sorted
};

/// By programme and rule name, then kind, then row: the order does not depend on threads, files or declarations.
void plan_tasks(const Judged& judged, const std::function<void(const DesiredTask&)>& want);
std::vector<DesiredTask> plan_tasks(const Judged& judged);

std::string period_label(program::Period period, program::Date date);
/// `holidays` sorted. Working days skip Saturdays, Sundays and holidays. Nothing beyond the year 9999.
std::optional<program::Date> due_date(const program::Due& due, program::Date from, const std::vector<program::Date>& holidays);
std::vector<program::Date> holidays_of(const program::Program& program);
/// `anggota.jaminan_kesehatan`, or `anggota` alone.
std::string printed_name(const program::Program& program, const run::MissingName& name);
/// A fact's value on a row as people read it; "-" when it is unknown or in error.
std::string shown_value(const Judged& judged, program::FactId fact, program::EntityId entity, std::uint32_t row);

}  // namespace tepat::worklist
