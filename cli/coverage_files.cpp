// SPDX-License-Identifier: Apache-2.0
#include "cli/coverage_files.hpp"

#include <algorithm>
#include <map>

#include "cli/csv.hpp"
#include "cli/present.hpp"
#include "cli/task_fields.hpp"

namespace tepat::cli {

namespace {

using program::EntityId;
using worklist::ClashKind;
using worklist::Reach;

void write_row(std::ostream& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i == 0 ? "" : ",") << csv_cell_for_people(cells[i]);
    out << "\r\n";
}

class Writer {
public:
    Writer(const worklist::Judged& judged, const worklist::Coverage& coverage, const Session& session, std::ostream& out)
        : judged_(judged), coverage_(coverage), session_(session), out_(out) {}

    void unreached() const {
        heading({Message::list_why, Message::list_programmes});
        const auto behind = worklist::programmes_behind(judged_, coverage_);
        for (std::uint32_t row = 0; row < coverage_.reach.size(); ++row) {
            const Reach reach = coverage_.reach[row];
            if (reach == Reach::once || reach == Reach::several) continue;
            std::vector<std::string> cells = who(coverage_.unit, row), programmes;
            for (const program::ProgrammeId id : behind[row]) programmes.push_back(called(judged_.program[id]));
            cells.push_back(session_.text(why(reach)));
            cells.push_back(joined(programmes, "; "));
            write_row(out_, cells);
        }
    }

    void clashes() const {
        heading({Message::list_programme, Message::list_other, Message::list_how});
        for (const worklist::Clash& clash : coverage_.clashes) {
            std::vector<std::string> cells = who(clash.entity, clash.row);
            cells.push_back(called(judged_.program[clash.programme]));
            cells.push_back(called(judged_.program[clash.other]));
            cells.push_back(session_.text(how(clash.kind)));
            write_row(out_, cells);
        }
    }

private:
    void heading(const std::vector<Message>& more) const {
        std::vector<std::string> cells;
        for (const Message title : {Message::tasks_area, Message::tasks_key, Message::tasks_subject, Message::tasks_address}) cells.push_back(session_.text(title));
        for (const Message title : more) cells.push_back(session_.text(title));
        out_ << utf8_bom;
        write_row(out_, cells);
    }

    /// The subject as a task of its would show it.
    std::vector<std::string> who(EntityId entity, std::uint32_t row) const {
        worklist::ListedTask listed;
        listed.places = worklist::places_of(judged_, entity, row);
        const TaskFields fields(listed, false, session_);
        return {fields.area(), fields.key(), fields.subject(), fields.address()};
    }

    static Message why(Reach reach) {
        if (reach == Reach::waiting) return Message::list_waiting;
        if (reach == Reach::undecided) return Message::list_undecided;
        return reach == Reach::error ? Message::list_error : Message::list_not_eligible;
    }
    static Message how(ClashKind kind) {
        if (kind == ClashKind::selected) return Message::list_selected_both;
        return kind == ClashKind::holding ? Message::list_selected_holding : Message::list_holding_both;
    }

    const worklist::Judged& judged_;
    const worklist::Coverage& coverage_;
    const Session& session_;
    std::ostream& out_;
};

}  // namespace

void write_unreached(const worklist::Judged& judged, const worklist::Coverage& coverage, const Session& session, std::ostream& out) {
    Writer(judged, coverage, session, out).unreached();
}

void write_clashes(const worklist::Judged& judged, const worklist::Coverage& coverage, const Session& session, std::ostream& out) {
    Writer(judged, coverage, session, out).clashes();
}

void print_coverage_text(const program::Program& program, const worklist::Coverage& coverage, Session& session) {
    const auto number = [&](std::size_t n) { return grouped(static_cast<std::int64_t>(n), session.language); };
    for (const store::ConflictRecord& pair : coverage.counts.conflicts)
        if (pair.both_hold > 0) session.out << session.text(Message::run_both_hold, {pair.programme, pair.other, number(pair.both_hold)}) << '\n';
    if (!coverage.unit.valid()) return;
    const auto of = [&](Reach reach) { return coverage.units[static_cast<std::size_t>(reach)]; };
    const std::size_t all = coverage.reach.size(), reached = of(Reach::once) + of(Reach::several);
    session.out << '\n'
                << session.text(Message::run_coverage, {called(program[coverage.unit]), number(reached), number(all), number(all - reached), number(of(Reach::waiting)),
                                                        number(of(Reach::undecided)), number(of(Reach::error)), number(of(Reach::not_eligible))})
                << '\n';
}

}  // namespace tepat::cli
