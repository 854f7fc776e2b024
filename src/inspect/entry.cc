#include "inspect/entry.h"

#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

// windows-31j with the backslash and the tilde where Windows has them.
constexpr const char* cp932 = "ibm-943_P15A-2003";

constexpr std::array with_macros{"docm"sv, "dotm"sv, "xlsm"sv, "xltm"sv, "xlam"sv,
                                 "xlsb"sv, "pptm"sv, "potm"sv, "ppam"sv, "ppsm"sv};
constexpr std::array holding_files{"zip"sv, "7z"sv,  "rar"sv, "gz"sv,  "tgz"sv, "tar"sv,
                                   "bz2"sv, "xz"sv,  "zst"sv, "cab"sv, "lzh"sv, "iso"sv,
                                   "img"sv, "vhd"sv, "arj"sv, "ace"sv, "vhdx"sv};

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::string utf8_of(std::string_view bytes, bool& is_broken) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, Close> converter{ucnv_open(cp932, &error)};
    std::array<UChar, entry_name_bytes_max * 2 + 16> wide{};
    const auto length =
        ucnv_toUChars(converter.get(), wide.data(), static_cast<int32_t>(wide.size()), bytes.data(),
                      static_cast<int32_t>(bytes.size()), &error);
    std::string text(entry_name_bytes_max * 3, '\0');
    int32_t size = 0;
    u_strToUTF8WithSub(text.data(), static_cast<int32_t>(text.size()), &size, wide.data(), length,
                       0xFFFD, nullptr, &error);
    text.resize(U_FAILURE(error) ? 0 : static_cast<std::size_t>(size));
    is_broken |= U_FAILURE(error) || text.find("\ufffd") != std::string::npos ||
                 text.find('\x1a') != std::string::npos;
    return text;
}

std::string_view cut(std::string_view text) {
    if (text.size() <= entry_name_bytes_max) return text;
    auto end = entry_name_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return text.substr(0, end);
}

bool is_separator(char sign) {
    return sign == '/' || sign == '\\';
}

bool climbs(std::string_view name) {
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find_first_of("/\\", begin), name.size());
        // Windows drops blanks behind the dots.
        auto part = name.substr(begin, end - begin);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        if (part == "..") return true;
        begin = end + 1;
    }
    return false;
}

bool is_absolute(std::string_view name) {
    if (name.empty()) return false;
    const auto is_letter = [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    };
    return is_separator(name[0]) || (name.size() > 1 && is_letter(name[0]) && name[1] == ':');
}

std::string_view last_part(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

template <std::size_t size>
bool is_one_of(std::string_view text, const std::array<std::string_view, size>& words) {
    return std::ranges::find(words, text) != words.end();
}

// What a person cannot see, or sees at another place than where it is.
bool is_deceiving(char32_t sign) {
    return sign < 0x20 || (sign >= 0x7f && sign < 0xa0) || sign == 0xad || sign == 0x61c ||
           (sign >= 0x200b && sign <= 0x200f) || (sign >= 0x2028 && sign <= 0x202e) ||
           (sign >= 0x2060 && sign <= 0x206f) || sign == 0xfeff ||
           (sign >= 0xe0000 && sign <= 0xe0fff);
}

} // namespace

std::vector<Warning> warnings_of(const Entry& entry) {
    const auto file = last_part(entry.name);
    auto warnings = entry.is_directory ? std::vector<Warning>{} : warnings_of(file, entry.content);
    const auto extension = entry.is_directory ? std::string{} : extension_of(file);
    if (climbs(entry.name)) warnings.push_back({&path_climbs, {}});
    if (is_absolute(entry.name)) warnings.push_back({&path_absolute, {}});
    if (entry.name.find('\\') != std::string::npos) warnings.push_back({&path_backslash, {}});
    if (entry.is_link) warnings.push_back({&entry_links, {}});
    if (is_one_of(extension, with_macros) && !entry.content.has_macros)
        warnings.push_back({&entry_macros, {extension}});
    if (is_archive(entry.content.kind) || is_one_of(extension, holding_files))
        warnings.push_back({&entry_nested, {}});
    if (entry.is_name_broken) warnings.push_back({&name_unreadable, {}});
    return warnings;
}

std::string readable_name(std::string_view bytes, bool& is_broken) {
    if (is_valid_utf8(bytes)) return std::string{cut(bytes)};
    return std::string{cut(utf8_of(bytes.substr(0, entry_name_bytes_max), is_broken))};
}

std::string shown_name(std::string_view name) {
    std::string shown;
    for (std::size_t at = 0; at < name.size();) {
        const auto head = static_cast<unsigned char>(name[at]);
        const std::size_t size = head < 0x80 ? 1 : head < 0xe0 ? 2 : head < 0xf0 ? 3 : 4;
        const auto bytes = name.substr(at, size);
        char32_t sign = size == 1 ? head : head & (0xffU >> (size + 1));
        for (const char more : bytes.substr(1))
            sign = sign << 6U | (static_cast<unsigned char>(more) & 0x3fU);
        if (is_deceiving(sign)) {
            std::array<char, 16> number{};
            std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(sign));
            shown.append("⟦").append(number.data()).append("⟧");
        } else {
            shown += bytes;
        }
        at += size;
    }
    return shown;
}

} // namespace sokuo::inspect
