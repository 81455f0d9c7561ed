// SPDX-License-Identifier: Apache-2.0
#include "cli/history_report.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/csv.hpp"
#include "cli/mask.hpp"
#include "cli/present.hpp"
#include "cli/task_fields.hpp"
#include "dsl/diagnostics/codes.hpp"
#include "dsl/program/identity_number.hpp"
#include "engine/store/worklist_db.hpp"
#include "engine/worklist/task_list.hpp"

namespace tepat::cli {

namespace {

using Json = nlohmann::ordered_json;
using store::HistoryRecord;

Json parsed(const std::string& detail) {
    Json json = Json::parse(detail, nullptr, false);
    return json.is_object() ? json : Json::object();
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// "a, b"; nothing: "-".
std::string plain(const Json& value, Session& session) {
    if (value.is_string()) return value.get<std::string>().empty() ? "-" : value.get<std::string>();
    if (value.is_boolean()) return session.text(value.get<bool>() ? Message::word_yes : Message::word_no);
    if (!value.is_array()) return value.is_null() ? "-" : dumped(value);
    std::string all;
    for (const Json& each : value) all += (all.empty() ? "" : ", ") + plain(each, session);
    return all.empty() ? "-" : all;
}

/// SHA-256 of a file, hash of a rule set: digits that stand together there are no number.
bool is_digest(const std::string& text) {
    return text.size() >= 32 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void mask_numbers(Json& value) {
    if (value.is_structured())
        for (Json& each : value) mask_numbers(each);
    if (value.is_string() && !is_digest(value.get_ref<const std::string&>())) value = program::without_identity_numbers(value.get_ref<const std::string&>());
}

/// Entries as they may be shown; in the worklist they are whole. What a change says of an amount is masked where the amount is (decision 0056), NIK
/// and nomor KK wherever they stand, and whatever would let somebody try values until a hash fits (decision 0100).
class Masker {
public:
    Masker(store::WorklistReader& reader, bool unmask) : unmask_(unmask) {
        if (!unmask_) protected_tasks_ = reader.tasks_with_protected_benefit();
    }

    HistoryRecord shown(HistoryRecord entry) const {
        if (unmask_) return entry;
        Json detail = parsed(entry.detail);
        detail.erase(store::salt_field);
        if (protected_tasks_.contains(entry.task))
            for (const char* field : {"benefit_low", "benefit_high"})
                if (detail.contains(field)) detail[field] = {mask, mask};
        if (entry.event == "run")
            for (const char* digest : {"record", "subjects", "list", "catalogue"})
                if (detail.contains(digest)) detail[digest] = mask;
        mask_numbers(detail);
        entry.detail = detail.empty() ? "" : dumped(detail);
        for (std::string* text : {&entry.person, &entry.reason}) *text = program::without_identity_numbers(*text);
        if (!entry.mark.empty()) entry.mark = mask;
        return entry;
    }

    /// Of the entry as stored. One without salt was made by an older version: its hash would tell what the mask hides.
    std::string hash(const HistoryRecord& stored) const { return unmask_ || parsed(stored.detail).contains(store::salt_field) ? store::hex_of(stored.hash) : mask; }

private:
    bool unmask_;
    std::set<std::int64_t> protected_tasks_;
};

class Text {
public:
    Text(const std::string& path, const std::set<std::int64_t>& tasks, bool unmask, Session& session) : path_(path), tasks_(tasks), unmask_(unmask), session_(session) {
        for (const store::CatalogueRecord& record : store::read_catalogue(path))
            if (record.kind == "agency") agencies_.emplace(record.name, record.label);
    }

    void print() {
        if (!tasks_.empty()) print_tasks();
        store::WorklistReader reader(path_);
        const Masker masker(reader, unmask_);
        std::int64_t entries = 0;
        reader.each_entry([&](const HistoryRecord& entry) {
            head_ = store::hex_of(entry.hash);
            ++entries;
            if (tasks_.empty() ? is_told(entry) : tasks_.contains(entry.task)) print(masker.shown(entry));
        });
        if (session_.quiet) return;
        if (entries == 0) {
            session_.out << say(Message::history_none) << '\n';
            return;
        }
        session_.out << '\n';
        if (tasks_.empty()) session_.out << say(Message::history_entries, {grouped(entries, session_.language)}) << '\n';
        session_.out << say(Message::history_head, {head_}) << '\n' << say(Message::history_head_hint, {path_, head_.substr(0, 16)}) << '\n';
    }

private:
    std::string say(Message message, const std::vector<Argument>& arguments = {}) const { return session_.text(message, arguments); }

    /// What a run did to single tasks is counted in the run's own entry.
    static bool is_told(const HistoryRecord& entry) { return entry.task == 0 || !entry.person.empty(); }

    void print_tasks() {
        std::set<std::int64_t> found;
        for (const worklist::ListedTask& listed : worklist::read_tasks(path_, {"", "", "", "", true})) {
            if (!tasks_.contains(listed.task.id)) continue;
            found.insert(listed.task.id);
            const TaskFields fields(listed, unmask_, session_);
            session_.out << printable(say(Message::history_task, {fields.number(), fields.kind(), fields.state(), fields.text()})) << "\n  "
                         << printable(fields.subject()) << "\n  " << printable(fields.programme()) << "\n\n";
        }
        for (const std::int64_t task : tasks_)
            if (!found.contains(task)) throw Failure(Exit::user, Code::no_such_task, {path_, std::to_string(task)});
    }

    void print(const HistoryRecord& entry) const {
        const std::string number = std::to_string(entry.id);
        session_.out << std::string(number.size() < 6 ? 6 - number.size() : 0, ' ') << number << "  " << when(entry) << "  " << printable(sentence(entry))
                     << '\n';
        const std::string decider = plain(parsed(entry.detail).value("decided_by", Json("")), session_);
        if (decider != "-") session_.out << std::string(30, ' ') << printable(say(Message::history_decided_by, {decider})) << '\n';
        if (!entry.reason.empty()) session_.out << std::string(30, ' ') << printable(say(Message::history_because, {entry.reason})) << '\n';
    }

    /// 2025-07-01 08:30 UTC; of what a run did to a task: blanks, the run says when.
    static std::string when(const HistoryRecord& entry) {
        if (entry.at.size() < 16) return std::string(20, ' ');
        return entry.at.substr(0, 10) + ' ' + entry.at.substr(11, 5) + (entry.at.ends_with('Z') ? " UTC" : "    ");
    }

    std::string upgraded(const Json& from) const {
        const bool was_chained = from.is_number_integer() && from.get<std::int64_t>() >= 3;
        return say(was_chained ? Message::history_upgraded_in_chain : Message::history_upgraded, {plain(from, session_)});
    }

    std::string sentence(const HistoryRecord& entry) const {
        const std::string task = std::to_string(entry.task), run = std::to_string(entry.run);
        const Json detail = parsed(entry.detail);
        if (entry.event == "run") return run_sentence(entry, detail);
        if (entry.event == "unmasked") {
            const std::string filter = plain(detail.value("filter", Json("")), session_), count = plain(detail.value("tasks", Json(0)), session_);
            return filter == "-" ? say(Message::history_unmasked_all, {count}) : say(Message::history_unmasked, {count, filter});
        }
        if (entry.event == "upgraded") return upgraded(detail.value("from_layout", Json(0)));
        if (entry.event == "created") return say(Message::history_created, {task, run});
        if (entry.event == "changed") return say(Message::history_changed, {task, run, changes(detail)});
        if (entry.event == "reopened") return say(Message::history_reopened, {task, run});
        if (entry.event == "withdrawn") return say(Message::history_withdrawn, {task, run});
        if (entry.event == "superseded") return say(Message::history_superseded, {task, run, plain(detail.value("by", Json()), session_)});
        if (entry.event == "evidence") return evidence_sentence(entry);
        if (entry.event == "assigned") return say(Message::history_assigned, {task, agency(plain(detail.value("to", Json()), session_)), entry.person});
        if (entry.event == "done" && entry.person.empty()) return say(Message::history_done, {task, run});
        if (detail.contains("until")) return say(Message::history_postponed, {task, date(plain(detail["until"], session_)), entry.person});
        return say(Message::history_decided, {task, say(state_message(entry.state.empty() ? entry.event : entry.state)), entry.person});
    }

    std::string run_sentence(const HistoryRecord& entry, const Json& detail) const {
        std::vector<Argument> arguments{std::to_string(entry.run), date(plain(detail.value("date", Json()), session_))};
        if (!detail.contains("tasks")) return say(Message::history_run_plain, arguments);
        for (const char* count : {"new", "unchanged", "changed", "withdrawn", "done", "reopened", "superseded"})
            arguments.emplace_back(grouped(detail["tasks"].value(count, std::int64_t{0}), session_.language));
        return say(Message::history_run, arguments);
    }

    std::string evidence_sentence(const HistoryRecord& entry) const {
        const worklist::Evidence evidence = worklist::evidence_of(entry.detail);
        return say(Message::history_evidence, {std::to_string(entry.task), evidence.file, grouped(static_cast<std::int64_t>(evidence.size), session_.language),
                                               evidence.sha256, entry.person});
    }

    std::string changes(const Json& detail) const {
        std::vector<std::string> all;
        for (const auto& [name, values] : detail.items()) {
            if (!values.is_array() || values.size() != 2) continue;
            all.push_back(say(Message::history_change, {say(field_message(name)), shown(name, values[0]),
                                                        shown(name, values[1])}));
        }
        return joined(all, "; ");
    }

    std::string shown(const std::string& field, const Json& value) const {
        if (field == "agency") return agency(plain(value, session_));
        if (field == "due") return date(plain(value, session_));
        if ((field == "benefit_low" || field == "benefit_high") && value.is_number_integer())
            return decimal_text(value.get<std::int64_t>(), 2, session_.language);
        if (field == "priority" && value == "high") return say(Message::priority_high);
        if (field == "priority" && value == "medium") return say(Message::priority_medium);
        if (field == "priority" && value == "low") return say(Message::priority_low);
        return plain(value, session_);
    }

    std::string agency(const std::string& name) const {
        const auto found = agencies_.find(name);
        return found == agencies_.end() || found->second.empty() ? name : found->second;
    }

    std::string date(const std::string& iso) const {
        const std::optional<program::Date> date = program::parse_iso(iso);
        return date ? spoken(*date, session_.language) : iso;
    }

    const std::string& path_;
    const std::set<std::int64_t>& tasks_;
    bool unmask_;
    Session& session_;
    std::map<std::string, std::string> agencies_;
    std::string head_;
};

Json entry_json(const HistoryRecord& entry, const std::string& hash) {
    const auto text = [](const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); };
    const auto number = [](std::int64_t value) { return value == 0 ? Json(nullptr) : Json(value); };
    return {{"entry", entry.id},         {"task", number(entry.task)},  {"run", number(entry.run)},
            {"event", entry.event},      {"status", text(entry.state)}, {"mark", text(entry.mark)},
            {"detail", entry.detail.empty() ? Json(nullptr) : Json(parsed(entry.detail))},
            {"person", text(entry.person)}, {"reason", text(entry.reason)}, {"at", text(entry.at)},
            {"hash", hash}};
}

/// Written one by one: a city's history is long.
void print_rows(const std::string& path, const std::set<std::int64_t>& tasks, bool json, bool unmask, Session& session) {
    bool first = true;
    session.out << (json ? "[" : std::string(utf8_bom) + "entry,task,run,event,status,detail,person,reason,at,hash\r\n");
    store::WorklistReader reader(path);
    const Masker masker(reader, unmask);
    reader.each_entry([&](const HistoryRecord& stored) {
        if (!tasks.empty() && !tasks.contains(stored.task)) return;
        const HistoryRecord entry = masker.shown(stored);
        if (json) {
            session.out << (first ? "\n" : ",\n") << dumped(entry_json(entry, masker.hash(stored)));
        } else {
            const auto number = [](std::int64_t value) { return value == 0 ? std::string() : std::to_string(value); };
            session.out << entry.id << ',' << number(entry.task) << ',' << number(entry.run) << ',' << entry.event << ',' << entry.state;
            for (const std::string* text : {&entry.detail, &entry.person, &entry.reason, &entry.at}) session.out << ',' << csv_cell_for_people(*text);
            session.out << ',' << masker.hash(stored) << "\r\n";
        }
        first = false;
    });
    if (json) session.out << (first ? "]\n" : "\n]\n");
}

const char* misfit_word(worklist::Misfit misfit) {
    switch (misfit) {
        case worklist::Misfit::entry: return "entry_altered";
        case worklist::Misfit::number: return "entry_missing";
        case worklist::Misfit::task_state: return "task_state";
        case worklist::Misfit::task: return "task";
        case worklist::Misfit::unknown_task: return "task_without_history";
        case worklist::Misfit::run: return "run";
        case worklist::Misfit::subjects: return "subjects";
        case worklist::Misfit::unguarded: return "unguarded";
        case worklist::Misfit::tasks: return "tasks";
        case worklist::Misfit::catalogue: return "catalogue";
    }
    return "";
}

}  // namespace

Message field_message(const std::string& field) {
    static const std::map<std::string, Message> fields{
        {"text", Message::field_text},           {"agency", Message::field_agency},   {"priority", Message::field_priority},
        {"due", Message::field_due},             {"evidence", Message::field_evidence}, {"reasons", Message::field_reasons},
        {"missing", Message::field_missing},     {"provisional", Message::field_provisional}, {"conflicts", Message::field_conflicts}};
    const auto found = fields.find(field);
    return found == fields.end() ? Message::field_benefit : found->second;
}

void print_history(const std::string& path, const std::set<std::int64_t>& tasks, const std::string& format, bool unmask, Session& session) {
    if (format == "text") Text(path, tasks, unmask, session).print();
    else print_rows(path, tasks, format == "json", unmask, session);
}

void print_verified_text(const worklist::Verified& verified, const std::string& expect, Session& session) {
    const auto number = [&](std::int64_t n) { return grouped(n, session.language); };
    session.out << session.text(Message::history_whole, {number(verified.entries), number(static_cast<std::int64_t>(verified.tasks))}) << '\n';
    if (verified.chained_since > 1) session.out << session.text(Message::history_whole_since, {number(verified.chained_since)}) << '\n';
    if (!expect.empty() && verified.expected.entry > 0)
        session.out << session.text(Message::history_expected, {number(verified.expected.entry), number(verified.entries - verified.expected.entry)}) << '\n';
    session.out << session.text(Message::history_head, {verified.head}) << '\n';
}

void print_verified_json(const worklist::Verified& verified, const std::string& expect, Session& session) {
    Json findings = Json::array();
    for (const worklist::Finding& finding : verified.findings) {
        using worklist::Misfit;
        const bool run = finding.misfit == Misfit::run || finding.misfit == Misfit::subjects || finding.misfit == Misfit::tasks || finding.misfit == Misfit::catalogue;
        findings.push_back({{"what", misfit_word(finding.misfit)},
                            {"entry", finding.entry == 0 ? Json(nullptr) : Json(finding.entry)},
                            {run ? "run" : "task", finding.task == 0 ? Json(nullptr) : Json(finding.task)}});
    }
    const Json expected = expect.empty() ? Json(nullptr)
                                         : Json{{"hash", expect}, {"entry", verified.expected.entry == 0 ? Json(nullptr) : Json(verified.expected.entry)}};
    const Json all{{"whole", verified.findings.empty()}, {"entries", verified.entries}, {"tasks", verified.tasks},
                   {"chained_since", verified.chained_since == 0 ? Json(1) : Json(verified.chained_since)},
                   {"hash", verified.head}, {"expected", expected}, {"findings", findings}, {"more", verified.more}};
    session.out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void print_is_evidence(const std::string& file, const worklist::Evidence& recorded, const HistoryRecord& entry, Session& session) {
    session.out << printable(session.text(Message::history_is_evidence, {file, std::to_string(entry.task), entry.at, entry.person, std::to_string(entry.id),
                                                                         recorded.file}))
                << '\n';
}

}  // namespace tepat::cli
