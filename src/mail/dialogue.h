#pragma once

// Our side of a conversation in SMTP (RFC 5321) or LMTP (RFC 2033), without the network: bytes in,
// replies out, mails into the inlet. Commands may be pipelined (RFC 2920), texts sent by DATA or in
// chunks by BDAT (RFC 3030); 8BITMIME, SMTPUTF8, SIZE. No TLS and no AUTH: the listener knows its
// peers by their address.
//
// Only CR LF ends a line and only CR LF `.` CR LF ends a mail. A bare LF, and a bare CR beside a
// dot, are how a mail is smuggled inside another ("SMTP smuggling"): such a mail is refused for
// good.
//
// Memory: one line, the recipients and the replies of one call, whatever comes. Not for several
// threads. The inlet and the clock must outlive it.

#include "core/time.h"
#include "mail/inlet.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

enum class Protocol : std::uint8_t { lmtp, smtp };

inline constexpr std::size_t line_bytes_max = 2'048; ///< Of a command; RFC 5321 asks for 512.
inline constexpr std::size_t recipients_max = 100;   ///< Of one mail (RFC 5321 §4.5.3.1.8).
inline constexpr std::size_t refusals_max = 1'000;   ///< Of recipients; then the line is cut.
inline constexpr std::size_t mistakes_max = 20;      ///< Then the line is cut as well.

/// Whom a listener takes mail for, and how.
struct Host {
    Account account{};
    Protocol protocol = Protocol::lmtp;
    std::string name{}; ///< What it calls itself, as in `220 NAME`.
    /// `csirt@city.example` takes `CSIRT@city.example` and `csirt+token@city.example` as well.
    std::vector<std::string> recipients{};
};

class Dialogue {
public:
    /// `peer` goes into the envelopes. `notice` hears why a mail was not taken. All but `peer` must
    /// outlive it.
    Dialogue(const Host& host, std::string peer, Inlet& inlet, const Clock& clock,
             const Notice& notice);
    ~Dialogue();
    Dialogue(const Dialogue&) = delete;
    Dialogue& operator=(const Dialogue&) = delete;

    [[nodiscard]] std::string greeting() const;

    /// Takes as much of `bytes` as it can and appends the replies to `out`. Gives how much it took:
    /// less than all when there are replies to be sent first, or when it is over.
    [[nodiscard]] std::size_t take(std::string_view bytes, std::string& out);

    /// Nothing more is taken: the replies are sent and the line is closed.
    [[nodiscard]] bool is_over() const;
    /// Between two commands: it may be ended without loss.
    [[nodiscard]] bool is_idle() const;
    /// Bytes of the mail that is being sent right now; nothing between mails.
    [[nodiscard]] std::optional<std::uint64_t> mail_bytes() const;

    /// The line is closed: what was half sent is dropped at once.
    void hang_up();

    /// What is said to whoever is sent away (`421`): too slow, too many, we stop.
    [[nodiscard]] std::string farewell(std::string_view why) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace sokuo::mail
