// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: is what lies on the disk what was written? libxlsxwriter does not notice every write that failed (a full
// disk under its temporary files), so the finished file is read once, checksums included, before it takes its place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tepat::workbook {

/// True when the file holds as many sheets as `rows`, each complete and with that many rows.
bool holds_rows(const std::string& path, const std::vector<std::int64_t>& rows);

}  // namespace tepat::workbook
