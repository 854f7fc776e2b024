#include "mail/head_text.h"

#include "core/bytes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace sokuo::mail {
namespace {

constexpr std::size_t line_columns_max = 76; // RFC 2047 §2, for lines with encoded words in them
constexpr std::size_t word_size_max = 75;
constexpr std::size_t plain_size_max = 60;

bool is_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

bool is_one_of(char byte, std::string_view signs) {
    return signs.find(byte) != std::string_view::npos;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text,
                               [](char byte) { return static_cast<unsigned char>(byte) < 0x80U; });
}

bool is_plain(std::string_view text) {
    return is_ascii(text) && text.size() <= plain_size_max && text.find("=?") == text.npos;
}

// As it may stand between quotes.
bool is_plain_value(std::string_view text) {
    return is_plain(text) && text.find_first_of("\"\\%") == std::string_view::npos;
}

/// The characters of a text, each as its bytes. Requires UTF-8.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> all;
    while (!text.empty()) {
        std::size_t size = 1;
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
            ++size;
        all.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return all;
}

std::string word(std::string_view text, const HeadCharset& charset) {
    std::string all = "=?";
    all.append(charset.name).append("?B?").append(to_base64(as_bytes(charset.encode(text))));
    return all.append("?=");
}

// As many encoded words as it takes, none of which cuts a character in two.
std::string words(std::string_view text, const HeadCharset& charset, std::size_t column) {
    std::string all;
    std::string part;
    auto room = std::min(word_size_max, line_columns_max - std::min(column, line_columns_max - 40));
    for (const auto character : characters(text)) {
        const auto longer = part + std::string{character};
        if (!part.empty() && word(longer, charset).size() > room) {
            all.append(word(part, charset)).append("\r\n ");
            part = character;
            room = word_size_max;
        } else {
            part = longer;
        }
    }
    return all.append(word(part, charset));
}

} // namespace

std::string head_text(std::string_view text, const HeadCharset& charset, std::size_t column) {
    return is_plain(text) ? std::string{text} : words(text, charset, column);
}

std::string head_mailbox(std::string_view address, std::string_view name,
                         const HeadCharset& charset, std::size_t column) {
    if (name.empty()) return std::string{address};
    std::string all;
    if (is_plain(name)) {
        all += '"';
        for (const char byte : name) {
            if (is_one_of(byte, "\"\\")) all += '\\';
            all += byte;
        }
        all += '"';
    } else {
        all = words(name, charset, column);
    }
    // The address in a line of its own where they would not go into one together.
    const auto start = all.rfind('\n');
    const auto used = start == std::string::npos ? column + all.size() : all.size() - start - 1;
    all.append(used + address.size() + 3 > line_columns_max ? "\r\n <" : " <");
    return all.append(address).append(">");
}

std::string head_old_parameter(std::string_view name, std::string_view value,
                               const HeadCharset& charset) {
    const auto text =
        is_plain_value(value) ? std::string{value} : words(value, charset, name.size() + 3);
    return std::string{";\r\n "}.append(name).append("=\"").append(text).append("\"");
}

std::string head_parameter(std::string_view name, std::string_view value) {
    constexpr std::size_t part_size_max = 50;
    if (is_plain_value(value))
        return std::string{";\r\n "}.append(name).append("=\"").append(value).append("\"");
    std::vector<std::string> parts{"UTF-8''"};
    for (const auto character : characters(value)) {
        std::string escaped;
        for (const char byte : character) {
            std::array<char, 4> text{};
            std::snprintf(text.data(), text.size(), "%%%02X",
                          static_cast<unsigned>(static_cast<unsigned char>(byte)));
            escaped += is_letter_or_digit(byte) || is_one_of(byte, ".-_") ? std::string(1, byte)
                                                                          : text.data();
        }
        if (parts.back().size() + escaped.size() > part_size_max) parts.emplace_back();
        parts.back() += escaped;
    }
    std::string all;
    for (std::size_t number = 0; number < parts.size(); ++number) {
        all.append(";\r\n ").append(name).append("*");
        if (parts.size() > 1) all.append(std::to_string(number)).append("*");
        all.append("=").append(parts[number]);
    }
    return all;
}

std::string head_date(Time time) {
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(time - day)};
    std::array<char, 40> text{};
    const auto size = std::snprintf(
        text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
        days.at(weekday{day}.c_encoding()), static_cast<unsigned>(date.day()),
        months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace sokuo::mail
