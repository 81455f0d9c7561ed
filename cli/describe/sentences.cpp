// SPDX-License-Identifier: Apache-2.0
#include "cli/describe/sentences.hpp"

namespace tepat::cli::describe {

namespace {

#define SAY(key, text) \
    case Say::key:     \
        return text;

const char* indonesian(Say sentence) {
    switch (sentence) {
#include "cli/describe/sentences_id.def"
    }
    return "";
}

const char* english(Say sentence) {
    switch (sentence) {
#include "cli/describe/sentences_en.def"
    }
    return "";
}

#undef SAY

}  // namespace

std::string say(Say sentence, Language language, const std::vector<std::string>& arguments) {
    return diagnostics::fill(language == Language::id ? indonesian(sentence) : english(sentence),
                             {arguments.begin(), arguments.end()}, language);
}

}  // namespace tepat::cli::describe
