#include "mail/jis.h"

#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

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

std::string to_utf8(std::u16string_view text) {
    std::string bytes(text.size() * 3 + 1, '\0');
    std::int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(bytes.data(), static_cast<std::int32_t>(bytes.size()), &length, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
    bytes.resize(U_FAILURE(status) ? 0 : static_cast<std::size_t>(length));
    return bytes;
}

std::u16string nfkc(std::u16string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* instance = unorm2_getNFKCInstance(&status);
    // The longest of a single sign becomes eighteen.
    std::u16string all(text.size() * 18 + 1, u'\0');
    const auto size =
        unorm2_normalize(instance, text.data(), static_cast<std::int32_t>(text.size()), all.data(),
                         static_cast<std::int32_t>(all.size()), &status);
    if (U_FAILURE(status)) return std::u16string{text};
    all.resize(static_cast<std::size_t>(size));
    return all;
}

bool is_half_width_kana(char16_t unit) {
    return unit >= 0xFF61 && unit <= 0xFF9F;
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

// ① to ⑳ and their black and double brothers: a number that would stand bare without its circle.
bool is_circled_number(char16_t unit) {
    return (unit >= 0x2460 && unit <= 0x2473) || (unit >= 0x2776 && unit <= 0x277F) ||
           (unit >= 0x24EB && unit <= 0x24FE) || (unit >= 0x3251 && unit <= 0x325F) ||
           (unit >= 0x32B1 && unit <= 0x32BF);
}

// The number in a circle that NFKC knows nothing of: ❶ ⓵.
std::u16string number_of(char16_t unit) {
    int number = 0;
    if (unit >= 0x2776 && unit <= 0x277F) number = unit - 0x2776 + 1;
    if (unit >= 0x24EB && unit <= 0x24F4) number = unit - 0x24EB + 11;
    if (unit >= 0x24F5 && unit <= 0x24FE) number = unit - 0x24F5 + 1;
    if (number == 0) return nfkc({&unit, 1});
    const auto digits = std::to_string(number);
    return {digits.begin(), digits.end()};
}

// What comes nearest to a sign, before it is known whether JIS X 0208 has that.
std::u16string nearest(std::u16string_view sign) {
    if (sign.size() == 1 && is_circled_number(sign.front()))
        return u"(" + number_of(sign.front()) + u")";
    // 髙 and 﨑 are what they are found by: 高, 崎.
    const auto is_kanji = sign.front() >= 0x3400 && sign.front() < 0xE000;
    if (!is_kanji) return nfkc(sign);
    return to_utf16(search_key(to_utf8(sign))).value_or(std::u16string{});
}

void count(std::vector<Replacement>& all, std::string sign, std::string by) {
    for (auto& one : all) {
        if (one.sign != sign) continue;
        ++one.count;
        return;
    }
    if (all.size() < replacements_max)
        all.push_back({.sign = std::move(sign), .by = std::move(by), .count = 1});
}

} // namespace

struct JisWriter::Inside {
    Converter converter = open_converter();
    bool may_replace = false;
    std::vector<Replacement> replaced{};
    std::vector<std::string> missing{};

    [[nodiscard]] bool has(std::u16string_view text) const {
        return convert(converter.get(), text).has_value();
    }
    [[nodiscard]] std::u16string widened(std::u16string_view text);
    void use_twins(std::u16string& text) const;
    [[nodiscard]] std::u16string replaced_signs(std::u16string_view text);
    [[nodiscard]] std::u16string substitute(std::u16string_view sign);
};

// ｶﾞ → ガ: a run at a time, so that a voicing mark joins its letter; nothing else is normalised.
std::u16string JisWriter::Inside::widened(std::u16string_view text) {
    std::u16string all;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_half_width_kana(text[end]))
            ++end;
        if (end == at) {
            all += text[at++];
            continue;
        }
        const auto run = text.substr(at, end - at);
        const auto wide = nfkc(run);
        count(replaced, to_utf8(run), to_utf8(wide));
        all += wide;
        at = end;
    }
    return all;
}

void JisWriter::Inside::use_twins(std::u16string& text) const {
    for (auto& unit : text) {
        for (const auto& twin : twins) {
            if (unit != twin.sign || has({&unit, 1})) continue;
            unit = twin.other;
            break;
        }
    }
}

// Sign by sign, only where a text as a whole has no place.
std::u16string JisWriter::Inside::replaced_signs(std::u16string_view text) {
    std::u16string all;
    for (std::size_t at = 0; at < text.size();) {
        const bool is_pair = U16_IS_LEAD(text[at]) && at + 1 < text.size();
        const auto sign = text.substr(at, is_pair ? 2 : 1);
        at += sign.size();
        all += has(sign) ? std::u16string{sign} : substitute(sign);
    }
    return all;
}

std::u16string JisWriter::Inside::substitute(std::u16string_view sign) {
    auto name = to_utf8(sign);
    if (!may_replace) {
        const bool is_known = std::ranges::find(missing, name) != missing.end();
        if (!is_known && missing.size() < replacements_max) missing.push_back(std::move(name));
        return {};
    }
    auto by = nearest(sign);
    use_twins(by);
    // Selectors behind a kanji, joiners between emoji: invisible, and gone.
    const bool is_invisible = by.empty();
    if (!is_invisible && !has(by)) by = u"〓";
    count(replaced, std::move(name), to_utf8(by));
    return by;
}

JisWriter::JisWriter(bool may_replace) : inside_{std::make_unique<Inside>()} {
    inside_->may_replace = may_replace;
}
JisWriter::~JisWriter() = default;

std::optional<std::string> JisWriter::write(std::string_view text) {
    auto& in = *inside_;
    const auto wide = to_utf16(text);
    if (in.converter == nullptr || !wide) return {};
    auto plain = in.widened(*wide);
    in.use_twins(plain);
    auto bytes = convert(in.converter.get(), plain);
    if (bytes) return bytes;
    const auto signs = in.replaced_signs(plain);
    if (!in.may_replace) return {};
    return convert(in.converter.get(), signs);
}

const std::vector<Replacement>& JisWriter::replaced() const {
    return inside_->replaced;
}

const std::vector<std::string>& JisWriter::missing() const {
    return inside_->missing;
}

std::optional<std::string> to_iso_2022_jp(std::string_view text) {
    return JisWriter{false}.write(text);
}

} // namespace sokuo::mail
