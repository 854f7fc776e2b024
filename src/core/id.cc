#include "core/id.h"

#include <cassert>
#include <cstdint>
#include <span>

namespace sokuo {
namespace {

constexpr Message id_malformed{"id.malformed",
                               "IDは「01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11」の形で書いてください。",
                               "Write the id in the form 01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11."};

constexpr std::size_t text_length = 36;

// Groups of 4, 2, 2, 2 and 6 bytes.
bool is_group_start(std::size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return -1;
}

} // namespace

Uuid new_uuid(Time now, Random& random) {
    const auto micros = now.time_since_epoch().count();
    assert(micros >= 0);
    const auto millis = static_cast<std::uint64_t>(micros / 1000);
    // RFC 9562 §6.2, method 3: the fraction of the millisecond fills the twelve bits after the
    // version, so ids made microseconds apart still sort.
    const auto fraction = static_cast<std::uint64_t>(micros % 1000) * 4096 / 1000;

    Uuid uuid{};
    random.fill(std::span{uuid}.subspan(8));
    for (std::size_t i = 0; i < 6; ++i)
        uuid[i] = static_cast<std::byte>(millis >> (40 - 8 * i));
    uuid[6] = static_cast<std::byte>(0x70U | fraction >> 8);
    uuid[7] = static_cast<std::byte>(fraction);
    uuid[8] = (uuid[8] & std::byte{0x3F}) | std::byte{0x80};
    return uuid;
}

std::string to_text(const Uuid& uuid) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(text_length);
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (is_group_start(i)) text += '-';
        text += digits[std::to_integer<std::size_t>(uuid[i] >> 4)];
        text += digits[std::to_integer<std::size_t>(uuid[i] & std::byte{0x0F})];
    }
    return text;
}

Result<Uuid> parse_uuid(std::string_view text) {
    if (text.size() != text_length) return failure(Errc::invalid, id_malformed);
    Uuid uuid{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (is_group_start(i) && text[at++] != '-') return failure(Errc::invalid, id_malformed);
        const int high = hex_value(text[at++]);
        const int low = hex_value(text[at++]);
        if (high < 0 || low < 0) return failure(Errc::invalid, id_malformed);
        uuid[i] = static_cast<std::byte>(high * 16 + low);
    }
    return uuid;
}

} // namespace sokuo
