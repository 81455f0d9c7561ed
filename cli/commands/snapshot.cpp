// SPDX-License-Identifier: Apache-2.0
// tepat snapshot BASELINE --rules RULES -o FILE: a baseline frozen; tepat snapshot --verify FILE: is it whole, and what is it.
#include "engine/store/snapshot.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/clock.hpp"
#include "cli/commands/list.hpp"
#include "cli/present.hpp"
#include "cli/progress.hpp"
#include "cli/rule_set.hpp"
#include "dsl/diagnostics/codes.hpp"

namespace tepat::cli {

namespace {

using store::SnapshotEntity;
using store::SnapshotInfo;

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

/// What the vocabulary speaks of and the baseline does not have, as `table` or `table.column`.
std::vector<std::string> absent_in(const SnapshotInfo& info) {
    std::vector<std::string> absent;
    for (const SnapshotEntity& entity : info.entities) {
        if (!entity.present) absent.push_back(entity.table);
        for (const std::string& column : entity.absent) absent.push_back(entity.table + '.' + column);
    }
    return absent;
}

using Lines = std::vector<std::pair<std::string, std::string>>;

Lines lines_of(const SnapshotInfo& info, const Session& session) {
    const auto number = [&](std::uint64_t value) { return grouped(static_cast<std::int64_t>(value), session.language); };
    Lines lines;
    if (const auto date = program::parse_iso(info.data_date)) lines.emplace_back(session.text(Message::snapshot_label_date), spoken(*date, session.language));
    lines.emplace_back(session.text(Message::snapshot_label_made), session.text(Message::snapshot_made_by, {info.made_at, info.made_by}));
    if (!info.places.empty()) lines.emplace_back(session.text(Message::snapshot_label_places), joined(info.places));
    for (const SnapshotEntity& entity : info.entities)
        if (entity.present) lines.emplace_back(called(entity), session.text(Message::snapshot_rows, {number(entity.rows), number(entity.columns)}));
    lines.emplace_back(session.text(Message::snapshot_label_size), number(info.bytes) + " B");
    lines.emplace_back(session.text(Message::snapshot_label_baseline), info.baseline);
    lines.emplace_back(session.text(Message::snapshot_label_file), info.fingerprint);
    return lines;
}

void print_text(Message title, const std::string& file, const SnapshotInfo& info, Session& session) {
    session.out << session.text(title, {file}) << '\n';
    const Lines lines = lines_of(info, session);
    std::size_t widest = 0;
    for (const auto& line : lines) widest = std::max(widest, line.first.size());
    for (const auto& line : lines) session.out << "  " << line.first << std::string(widest - line.first.size(), ' ') << " : " << line.second << '\n';
    const std::vector<std::string> absent = absent_in(info);
    if (!absent.empty()) session.out << "  " << session.text(Message::snapshot_absent, {joined(absent)}) << '\n';
}

void print_json(const std::string& file, const SnapshotInfo& info, Session& session) {
    nlohmann::ordered_json json{{"file", file},
                                {"data_date", info.data_date.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(info.data_date)},
                                {"made_at", info.made_at},
                                {"made_by", info.made_by},
                                {"places", info.places},
                                {"bytes", info.bytes},
                                {"baseline", info.baseline},
                                {"fingerprint", info.fingerprint},
                                {"entities", nlohmann::ordered_json::array()},
                                {"absent", absent_in(info)}};
    for (const SnapshotEntity& entity : info.entities)
        if (entity.present) json["entities"].push_back({{"entity", entity.name}, {"table", entity.table}, {"rows", entity.rows}, {"columns", entity.columns}});
    session.out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void print(Message title, const std::string& file, const SnapshotInfo& info, const std::string& format, Session& session) {
    if (format == "json") print_json(file, info, session);
    else if (!session.quiet) print_text(title, file, info, session);
}

Exit verify(const Arguments& arguments, const std::string& format, Session& session) {
    const std::string file = *arguments.get("verify");
    if (!arguments.positional.empty()) wrong_usage(Code::too_many_arguments, {std::string("snapshot --verify"), arguments.positional[0]});
    for (const char* other : {"rules", "output", "overwrite", "date"})
        if (arguments.has(other)) wrong_usage(Code::too_many_arguments, {std::string("snapshot --verify"), "--" + std::string(other)});
    Progress progress(session);
    progress.stage(Message::progress_verify);
    const SnapshotInfo info = store::verify_snapshot(file, session.threads);
    progress.clear();
    print(Message::snapshot_sound, file, info, format, session);
    return Exit::done;
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json"});
    if (arguments.has("verify")) return verify(arguments, format, session);
    if (arguments.positional.empty()) wrong_usage(Code::missing_argument, {std::string("snapshot"), std::string("BASELINE")});
    const std::string file = arguments.need("output");
    const auto date = arguments.date("date");
    RuleSet rules;
    load_sound_rule_set(arguments.need("rules"), rules, session);
    Progress progress(session);
    progress.stage(Message::progress_freeze);
    const std::string data_date = date ? *arguments.get("date") : std::string();
    const SnapshotInfo info = store::freeze(arguments.positional[0], rules.program, file,
                                            {now_text(), TEPAT_VERSION, data_date, arguments.has("overwrite"), session.threads});
    progress.clear();
    print(Message::snapshot_done, file, info, format, session);
    return Exit::done;
}

}  // namespace

Command snapshot_command() {
    return {"snapshot",
            Message::snapshot_summary,
            {"[BASELINE]"},
            {{"rules", "RULES", Message::option_rules},
             {"output,o", "FILE.snapshot", Message::snapshot_option_output},
             {"date", "YYYY-MM-DD", Message::snapshot_option_date},
             {"overwrite", nullptr, Message::snapshot_option_overwrite},
             {"verify", "FILE", Message::snapshot_option_verify, false, Touches::reads},
             {"format", "text|json", Message::option_format}},
            run};
}

}  // namespace tepat::cli
