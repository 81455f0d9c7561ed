// SPDX-License-Identifier: Apache-2.0
// Private to engine/workbook: one part of the package as a stream of elements and texts, a piece at a time. Namespaces' prefixes are
// dropped. Refused: DTDs and entities of one's own (R5104), more than 64 levels, a tag of more than 1 MiB; broken XML (R5102).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/workbook/package.hpp"

struct XML_ParserStruct;

namespace tepat::workbook {

/// Attributes of the element that begins: name, value, name, value, ..., null.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    /// Without prefix; null when it is not there.
    const char* find(std::string_view name) const;

private:
    const char** pairs_;
};

class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void begin(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;
};

class XmlReader {
public:
    XmlReader(const Package& package, const std::string& part, XmlHandler& handler);
    ~XmlReader();
    /// Hands the next piece of the part to the handler; false when the part has ended. What the handler throws comes out here.
    bool step();
    void run() {
        while (step()) {}
    }

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tepat::workbook
