#include "identity/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <cassert>

namespace sokuo::identity {
namespace {

constexpr std::size_t sha1_bytes = 20;

// Everything but RFC 3986's unreserved signs as %XX.
std::string percent(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char sign : text) {
        const auto byte = static_cast<unsigned char>(sign);
        const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' ||
                              byte == '_' || byte == '~';
        if (is_plain)
            out += sign;
        else
            out.append("%").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
    }
    return out;
}

} // namespace

std::int64_t totp_step(Time now) {
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / totp_step_length;
}

// RFC 4226 §5.3, with the step as the counter.
std::string totp_code(const TotpSecret& secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t at = 0; at < counter.size(); ++at)
        counter.at(at) = static_cast<unsigned char>(step >> (56 - 8 * at));
    std::array<unsigned char, sha1_bytes> hash{};
    const auto* done = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
                            counter.data(), counter.size(), hash.data(), nullptr);
    assert(done != nullptr); // Fails only when there is no SHA-1 at all.
    const std::size_t offset = hash.back() & 15U;
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < 4; ++at)
        number = number << 8 | hash.at(offset + at);
    number &= 0x7FFFFFFFU;
    std::string code(static_cast<std::size_t>(digits), '0');
    for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10)
        *digit = static_cast<char>('0' + number % 10);
    return code;
}

std::optional<std::int64_t> totp_match(const TotpSecret& secret, std::string_view code, Time now,
                                       std::int64_t last_used) {
    std::optional<std::int64_t> found;
    const auto current = totp_step(now);
    for (auto step = current - 1; step <= current + 1; ++step) {
        const auto right = totp_code(secret, step);
        const bool is_same = code.size() == right.size() &&
                             sodium_memcmp(code.data(), right.data(), right.size()) == 0;
        if (is_same && step > last_used && !found) found = step;
    }
    return found;
}

std::string base32(ByteView bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    unsigned held = 0;
    unsigned bits = 0;
    for (const auto byte : bytes) {
        held = (held << 8 | std::to_integer<unsigned>(byte)) & 0xFFFU;
        bits += 8;
        for (; bits >= 5; bits -= 5)
            out += letters[held >> (bits - 5) & 31U];
    }
    if (bits > 0) out += letters[held << (5 - bits) & 31U];
    return out;
}

std::string otpauth_uri(const TotpSecret& secret, std::string_view issuer,
                        std::string_view account) {
    return "otpauth://totp/" + percent(issuer) + ":" + percent(account) +
           "?secret=" + base32(secret) + "&issuer=" + percent(issuer) +
           "&algorithm=SHA1&digits=6&period=30";
}

} // namespace sokuo::identity
