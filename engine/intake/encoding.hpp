// SPDX-License-Identifier: Apache-2.0
// Private to engine/intake: is a file UTF-8, or the Windows-1252 that older Excel writes?
#pragma once

#include <string>
#include <string_view>

namespace tepat::intake {

/// Looks through bytes piece by piece.
class EncodingGuess {
public:
    void look_at(std::string_view piece);
    /// Some bytes are no UTF-8, none is more than ASCII and UTF-8, and there is no zero byte. A file that mixes both is UTF-8 with damage.
    bool windows_1252() const { return broken_ && !beyond_ascii_ && !zero_; }

private:
    int expected_ = 0;  // bytes still to come of a character
    bool broken_ = false, beyond_ascii_ = false, zero_ = false;
};

/// Every byte is a character of Windows-1252; the five that are not become a question mark.
std::string from_windows_1252(std::string_view bytes);

}  // namespace tepat::intake
