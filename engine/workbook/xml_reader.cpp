// SPDX-License-Identifier: Apache-2.0
// expat, with bounds. Exceptions may not cross its C frames: they are kept, the parser is stopped, and they are thrown again outside.
#include "engine/workbook/xml_reader.hpp"

#include <expat.h>

#include <cstring>
#include <exception>

#include "dsl/diagnostics/phrases.hpp"

namespace tepat::workbook {
namespace {

using diagnostics::Phrase;

constexpr int piece = 64 * 1024;
constexpr int deepest = 64;
constexpr std::int64_t longest_token = 1024 * 1024;

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

const char* Attributes::find(std::string_view name) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
        const char* const first = *pair;
        if (first[0] != name[0] && std::strchr(first, ':') == nullptr) continue;  // most are neither it nor prefixed
        if (without_prefix(first) == name) return pair[1];
    }
    return nullptr;
}

struct XmlReader::State {
    State(const Package& the_package, const std::string& part, XmlHandler& the_handler)
        : package(the_package), bytes(the_package, part), handler(the_handler), parser(XML_ParserCreate(nullptr)) {
        if (parser == nullptr) throw std::bad_alloc();
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, on_begin, on_end);
        XML_SetCharacterDataHandler(parser, on_text);
        XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    }
    ~State() { XML_ParserFree(parser); }

    /// Runs a callback's work; once something was thrown, nothing more is handed on.
    template <class Work>
    static void guarded(void* data, const Work& work) {
        State& state = *static_cast<State*>(data);
        if (state.thrown) return;
        try {
            work(state);
        } catch (...) {
            state.thrown = std::current_exception();
            XML_StopParser(state.parser, XML_FALSE);
        }
    }
    static void XMLCALL on_begin(void* data, const char* name, const char** attributes) {
        guarded(data, [&](State& state) {
            if (++state.depth > deepest) state.package.unsafe(Phrase::workbook_too_deep, state.bytes.part());
            state.handler.begin(without_prefix(name), Attributes(attributes));
        });
    }
    static void XMLCALL on_end(void* data, const char* name) {
        guarded(data, [&](State& state) {
            --state.depth;
            state.handler.end(without_prefix(name));
        });
    }
    static void XMLCALL on_text(void* data, const char* text, int size) {
        guarded(data, [&](State& state) { state.handler.text({text, static_cast<std::size_t>(size)}); });
    }
    static void XMLCALL on_doctype(void* data, const char*, const char*, const char*, int) {
        guarded(data, [](State& state) { state.package.unsafe(Phrase::workbook_entities, state.bytes.part()); });
    }

    const Package& package;
    PartReader bytes;
    XmlHandler& handler;
    XML_Parser parser;
    std::exception_ptr thrown;
    int depth = 0;
    std::int64_t handed = 0;
    bool ended = false;
};

XmlReader::XmlReader(const Package& package, const std::string& part, XmlHandler& handler)
    : state_(std::make_unique<State>(package, part, handler)) {}
XmlReader::~XmlReader() = default;

bool XmlReader::step() {
    State& state = *state_;
    if (state.ended) return false;
    void* const buffer = XML_GetBuffer(state.parser, piece);
    if (buffer == nullptr) throw std::bad_alloc();
    const std::size_t size = state.bytes.read(static_cast<char*>(buffer), piece);
    state.handed += static_cast<std::int64_t>(size);
    state.ended = size == 0;
    const XML_Status status = XML_ParseBuffer(state.parser, static_cast<int>(size), state.ended ? XML_TRUE : XML_FALSE);
    if (state.thrown) std::rethrow_exception(state.thrown);
    if (status == XML_STATUS_ERROR) state.package.damaged(Phrase::workbook_not_xml, state.bytes.part());
    if (state.handed - XML_GetCurrentByteIndex(state.parser) > longest_token) state.package.unsafe(Phrase::workbook_long_token, state.bytes.part());
    return !state.ended;
}

}  // namespace tepat::workbook
