#pragma once

// Fetches what is new in one folder of one mailbox on the server the operator named (IMAP4rev1, RFC
// 3501). The connection is made by libcurl (who the server is, TLS, the password), and what is said
// on it by us: libcurl's own FETCH marks a mail as read and takes lines inside a mail for the
// server's.
//
// Nothing is deleted, and nothing is remembered here: what was fetched up to now is a value that
// comes in and goes out, and the caller keeps it. A mail counts as fetched after the sink's
// `finish`.

#include "core/result.h"
#include "core/time.h"
#include "mail/inlet.h"
#include "mail/server.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sokuo::mail {

inline constexpr std::size_t fetched_per_poll_max = 200; ///< More wait for the next poll.

/// What becomes of a mail in the mailbox once it is safe here.
enum class Afterwards : std::uint8_t {
    nothing, ///< The folder is opened for reading only.
    seen,    ///< Marked as read.
    moved,   ///< Into `moved_to` (RFC 6851; a server without MOVE is refused).
};

struct RemoteFolder {
    Server server{.host = {}, .port = 993, .tls = Tls::implicit};
    Account account{};
    std::string folder = "INBOX";
    Afterwards afterwards = Afterwards::nothing;
    std::string moved_to{};
};

/// How far a folder was fetched. UIDs grow and are never used again, as long as `uid_validity` is
/// the same (RFC 3501 §2.3.1.1).
struct Bookmark {
    std::uint32_t uid_validity = 0; ///< 0: never fetched.
    std::uint32_t last_uid = 0;

    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

/// What the operator and the team must know, because mail may be missing.
struct Gap {
    enum class Kind : std::uint8_t {
        renumbered, ///< Another UIDVALIDITY: everything there is is fetched again.
        vanished,   ///< Numbers that were given and are gone: somebody took mail out before us.
        too_large,  ///< Left on the server.
        afterwards, ///< It is here, but could not be marked or moved.
    };
    Kind kind{};
    std::uint32_t first_uid = 0;
    std::uint32_t last_uid = 0; ///< Included.
    std::uint64_t bytes = 0;    ///< Of one too large.

    friend bool operator==(const Gap&, const Gap&) = default;
};

struct Polled {
    Bookmark bookmark{}; ///< To be kept, also when `ended` is an error.
    std::size_t fetched = 0;
    bool has_more = false; ///< Poll again at once.
    std::vector<Gap> gaps{};
    /// Errors: `invalid` (settings), `unauthenticated` (the password), `not_found` (the folder),
    /// `forbidden` (not this machine, and it must be), `unavailable` (network, server, sink).
    Result<> ended = Done{};
};

/// Blocks: begins no other mail after ten minutes, and gives up within a second of `stop`.
[[nodiscard]] Polled poll(const RemoteFolder& mailbox, const Bookmark& bookmark, Inlet& inlet,
                          const Clock& clock, const std::stop_token& stop);

} // namespace sokuo::mail
