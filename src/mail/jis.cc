#include "mail/jis.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

namespace sokuo::mail {
namespace {

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

Converter open_converter() {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter{ucnv_open("ISO-2022-JP", &status)};
    if (U_FAILURE(status)) return {};
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &status);
    ucnv_setFallback(converter.get(), 0);
    return U_FAILURE(status) ? Converter{} : std::move(converter);
}

// Rows 1 to 8 and 16 to 84. ICU's table has the signs of vendors as well (row 13: ①, ㈱), which
// others show as nothing or as something else.
bool is_in_standard(unsigned char row) {
    return (row >= 0x21 && row <= 0x28) || (row >= 0x30 && row <= 0x74);
}

// Only ASCII, JIS X 0201 Roman and JIS X 0208, as RFC 1468 has them.
bool is_plain(std::string_view bytes) {
    bool is_double = false;
    for (std::size_t at = 0; at < bytes.size();) {
        if (bytes[at] == '\x1b') {
            const auto escape = bytes.substr(at, 3);
            is_double = escape == "\x1b$B" || escape == "\x1b$@";
            if (!is_double && escape != "\x1b(B" && escape != "\x1b(J") return false;
            at += 3;
            continue;
        }
        if (is_double && !is_in_standard(static_cast<unsigned char>(bytes[at]))) return false;
        at += is_double ? 2 : 1;
    }
    return true;
}

std::optional<std::string> convert(UConverter* converter, std::u16string_view text) {
    std::vector<char> bytes(text.size() * 8 + 16);
    UErrorCode status = U_ZERO_ERROR;
    const auto size =
        ucnv_fromUChars(converter, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                        text.data(), static_cast<std::int32_t>(text.size()), &status);
    if (U_FAILURE(status)) return {};
    std::string converted{bytes.data(), static_cast<std::size_t>(size)};
    if (!is_plain(converted)) return {};
    return converted;
}

std::optional<std::u16string> to_utf16(std::string_view text) {
    std::u16string wide(text.size() + 1, u'\0');
    std::int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(wide.data(), static_cast<std::int32_t>(wide.size()), &length, text.data(),
                  static_cast<std::int32_t>(text.size()), &status);
    if (U_FAILURE(status)) return {};
    wide.resize(static_cast<std::size_t>(length));
    return wide;
}

bool is_half_width_kana(char16_t unit) {
    return unit >= 0xFF61 && unit <= 0xFF9F;
}

// ｶﾞ → ガ: a run at a time, so that a voicing mark joins its letter; nothing else is normalised.
std::u16string widened(std::u16string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkc = unorm2_getNFKCInstance(&status);
    std::u16string all;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_half_width_kana(text[end]))
            ++end;
        if (end == at) {
            all += text[at++];
            continue;
        }
        std::u16string wide((end - at) * 2 + 1, u'\0');
        const auto size =
            unorm2_normalize(nfkc, text.data() + at, static_cast<std::int32_t>(end - at),
                             wide.data(), static_cast<std::int32_t>(wide.size()), &status);
        if (U_FAILURE(status)) return std::u16string{text};
        all.append(wide, 0, static_cast<std::size_t>(size));
        at = end;
    }
    return all;
}

struct Twin {
    char16_t sign;
    char16_t other;
};
// What Windows writes and what JIS X 0208 means (DOMAIN §4.6 in both directions).
constexpr std::array<Twin, 8> twins{{{0xFF5E, 0x301C},
                                     {0x301C, 0xFF5E},
                                     {0xFF0D, 0x2212},
                                     {0x2212, 0xFF0D},
                                     {0x2225, 0x2016},
                                     {0x2016, 0x2225},
                                     {0x2015, 0x2014},
                                     {0x2014, 0x2015}}};

void use_twins(UConverter* converter, std::u16string& text) {
    for (auto& unit : text) {
        for (const auto& twin : twins) {
            if (unit != twin.sign || convert(converter, {&unit, 1})) continue;
            unit = twin.other;
            break;
        }
    }
}

} // namespace

std::optional<std::string> to_iso_2022_jp(std::string_view text) {
    const auto converter = open_converter();
    const auto wide = to_utf16(text);
    if (converter == nullptr || !wide) return {};
    auto plain = widened(*wide);
    use_twins(converter.get(), plain);
    return convert(converter.get(), plain);
}

} // namespace sokuo::mail
