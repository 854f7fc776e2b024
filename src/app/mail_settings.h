#pragma once

// `mail.yaml` in the organisation's directory: the one mail server the operator named, or no file
// and no mail. Read again when it changes; docs/operate/mail.md describes it for operators.

#include "core/result.h"
#include "mail/send.h"

#include <filesystem>
#include <optional>
#include <string>

namespace sokuo::app {

struct MailSettings {
    mail::Server server;
    std::string from;
    mail::Charset charset = mail::Charset::utf8;
};

/// Nothing when there is no file. `only_loopback`: a demo or a drill; the server must then be on
/// this machine, and that is asked when the file is read and again when mail is sent.
/// Errors: `invalid` with `where` = `file:line`; `forbidden` (the password can be read by anybody;
/// not this machine, and it must be); `unavailable`.
Result<std::optional<MailSettings>> read_mail_settings(const std::filesystem::path& directory,
                                                       bool only_loopback);

} // namespace sokuo::app
