// SPDX-License-Identifier: Apache-2.0
// The place to sign below the table of a list or a form.
#pragma once

#include <string>

#include "cli/session.hpp"
#include "engine/workbook/xlsx_writer.hpp"

namespace tepat::cli {

/// Who has seen it (of the village, agency or RT `of`), on the left; who filled it in, beginning in column `right`.
void add_signatures(workbook::XlsxWriter& book, std::size_t right, const std::string& of, const Session& session);

}  // namespace tepat::cli
