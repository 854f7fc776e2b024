#include "monitor/target.h"

#include <charconv>

namespace sokuo::monitor {

HostAndPort split_address(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return {};
    auto host = text.substr(0, colon);
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    if (is_bracketed) host = host.substr(1, host.size() - 2);
    if (!is_bracketed && host.find(':') != std::string_view::npos) return {};
    HostAndPort split{.host = std::string{host}};
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, split.port);
    if (read.ec != std::errc{} || read.ptr != end) split.port = 0;
    return split;
}

} // namespace sokuo::monitor
