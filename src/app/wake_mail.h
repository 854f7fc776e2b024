#pragma once

// The duty that sends the mails of 起こす: looks for those that are due, writes down that it tries,
// tries, and writes down what came of it. A crash in between sends one again rather than none; a
// server that is down changes nothing of who is called next.

#include "app/mail_settings.h"
#include "incident/desk.h"
#include "team/wake_store.h"

#include <filesystem>
#include <optional>

namespace sokuo::app {

class WakeMail {
public:
    /// `only_loopback`: the clock is simulated. A fictional charter is asked for each time.
    WakeMail(const incident::Desk& desk, std::filesystem::path directory, bool only_loopback)
        : desk_{desk}, directory_{std::move(directory)}, only_loopback_{only_loopback} {}

    /// Whether there is a server to send to. From any thread.
    [[nodiscard]] bool is_set_up() const;

    /// Sends what is due. Errors: of the settings, and those of a server that could not be reached,
    /// for the operator; what was tried is written down all the same.
    Result<> run();

private:
    [[nodiscard]] Result<std::optional<MailSettings>> settings() const;
    Result<> send(const MailSettings& settings, const team::DueMail& due);

    const incident::Desk& desk_;
    std::filesystem::path directory_;
    bool only_loopback_ = false;
};

} // namespace sokuo::app
