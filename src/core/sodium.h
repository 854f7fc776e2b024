#pragma once

namespace sokuo {

/// To be called before any function of libsodium. Costs nothing after the first time; safe from
/// several threads.
void start_sodium();

} // namespace sokuo
