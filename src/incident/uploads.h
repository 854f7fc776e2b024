#pragma once

// Files people hand in: streamed into the vault, then journalled on the stream they belong to. A
// file is kept whole, whatever it is; it is always handed out as a download.

#include "core/result.h"
#include "http/http.h"
#include "incident/desk.h"
#include "team/gate.h"
#include "team/once.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sokuo::incident {

/// What whoever hands a file in says it is: 写真、画面の写し、録音、ファクス、紙の写し、ログ. What
/// it really is, its bytes say (inspect).
inline constexpr std::array<std::string_view, 6> file_kinds{"photo", "screen", "voice",
                                                            "fax",   "paper",  "log"};

inline constexpr std::uint64_t attachment_bytes_max = std::uint64_t{2} << 30;

/// What somebody needs to hand a file in. The gate asks for it when the upload begins. An upload
/// may take an hour, and meanwhile sessions and engagements end, posts change hands, circles are
/// drawn: so it is asked again in the write that records the file.
struct Right {
    std::string action;
    journal::Stream about{}; ///< What they must be able to know of; empty: `act` asks by itself.
};

/// Whoever hands it in, as they stand when the last piece has come.
struct Hand {
    journal::Actor actor; ///< In the post in which the action is allowed then.
    team::Standing standing;
};

/// A file that reached the vault.
struct Uploaded {
    vault::Stored stored;
    std::string name;
    std::string kind{};          ///< Of `file_kinds`; empty: nobody said.
    std::string sha256_before{}; ///< Before 無害化, in hex; empty: it is as it came.
    journal::KeyId key;
    team::OnceKey once;
    Right right;
    identity::Identity identity; ///< Of the session or token it was begun with.
    journal::Actor actor;        ///< As it was begun.
    Language language = Language::ja;
};

/// Writes the entry for an uploaded file and gives the answer. Runs on a worker.
using Journalled = std::function<Result<http::Response>(const Uploaded&)>;

/// A sink that streams the body into the vault and then calls `then`. `render` words errors.
/// `?kind=` may say what it is, `?before=` its SHA-256 before 無害化. Errors: `invalid` when
/// X-File-Name is missing or no valid UTF-8, for a kind or a hash that is none, or without
/// Idempotency-Key.
Result<std::unique_ptr<http::BodySink>> open_upload(const Desk& desk, const team::Call& call,
                                                    Right right, team::RenderProblem render,
                                                    Journalled then);

/// Journals an uploaded file once: `act` writes the entry. Gives the blob that stands in the
/// journal; when the file was sent again, that of the first sending. The other is removed, and so
/// is that of somebody who may hand in no longer. Errors: `unauthenticated` (the session has
/// ended), `forbidden`, `not_found` (they may know of it no longer), as `act`.
Result<BlobId> journal_once(const Desk& desk, const Uploaded& file,
                            const std::function<Result<>(store::Write&, const Hand&)>& act);

/// A blob as a download: `attachment`, `nosniff`, sandboxed, never stored by the browser.
/// Errors: `not_found`, `corrupt`.
Result<http::Response> download(const Desk& desk, const BlobId& blob, const journal::KeyId& key,
                                const std::string& name, std::uint64_t bytes);

/// The limits of an upload's route.
[[nodiscard]] http::Limits upload_limits();

} // namespace sokuo::incident
