// SPDX-License-Identifier: Apache-2.0
#include "cli/signatures.hpp"

namespace tepat::cli {

void add_signatures(workbook::XlsxWriter& book, std::size_t right, const std::string& of, const Session& session) {
    const std::string dots = "(........................................)";
    book.line({});
    book.line({{right, session.text(Message::list_place_and_date)}});
    book.line({{1, session.text(Message::list_seen)}, {right, session.text(Message::list_officer)}});
    book.line({{1, of, workbook::Weight::bold}});
    for (int i = 0; i < 3; ++i) book.line({});
    book.line({{1, dots}, {right, dots}});
    book.line({{1, "NIP."}, {right, "NIP."}});
}

}  // namespace tepat::cli
