#pragma once

// The mail of one organisation while the program serves: its post office, the doors it listens at,
// the folders it looks into, and the threads that read and send. Without accounts in mail.yaml
// there is none.

#include "app/mail_settings.h"
#include "correspondence/post_office.h"
#include "incident/desk.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <memory>

namespace sokuo::app {

class MailRoom {
public:
    /// Null where mail.yaml names no account. Opens every door; a folder that does not answer is
    /// said in the log and looked at again. Errors: `invalid`, `forbidden` (mail.yaml);
    /// `unavailable` (an address is in use).
    static Result<std::unique_ptr<MailRoom>> open(const incident::Desk& desk,
                                                  sandbox::Sandbox& sandbox,
                                                  const std::filesystem::path& directory,
                                                  bool only_loopback);
    /// Takes nothing more in, and ends what is under way as its parts promise.
    ~MailRoom();
    MailRoom(const MailRoom&) = delete;
    MailRoom& operator=(const MailRoom&) = delete;

    [[nodiscard]] const correspondence::PostOffice& office() const;

private:
    struct Inside;
    explicit MailRoom(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace sokuo::app
