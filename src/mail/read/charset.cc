#include "mail/read/charset.h"

#include "core/text.h"
#include "mail/read/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>
#include <vector>

namespace sokuo::mail {
namespace {

using namespace std::string_view_literals;

struct Charset {
    std::string_view label; ///< In lower case, without `-`, `_` and the like.
    const char* icu;
    std::string_view name; ///< As we say it.
};

constexpr auto utf8 = "UTF-8"sv;
constexpr auto windows_1252 = "Windows-1252"sv;
constexpr const char* jis = "ISO_2022,locale=ja,version=3";
constexpr const char* shift_jis = "ibm-943_P15A-2003";
constexpr const char* euc_jp = "euc-jp-2007";
constexpr const char* latin = "ibm-5348_P100-1997";

// Labels mail really has; of the family of ISO 8859 what Windows means by it.
constexpr std::array charsets{
    Charset{"utf8", "UTF-8", utf8},
    Charset{"unicode11utf8", "UTF-8", utf8},
    Charset{"utf8mb4", "UTF-8", utf8},
    Charset{"cp65001", "UTF-8", utf8},
    Charset{"iso2022jp", jis, "ISO-2022-JP"},
    Charset{"iso2022jp1", jis, "ISO-2022-JP"},
    Charset{"iso2022jp2", jis, "ISO-2022-JP"},
    Charset{"iso2022jp3", jis, "ISO-2022-JP"},
    Charset{"iso2022jp2004", jis, "ISO-2022-JP"},
    Charset{"iso2022jpms", jis, "ISO-2022-JP"},
    Charset{"iso2022jpext", jis, "ISO-2022-JP"},
    Charset{"csiso2022jp", jis, "ISO-2022-JP"},
    Charset{"cp50220", jis, "ISO-2022-JP"},
    Charset{"cp50221", jis, "ISO-2022-JP"},
    Charset{"cp50222", jis, "ISO-2022-JP"},
    Charset{"xwindows50221", jis, "ISO-2022-JP"},
    Charset{"jis", jis, "ISO-2022-JP"},
    Charset{"jis7", jis, "ISO-2022-JP"},
    Charset{"shiftjis", shift_jis, "Shift_JIS"},
    Charset{"sjis", shift_jis, "Shift_JIS"},
    Charset{"xsjis", shift_jis, "Shift_JIS"},
    Charset{"shiftjis2004", shift_jis, "Shift_JIS"},
    Charset{"csshiftjis", shift_jis, "Shift_JIS"},
    Charset{"mskanji", shift_jis, "Shift_JIS"},
    Charset{"windows31j", shift_jis, "Shift_JIS"},
    Charset{"cswindows31j", shift_jis, "Shift_JIS"},
    Charset{"cp932", shift_jis, "Shift_JIS"},
    Charset{"ms932", shift_jis, "Shift_JIS"},
    Charset{"xmscp932", shift_jis, "Shift_JIS"},
    Charset{"windows932", shift_jis, "Shift_JIS"},
    Charset{"cp943", shift_jis, "Shift_JIS"},
    Charset{"eucjp", euc_jp, "EUC-JP"},
    Charset{"xeucjp", euc_jp, "EUC-JP"},
    Charset{"xeuc", euc_jp, "EUC-JP"},
    Charset{"eucjpms", euc_jp, "EUC-JP"},
    Charset{"ujis", euc_jp, "EUC-JP"},
    Charset{"cp51932", euc_jp, "EUC-JP"},
    Charset{"cseucpkdfmtjapanese", euc_jp, "EUC-JP"},
    Charset{"iso88591", latin, windows_1252},
    Charset{"latin1", latin, windows_1252},
    Charset{"windows1252", latin, windows_1252},
    Charset{"cp1252", latin, windows_1252},
    Charset{"iso88592", "ibm-912_P100-1995", "ISO-8859-2"},
    Charset{"iso88593", "ibm-913_P100-2000", "ISO-8859-3"},
    Charset{"iso88594", "ibm-914_P100-1995", "ISO-8859-4"},
    Charset{"iso88595", "ibm-915_P100-1995", "ISO-8859-5"},
    Charset{"iso88596", "ibm-1089_P100-1995", "ISO-8859-6"},
    Charset{"iso88597", "ibm-9005_X110-2007", "ISO-8859-7"},
    Charset{"iso88598", "ibm-5012_P100-1999", "ISO-8859-8"},
    Charset{"iso88598i", "ibm-5012_P100-1999", "ISO-8859-8"},
    Charset{"iso88599", "ibm-5350_P100-1998", "Windows-1254"},
    Charset{"iso885910", "iso-8859_10-1998", "ISO-8859-10"},
    Charset{"iso885911", "windows-874-2000", "Windows-874"},
    Charset{"iso885913", "ibm-921_P100-1995", "ISO-8859-13"},
    Charset{"iso885914", "iso-8859_14-1998", "ISO-8859-14"},
    Charset{"iso885915", "ibm-923_P100-1998", "ISO-8859-15"},
    Charset{"windows1250", "ibm-5346_P100-1998", "Windows-1250"},
    Charset{"cp1250", "ibm-5346_P100-1998", "Windows-1250"},
    Charset{"windows1251", "ibm-5347_P100-1998", "Windows-1251"},
    Charset{"cp1251", "ibm-5347_P100-1998", "Windows-1251"},
    Charset{"windows1253", "ibm-5349_P100-1998", "Windows-1253"},
    Charset{"windows1254", "ibm-5350_P100-1998", "Windows-1254"},
    Charset{"windows1255", "ibm-9447_P100-2002", "Windows-1255"},
    Charset{"windows1256", "ibm-9448_X100-2005", "Windows-1256"},
    Charset{"windows1257", "ibm-9449_P100-2002", "Windows-1257"},
    Charset{"windows1258", "ibm-5354_P100-1998", "Windows-1258"},
    Charset{"windows874", "windows-874-2000", "Windows-874"},
    Charset{"tis620", "windows-874-2000", "Windows-874"},
    Charset{"koi8r", "ibm-878_P100-1996", "KOI8-R"},
    Charset{"koi8u", "ibm-1168_P100-2002", "KOI8-U"},
    Charset{"ibm866", "ibm-866_P100-1995", "IBM866"},
    Charset{"cp866", "ibm-866_P100-1995", "IBM866"},
    Charset{"macintosh", "macos-0_2-10.2", "macintosh"},
    Charset{"gb2312", "gb18030", "GB18030"},
    Charset{"gbk", "gb18030", "GB18030"},
    Charset{"cp936", "gb18030", "GB18030"},
    Charset{"gb18030", "gb18030", "GB18030"},
    Charset{"hzgb2312", "HZ", "HZ"},
    Charset{"big5", "windows-950-2000", "Big5"},
    Charset{"big5hkscs", "ibm-1375_P100-2008", "Big5-HKSCS"},
    Charset{"cp950", "windows-950-2000", "Big5"},
    Charset{"euckr", "windows-949-2000", "EUC-KR"},
    Charset{"ksc56011987", "windows-949-2000", "EUC-KR"},
    Charset{"ksc5601", "windows-949-2000", "EUC-KR"},
    Charset{"cp949", "windows-949-2000", "EUC-KR"},
    Charset{"iso2022kr", "ISO_2022,locale=ko,version=0", "ISO-2022-KR"},
    Charset{"iso2022cn", "ISO_2022,locale=zh,version=0", "ISO-2022-CN"},
    Charset{"utf7", "UTF-7", "UTF-7"},
    Charset{"unicode11utf7", "UTF-7", "UTF-7"},
    Charset{"utf16", "UTF-16", "UTF-16"},
    Charset{"utf16le", "UTF-16LE", "UTF-16LE"},
    Charset{"utf16be", "UTF-16BE", "UTF-16BE"},
    Charset{"utf32", "UTF-32", "UTF-32"},
};

constexpr std::size_t label_length_max = 40;

// `"utf-8"`, `UTF8`, `utf_8` are one; behind white space, `;` or `*` (RFC 2231) nothing counts.
std::string bare(std::string_view label) {
    std::string name;
    for (const char sign : label.substr(0, label_length_max)) {
        const char lower = lower_case(sign);
        if (is_letter_or_digit(lower)) name += lower;
        const bool is_end = sign == ';' || sign == '*' || sign == '\r' || sign == '\n';
        if (is_end && !name.empty()) break;
    }
    return name;
}

bool is_ascii_label(std::string_view name) {
    return name.empty() || name == "usascii" || name == "ascii" || name == "ansix341968" ||
           name == "7bit" || name == "8bit" || name == "unknown8bit" || name == "default" ||
           name == "xunknown" || name == "unknown";
}

const Charset* find_charset(std::string_view name) {
    const auto found = std::ranges::find(charsets, name, &Charset::label);
    return found == charsets.end() ? nullptr : &*found;
}

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

// ICU's own way writes U+001A for some bytes of some charsets.
void replace(const void* context, UConverterToUnicodeArgs* args, const char* /*bytes*/,
             int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* error) {
    if (reason > UCNV_IRREGULAR) return;
    ++*const_cast<std::size_t*>(static_cast<const std::size_t*>(context));
    *error = U_ZERO_ERROR;
    constexpr UChar replacement = 0xFFFD;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, error);
}

std::string to_utf8(const UChar* text, int32_t length) {
    std::string utf8_text(static_cast<std::size_t>(length) * 3, '\0');
    int32_t size = 0;
    UErrorCode error = U_ZERO_ERROR;
    // A lone surrogate (out of UTF-16) is replaced as well.
    u_strToUTF8WithSub(utf8_text.data(), static_cast<int32_t>(utf8_text.size()), &size, text,
                       length, 0xFFFD, nullptr, &error);
    utf8_text.resize(U_FAILURE(error) ? 0 : static_cast<std::size_t>(size));
    return utf8_text;
}

struct Attempt {
    std::string text{};
    std::size_t errors = 0;
};

std::optional<Attempt> convert(std::string_view bytes, const char* icu) {
    UErrorCode error = U_ZERO_ERROR;
    const Converter converter{ucnv_open(icu, &error)};
    if (U_FAILURE(error)) return {};
    Attempt attempt;
    ucnv_setToUCallBack(converter.get(), replace, &attempt.errors, nullptr, nullptr, &error);
    std::vector<UChar> buffer(bytes.size() * 2 + 16);
    const auto length =
        ucnv_toUChars(converter.get(), buffer.data(), static_cast<int32_t>(buffer.size()),
                      bytes.data(), static_cast<int32_t>(bytes.size()), &error);
    if (U_FAILURE(error)) return {};
    attempt.text = to_utf8(buffer.data(), length);
    return attempt;
}

// Half of ISO 2022's clients write JIS X 0201 where they mean ASCII, and `~` in addresses.
std::string with_ascii_for_roman(std::string_view bytes) {
    std::string changed{bytes};
    constexpr auto roman = "\x1b(J"sv;
    for (auto at = changed.find(roman); at != std::string::npos; at = changed.find(roman, at))
        changed[at + 2] = 'B';
    return changed;
}

std::optional<Attempt> convert_to(std::string_view bytes, const Charset& charset) {
    if (charset.name == utf8 && is_valid_utf8(bytes)) return Attempt{.text = std::string{bytes}};
    if (charset.icu == jis) return convert(with_ascii_for_roman(bytes), jis);
    return convert(bytes, charset.icu);
}

bool is_ascii(std::string_view bytes) {
    return std::ranges::all_of(bytes,
                               [](char byte) { return static_cast<unsigned char>(byte) < 0x80U; });
}

bool has_jis_escape(std::string_view bytes) {
    for (auto at = bytes.find('\x1b'); at != std::string_view::npos;
         at = bytes.find('\x1b', at + 1)) {
        const auto escape = bytes.substr(at + 1, 2);
        if (escape == "$B" || escape == "$@" || escape == "(I" || escape == "$(") return true;
    }
    return false;
}

std::uint32_t code_point(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    std::uint32_t point = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t more = 1; more < size && at + more < text.size(); ++more)
        point = (point << 6U) | (static_cast<unsigned char>(text[at + more]) & 0x3FU);
    at += size;
    return point;
}

// How much a text looks like Japanese, against how much like noise read as Japanese. Accented
// letters among Latin ones come out as kanji that stand alone.
long likeness(const Attempt& attempt) {
    long score = -20L * static_cast<long>(attempt.errors);
    bool is_beside = false;
    for (std::size_t at = 0; at < attempt.text.size();) {
        const auto point = code_point(attempt.text, at);
        const bool is_kana = point >= 0x3040U && point <= 0x30FFU;
        const bool is_kanji = point >= 0x4E00U && point <= 0x9FFFU;
        const bool is_mark =
            (point >= 0x3000U && point <= 0x303FU) || (point >= 0xFF01U && point <= 0xFF60U);
        if (is_kana || is_mark) score += 3;
        if (is_kanji) score += is_beside ? 2 : -2;
        if (point >= 0xFF61U && point <= 0xFF9FU) score -= 1;
        if (point >= 0xE000U && point <= 0xF8FFU) score -= 5;
        is_beside = is_kana || is_kanji || is_mark;
    }
    return score;
}

Decoded guess(std::string_view bytes) {
    if (is_ascii(bytes) && has_jis_escape(bytes)) {
        if (auto read = convert_to(bytes, {"", jis, ""}))
            return {std::move(read->text), "ISO-2022-JP", true, read->errors > 0};
    }
    if (is_valid_utf8(bytes)) return {std::string{bytes}, std::string{utf8}, true, false};
    const auto as_shift_jis = convert(bytes, shift_jis);
    const auto as_euc = convert(bytes, euc_jp);
    const long shift_jis_score = as_shift_jis ? likeness(*as_shift_jis) : 0;
    const long euc_score = as_euc ? likeness(*as_euc) : 0;
    if (as_shift_jis && shift_jis_score > 0 && shift_jis_score >= euc_score)
        return {as_shift_jis->text, "Shift_JIS", true, as_shift_jis->errors > 0};
    if (as_euc && euc_score > 0) return {as_euc->text, "EUC-JP", true, as_euc->errors > 0};
    auto as_latin = convert(bytes, latin);
    if (!as_latin) return {"", std::string{windows_1252}, true, true};
    return {std::move(as_latin->text), std::string{windows_1252}, true, as_latin->errors > 0};
}

} // namespace

void warm_up_charsets() {
    for (const auto& charset : charsets)
        (void)convert("a\x1b$B$\"\x1b(B\xa4\xa2", charset.icu);
}

Decoded decode(std::string_view bytes, std::string_view label) {
    const auto name = bare(label);
    const auto* charset = find_charset(name);
    const bool is_plain = is_ascii(bytes) && bytes.find('\x1b') == std::string_view::npos;
    if (charset == nullptr) {
        auto read = guess(bytes);
        if (is_ascii_label(name) && is_plain)
            return {std::move(read.text), "US-ASCII", false, false};
        return read;
    }
    auto read = convert_to(bytes, *charset);
    // One byte always means something in these: only strong signs say that the label is wrong.
    const bool is_always_right = charset->icu == latin;
    const bool is_other =
        is_always_right ? !is_plain && is_valid_utf8(bytes) : !read || read->errors > 0;
    const bool is_jis = charset->icu != jis && is_ascii(bytes) && has_jis_escape(bytes) &&
                        charset->name.find("2022") == std::string_view::npos;
    if (is_other || is_jis) {
        auto other = guess(bytes);
        const bool is_fallback = other.charset == windows_1252 && charset->icu != latin;
        if (!other.is_broken && !is_fallback) return other;
    }
    if (!read) return guess(bytes);
    return {std::move(read->text), std::string{charset->name}, false, read->errors > 0};
}

std::string without_controls(std::string_view text, bool& had_nul) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0) {
            had_nul = true;
            kept += "\xEF\xBF\xBD";
        } else if (byte == '\r') {
            const bool is_pair = at + 1 < text.size() && text[at + 1] == '\n';
            if (!is_pair) kept += '\n';
        } else if (byte == 0xC2U && at + 1 < text.size() &&
                   static_cast<unsigned char>(text[at + 1]) < 0xA0U) {
            ++at; // U+0080 to U+009F
        } else if ((byte >= 0x20U && byte != 0x7FU) || byte == '\t' || byte == '\n') {
            kept += text[at];
        }
    }
    return kept;
}

} // namespace sokuo::mail
