#include "bundle/card.h"

#include "core/sha256.h"
#include "journal/base64.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace sokuo::bundle {
namespace {

constexpr Message bad_card{"bundle.bad_card",
                           "相手の名刺（sokuo-card/1 で始まる1行）が正しくありません。",
                           "The card (one line that begins with sokuo-card/1) is not valid."};
constexpr Message bad_secret{"bundle.bad_secret", "bundle.key の中身が正しくありません。",
                             "What stands in bundle.key is not valid."};

constexpr std::string_view card_mark = "sokuo-card/1";
constexpr std::string_view secret_mark = "sokuo-secret/1";
constexpr std::size_t name_max = 40;

struct Line {
    std::string name;
    Bytes keys; ///< 64 bytes.
};

std::string written(std::string_view mark, std::string_view name, ByteView first, ByteView second) {
    Bytes keys{first.begin(), first.end()};
    keys.insert(keys.end(), second.begin(), second.end());
    return std::string{mark} + " " + std::string{name} + " " + to_base64(keys);
}

std::optional<Line> parse(std::string_view mark, std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.remove_suffix(1);
    if (!text.starts_with(mark) || text.size() <= mark.size() || text[mark.size()] != ' ')
        return {};
    text.remove_prefix(mark.size() + 1);
    const auto gap = text.find(' ');
    if (gap == std::string_view::npos || !is_name(text.substr(0, gap))) return {};
    auto keys = journal::from_base64(text.substr(gap + 1));
    if (!keys || keys->size() != 64) return {};
    return Line{std::string{text.substr(0, gap)}, *std::move(keys)};
}

template <class Key>
void take(ByteView bytes, Key& key) {
    std::ranges::copy(bytes.first(key.size()), key.begin());
}

} // namespace

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= name_max && std::ranges::all_of(name, [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
    });
}

std::string to_text(const Card& card) {
    return written(card_mark, card.name, card.sign, card.envelope);
}

Result<Card> parse_card(std::string_view text) {
    const auto line = parse(card_mark, text);
    if (!line) return failure(Errc::invalid, bad_card);
    Card card{.name = line->name};
    take(ByteView{line->keys}, card.sign);
    take(ByteView{line->keys}.subspan(32), card.envelope);
    return card;
}

std::string check_number(const Card& card) {
    const auto hash = sha256(as_bytes(to_text(card)));
    std::string text;
    for (std::size_t group = 0; group < 6; ++group) {
        std::uint32_t value = 0;
        for (std::size_t byte = 0; byte < 4; ++byte)
            value = value << 8U | std::to_integer<std::uint32_t>(hash.at(group * 4 + byte));
        const auto digits = std::to_string(value % 10'000);
        text += (text.empty() ? "" : "-") + std::string(4 - digits.size(), '0') + digits;
    }
    return text;
}

Secret Secret::make(std::string name, Random& random) {
    return {std::move(name), SigningKey::make(random), EnvelopeSecret::make(random)};
}

Card Secret::card() const {
    return {name, sign.public_key(), envelope.public_key()};
}

std::string to_text(const Secret& secret) {
    return written(secret_mark, secret.name, secret.sign.seed, secret.envelope.seed);
}

Result<Secret> parse_secret(std::string_view text) {
    const auto line = parse(secret_mark, text);
    if (!line) return failure(Errc::invalid, bad_secret);
    Secret secret{.name = line->name};
    take(ByteView{line->keys}, secret.sign.seed);
    take(ByteView{line->keys}.subspan(32), secret.envelope.seed);
    return secret;
}

} // namespace sokuo::bundle
