#include "app/wake_mail.h"

#include "core/random.h"

#include <array>
#include <utility>

namespace sokuo::app {
namespace {

// Tells nothing: not which call, not how many there were.
std::string random_id(Random& random) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::byte, 16> bytes{};
    random.fill(bytes);
    std::string text;
    for (const auto byte : bytes) {
        text += digits[std::to_integer<std::size_t>(byte >> 4)];
        text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
    }
    return text;
}

} // namespace

Result<std::optional<MailSettings>> WakeMail::settings() const {
    const bool is_fictional = desk_.book.current().charter.fictional;
    return read_mail_settings(directory_, only_loopback_ || is_fictional);
}

bool WakeMail::is_set_up() const {
    const auto found = settings();
    if (!found.ok()) return false;
    const auto& mail = found.value();
    return mail && !mail->server.host.empty();
}

Result<> WakeMail::run() {
    // Read whether or not there is something to send: what is wrong with it is said when the
    // program starts and not on the night it is needed.
    const auto settings = TRY(this->settings());
    if (!settings || settings->server.host.empty()) return Done{};
    const auto look = [&](store::Read& db) { return team::mails_due(db, desk_.now()); };
    const auto due = TRY(desk_.store.read_for(look));
    Result<> all = Done{};
    for (const auto& one : due) {
        auto sent = send(*settings, one);
        if (!sent.ok()) all = std::move(sent);
    }
    return all;
}

Result<> WakeMail::send(const MailSettings& settings, const team::DueMail& due) {
    const auto note = [&](team::MailOutcome outcome) {
        return desk_.store.write([&](store::Write& db) {
            return team::note_mail(db, desk_.journal, due.wake, due.person, outcome);
        });
    };
    TRY(note(team::MailOutcome::tried));
    const auto text = team::mail_text(due.number);
    auto sent = mail::send(settings.server, {.from = {.address = settings.from},
                                             .to = {{.address = due.address}},
                                             .subject = text,
                                             .body = text,
                                             .at = desk_.now(),
                                             .id = random_id(desk_.random),
                                             .charset = settings.charset});
    if (sent.ok()) return note(team::MailOutcome::sent);
    const bool may_help_later =
        sent.error().code == Errc::unavailable && due.tries + 1 < team::mail_tries_max;
    TRY(note(may_help_later ? team::MailOutcome::failed : team::MailOutcome::given_up));
    return sent;
}

} // namespace sokuo::app
