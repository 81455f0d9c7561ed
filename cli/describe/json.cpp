// SPDX-License-Identifier: Apache-2.0
// A description as JSON: the same paragraphs, lists and tables, for programs that lay them out themselves.
#include <nlohmann/json.hpp>

#include "cli/describe/document.hpp"

namespace tepat::cli::describe {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<Item>& items) {
    Json list = Json::array();
    for (const Item& item : items) {
        Json one{{"text", item.text}};
        if (!item.items.empty()) one["items"] = json_of(item.items);
        list.push_back(std::move(one));
    }
    return list;
}

const char* word(Block::Kind kind) {
    constexpr const char* words[] = {"heading", "paragraph", "note", "list", "numbered", "pairs", "table", "signatures"};
    return words[static_cast<std::size_t>(kind)];
}

Json json_of(const Block& block) {
    Json one{{"kind", word(block.kind)}};
    if (block.kind == Block::Kind::heading) one["level"] = block.level, one["anchor"] = block.anchor;
    if (!block.text.empty()) one["text"] = block.text;
    if (!block.items.empty()) one["items"] = json_of(block.items);
    if (!block.rows.empty()) one["rows"] = block.rows;
    return one;
}

}  // namespace

std::string to_json(const Document& document) {
    Json facts = Json::array(), blocks = Json::array();
    for (const auto& [name, text] : document.facts) facts.push_back({{"name", name}, {"text", text}});
    for (const Block& block : document.blocks) blocks.push_back(json_of(block));
    const Json all{{"language", document.language}, {"title", document.title}, {"facts", facts}, {"blocks", blocks}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace tepat::cli::describe
