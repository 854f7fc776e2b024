#include "team/cursor.h"

#include "journal/base64.h"

#include <algorithm>

namespace sokuo::team {

std::string seal_cursor(const SealKey& key, const Hash& session, ByteView place, Random& random) {
    auto text = to_base64(seal(key, place, session, random));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

std::optional<Bytes> open_cursor(const SealKey& key, const Hash& session, std::string_view text) {
    std::string plain{text};
    std::ranges::replace(plain, '-', '+');
    std::ranges::replace(plain, '_', '/');
    const auto box = journal::from_base64(plain);
    if (!box) return {};
    auto place = unseal(key, *box, session);
    if (!place.ok()) return {};
    return std::move(place).value();
}

} // namespace sokuo::team
