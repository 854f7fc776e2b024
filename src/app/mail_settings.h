#pragma once

// `mail.yaml` in the organisation's directory: the mail servers and mailboxes the operator named,
// or no file and no mail. docs/operate/mail.md describes it for operators.
//
// The server for waking people is read again when it changes; the accounts are opened once, when
// the program starts.

#include "core/result.h"
#include "correspondence/post_office.h"
#include "mail/imap.h"
#include "mail/lmtp.h"
#include "mail/maildir.h"
#include "mail/send.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {

/// An account, and by which one way its mail comes in; by none: it only sends.
struct MailAccount {
    correspondence::Account account{};
    std::optional<mail::Door> door{};
    std::optional<mail::RemoteFolder> folder{};
    std::optional<mail::Maildir> maildir{};
};

struct MailSettings {
    mail::Server server{}; ///< For waking people; no host: nobody is woken by mail.
    std::string from{};
    mail::Charset charset = mail::Charset::utf8;
    std::vector<MailAccount> accounts{};
};

/// Nothing when there is no file. `only_loopback`: a demo or a drill; every server must then be on
/// this machine, and that is asked when the file is read and again when a server is spoken to.
/// Errors: `invalid` with `where` = `file:line`; `forbidden` (the password can be read by anybody;
/// not this machine, and it must be); `unavailable`.
Result<std::optional<MailSettings>> read_mail_settings(const std::filesystem::path& directory,
                                                       bool only_loopback);

} // namespace sokuo::app
