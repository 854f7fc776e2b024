#include "mail/read/name.h"

#include "core/text.h"
#include "mail/read.h"

#include <algorithm>

namespace sokuo::mail {
namespace {

// U+200B to U+200F, U+202A to U+202E, U+2060 to U+2069, U+FEFF and the controls; by their bytes.
std::size_t hidden_size(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    if (byte(0) < 0x20U || byte(0) == 0x7FU) return 1;
    if (byte(0) == 0xC2U && byte(1) < 0xA0U) return 2;
    if (byte(0) == 0xE2U && byte(1) == 0x80U &&
        ((byte(2) >= 0x8BU && byte(2) <= 0x8FU) || (byte(2) >= 0xA8U && byte(2) <= 0xAEU)))
        return 3;
    if (byte(0) == 0xE2U && byte(1) == 0x81U && byte(2) >= 0xA0U && byte(2) <= 0xA9U) return 3;
    if (byte(0) == 0xEFU && byte(1) == 0xBBU && byte(2) == 0xBFU) return 3;
    return 0;
}

std::size_t sign_size(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        ++size;
    return size;
}

} // namespace

FileName file_name(std::string_view said) {
    FileName result;
    const auto path = said.find_last_of("/\\");
    if (path != std::string_view::npos) {
        result.did_deceive = true;
        said.remove_prefix(path + 1);
    }
    std::size_t count = 0;
    while (!said.empty()) {
        const auto hidden = hidden_size(said);
        const auto size = hidden > 0 ? hidden : sign_size(said);
        result.did_deceive = result.did_deceive || hidden > 0;
        result.was_long = hidden == 0 && count >= name_length_max;
        if (result.was_long) break;
        if (hidden == 0) {
            result.name += said.substr(0, size);
            ++count;
        }
        said.remove_prefix(std::min(size, said.size()));
    }
    result.name = trimmed(result.name);
    if (result.name == "." || result.name == "..") {
        result.name.clear();
        result.did_deceive = true;
    }
    return result;
}

} // namespace sokuo::mail
