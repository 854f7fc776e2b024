#include "mail/letter.h"

#include "core/bytes.h"
#include "core/text.h"
#include "mail/jis.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <vector>

namespace sokuo::mail {
namespace {

constexpr Message bad_address{"mail.bad_address", "メールアドレス「{0}」が使えません。",
                              "The mail address “{0}” cannot be used."};
constexpr Message bad_subject{"mail.bad_subject", "件名に改行や制御文字は使えません。",
                              "A subject has no line breaks or control characters."};
constexpr Message bad_id{"mail.bad_id", "メールの識別子が使えません。",
                         "The id of the mail cannot be used."};
constexpr Message bad_body{"mail.bad_body", "本文が読めません（UTF-8、制御文字なし）。",
                           "The text must be UTF-8 without control characters."};
constexpr Message too_long{"mail.too_long", "メールの文が長すぎます。", "The mail is too long."};

constexpr std::size_t word_size_max = 75; // RFC 2047 §2
constexpr std::size_t columns_max = 76;

bool is_letter_or_digit(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text,
                               [](char byte) { return static_cast<unsigned char>(byte) < 0x80U; });
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

std::string encoded(std::string_view text, Charset charset) {
    if (charset == Charset::utf8) return std::string{text};
    return to_iso_2022_jp(text).value_or("");
}

std::string word(std::string_view text, Charset charset) {
    const std::string_view name = charset == Charset::utf8 ? "UTF-8" : "ISO-2022-JP";
    std::string all = "=?";
    all.append(name).append("?B?").append(to_base64(as_bytes(encoded(text, charset))));
    return all.append("?=");
}

// As many encoded words as it takes, none of which cuts a character in two.
std::string header_text(std::string_view text, Charset charset) {
    const bool is_plain = is_ascii(text) && text.size() <= 60 && text.find("=?") == text.npos;
    if (is_plain) return std::string{text};
    std::string all;
    std::string part;
    for (const auto character : characters(text)) {
        const auto longer = part + std::string{character};
        if (word(longer, charset).size() > word_size_max) {
            all.append(word(part, charset)).append("\r\n ");
            part = character;
        } else {
            part = longer;
        }
    }
    return all.append(word(part, charset));
}

std::string date_text(Time time) {
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

// Folded by what it takes on a screen: two columns for everything that is not ASCII.
std::vector<std::string> lines_of(std::string_view body) {
    std::vector<std::string> lines{{}};
    std::size_t columns = 0;
    for (const auto character : characters(body)) {
        const std::size_t wide = character.size() == 1 ? 1 : 2;
        const bool breaks = character == "\n";
        if (breaks || columns + wide > columns_max) {
            lines.emplace_back();
            columns = 0;
        }
        if (breaks || character == "\r") continue;
        lines.back() += character;
        columns += wide;
    }
    return lines;
}

std::string body_text(std::string_view body, Charset charset) {
    std::string all;
    if (charset == Charset::iso_2022_jp) {
        for (const auto& line : lines_of(body))
            all.append(encoded(line, charset)).append("\r\n");
        return all;
    }
    std::string crlf;
    for (const auto& line : lines_of(body))
        crlf.append(line).append("\r\n");
    const auto base64 = to_base64(as_bytes(crlf));
    for (std::size_t at = 0; at < base64.size(); at += columns_max)
        all.append(base64, at, columns_max).append("\r\n");
    return all;
}

Result<> check(const Letter& letter) {
    for (const auto& address : {letter.from, letter.to})
        if (!is_address(address)) return failure(Errc::invalid, bad_address, {address});
    const auto& subject = letter.subject;
    const bool breaks = subject.find_first_of("\r\n\t") != std::string::npos;
    if (!is_valid_utf8(subject) || has_control(subject) || breaks)
        return failure(Errc::invalid, bad_subject);
    if (!is_valid_utf8(letter.body) || has_control(letter.body))
        return failure(Errc::invalid, bad_body);
    const auto is_id = [](char byte) { return is_letter_or_digit(byte) || byte == '-'; };
    if (letter.id.empty() || letter.id.size() > 64 || !std::ranges::all_of(letter.id, is_id))
        return failure(Errc::invalid, bad_id);
    if (length(subject) > subject_length_max || letter.body.size() > body_bytes_max)
        return failure(Errc::too_large, too_long);
    return Done{};
}

} // namespace

Result<std::string> written(const Letter& letter) {
    TRY(check(letter));
    auto charset = letter.charset;
    const bool has_signs = to_iso_2022_jp(letter.subject) && to_iso_2022_jp(letter.body);
    if (charset == Charset::iso_2022_jp && !has_signs) charset = Charset::utf8;
    const bool is_utf8 = charset == Charset::utf8;
    std::string text;
    const auto head = [&](std::string_view name, std::string_view value) {
        text.append(name).append(": ").append(value).append("\r\n");
    };
    head("From", letter.from);
    head("To", letter.to);
    head("Subject", header_text(letter.subject, charset));
    head("Date", date_text(letter.at));
    head("Message-ID",
         std::string{"<"}.append(letter.id).append("@").append(domain_of(letter.from)).append(">"));
    head("MIME-Version", "1.0");
    head("Content-Type", is_utf8 ? "text/plain; charset=UTF-8" : "text/plain; charset=ISO-2022-JP");
    head("Content-Transfer-Encoding", is_utf8 ? "base64" : "7bit");
    head("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday answers it.
    return text.append("\r\n").append(body_text(letter.body, charset));
}

} // namespace sokuo::mail
