// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/missing.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace tepat::evaluate {

using plan::Op;
using program::QuantifierKind;

// ------------------------------------------------------------------------------------------------------- names

Names::Names(const plan::Plan& plan) : program_(*plan.program), by_fact_(plan.program->facts.size()) {
    for (std::uint32_t e = 0; e < program_.entities.size(); ++e) names_.push_back({program::EntityId{e}, {}});
    for (const program::FactId fact : plan::facts_needed(plan)) {
        by_fact_[fact.value] = names_.size();
        names_.push_back({program_[fact].entity, fact});
    }
}

std::vector<Name> Names::names_in(const std::uint64_t* mask) const {
    std::vector<std::pair<std::string, Name>> printed;
    for (std::size_t n = 0; n < names_.size(); ++n) {
        if (!bit(mask, n)) continue;
        const Name& name = names_[n];
        const std::string& entity = program_[name.entity].name;
        printed.emplace_back(name.fact.valid() ? entity + "." + program_[name.fact].name : entity, name);
    }
    std::sort(printed.begin(), printed.end());
    std::vector<Name> result;
    for (const auto& [text, name] : printed) result.push_back(name);
    return result;
}

// ------------------------------------------------------------------------------------------------------- demand

namespace {

template <class Visit>
void each_bit(const std::uint64_t* words, std::size_t rows, const Visit& visit) {
    for (std::size_t w = 0; w < words_for(rows); ++w) {
        for (std::uint64_t word = words[w]; word != 0; word &= word - 1) visit(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
}

bool is_aggregate(const Step& step) { return step.op == Op::aggregate || step.op == Op::aggregate_siblings; }

}  // namespace

Missing::Missing(Workspace& work, const Names& names, const Missing* wide)
    : work_(work), names_(names), wide_(wide), demand_(work.plan().steps.size()), uncertain_(demand_.size()), masks_(demand_.size()),
      ranges_(demand_.size()) {}

void Missing::start() {
    std::fill(demand_.begin(), demand_.end(), nullptr);
    std::fill(uncertain_.begin(), uncertain_.end(), nullptr);
    std::fill(masks_.begin(), masks_.end(), Masks{});
    std::fill(ranges_.begin(), ranges_.end(), nullptr);
}

bool Missing::is_here(StepId id) const {
    const Step& step = work_.step(id);
    return step.frame.valid() && work_.is_inside(work_.plan()[step.frame].entity);
}

std::uint64_t* Missing::demand_of(StepId id) {
    std::uint64_t*& demand = demand_[id.value];
    if (demand == nullptr) demand = work_.arena().take_filled<std::uint64_t>(words_for(work_.size(work_.step(id))), 0);
    return demand;
}

/// Unknown truths and cells, numbers that are not a point; what is in error contributes nothing.
const std::uint64_t* Missing::uncertain(StepId id) {
    const std::uint64_t*& result = uncertain_[id.value];
    if (result != nullptr) return result;
    const Vector& column = work_.column(id);
    const std::size_t rows = column.constant ? 1 : work_.size(work_.step(id));
    auto* const bits = work_.arena().take_filled<std::uint64_t>(words_for(rows), 0);
    if (column.storage == Storage::interval) {
        for (std::size_t row = 0; row < rows; ++row) {
            const Interval value = NumberReader(column)(row);
            put_bit(bits, row, !value.mark && !value.is_point());
        }
    } else if (!column.constant) {
        const std::uint64_t* const other = column.storage == Storage::truth ? column.high : column.error;
        const bool decided = column.storage == Storage::packed && column.if_unknown.is_point();
        for (std::size_t w = 0; w < words_for(rows) && !decided; ++w) bits[w] = ~(column.known[w] | other[w]);
        if (rows % 64 != 0) bits[rows / 64] &= (std::uint64_t{1} << (rows % 64)) - 1;  // nothing is asked of rows that are not there
    }
    return result = bits;
}

void Missing::want(StepId id, const std::uint64_t* bits) {
    if (!is_here(id)) return;
    std::uint64_t* const demand = demand_of(id);
    const std::uint64_t* const open = uncertain(id);
    for (std::size_t w = 0; w < words_for(work_.size(work_.step(id))); ++w) demand[w] |= bits[w] & open[w];
}

void Missing::want_row(StepId id, std::size_t row) {
    if (is_here(id) && uncertain_at(id, row)) set_bit(demand_of(id), row);
}

template <class Visit>
void Missing::each_reason(const Step& step, const std::uint64_t* demand, const Visit& visit) {
    const std::size_t rows = work_.size(step);
    const auto truth = [&](std::size_t in, std::size_t row) { return TruthReader(work_.column(step.in[in]))(row); };
    each_bit(demand, rows, [&](std::size_t row) {
        if (step.op == Op::if_missing) return visit(row, step.in[1]);
        if (step.op == Op::if_zero) return visit(row, step.in[NumberReader(work_.column(step.in[0]))(row).is_point(0) ? 1 : 2]);
        if (step.op != Op::cases) {
            for (const StepId in : step.in) visit(row, in);
            return;
        }
        bool any_true = false;
        for (std::size_t i = 0; i + 1 < step.in.size(); i += 2) {
            const Truth condition = truth(i, row);
            any_true = any_true || condition == Truth::yes;
            if (condition == Truth::unknown) visit(row, step.in[i]);
            if (condition != Truth::no) visit(row, step.in[i + 1]);
        }
        if (step.in.size() % 2 == 1 && !any_true) visit(row, step.in.back());
    });
}

bool Missing::range_of(const Step& step, std::uint32_t row, std::uint32_t& begin, std::uint32_t& end) {
    const plan::FrameId source{static_cast<std::uint32_t>(step.args[1])};
    const FrameRows& owners = work_.rows(step.frame);
    const plan::Frame& frame = work_.plan()[step.frame];
    const auto number = static_cast<std::size_t>(&step - work_.plan().steps.data());
    const bool siblings = step.op == Op::aggregate_siblings || (work_.plan()[source].kind == plan::Frame::Kind::pairs && owners.base == nullptr);
    const plan::FrameId parent = siblings ? plan::base_frame((*work_.plan().program)[frame.entity].parent) : plan::FrameId{};
    const bool phantom = owners.phantoms != nullptr && bit(owners.phantoms, row);
    if (phantom || row >= owners.rows || (siblings && owners.parent[row] >= work_.rows(parent).rows)) return false;
    const bool by_parent = step.op == Op::aggregate_siblings;
    if (ranges_[number] == nullptr) ranges_[number] = work_.member_ranges(source, by_parent ? parent : step.frame);
    const std::uint32_t owner = by_parent ? owners.parent[row] : row;
    begin = ranges_[number][owner];
    end = ranges_[number][owner + 1];
    return true;
}

void Missing::want_members(const Step& step, std::uint32_t begin, std::uint32_t end) {
    const TruthReader where(work_.column(step.in[0]));
    for (std::uint32_t row = begin; row < end; ++row) {
        const Truth condition = where(row);
        if (condition == Truth::unknown) want_row(step.in[0], row);
        if (condition != Truth::no && step.in.size() > 1) want_row(step.in[1], row);
    }
}

void Missing::pass_aggregate(const Step& step, const std::uint64_t* demand) {
    each_bit(demand, work_.size(step), [&](std::size_t row) {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        if (!range_of(step, static_cast<std::uint32_t>(row), begin, end)) return;
        want_members(step, begin, end);
        if (step.in.size() > 2) want_row(step.in[2], row);
    });
}

void Missing::pass_gather(const Step& step, const std::uint64_t* demand) {
    const FrameRows& frame = work_.rows(step.frame);
    const auto map = static_cast<plan::Map>(step.args[0]);
    const std::uint32_t* const rows = map == plan::Map::parent ? frame.parent : map == plan::Map::base ? frame.base : frame.outer;
    if (!is_here(step.in[0])) return;
    each_bit(demand, frame.size, [&](std::size_t row) { want_row(step.in[0], rows[row]); });
}

void Missing::pass_down(StepId id) {
    const Step& step = work_.step(id);
    const std::uint64_t* const demand = demand_[id.value];
    if (demand == nullptr || step.op == Op::is_known) return;
    if (step.op == Op::gather) return pass_gather(step, demand);
    if (is_aggregate(step)) return pass_aggregate(step, demand);
    const bool special = step.op == Op::if_missing || step.op == Op::if_zero || step.op == Op::cases;
    if (special) return each_reason(step, demand, [&](std::size_t row, StepId in) { want_row(in, row); });
    for (const StepId in : step.in) want(in, demand);
}

// ------------------------------------------------------------------------------------------------------- masks

void Missing::join(std::uint64_t* into, const std::uint64_t* mask) const {
    for (std::size_t w = 0; w < names_.words(); ++w) into[w] |= mask[w];
}

const std::uint64_t* Missing::mask(StepId id, std::size_t row) const {
    if (!is_here(id)) return wide_->mask(id, row);
    const Masks& masks = masks_[id.value];
    assert(masks.single != nullptr || masks.rows != nullptr);
    return masks.single != nullptr ? masks.single : masks.rows + row * names_.words();
}

Missing::Masks Missing::single(std::size_t name) {
    auto* const mask = work_.arena().take_filled<std::uint64_t>(names_.words(), 0);
    set_bit(mask, name);
    return {mask, nullptr};
}

Missing::Masks Missing::fact_masks(const Step& step) {
    const program::EntityId entity = work_.plan()[step.frame].entity;
    const std::size_t name = step.op == Op::fact ? names_.of(program::FactId{static_cast<std::uint32_t>(step.args[0])}) : names_.of(entity);
    const FrameRows& frame = work_.rows(step.frame);
    if (frame.phantoms == nullptr || step.op == Op::key) return single(name);
    auto* const rows = work_.arena().take_filled<std::uint64_t>(frame.size * names_.words(), 0);
    for (std::size_t row = 0; row < frame.size; ++row) {
        set_bit(rows + row * names_.words(), bit(frame.phantoms, row) ? names_.of(entity) : name);
    }
    return {nullptr, rows};
}

Missing::Masks Missing::gather_masks(const Step& step, const std::uint64_t* demand) {
    const FrameRows& frame = work_.rows(step.frame);
    const auto map = static_cast<plan::Map>(step.args[0]);
    const std::uint32_t* const sources = map == plan::Map::parent ? frame.parent : map == plan::Map::base ? frame.base : frame.outer;
    if (is_here(step.in[0]) && masks_[step.in[0].value].single != nullptr) return masks_[step.in[0].value];
    auto* const rows = work_.arena().take<std::uint64_t>(frame.size * names_.words());
    each_bit(demand, frame.size, [&](std::size_t row) {
        std::copy_n(mask(step.in[0], sources[row]), names_.words(), rows + row * names_.words());
    });
    return {nullptr, rows};
}

namespace {

/// A number that counts people nobody recorded misses them, whatever else it misses.
bool misses_phantom(const Step& step, const Interval& value) {
    const auto kind = static_cast<QuantifierKind>(step.args[0]);
    return kind == QuantifierKind::count || (kind == QuantifierKind::total && !value.is_point(0));
}

}  // namespace

/// True when the member's condition is certain.
bool Missing::join_member(const Step& step, std::uint32_t row, std::uint64_t* into) const {
    const plan::FrameId source{static_cast<std::uint32_t>(step.args[1])};
    const Truth condition = TruthReader(work_.column(step.in[0]))(row);
    const std::uint64_t* const phantoms = work_.rows(source).phantoms;
    const bool phantom = phantoms != nullptr && bit(phantoms, row);
    if (condition == Truth::no || (phantom && (step.op == Op::aggregate_siblings || step.args[2] == 0))) return false;
    const Interval value = step.in.size() > 1 ? NumberReader(work_.column(step.in[1]))(row) : Interval{};
    if (phantom && misses_phantom(step, value)) set_bit(into, names_.of(work_.plan()[source].entity));
    if (condition == Truth::unknown) join(into, mask(step.in[0], row));
    if (step.in.size() > 1 && !value.mark && !value.is_point()) join(into, mask(step.in[1], row));
    return condition == Truth::yes;
}

Missing::Masks Missing::aggregate_masks(const Step& step, const std::uint64_t* demand) {
    const plan::FrameId source{static_cast<std::uint32_t>(step.args[1])};
    const std::size_t words = names_.words();
    auto* const rows = work_.arena().take_filled<std::uint64_t>(work_.size(step) * words, 0);
    each_bit(demand, work_.size(step), [&](std::size_t row) {
        std::uint64_t* const into = rows + row * words;
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        if (!range_of(step, static_cast<std::uint32_t>(row), begin, end)) return set_bit(into, names_.of(work_.plan()[source].entity));
        const bool others = step.op == Op::aggregate_siblings && step.args[2] == 0;
        bool any_certain = false;
        for (std::uint32_t member = begin; member < end; ++member) {
            if (!(others && member == row) && join_member(step, member, into)) any_certain = true;
        }
        const bool instead = !any_certain && step.in.size() > 2 && !work_.column(step.in[2]).constant;
        if (instead && uncertain_at(step.in[2], row)) join(into, mask(step.in[2], row));
    });
    return {nullptr, rows};
}

Missing::Masks Missing::joined_masks(const Step& step, const std::uint64_t* demand) {
    StepId only;
    std::size_t variable = 0;
    for (const StepId in : step.in) {
        if (work_.column(in).constant) continue;
        only = in;
        ++variable;
    }
    if (variable == 1 && is_here(only)) return masks_[only.value];  // the one input that can be uncertain has the same rows
    const std::size_t words = names_.words();
    auto* const rows = work_.arena().take_filled<std::uint64_t>(work_.size(step) * words, 0);
    each_reason(step, demand, [&](std::size_t row, StepId in) {
        if (!work_.column(in).constant && uncertain_at(in, row)) join(rows + row * words, mask(in, row));
    });
    return {nullptr, rows};
}

Missing::Masks Missing::masks_of(StepId id) {
    const Step& step = work_.step(id);
    const std::uint64_t* const demand = demand_[id.value];
    if (step.op == Op::fact || step.op == Op::key) return fact_masks(step);
    if (step.op == Op::gather) return gather_masks(step, demand);
    return is_aggregate(step) ? aggregate_masks(step, demand) : joined_masks(step, demand);
}

void Missing::find(std::span<const StepId> steps) {
    for (std::size_t i = steps.size(); i-- > 0;) pass_down(steps[i]);
    for (const StepId id : steps) {
        if (is_here(id) && demand_[id.value] != nullptr) masks_[id.value] = masks_of(id);
    }
}

// ------------------------------------------------------------------------------------------------------- wide

void Missing::join_members(const Step& step, std::uint32_t begin, std::uint32_t end, std::uint64_t* into) const {
    for (std::uint32_t row = begin; row < end; ++row) join_member(step, row, into);
}

void Missing::set_partial_masks(StepId id, const std::vector<Tally>& tallies, const std::vector<std::uint64_t>& masks) {
    const Step& step = work_.step(id);
    const FrameRows& owners = work_.rows(step.frame);
    const std::size_t words = names_.words();
    auto* const rows = work_.arena().take_filled<std::uint64_t>(owners.size * words, 0);
    std::copy(masks.begin(), masks.end(), rows);
    const std::size_t member = names_.of(work_.plan().frames[static_cast<std::size_t>(step.args[1])].entity);
    for (std::size_t row = 0; row < owners.size; ++row) {
        const bool phantom = owners.phantoms != nullptr && bit(owners.phantoms, row);
        if (row >= owners.rows || phantom) {
            set_bit(rows + row * words, member);
        } else if (tallies[row].certain == 0 && step.in.size() > 2 && !work_.column(step.in[2]).constant && uncertain_at(step.in[2], row)) {
            join(rows + row * words, mask(step.in[2], row));
        }
    }
    masks_[id.value] = {nullptr, rows};
}

void Missing::find_everywhere(std::span<const StepId> steps) {
    for (const StepId id : steps) {
        if (!already(id)) demand_[id.value] = const_cast<std::uint64_t*>(uncertain(id));
    }
    for (const StepId id : steps) {
        if (!already(id)) masks_[id.value] = masks_of(id);
    }
}

}  // namespace tepat::evaluate
