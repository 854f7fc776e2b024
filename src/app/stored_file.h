#pragma once

// A file out of the vault as one piece, for what looks into files.

#include "core/bytes.h"
#include "incident/desk.h"

#include <string>

namespace sokuo::app {

/// `bytes`: how long it is, as the journal says; the caller has held it against a limit. Errors:
/// `not_found` (erased), `corrupt`, `unavailable`.
[[nodiscard]] Result<Bytes> read_stored(const incident::Desk& desk, const BlobId& blob,
                                        const std::string& key, std::uint64_t bytes);

} // namespace sokuo::app
