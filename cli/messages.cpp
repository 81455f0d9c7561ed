// SPDX-License-Identifier: Apache-2.0
#include "cli/messages.hpp"

namespace tepat::cli {

namespace {

#define MESSAGE(key, text) \
    case Message::key:     \
        return text;

const char* indonesian(Message message) {
    switch (message) {
#include "cli/messages_id.def"
    }
    return "";
}

const char* english(Message message) {
    switch (message) {
#include "cli/messages_en.def"
    }
    return "";
}

#undef MESSAGE

}  // namespace

std::string text_of(Message message, Language language, const std::vector<Argument>& arguments) {
    return diagnostics::fill(language == Language::id ? indonesian(message) : english(message), arguments, language);
}

}  // namespace tepat::cli
