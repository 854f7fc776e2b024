#pragma once

// Numbers in the records of this module's workers: little-endian, of as many bytes as their type.

#include "core/bytes.h"

#include <cstddef>
#include <cstdint>

namespace sokuo::inspect {

template <class Number>
void put_number(Bytes& body, Number number) {
    for (std::size_t index = 0; index < sizeof(Number); ++index)
        body.push_back(static_cast<std::byte>(number >> 8 * index & 0xffU));
}

/// Requires that all of it is there.
template <class Number>
[[nodiscard]] Number number_at(ByteView body, std::size_t at) {
    Number number = 0;
    for (std::size_t index = sizeof(Number); index > 0; --index)
        number = number << 8U | std::to_integer<Number>(body[at + index - 1]);
    return number;
}

} // namespace sokuo::inspect
