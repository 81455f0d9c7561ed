// SPDX-License-Identifier: Apache-2.0
// What the layout made of a file (`tepat dump source`): each line of each declaration with what it is, in the grammar's eyes.
//
//     declaration | aturan lansia untuk setiap anggota
//     item        |   jika semua dari:
//     bullet 1    |       umur >= 60
//     more        |       dan sehat
#pragma once

#include <string>

#include "dsl/text/layout.hpp"

namespace tepat::text {

std::string print(const SourceFile& file, const Layout& layout);

}  // namespace tepat::text
