#include "identity/recovery.h"

#include "core/text.h"
#include "identity/totp.h"

#include <algorithm>
#include <array>

namespace sokuo::identity {
namespace {

constexpr std::size_t code_letters = 24;
constexpr std::size_t typed_bytes_max = 200;

constexpr Message no_code{
    "identity.no_code", "認証アプリの6桁の数字か、回復コード（英数字24文字）を入れてください。",
    "Enter the six digits of your app, or a recovery code (24 letters and digits)."};

char as_letter(char sign) {
    if (sign >= 'A' && sign <= 'Z') return static_cast<char>(sign - 'A' + 'a');
    if (sign == '0') return 'o';
    if (sign == '1') return 'l';
    return sign == '8' ? 'b' : sign;
}

bool is_base32(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= '2' && sign <= '7');
}

bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

} // namespace

std::string new_recovery_code(Random& random) {
    std::array<std::byte, 15> bytes{};
    random.fill(bytes);
    std::string code;
    for (const char letter : base32(bytes)) {
        if (code.size() % 5 == 4) code += '-';
        code += as_letter(letter);
    }
    return code;
}

Result<TypedCode> read_code(std::string_view typed) {
    const auto refused = failure(Errc::invalid, no_code);
    if (typed.size() > typed_bytes_max) return refused;
    auto text = to_half_width(typed);
    std::erase_if(text, [](char sign) { return sign == ' ' || sign == '-'; });
    if (text.size() == totp_digits && std::ranges::all_of(text, is_digit))
        return TypedCode{false, std::move(text)};
    std::ranges::transform(text, text.begin(), as_letter);
    if (text.size() != code_letters || !std::ranges::all_of(text, is_base32)) return refused;
    return TypedCode{true, std::move(text)};
}

Hash recovery_hash(std::string_view text) {
    return sha256(as_bytes(text));
}

} // namespace sokuo::identity
