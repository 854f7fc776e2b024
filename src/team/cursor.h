#pragma once

// A place in a list or in the stream of events, as somebody outside gets to hold it: sealed for the
// session it was given to, under a key that lives as long as the process. A gap in plain numbers
// would tell of what they may not know of.

#include "core/bytes.h"
#include "core/random.h"
#include "core/seal.h"
#include "core/sha256.h"

#include <optional>
#include <string>
#include <string_view>

namespace sokuo::team {

/// base64url, without padding where `place` is 8 bytes long.
[[nodiscard]] std::string seal_cursor(const SealKey& key, const Hash& session, ByteView place,
                                      Random& random);
/// Nothing when it is of another session, of an earlier run, or damaged.
[[nodiscard]] std::optional<Bytes> open_cursor(const SealKey& key, const Hash& session,
                                               std::string_view text);

} // namespace sokuo::team
