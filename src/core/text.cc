#include "core/text.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

namespace sokuo {
namespace {

// The length in bytes of a well-formed sequence at the front; 0 when there is none (Unicode 15,
// table 3-7).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return is_tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (first == 0xE0 && byte(1) < 0xA0) return 0; // Overlong.
        if (first == 0xED && byte(1) > 0x9F) return 0; // Surrogates.
        return is_tail(1) && is_tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (first == 0xF0 && byte(1) < 0x90) return 0; // Overlong.
        if (first == 0xF4 && byte(1) > 0x8F) return 0; // Above U+10FFFF.
        return is_tail(1) && is_tail(2) && is_tail(3) ? 4 : 0;
    }
    return 0;
}

constexpr char32_t replacement = 0xFFFD;

// One code point from the front. A byte that begins no well-formed sequence is read as U+FFFD, so
// that text nobody asked `is_valid_utf8` about is never read past its end.
char32_t take_front(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto tail = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3FU); };
    const auto size = sequence_length(text);
    const unsigned first = byte(0);
    char32_t point = first;
    if (size == 0) point = replacement;
    if (size == 2) point = (first & 0x1FU) << 6 | tail(1);
    if (size == 3) point = (first & 0x0FU) << 12 | tail(1) << 6 | tail(2);
    if (size == 4) point = (first & 0x07U) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
    text.remove_prefix(size == 0 ? 1 : size);
    return point;
}

void append(std::string& text, char32_t point) {
    const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6);
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

bool is_ascii(std::string_view text) {
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        if ((word & 0x8080808080808080U) != 0) return false;
    }
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                       [](char character) { return static_cast<unsigned char>(character) < 0x80; });
}

// White_Space of Unicode, and the two that look like nothing at all: U+200B and U+FEFF.
bool is_space(char32_t point) {
    return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0x85 || point == 0xA0 ||
           point == 0x1680 || (point >= 0x2000 && point <= 0x200B) || point == 0x2028 ||
           point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000 ||
           point == 0xFEFF;
}

// What people type where they mean a hyphen: - ‐ ‑ ‒ – — ― − ─ and their full-width and small
// forms. ー is not among them: in a word it is a letter.
bool is_hyphen(char32_t point) {
    return point == '-' || (point >= 0x2010 && point <= 0x2015) || point == 0x2212 ||
           point == 0x2500 || point == 0xFE58 || point == 0xFE63 || point == 0xFF0D;
}

constexpr char32_t long_vowel = U'ー';
constexpr char32_t long_vowel_half_width = U'ｰ';

bool is_digit(char32_t point) {
    return point >= '0' && point <= '9';
}

// Kanji of names and places that are written in several ways and searched for in one: after each
// the form it is found by. NFKC folds only compatibility ideographs, which 﨑 and 髙 are not.
// Sorted by the first of each pair.
constexpr std::u32string_view variants =
    U"亞亜來来傳伝兒児冨富凜凛劍剣勳勲區区卽即吳呉單単嚴厳國国圍囲圓円團団堯尭增増壯壮壽寿奧奥"
    U"學学寬寛寳宝寶宝對対尙尚屬属峯峰峽峡嵜崎嶋島嶌島嶽岳巖巌巗巌帶帯廣広廳庁强強彌弥彥彦德徳"
    U"惠恵惡悪應応懷懐戀恋戰戦戶戸拔抜擔担據拠擴拡攝摂收収敎教數数斷断旣既昻昴晉晋曻昇曾曽會会"
    U"杦杉栁柳桒桑桺柳條条棧桟榮栄槇槙槗橋樂楽樣様橫横檜桧檢検櫻桜權権歷歴歸帰殘残每毎氣気淺浅"
    U"渕淵溫温滿満潛潜澁渋澤沢濟済濤涛濱浜濵浜瀧滝瀨瀬灣湾煕熙燈灯燒焼爐炉爲為狀状獨独珎珍瑤瑶"
    U"畫画當当疊畳發発盡尽眞真眾衆礒磯祿禄禮礼稱称稻稲穐秋穗穂竊窃竝並籠篭粹粋絕絶經経綠緑緖緒"
    U"緣縁縣県總総繩縄續続翆翠聰聡聲声聽聴臺台與与舊旧舘館莊荘萠萌萬万薗園薰薫藏蔵藝芸藪薮蘆芦"
    U"號号螢蛍證証讀読變変讓譲豐豊豫予貳弐賣売賴頼輕軽轉転辭辞遙遥遞逓遲遅邉辺邊辺邨村鄕郷醫医"
    U"釀醸釋釈錄録錢銭鍊錬鎭鎮鐵鉄鑄鋳鑛鉱閒間關関陷陥隨随險険隱隠雙双雜雑靈霊靑青靜静顏顔顯顕"
    U"飜翻餠餅驗験驛駅髓髄體体髙高髮髪鬪闘鬭闘鶯鴬鷄鶏鷗鴎鹽塩麥麦麴麹黃黄黑黒點点黨党齊斉齋斎"
    U"齒歯龍竜龜亀﨑崎𠮷吉𣘺橋";

// Whether a kanji is the first of a pair, or shares its bit with one.
bool may_vary(char32_t point) {
    constexpr std::size_t bits = 1U << 15U;
    static const std::bitset<bits> firsts = [] {
        std::bitset<bits> made;
        for (std::size_t at = 0; at < variants.size(); at += 2)
            made.set(variants[at] % bits);
        return made;
    }();
    return firsts.test(point % bits);
}

char32_t common_form(char32_t point) {
    // 㐀 is the first kanji. Few are written in several ways, so most end here.
    if (point < U'㐀' || !may_vary(point)) return point;
    std::size_t low = 0;
    std::size_t high = variants.size() / 2;
    while (low < high) {
        const auto middle = (low + high) / 2;
        if (variants[2 * middle] < point)
            low = middle + 1;
        else
            high = middle;
    }
    const bool is_found = 2 * low < variants.size() && variants[2 * low] == point;
    return is_found ? variants[2 * low + 1] : point;
}

char32_t as_hiragana(char32_t point) {
    const bool has_hiragana =
        (point >= U'ァ' && point <= U'ヶ') || point == U'ヽ' || point == U'ヾ';
    return has_hiragana ? point - (U'ァ' - U'ぁ') : point;
}

// NFKC and case folding in one step; it also drops what is invisible, such as the selectors behind
// a kanji (U+E0100 …) that only choose its shape.
const UNormalizer2* normalizer() {
    static const UNormalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        const auto* const found = unorm2_getNFKCCasefoldInstance(&status);
        assert(U_SUCCESS(status) != 0); // Part of ICU's own data.
        return found;
    }();
    return instance;
}

// A character on its way to a key, with the bytes of the text it stands for.
struct Placed {
    char32_t point = 0;
    Span from;
};
using PlacedPoints = std::vector<Placed>;

PlacedPoints points_of(std::string_view text) {
    PlacedPoints points;
    points.reserve(text.size());
    const auto whole = static_cast<std::uint32_t>(text.size());
    const auto at = [&] { return whole - static_cast<std::uint32_t>(text.size()); };
    while (!text.empty()) {
        const auto begin = at();
        auto point = take_front(text);
        // ゛ and ゜ typed behind a letter mean the marks that join it.
        if (point == 0x309B || point == 0x309C) point -= 2;
        points.push_back({point, {begin, at()}});
    }
    return points;
}

// Kanji, kana and ASCII without capitals: nearly everything people write. They begin anew, and
// alone they are what they are; asking ICU about each took twice as long as all the rest.
bool is_plain(char32_t point) {
    return (point >= U'一' && point <= U'\u9FFF') || (point >= U'ぁ' && point <= U'ゖ') ||
           (point >= U'ァ' && point <= U'ヺ') || point == U'ー' || point == U'、' ||
           point == U'。' || (point >= ' ' && point <= '~' && (point < 'A' || point > 'Z'));
}

bool begins_anew(char32_t point) {
    return is_plain(point) ||
           unorm2_hasBoundaryBefore(normalizer(), static_cast<UChar32>(point)) != 0;
}

// Between two boundaries nothing acts on what is outside of them, so one such piece is normalised
// by itself, and what comes out of it came from the whole of it.
void normalize(std::span<const Placed> piece, PlacedPoints& out) {
    std::array<char16_t, 64> short_in{};
    std::u16string long_in;
    const bool is_short = piece.size() * 2 <= short_in.size();
    if (!is_short) long_in.resize(piece.size() * 2);
    char16_t* const in = is_short ? short_in.data() : long_in.data();
    std::int32_t size = 0;
    for (const auto& placed : piece)
        U16_APPEND_UNSAFE(in, size, placed.point);

    UErrorCode status = U_ZERO_ERROR;
    const bool is_normal = unorm2_quickCheck(normalizer(), in, size, &status) == UNORM_YES;
    if (is_normal && piece.size() == 1) {
        out.push_back(piece.front());
        return;
    }
    std::u16string made(static_cast<std::size_t>(size) + 16, u'\0');
    for (;;) {
        status = U_ZERO_ERROR;
        const auto length = unorm2_normalize(normalizer(), in, size, made.data(),
                                             static_cast<std::int32_t>(made.size()), &status);
        made.resize(static_cast<std::size_t>(length));
        if (status != U_BUFFER_OVERFLOW_ERROR) break;
    }
    assert(U_SUCCESS(status) != 0);
    const Span from{piece.front().from.begin, piece.back().from.end};
    for (std::int32_t at = 0; at < static_cast<std::int32_t>(made.size());) {
        char32_t point = 0;
        U16_NEXT_UNSAFE(made.data(), at, point);
        out.push_back({point, from});
    }
}

void belongs_to_last(PlacedPoints& points, std::uint32_t end) {
    const auto begin = points.back().from.begin;
    for (auto at = points.rbegin(); at != points.rend() && at->from.begin == begin; ++at)
        at->from.end = end;
}

PlacedPoints normalized(const PlacedPoints& points) {
    PlacedPoints out;
    out.reserve(points.size());
    for (std::size_t begin = 0; begin < points.size();) {
        auto end = begin + 1;
        while (end < points.size() && !begins_anew(points[end].point))
            ++end;
        if (end - begin == 1 && is_plain(points[begin].point)) {
            out.push_back(points[begin++]);
            continue;
        }
        const auto before = out.size();
        normalize(std::span{points}.subspan(begin, end - begin), out);
        // What is invisible belongs to what it stands behind.
        const bool is_nothing = out.size() == before && before > 0;
        if (is_nothing) belongs_to_last(out, points[end - 1].from.end);
        begin = end;
    }
    return out;
}

// Without spaces and hyphens. Where one goes, a mark behind it may come to stand on the letter
// before (¨ is a space with a mark), and the two are one letter then: that is normalised again.
PlacedPoints without_gaps(std::string_view text) {
    auto points = normalized(points_of(text));
    bool is_after_gap = false;
    bool joins = false;
    for (const auto& placed : points) {
        const bool is_gap = is_space(placed.point) || is_hyphen(placed.point);
        joins = joins || (is_after_gap && !is_gap && !begins_anew(placed.point));
        is_after_gap = is_gap;
    }
    std::erase_if(points, [](const Placed& placed) {
        return is_space(placed.point) || is_hyphen(placed.point);
    });
    return joins ? normalized(points) : points;
}

PlacedPoints folded(std::string_view text) {
    const auto points = without_gaps(text);
    PlacedPoints key;
    key.reserve(points.size());
    std::size_t at_digit = 0; // One past the last digit of the key.
    PlacedPoints pending;     // ー after a digit: a hyphen if a digit follows, a letter if not.
    for (const auto& placed : points) {
        if (placed.point == long_vowel && at_digit == key.size() && at_digit > 0) {
            pending.push_back(placed);
            continue;
        }
        if (!is_digit(placed.point)) key.insert(key.end(), pending.begin(), pending.end());
        pending.clear();
        key.push_back({common_form(as_hiragana(placed.point)), placed.from});
        if (is_digit(placed.point)) at_digit = key.size();
    }
    key.insert(key.end(), pending.begin(), pending.end());
    return key;
}

// -- The short way -----------------------------------------------------------------------------
// Nearly all of a text needs no normalising: its characters are taken one by one, and only what
// stands around an odd one goes the long way.

// What a character is in NFKC without capitals, for those that begin anew and that nothing but a
// mark behind them acts on; 0 for all others.
char32_t short_form(char32_t point) {
    if (is_plain(point)) return point;
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
    if (point >= 'A' && point <= 'Z') return point - 'A' + 'a';
    if (point == 0x3000 || (point >= 0x09 && point <= 0x0D)) return ' ';
    const bool is_itself = point < 0x7F || point == U'「' || point == U'」' || point == U'・';
    return is_itself && point >= ' ' ? point : 0;
}

bool is_gap(char32_t form) {
    return form == ' ' || form == '-';
}

// Between two of these the text can be cut: neither a gap nor a number goes on behind it.
bool is_settled(char32_t form) {
    return form != 0 && !is_gap(form) && !is_digit(form) && form != long_vowel;
}

// The end of what must go the long way from `from` on: before the second of two settled ones.
std::size_t end_of_odd(std::string_view text, std::size_t from) {
    auto rest = text.substr(from);
    bool was_settled = false;
    while (!rest.empty()) {
        const auto begin = text.size() - rest.size();
        const bool settled = is_settled(short_form(take_front(rest)));
        if (settled && was_settled) return begin;
        was_settled = settled;
    }
    return text.size();
}

std::string key_of(std::string_view text) {
    std::string key;
    key.reserve(text.size());
    struct Cut {
        std::size_t in = 0;
        std::size_t out = 0;
    } cut; // Before the last settled character that stood behind another.
    bool was_settled = true;
    bool was_digit = false;
    std::size_t vowels = 0; // ー after a digit: nothing if a digit follows, letters if not.
    const auto give_vowels = [&] {
        for (; vowels > 0; --vowels)
            append(key, long_vowel);
    };
    for (std::size_t at = 0; at < text.size();) {
        auto rest = text.substr(at);
        const auto form = short_form(take_front(rest));
        if (form == 0) {
            const auto end = end_of_odd(text, at);
            key.resize(cut.out);
            for (const auto& placed : folded(text.substr(cut.in, end - cut.in)))
                append(key, placed.point);
            vowels = 0;
            was_digit = false;
            was_settled = true;
            cut = {end, key.size()};
            at = end;
            continue;
        }
        const bool settled = is_settled(form);
        if (settled && was_settled) cut = {at, key.size()};
        was_settled = settled;
        at = text.size() - rest.size();
        if (is_gap(form)) continue;
        if (form == long_vowel && was_digit) {
            ++vowels;
            continue;
        }
        if (is_digit(form))
            vowels = 0;
        else
            give_vowels();
        was_digit = is_digit(form);
        append(key, common_form(as_hiragana(form)));
    }
    give_vowels();
    return key;
}

std::string ascii_key(std::string_view text) {
    std::string key;
    key.reserve(text.size());
    for (const char character : text) {
        const bool is_dropped =
            character == ' ' || character == '-' || (character >= '\t' && character <= '\r');
        if (is_dropped) continue;
        const bool is_upper = character >= 'A' && character <= 'Z';
        key += is_upper ? static_cast<char>(character - 'A' + 'a') : character;
    }
    return key;
}

} // namespace

bool is_valid_utf8(std::string_view text) {
    if (is_ascii(text)) return true;
    while (!text.empty()) {
        const auto size = sequence_length(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool is_blank(std::string_view text) {
    return trimmed(text).empty();
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        auto rest = text;
        if (!is_space(take_front(rest))) break;
        text = rest;
    }
    while (!text.empty()) {
        auto start = text.size() - 1;
        while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U)
            --start;
        auto last = text.substr(start);
        if (!is_space(take_front(last)) || !last.empty()) break;
        text = text.substr(0, start);
    }
    return text;
}

bool has_control(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return true;
        if (byte == 0x7F) return true;
        // U+0080 to U+009F.
        if (byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0)
            return true;
    }
    return false;
}

std::string search_key(std::string_view text) {
    if (is_ascii(text)) return ascii_key(text);
    return key_of(text);
}

PlacedKey placed_key(std::string_view text) {
    PlacedKey key;
    for (const auto& placed : folded(text)) {
        key.characters += placed.point;
        key.from.push_back(placed.from);
    }
    return key;
}

int key_edition() {
    constexpr int own_rules = 1;
    UVersionInfo unicode{};
    u_getUnicodeVersion(unicode);
    return own_rules * 10'000 + unicode[0] * 100 + unicode[1];
}

std::string to_half_width(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (auto rest = trimmed(text); !rest.empty();) {
        const auto point = take_front(rest);
        if (is_hyphen(point) || point == long_vowel || point == long_vowel_half_width)
            out += '-';
        else if (point >= 0xFF01 && point <= 0xFF5E)
            out += static_cast<char>(point - 0xFEE0);
        else if (point == 0x301C) // 〜, which other keyboards give for ～.
            out += '~';
        else if (point == 0x3000)
            out += ' ';
        else
            append(out, point);
    }
    return out;
}

} // namespace sokuo
