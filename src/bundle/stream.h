#pragma once

// Where the journal keeps what a pair exchanged: a stream for each direction and name.

#include "bundle/office.h"
#include "core/sha256.h"
#include "journal/entry.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace sokuo::bundle {

/// An id that is always the same for the same words.
[[nodiscard]] inline Uuid id_of(std::string_view words) {
    const auto hash = sha256(as_bytes(words));
    Uuid id{};
    std::copy_n(hash.begin(), id.size(), id.begin());
    return id;
}

[[nodiscard]] inline journal::Stream stream_of(Direction direction, std::string_view name) {
    const auto way = direction_names.at(static_cast<std::size_t>(direction));
    return {"bundle", id_of("bundle " + std::string{way} + " " + std::string{name})};
}

} // namespace sokuo::bundle
