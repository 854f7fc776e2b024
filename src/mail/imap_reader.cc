#include "mail/imap_reader.h"

#include "core/bytes.h"
#include "core/text.h"
#include "mail/address.h"

#include <algorithm>
#include <charconv>

namespace sokuo::mail {
namespace {

constexpr std::size_t folder_bytes_max = 1'000;

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

// The end of a line: `{123}`, or `{123+}` (RFC 7888). A brace that is no size is text.
std::string_view size_at_end(std::string_view line) {
    if (!line.ends_with('}')) return {};
    const auto open = line.rfind('{');
    if (open == std::string_view::npos) return {};
    auto digits = line.substr(open + 1, line.size() - open - 2);
    if (digits.ends_with('+')) digits.remove_suffix(1);
    return std::ranges::all_of(digits, is_digit) ? digits : std::string_view{};
}

std::optional<std::uint64_t> number_in(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end == digits.data()) return {};
    return value;
}

char32_t take_code_point(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t at = 1; at < size; ++at)
        code = (code << 6U) | (static_cast<unsigned char>(text[at]) & 0x3FU);
    text.remove_prefix(size);
    return code;
}

void append_unit(std::string& bytes, char32_t unit) {
    bytes += static_cast<char>(unit >> 8U);
    bytes += static_cast<char>(unit & 0xFFU);
}

// A run of what is not ASCII, as UTF-16 in a base64 of its own.
std::string shifted(std::string_view run) {
    std::string bytes;
    while (!run.empty()) {
        auto code = take_code_point(run);
        if (code >= 0x10000) {
            code -= 0x10000;
            append_unit(bytes, 0xD800 + (code >> 10U));
            code = 0xDC00 + (code & 0x3FFU);
        }
        append_unit(bytes, code);
    }
    auto base64 = to_base64(as_bytes(bytes));
    base64.resize(std::min(base64.find('='), base64.size()));
    std::ranges::replace(base64, '/', ',');
    return "&" + base64 + "-";
}

bool is_ascii(char byte) {
    return static_cast<unsigned char>(byte) < 0x80U;
}

} // namespace

ImapReader::Step ImapReader::next(std::string_view& input) {
    if (literal_left_ > 0) {
        if (input.empty()) return Step::more;
        text_ = input.substr(0, std::min<std::uint64_t>(literal_left_, input.size()));
        literal_left_ -= text_.size();
        input.remove_prefix(text_.size());
        return Step::literal;
    }
    if (is_line_whole_) {
        is_rest_ = literal_bytes_.has_value();
        is_line_whole_ = false;
        line_.clear();
    }
    const auto end = input.find('\n');
    const auto piece = input.substr(0, end);
    if (line_.size() + piece.size() > imap_line_bytes_max) return Step::bad;
    line_.append(piece);
    input.remove_prefix(std::min(input.size(), piece.size() + 1));
    return end == std::string_view::npos ? Step::more : end_line();
}

ImapReader::Step ImapReader::end_line() {
    if (line_.ends_with('\r')) line_.pop_back();
    is_line_whole_ = true;
    text_ = line_;
    literal_bytes_.reset();
    const auto digits = size_at_end(line_);
    if (digits.empty()) return Step::line;
    literal_bytes_ = number_in(digits);
    if (!literal_bytes_) return Step::bad;
    literal_left_ = *literal_bytes_;
    return Step::line;
}

std::optional<std::uint64_t> imap_number(std::string_view line, std::string_view name) {
    for (std::size_t at = 0; at + name.size() < line.size(); ++at) {
        const bool begins =
            at == 0 || line[at - 1] == ' ' || line[at - 1] == '(' || line[at - 1] == '[';
        if (!begins || !is_same(line.substr(at, name.size()), name)) continue;
        const auto rest = line.substr(at + name.size());
        if (rest.size() > 1 && rest[0] == ' ') return number_in(rest.substr(1));
    }
    return {};
}

std::optional<std::string> imap_folder(std::string_view name) {
    const bool is_fine = !name.empty() && name.size() <= folder_bytes_max && is_valid_utf8(name) &&
                         std::ranges::none_of(name, [](char byte) {
                             return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
                         });
    if (!is_fine) return {};
    std::string all = "\"";
    while (!name.empty()) {
        const auto plain = std::ranges::find_if_not(name, is_ascii) - name.begin();
        for (const char byte : name.substr(0, static_cast<std::size_t>(plain))) {
            if (byte == '"' || byte == '\\') all += '\\';
            all += byte;
            if (byte == '&') all += '-';
        }
        name.remove_prefix(static_cast<std::size_t>(plain));
        const auto run = std::ranges::find_if(name, is_ascii) - name.begin();
        if (run > 0) all += shifted(name.substr(0, static_cast<std::size_t>(run)));
        name.remove_prefix(static_cast<std::size_t>(run));
    }
    return all + "\"";
}

} // namespace sokuo::mail
