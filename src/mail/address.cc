#include "mail/address.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace sokuo::mail {
namespace {

constexpr std::size_t address_bytes_max = 254; // RFC 5321 §4.5.3.1
constexpr std::size_t name_bytes_max = 64;

bool is_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

bool is_one_of(char byte, std::string_view signs) {
    return signs.find(byte) != std::string_view::npos;
}

char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

} // namespace

bool is_address(std::string_view text) {
    const auto sign = text.find('@');
    if (sign == 0 || sign == std::string_view::npos || text.size() > address_bytes_max)
        return false;
    const auto name = text.substr(0, sign);
    const auto domain = text.substr(sign + 1);
    const auto is_name = [](char byte) {
        return is_letter_or_digit(byte) || is_one_of(byte, ".-_+");
    };
    const auto is_domain = [](char byte) {
        return is_letter_or_digit(byte) || is_one_of(byte, ".-");
    };
    return std::ranges::all_of(name, is_name) && !domain.empty() && domain.front() != '.' &&
           domain.front() != '-' && domain.back() != '.' && std::ranges::all_of(domain, is_domain);
}

std::string_view domain_of(std::string_view address) {
    return address.substr(address.rfind('@') + 1);
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string> plus_address(std::string_view address, std::string_view token) {
    const auto is_plain = [](char byte) { return is_letter_or_digit(byte) || byte == '-'; };
    assert(is_address(address) && !token.empty() && std::ranges::all_of(token, is_plain));
    const auto sign = address.rfind('@');
    std::string all{address.substr(0, sign)};
    all.append("+").append(token);
    if (all.size() > name_bytes_max) return {};
    all.append(address.substr(sign));
    if (all.size() > address_bytes_max) return {};
    return all;
}

std::optional<std::string> plus_token(std::string_view recipient, std::string_view address) {
    const auto sign = recipient.rfind('@');
    if (sign == std::string_view::npos) return {};
    if (!is_same(domain_of(recipient), domain_of(address))) return {};
    const auto name = recipient.substr(0, sign);
    const auto own = address.substr(0, address.rfind('@'));
    if (is_same(name, own)) return std::string{};
    if (name.size() <= own.size() || name[own.size()] != '+') return {};
    if (!is_same(name.substr(0, own.size()), own)) return {};
    return std::string{name.substr(own.size() + 1)};
}

} // namespace sokuo::mail
