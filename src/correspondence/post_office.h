#pragma once

// Where mail comes in and goes out. Takes in what the ways of mail/ hand over, has it read in the
// sandbox, files it, acknowledges it, and hands our own letters to the server of their account.
//
// Taking in (`begin`, from any thread) and the two duties (`read_some`, `send_some`, one thread
// each) share nothing but the store: what was taken in and not read, or written and not sent, is
// found there again after a crash.

#include "correspondence/letter_store.h"
#include "incident/report.h"
#include "mail/inlet.h"
#include "mail/letter.h"
#include "mail/read.h"
#include "mail/send.h"
#include "sandbox/sandbox.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::correspondence {

/// A mailbox of the organisation, as the operator set it up.
struct Account {
    std::string name{};
    mail::Network network = mail::Network::internet;
    std::string address{};
    bool acknowledges = false;
    mail::Charset charset = mail::Charset::utf8;
    std::optional<mail::Server> server{}; ///< Nothing: letters only come in.
};

/// How mails leave; `mail::send` outside of tests.
using SendMail = std::function<Result<>(const mail::Server&, const mail::Letter&)>;

class PostOffice : public mail::Inlet {
public:
    /// All must outlive it. `sandbox` has the parser `mail::reader()`.
    PostOffice(const incident::Desk& desk, sandbox::Sandbox& sandbox, std::vector<Account> accounts,
               SendMail send);

    Result<std::unique_ptr<mail::Sink>> begin(const mail::Envelope& envelope) override;

    /// Reads what came, oldest first, at most `count_max`. Gives how many were read or given up.
    Result<std::size_t> read_some(std::size_t count_max);
    /// Hands over what is due, at most `count_max`. Gives how many went.
    Result<std::size_t> send_some(std::size_t count_max);

    [[nodiscard]] const std::vector<Account>& accounts() const { return accounts_; }
    /// The first that can send, or the one of that name. Null: none.
    [[nodiscard]] const Account* account(std::string_view name) const;

private:
    Result<> read_one(const LetterId& id);
    Result<> keep(const LetterId& id, const mail::Mail& mail);
    Result<> give_up(const LetterId& id, const Error& why);
    Result<> file(store::Write& db, const Letter& letter);
    Result<> acknowledge(store::Write& db, const Letter& letter, const incident::Report& report);
    Result<> send_one(const LetterId& id);

    const incident::Desk& desk_;
    sandbox::Sandbox& sandbox_;
    std::vector<Account> accounts_;
    SendMail send_;
};

/// What an entry says of a mail that was read; files without their blobs. Pure.
[[nodiscard]] Read read_of(const mail::Mail& mail);

/// What a report made of a letter says. Pure.
[[nodiscard]] incident::Slip slip_of(const Letter& letter);

} // namespace sokuo::correspondence
