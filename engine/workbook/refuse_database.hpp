// SPDX-License-Identifier: Apache-2.0
// Nothing that is written for people takes the place of a worklist, a baseline or a snapshot, whatever it was told to be called.
#pragma once

#include <string>

namespace tepat::workbook {

/// R5272 (exit 2) when there is a SQLite file at `path`; a snapshot is one. Reads 16 bytes; what cannot be read is left to whoever writes.
void refuse_database(const std::string& path);

}  // namespace tepat::workbook
