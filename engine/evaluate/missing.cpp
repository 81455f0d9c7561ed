// SPDX-License-Identifier: Apache-2.0
#include "engine/evaluate/missing.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include "engine/evaluate/follow.hpp"
#include "engine/evaluate/saved.hpp"

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
        const bool counts = step.op == Op::collect && static_cast<program::CollectKind>(step.args[0]) == program::CollectKind::count;
        if ((step.op != Op::cases && step.op != Op::collect) || counts) {
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
        if (condition == Truth::no) continue;
        for (const StepId value : member_values(step)) want_row(value, row);
    }
}

void Missing::pass_aggregate(const Step& step, const std::uint64_t* demand) {
    each_bit(demand, work_.size(step), [&](std::size_t row) {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        if (!range_of(step, static_cast<std::uint32_t>(row), begin, end)) return;
        want_members(step, begin, end);
        if (owner_input(step).valid()) want_row(owner_input(step), row);
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
    // A fact too old to count is itself what is missing; what is known of a row referred to was found when its column was saved.
    if (demand == nullptr || step.op == Op::is_known || step.op == Op::fresh || step.op == Op::follow) return;
    if (step.op == Op::gather) return pass_gather(step, demand);
    if (is_aggregate(step)) return pass_aggregate(step, demand);
    if (step.op == Op::selected) return want(step.in[0], demand);
    const bool special = step.op == Op::if_missing || step.op == Op::if_zero || step.op == Op::cases || step.op == Op::collect;
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

namespace {

program::FactId fact_of(const Step& step) { return program::FactId{static_cast<std::uint32_t>(step.args[0])}; }

}  // namespace

Missing::Masks Missing::fact_masks(const Step& step) {
    if (step.op == Op::fresh) return fact_masks(work_.step(step.in[0]));
    const program::EntityId entity = work_.plan()[step.frame].entity;
    const std::size_t name = step.op == Op::fact ? names_.of(fact_of(step)) : names_.of(entity);
    const FrameRows& frame = work_.rows(step.frame);
    if (frame.phantoms == nullptr || step.op == Op::key) return single(name);
    auto* const rows = work_.arena().take_filled<std::uint64_t>(frame.size * names_.words(), 0);
    for (std::size_t row = 0; row < frame.size; ++row) {
        set_bit(rows + row * names_.words(), bit(frame.phantoms, row) ? names_.of(entity) : name);
    }
    return {nullptr, rows};
}

/// The reference where it is empty; else what the row referred to misses (behind a reference to no row little is missing: it is in error).
Missing::Masks Missing::follow_masks(const Step& step, const std::uint64_t* demand) {
    const FrameRows& frame = work_.rows(step.frame);
    const SavedColumn& saved = (*work_.shared().saved)[step.in[0]];
    const std::uint32_t* const targets = rows_referred_to(work_, step);
    const std::size_t words = names_.words();
    auto* const rows = work_.arena().take_filled<std::uint64_t>(frame.size * words, 0);
    each_bit(demand, frame.size, [&](std::size_t row) {
        std::uint64_t* const into = rows + row * words;
        if (frame.phantoms != nullptr && bit(frame.phantoms, row)) return set_bit(into, names_.of(work_.plan()[step.frame].entity));
        if (targets[row] == saved.rows()) return set_bit(into, names_.of(fact_of(step)));
        std::copy_n(saved.masks.data() + targets[row] * words, words, into);
    });
    return {nullptr, rows};
}

void Missing::save(StepId id) {
    const Step& step = work_.step(id);
    const FrameRows& frame = work_.rows(step.frame);
    const evaluate::EntityLayout& layout = work_.layout(work_.plan()[step.frame].entity);
    SavedColumn& saved = (*work_.shared().saved)[id];
    const bool last = saved.may_write_last_masks();
    each_bit(uncertain(id), frame.size, [&](std::size_t row) {
        const bool real = row < frame.rows;
        std::size_t place = saved.rows() + row - frame.rows;
        if (real) place = layout.population_row(frame.begin + static_cast<std::uint32_t>(row));
        if (place != phantom_row && (real || last)) std::copy_n(mask(id, row), names_.words(), saved.masks.data() + place * names_.words());
    });
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
    return (kind == QuantifierKind::total || kind == QuantifierKind::total_top) && !value.is_point(0);
}

}  // namespace

/// True when the member's condition is certain.
bool Missing::join_member(const Step& step, std::uint32_t row, std::uint64_t* into) const {
    const plan::FrameId source{static_cast<std::uint32_t>(step.args[1])};
    const Truth condition = TruthReader(work_.column(step.in[0]))(row);
    const std::uint64_t* const phantoms = work_.rows(source).phantoms;
    const bool phantom = phantoms != nullptr && bit(phantoms, row);
    if (condition == Truth::no || (phantom && (step.op == Op::aggregate_siblings || step.args[2] == 0))) return false;
    if (phantom && static_cast<QuantifierKind>(step.args[0]) == QuantifierKind::count) set_bit(into, names_.of(work_.plan()[source].entity));
    if (condition == Truth::unknown) join(into, mask(step.in[0], row));
    for (const StepId id : member_values(step)) {
        const Interval value = NumberReader(work_.column(id))(row);
        if (phantom && misses_phantom(step, value)) set_bit(into, names_.of(work_.plan()[source].entity));
        if (!value.mark && !value.is_point()) join(into, mask(id, row));
    }
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
        const StepId own = owner_input(step);
        const bool reads_own = own.valid() && (!any_certain || is_top(step)) && !work_.column(own).constant;
        if (reads_own && uncertain_at(own, row)) join(into, mask(own, row));
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

/// Real rows: what the allocation found missing. Others: what the programme's condition misses there.
Missing::Masks Missing::selected_masks(const Step& step, const std::uint64_t* demand) {
    const SelectedRows& selected = work_.shared().selected[static_cast<std::size_t>(step.args[0])];
    const program::EntityId entity = work_.plan()[step.frame].entity;
    auto* const rows = work_.arena().take_filled<std::uint64_t>(work_.size(step) * names_.words(), 0);
    each_bit(demand, work_.size(step), [&](std::size_t row) {
        std::uint64_t* const into = rows + row * names_.words();
        const std::uint32_t source = work_.population_row(entity, static_cast<std::uint32_t>(row));
        if (source != phantom_row && selected.missing[source] != nullptr) return join(into, selected.missing[source]);
        const bool open = source == phantom_row && !work_.column(step.in[0]).constant && uncertain_at(step.in[0], row);
        open ? join(into, mask(step.in[0], row)) : set_bit(into, names_.of(entity));
    });
    return {nullptr, rows};
}

Missing::Masks Missing::masks_of(StepId id) {
    const Step& step = work_.step(id);
    const std::uint64_t* const demand = demand_[id.value];
    if (step.op == Op::fact || step.op == Op::key || step.op == Op::fresh) return fact_masks(step);
    if (step.op == Op::unrecorded) return single(names_.of(program::EntityId{static_cast<std::uint32_t>(step.args[0])}));
    if (step.op == Op::follow) return follow_masks(step, demand);
    if (step.op == Op::gather) return gather_masks(step, demand);
    if (step.op == Op::selected) return selected_masks(step, demand);
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
            continue;
        }
        const StepId own = owner_input(step);
        const bool reads_own = own.valid() && (tallies[row].certain == 0 || is_top(step)) && !work_.column(own).constant;
        if (reads_own && uncertain_at(own, row)) join(rows + row * words, mask(own, row));
    }
    masks_[id.value] = {nullptr, rows};
}

void Missing::find_everywhere(std::span<const StepId> steps) {
    for (const StepId id : steps) {
        if (!already(id)) demand_[id.value] = const_cast<std::uint64_t*>(uncertain(id));
    }
    for (const StepId id : steps) {
        if (!already(id)) masks_[id.value] = masks_of(id);
        if (work_.shared().saved->wants(id)) save(id);
    }
}

}  // namespace tepat::evaluate
