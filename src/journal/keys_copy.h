#pragma once

// Copies of `keys.db`, and what can be said of one without taking a key out of it: whether it
// belongs to a copy of the journal, and whether it is new enough for it.

#include "core/result.h"
#include "core/sign.h"

#include <cstdint>
#include <filesystem>

namespace sokuo::journal {

/// What identifies a key file: whose it is, and how far it goes. Keys are numbered as they are made
/// and never removed, only overwritten; so a file whose `last` is at least as high knows every key.
struct KeysMark {
    PublicKey signer{};    ///< The public half of the key that signs checkpoints.
    std::int64_t last = 0; ///< The number of the newest key.
    friend bool operator==(const KeysMark&, const KeysMark&) = default;
};

/// Only reads; a server may be using the file. Errors: `not_found` when there is none; `corrupt`.
[[nodiscard]] Result<KeysMark> look_at_keys(const std::filesystem::path& file);

/// A consistent copy, while a server goes on using `from`. Mode 0600, on disk when it returns.
/// Keys that were made in advance and not handed out stay out of it: the original may hand them
/// out later, and no key seals two things. Errors: as above, and `unavailable`; nothing is left of
/// `to` then, which must not be there before.
[[nodiscard]] Result<> copy_keys(const std::filesystem::path& from,
                                 const std::filesystem::path& to);

} // namespace sokuo::journal
