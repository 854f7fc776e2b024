#include "core/sodium.h"

#include <cassert>

#include <sodium.h>

namespace sokuo {

void start_sodium() {
    static const int started = sodium_init();
    // It fails only on a system without a source of randomness, where nothing may go on.
    assert(started >= 0);
}

} // namespace sokuo
