// SPDX-License-Identifier: Apache-2.0
#include "cli/html_text.hpp"

namespace tepat::cli {

std::string html_text(const std::string& text) {
    std::string all;
    for (const char c : text) {
        switch (c) {
            case '&': all += "&amp;"; break;
            case '<': all += "&lt;"; break;
            case '>': all += "&gt;"; break;
            case '"': all += "&quot;"; break;
            case '\'': all += "&#39;"; break;
            default: all += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return all;
}

}  // namespace tepat::cli
