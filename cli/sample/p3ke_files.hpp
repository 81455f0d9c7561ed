// SPDX-License-Identifier: Apache-2.0
// `tepat sample --as p3ke-xlsx DIR`: the population of `sample` as the two files of P3KE, and dirt.csv with everything that was damaged
// and what `import` has to find. Same request, same bytes; constant memory. docs/commands.md describes dirt.csv.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/sample/sample.hpp"
#include "cli/sample/table_file.hpp"

namespace tepat::sample {

struct FilesRequest {
    Request population;  ///< `baseline` is not used
    FileFormat format = FileFormat::xlsx;
    std::string folder;  ///< made when it is not there
    std::size_t rows_a_file = 1'048'576;
};
struct FilesMade {
    std::vector<std::string> family_files, person_files;
    std::size_t family_rows = 0, person_rows = 0;  ///< below the titles, empty ones too
    std::size_t damages = 0;                       ///< of rows, cells, and the files as a whole
};

/// Failures: R5090 (exit 2), R5225 (exit 3). A file is whole or as it was; dirt.csv is put in its place last.
FilesMade make_files(const FilesRequest& request);

}  // namespace tepat::sample
