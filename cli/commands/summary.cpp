// SPDX-License-Identifier: Apache-2.0
// tepat summary WORKLIST: the numbers for the coordination meeting.
#include "cli/commands/list.hpp"
#include "cli/output_file.hpp"
#include "cli/summary/document.hpp"

namespace tepat::cli {

namespace {

std::string written(const summary::Document& document, const std::string& format) {
    if (format == "json") return summary::to_json(document);
    if (format == "csv") return summary::to_csv(document);
    return format == "html" ? summary::to_html(document) : summary::to_text(document);
}

Exit run(const Arguments& arguments, Session& session) {
    const std::string format = arguments.one_of("format", {"text", "json", "csv", "html"});
    const worklist::Summary counted = worklist::summary_of(arguments.positional[0], arguments.get("period").value_or(""));
    const summary::Document document = summary::document_of(counted, arguments.has("public"), session.language);
    if (const auto path = arguments.get("output")) {
        OutputFile file(*path);
        file.stream() << written(document, format);
        file.commit();
    } else {
        session.out << written(document, format);
    }
    return Exit::done;
}

}  // namespace

Command summary_command() {
    return {"summary",
            Message::summary_summary,
            {"WORKLIST"},
            {{"period", "PERIOD|all", Message::summary_option_period},
             {"public", nullptr, Message::summary_option_public},
             {"output,o", "FILE", Message::summary_option_output},
             {"format", "text|json|csv|html", Message::option_format}},
            run};
}

}  // namespace tepat::cli
