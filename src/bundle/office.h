#pragma once

// What the operator named in bundles.yaml: who we are, and with whom we exchange. Every exchange is
// one way; two ways are two pairs.

#include "bundle/card.h"
#include "incident/desk.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::bundle {

enum class Direction : std::uint8_t { send, receive };
inline constexpr std::array<std::string_view, 2> direction_names{"send", "receive"};

struct Pair {
    Card card; ///< Theirs.
    Direction direction = Direction::send;
    bool files = true;                   ///< Whether files are carried, or only named.
    bool personal = true;                ///< Whether names and telephones of outsiders are carried.
    std::vector<std::string> channels{}; ///< Only what came in by these; empty: by any.
};

struct Settings {
    Secret secret;
    std::vector<Pair> pairs;
};

/// `settings` null: nothing is exchanged.
struct Office {
    const incident::Desk& desk;
    const Settings* settings = nullptr;
};

} // namespace sokuo::bundle
