#include "journal/content.h"

#include "core/text.h"
#include "journal/entry.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sokuo::journal {
namespace {

inline constexpr Message body_too_large{"journal.body_too_large",
                                        "一つの記録は {0} バイトまでです。分けて記録してください。",
                                        "An entry holds at most {0} bytes. Split it."};
inline constexpr Message content_unreadable{
    "journal.content_unreadable",
    "記録できない値があります（{0}）。文字は UTF-8 で、数は有限の値で書いてください。",
    "A value cannot be recorded ({0}). Write text as UTF-8 and numbers as finite values."};

Error unreadable(const char* what) {
    return failure(Errc::invalid, content_unreadable, {what});
}

struct Walk {
    bool has_real = false;

    Result<Json> sorted(const Json& json, std::size_t depth) {
        if (depth > JsonLimits{}.depth_max) return unreadable("depth");
        if (const auto* object = json.members()) return sorted_object(*object, depth);
        if (const auto* array = json.array_items()) {
            Json::Array items;
            items.reserve(array->size());
            for (const auto& item : *array)
                items.push_back(TRY(sorted(item, depth + 1)));
            return Json{std::move(items)};
        }
        if (const auto* real = json.real()) {
            has_real = true;
            if (!std::isfinite(*real)) return unreadable("number");
        }
        if (const auto* text = json.text(); text != nullptr && !is_valid_utf8(*text))
            return unreadable("UTF-8");
        return json;
    }

    Result<Json> sorted_object(const Json::Object& object, std::size_t depth) {
        Json::Object members;
        members.reserve(object.size());
        for (const auto& [key, value] : object) {
            if (!is_valid_utf8(key)) return unreadable("UTF-8");
            members.emplace_back(key, TRY(sorted(value, depth + 1)));
        }
        std::ranges::sort(members, {}, &Json::Member::first);
        if (std::ranges::adjacent_find(members, {}, &Json::Member::first) != members.end())
            return unreadable("a member twice");
        return Json{std::move(members)};
    }
};

} // namespace

Result<Content> settle(const Json& content) {
    assert(content.members() != nullptr);
    Walk walk;
    Content settled;
    settled.value = TRY(walk.sorted(content, 1));
    settled.bytes = to_text(settled.value); // Sorted already: the canonical form.
    if (settled.bytes.size() > body_bytes_max)
        return failure(Errc::too_large, body_too_large, {std::to_string(body_bytes_max)});
    // A real number may come back a last digit off: what counts is what will be read.
    if (walk.has_real) settled.value = TRY(parse_json(settled.bytes));
    return settled;
}

} // namespace sokuo::journal
