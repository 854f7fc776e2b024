#pragma once

// How a mail comes in, whichever way it came: to a listener of ours (lmtp.h), out of a mailbox on a
// server (imap.h) or out of a folder (maildir.h). Its bytes go into a sink while they arrive, as
// they are; nothing is added, parsed or mended, so the hash of what was stored is that of what
// came.
//
// A mail is acknowledged to the other side only after `finish` succeeded, so it is never lost; it
// may come twice, when the other side did not hear that. `Envelope::origin` and the hash show that.
//
// Called from several threads: an inlet takes several mails at once, a sink is used by one thread.

#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

/// Which network an account belongs to (三層の対策, DOMAIN §2.3): the operator says so in the
/// settings, and nothing that stands in a mail changes it.
enum class Network : std::uint8_t { internet, lgwan };

enum class Way : std::uint8_t { lmtp, smtp, imap, maildir };

/// On the wire and in files: `internet`, `lgwan`; `lmtp`, `smtp`, `imap`, `maildir`.
[[nodiscard]] std::string_view name_of(Network network);
[[nodiscard]] std::string_view name_of(Way way);

struct Account {
    std::string name{}; ///< As the operator calls it.
    Network network = Network::internet;
    std::uint64_t message_bytes_max = 50'000'000;
};

/// What is known of a mail beside the mail. Everything but `account`, `network`, `way`, `peer` and
/// `received_at` was said by strangers, and `sender` proves nothing.
struct Envelope {
    std::string account{};
    Network network = Network::internet;
    Way way = Way::lmtp;
    /// Empty: said to be from nobody, as bounces are. Nothing: this way does not tell.
    std::optional<std::string> sender{};
    std::vector<std::string> recipients{}; ///< As they were written; plus-addresses with the plus.
    std::string peer{}; ///< The address that handed it over; `unix`; a server; a folder.
    std::string
        origin{}; ///< Where it lay: `UIDVALIDITY/UID`, a file's name. Empty from a listener.
    Time received_at{};
};

/// What was seen of a mail's head while it passed (glance.h). For the decision whether a machine
/// may answer, which must not wait for a parser that may fail.
struct Glance {
    std::uint64_t bytes = 0;     ///< Of the whole mail.
    std::uint32_t received = 0;  ///< `Received` fields: the machines it came through.
    bool is_automatic = false;   ///< Written by a machine: RFC 3834 §2, and what is in use beside.
    bool is_from_list = false;   ///< A mailing list, RFC 2369 and 2919.
    bool is_from_nobody = false; ///< `Return-Path: <>`.
    bool is_head_endless = false; ///< Longer than what is looked at.
};

/// What the operator should know: somebody was sent away, a mail could not be stored. Never an
/// address of a person. Called from several threads at once.
using Notice = std::function<void(const Error&)>;

/// One mail on its way in. Dropped without a `finish` that succeeded, nothing of it stays.
class Sink {
public:
    virtual ~Sink() = default;
    /// Errors: `too_large`; `unavailable` (disk full). After an error only the destructor follows.
    virtual Result<> write(std::string_view bytes) = 0;
    /// On disk when it returns. Called once, last. Errors: as `write`.
    virtual Result<> finish(const Glance& glance) = 0;
};

class Inlet {
public:
    virtual ~Inlet() = default;
    /// `too_large` is said to the other side as final; any other error means: again later.
    virtual Result<std::unique_ptr<Sink>> begin(const Envelope& envelope) = 0;
};

/// A mail being taken in: the sink, the limit, and the glance at what passes.
class Delivery {
public:
    /// Errors: the inlet's.
    [[nodiscard]] static Result<std::unique_ptr<Delivery>>
    begin(Inlet& inlet, const Envelope& envelope, std::uint64_t bytes_max);
    ~Delivery();
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    /// Errors: `too_large` (more than `bytes_max`), the sink's. With the first one the sink is
    /// dropped, so that its disk space is free at once; every later call gives the same error.
    Result<> write(std::string_view bytes);
    Result<> finish();

private:
    struct Inside;
    explicit Delivery(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace sokuo::mail
