#include "front/tokens.h"

#include "core/bytes.h"
#include "core/hmac.h"
#include "front/spool.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sokuo::front {
namespace {

constexpr Message key_damaged{"front.key_damaged",
                              "ファイルkeyが壊れています。消して、もう一度始めてください。",
                              "The file key is damaged. Remove it and start again."};

constexpr std::size_t id_digits = 32;
constexpr std::size_t mark_digits = 32;

std::string with_hyphens(std::string_view digits) {
    std::string text{digits};
    for (const std::size_t at : {8U, 13U, 18U, 23U})
        text.insert(at, 1, '-');
    return text;
}

} // namespace

Result<Tokens> Tokens::open(const std::filesystem::path& path, Random& random) {
    Key key{};
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        random.fill(key);
        TRY(write_durably(path, as_text(key)));
        return Tokens{key};
    }
    std::ifstream in{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (text.size() != key.size()) return failure(Errc::corrupt, key_damaged);
    std::ranges::copy(as_bytes(text), key.begin());
    return Tokens{key};
}

std::string Tokens::mark(TokenUse use, std::string_view id) const {
    std::string message{use == TokenUse::form ? "form " : "receipt "};
    message += id;
    return to_hex(hmac_sha256(key_, as_bytes(message))).substr(0, mark_digits);
}

std::string Tokens::make(TokenUse use, const ReportId& id) const {
    const auto digits = to_hex(id.bytes());
    return digits + mark(use, digits);
}

std::optional<ReportId> Tokens::read(TokenUse use, std::string_view token) const {
    if (token.size() != id_digits + mark_digits) return {};
    const auto digits = token.substr(0, id_digits);
    if (!is_same_secretly(as_bytes(token.substr(id_digits)), as_bytes(mark(use, digits))))
        return {};
    const auto id = ReportId::parse(with_hyphens(digits));
    if (!id.ok()) return {};
    return id.value();
}

Time made_at(const ReportId& id) {
    std::int64_t milliseconds = 0;
    for (std::size_t at = 0; at < 6; ++at)
        milliseconds = milliseconds << 8 | std::to_integer<std::int64_t>(id.value[at]);
    return Time{std::chrono::milliseconds{milliseconds}};
}

} // namespace sokuo::front
