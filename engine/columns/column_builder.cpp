// SPDX-License-Identifier: Apache-2.0
// Packing a column: the narrowest of four integer types that holds every known value; text through a dictionary in order of appearance.
#include <algorithm>
#include <limits>

#include "engine/columns/population.hpp"

namespace tepat::columns {

std::int64_t Column::at(std::size_t row) const {
    return std::visit([row](const auto& values) { return static_cast<std::int64_t>(values[row]); }, values);
}

void ColumnBuilder::reserve(std::size_t rows) {
    values_.reserve(rows);
    states_.reserve(rows);
}

void ColumnBuilder::add(std::int64_t value) {
    values_.push_back(value);
    states_.push_back(1);
}

void ColumnBuilder::add_text(const std::string& value) {
    const auto [place, fresh] = index_.try_emplace(value, static_cast<std::int64_t>(dictionary_.size()));
    if (fresh) dictionary_.push_back(value);
    add(place->second);
}

void ColumnBuilder::add_unknown() {
    values_.push_back(0);
    states_.push_back(0);
}

void ColumnBuilder::add_error() {
    values_.push_back(0);
    states_.push_back(2);
    ++errors_;
}

namespace {

template <class T>
bool fits(std::int64_t low, std::int64_t high) {
    return low >= std::int64_t{std::numeric_limits<T>::min()} && high <= std::int64_t{std::numeric_limits<T>::max()};
}

template <class T>
std::vector<T> narrowed(const std::vector<std::int64_t>& values) {
    std::vector<T> result(values.size());
    std::transform(values.begin(), values.end(), result.begin(), [](std::int64_t value) { return static_cast<T>(value); });
    return result;
}

Packed pack(const std::vector<std::int64_t>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (values.empty() || fits<std::uint8_t>(*low, *high)) return narrowed<std::uint8_t>(values);
    if (fits<std::int16_t>(*low, *high)) return narrowed<std::int16_t>(values);
    if (fits<std::int32_t>(*low, *high)) return narrowed<std::int32_t>(values);
    return values;
}

}  // namespace

Column ColumnBuilder::finish() {
    Column column{pack(values_), Bits(values_.size()), Bits(values_.size()), std::move(dictionary_), -1};
    for (std::size_t row = 0; row < states_.size(); ++row) {
        if (states_[row] == 1) column.known.set(row);
        if (states_[row] == 2) column.error.set(row);
    }
    *this = ColumnBuilder();
    return column;
}

Column reference_column(const std::vector<std::uint32_t>& rows, int refers_to) {
    ColumnBuilder builder;
    builder.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        if (row == no_parent_unknown) builder.add_unknown();
        else if (row == no_parent_error) builder.add_error();
        else builder.add(row);
    }
    Column column = builder.finish();
    column.refers_to = refers_to;
    return column;
}

}  // namespace tepat::columns
