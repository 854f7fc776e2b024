#include "core/random.h"

#include "core/sodium.h"

#include <sodium.h>

namespace sokuo {

void SystemRandom::fill(std::span<std::byte> out) {
    if (out.empty()) return; // libsodium takes no null pointer.
    start_sodium();
    randombytes_buf(out.data(), out.size());
}

} // namespace sokuo
