#pragma once

// A connection to an IMAP server: made and logged in by libcurl, spoken on by us, one command after
// the other. Blocks; a command may take half an hour, and the server be silent for a minute.

#include "core/result.h"
#include "mail/imap_reader.h"
#include "mail/reach.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

class ImapSession {
public:
    /// Errors: `invalid`, `unauthenticated`, `forbidden`, `unavailable`, see `Polled`. `server`
    /// must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<ImapSession>> open(const Server& server,
                                                                   std::stop_token stop);

    /// One thing the server said before it answered the command.
    struct Said {
        bool is_literal = false; ///< `text` is a piece of one, else a line or a part of it.
        bool is_rest = false;    ///< The part of a line behind a literal.
        std::string_view text{};
        std::optional<std::uint64_t> literal_bytes{}; ///< A literal follows.
    };
    using Hear = std::function<Result<>(const Said&)>;

    /// Sends a command and passes on what is said until its answer. `hear` may end it with an
    /// error, after which the session is of no more use. Errors: `conflict` (NO: the server will
    /// not), `unavailable` (anything else), those of `hear`.
    Result<> command(std::string_view text, const Hear& hear);

private:
    using Moment = std::chrono::steady_clock::time_point;

    ImapSession(Curl curl, std::unique_ptr<Reach> reach, std::stop_token stop);
    Result<> send(std::string_view bytes);
    Result<> receive();
    Result<> wait(short events, Moment until) const;
    Result<bool> take(const std::string& tag, const Hear& hear);

    std::unique_ptr<Reach> reach_;
    Curl curl_;
    std::stop_token stop_;
    Moment end_; ///< Of the command that is being carried out.
    int number_ = 0;
    ImapReader reader_;
    std::vector<char> room_;
    std::string_view rest_; ///< Of `room_`.
};

} // namespace sokuo::mail
