#include "identity/identity.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sokuo::identity {
namespace {

struct Mark {
    std::string_view sign; ///< In the User-Agent.
    std::string_view name;
};

// The first that is found counts: Edge says it is Chrome, Chrome that it is Safari.
constexpr std::array browsers{
    Mark{"Edg/", "Edge"},
    Mark{"EdgA/", "Edge"},
    Mark{"EdgiOS/", "Edge"},
    Mark{"OPR/", "Opera"},
    Mark{"SamsungBrowser/", "Samsung Internet"},
    Mark{"Firefox/", "Firefox"},
    Mark{"FxiOS/", "Firefox"},
    Mark{"CriOS/", "Chrome"},
    Mark{"Chrome/", "Chrome"},
    Mark{"Safari/", "Safari"},
};
constexpr std::array systems{
    Mark{"Windows", "Windows"}, Mark{"iPhone", "iPhone"}, Mark{"iPad", "iPad"},
    Mark{"Android", "Android"}, Mark{"CrOS", "ChromeOS"}, Mark{"Mac OS X", "macOS"},
    Mark{"Linux", "Linux"},
};

template <std::size_t N>
std::string_view first_of(const std::array<Mark, N>& marks, std::string_view text) {
    const auto found = std::ranges::find_if(
        marks, [&](const Mark& mark) { return text.find(mark.sign) != std::string_view::npos; });
    return found == marks.end() ? std::string_view{} : found->name;
}

} // namespace

std::string device_name(std::string_view user_agent) {
    const auto browser = first_of(browsers, user_agent);
    const auto system = first_of(systems, user_agent);
    std::string name{browser};
    if (!browser.empty() && !system.empty()) name += ", ";
    return name.append(system);
}

} // namespace sokuo::identity
