#include "core/result.h"

#include <algorithm>

namespace sokuo {
namespace {

std::string_view name(Errc code) {
    switch (code) {
    case Errc::not_found: return "not_found";
    case Errc::unauthenticated: return "unauthenticated";
    case Errc::forbidden: return "forbidden";
    case Errc::conflict: return "conflict";
    case Errc::stale: return "stale";
    case Errc::invalid: return "invalid";
    case Errc::too_large: return "too_large";
    case Errc::too_many: return "too_many";
    case Errc::unavailable: return "unavailable";
    case Errc::corrupt: return "corrupt";
    }
    return "unknown";
}

} // namespace

std::string describe(const Error& error) {
    assert(error.message != nullptr);
    std::string line{name(error.code)};
    line += " ";
    line += error.message->code();
    line += ": ";
    line += render(*error.message, error.args, Language::ja);
    if (!error.where.empty()) line += " at " + error.where;
    if (!error.detail.empty()) line += " (" + error.detail + ")";
    // Arguments may come from outside: they must not be able to begin a second line in the log.
    std::ranges::replace_if(
        line,
        [](char character) {
            return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
        },
        ' ');
    return line;
}

} // namespace sokuo
