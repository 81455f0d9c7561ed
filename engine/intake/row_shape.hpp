// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: rows of a table that are no data: column numbers under the header, totals, the header once more.
#pragma once

#include <optional>

#include "engine/intake/layout.hpp"
#include "engine/intake/reason.hpp"
#include "engine/intake/row_source.hpp"

namespace tepat::intake {

class RowShape {
public:
    /// `by`: position in the file of the key, or of what rows are matched by.
    RowShape(const FileLayout& layout, std::size_t by) : layout_(layout), by_(by) {}
    /// Why the row is no data; nothing when it is. To be asked for every row, in order.
    std::optional<RowReason> not_data(const SourceRow& row);

private:
    bool is_header(const SourceRow& row) const;
    bool is_total(const SourceRow& row) const;
    static bool are_column_numbers(const SourceRow& row);

    const FileLayout& layout_;
    std::size_t by_;
    bool below_header_ = true;
};

}  // namespace tepat::intake
