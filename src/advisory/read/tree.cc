#include "advisory/read/tree.h"

#include <expat.h>

#include <memory>

namespace sokuo::advisory {

constexpr Message not_xml{
    "advisory.not_xml",
    "フィードとして読めません。壊れているか、別のもの（案内のページなど）です。",
    "This cannot be read as a feed: it is broken, or something else."};
constexpr Message has_doctype{
    "advisory.has_doctype", "文書型宣言（DOCTYPE）のあるフィードは、安全のため読みません。",
    "A feed with a document type declaration (DOCTYPE) is not read, to be safe."};
constexpr Message too_deep{"advisory.too_deep", "入れ子が深すぎるので読みません。",
                           "It is nested too deeply and is not read."};
constexpr Message too_many_elements{"advisory.too_many_elements",
                                    "要素が多すぎるので読みません（上限 30万）。",
                                    "It has too many elements and is not read (limit 300,000)."};

namespace {

constexpr char between = '\n';

struct Build {
    XML_Parser parser = nullptr;
    Element root{};
    // Open elements; each lies in the children of the one before, which do not move while it is
    // open.
    std::vector<Element*> open{};
    std::size_t count = 0;
    const Message* refusal = nullptr;
    Errc code = Errc::invalid;

    void refuse(const Message& why, Errc reason) {
        if (refusal == nullptr) {
            refusal = &why;
            code = reason;
        }
        XML_StopParser(parser, XML_FALSE);
    }
};

Build& build_of(void* data) {
    return *static_cast<Build*>(data);
}

void split(std::string_view whole, std::string& space, std::string& name) {
    const auto at = whole.rfind(between);
    if (at != std::string_view::npos) space = whole.substr(0, at);
    name = at == std::string_view::npos ? whole : whole.substr(at + 1);
}

void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
    auto& build = build_of(data);
    if (build.refusal != nullptr) return;
    if (build.open.size() >= depth_max) return build.refuse(too_deep, Errc::too_large);
    if (++build.count > elements_max) return build.refuse(too_many_elements, Errc::too_large);
    Element element;
    split(name, element.space, element.name);
    for (auto at = attributes; at[0] != nullptr; at += 2) {
        std::string space;
        std::string local;
        split(at[0], space, local);
        element.attributes.emplace_back(std::move(local), at[1]);
    }
    if (build.open.empty()) {
        build.root = std::move(element);
        build.open.push_back(&build.root);
        return;
    }
    auto& siblings = build.open.back()->children;
    siblings.push_back(std::move(element));
    build.open.push_back(&siblings.back());
}

void XMLCALL on_end(void* data, const XML_Char* /*name*/) {
    auto& build = build_of(data);
    if (!build.open.empty()) build.open.pop_back();
}

void XMLCALL on_text(void* data, const XML_Char* text, int length) {
    auto& build = build_of(data);
    if (!build.open.empty()) build.open.back()->text.append(text, static_cast<std::size_t>(length));
}

void XMLCALL on_doctype(void* data, const XML_Char* /*name*/, const XML_Char* /*system*/,
                        const XML_Char* /*public_id*/, int /*has_internal_subset*/) {
    build_of(data).refuse(has_doctype, Errc::invalid);
}

const Element nothing{};

} // namespace

const Element& Element::child(std::string_view wanted) const {
    for (const auto& one : children) {
        if (one.name == wanted) return one;
    }
    return nothing;
}

std::vector<const Element*> Element::all(std::string_view wanted) const {
    std::vector<const Element*> found;
    for (const auto& one : children) {
        if (one.name == wanted) found.push_back(&one);
    }
    return found;
}

std::string_view Element::attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes) {
        if (key == wanted) return value;
    }
    return {};
}

Result<Element> read_tree(ByteView bytes) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser{
        XML_ParserCreateNS(nullptr, between), XML_ParserFree};
    if (!parser) return failure(Errc::unavailable, not_xml);
    Build build{.parser = parser.get()};
    // One input, one process: nobody can learn a salt from it, and a worker may not ask for one.
    XML_SetHashSalt(parser.get(), 1);
    XML_SetUserData(parser.get(), &build);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    const auto text = as_text(bytes);
    const auto status = XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1);
    const auto line = "line " + std::to_string(XML_GetCurrentLineNumber(parser.get()));
    if (build.refusal != nullptr) return because(failure(build.code, *build.refusal), line);
    if (status != XML_STATUS_OK) return because(failure(Errc::invalid, not_xml), line);
    return std::move(build.root);
}

} // namespace sokuo::advisory
