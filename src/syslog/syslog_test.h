#pragma once

// What the tests of this folder share: a receiver in Japan, on an evening in November.

#include "syslog/event.h"

#include <chrono>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::syslog {

inline std::chrono::minutes in_japan(Time) {
    return std::chrono::hours{9};
}

inline Time at(std::string_view rfc3339) {
    const auto time = parse_rfc3339(rfc3339);
    REQUIRE(time.ok());
    return time.value();
}

inline Event read_line(std::string raw, std::string_view received = "2026-11-23T01:05:30Z") {
    return read({.received_at = at(received),
                 .way = Way::tcp,
                 .sender = "192.0.2.7",
                 .raw = std::move(raw)},
                in_japan);
}

inline std::vector<std::string_view> names_of(Marks marks) {
    std::vector<std::string_view> names;
    for (std::size_t bit = 0; bit < mark_names.size(); ++bit) {
        if (marks.has(static_cast<Mark>(bit))) names.push_back(mark_names.at(bit));
    }
    return names;
}

} // namespace sokuo::syslog
