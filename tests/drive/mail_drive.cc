// Mail in and out without an organisation around it, for tests/system/test_mail_in.py, which lets
// real servers talk to it. Never installed.
//
//     mail_drive listen|poll|sweep|send SETTINGS.json
//
// Mail that came lies under `into`: N.eml with its bytes, then N.json with its envelope. `listen`
// prints where it listens and serves until its input is closed; the others print what came of it as
// one line of JSON. Notices go to stderr, a line each.

#include "core/json.h"
#include "core/time.h"
#include "mail/glance.h"
#include "mail/imap.h"
#include "mail/lmtp.h"
#include "mail/maildir.h"
#include "mail/send.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <utility>

namespace sokuo::mail {
namespace {

namespace fs = std::filesystem;

constexpr Message cannot_store{"drive.cannot_store", "{0} に書けません。", "Cannot write {0}."};

std::string whole(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Mails as files: on disk when `finish` returns, under their names only when they are whole.
class Tray final : public Inlet {
public:
    explicit Tray(fs::path folder) : folder_{std::move(folder)} {
        for (const auto& entry : fs::directory_iterator{folder_})
            number_ += entry.path().extension() == ".eml" ? 1 : 0;
    }
    Result<std::unique_ptr<Sink>> begin(const Envelope& envelope) override;

private:
    class Sheet;
    fs::path folder_;
    std::atomic<int> number_{0};
};

class Tray::Sheet final : public Sink {
public:
    Sheet(fs::path name, const Envelope& envelope)
        : name_{std::move(name)}, envelope_{envelope},
          file_{::open(half().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)} {}
    ~Sheet() override {
        if (file_ >= 0) ::close(file_);
        ::unlink(half().c_str());
    }
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    [[nodiscard]] bool is_open() const { return file_ >= 0; }
    [[nodiscard]] Error trouble() const {
        return failure(Errc::unavailable, cannot_store, {name_.string()});
    }

    Result<> write(std::string_view bytes) override {
        while (!bytes.empty()) {
            const auto count = ::write(file_, bytes.data(), bytes.size());
            if (count < 0) return trouble();
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return Done{};
    }
    Result<> finish(const Glance& glance) override {
        if (::fsync(file_) != 0 || !tell(glance)) return trouble();
        if (::rename(half().c_str(), (name_.string() + ".eml").c_str()) != 0) return trouble();
        return Done{};
    }

private:
    [[nodiscard]] std::string half() const { return name_.string() + ".half"; }

    [[nodiscard]] bool tell(const Glance& glance) const {
        Json recipients = Json::array();
        for (const auto& one : envelope_.recipients)
            recipients.push(one);
        auto told = Json::object({{"account", envelope_.account},
                                  {"network", name_of(envelope_.network)},
                                  {"way", name_of(envelope_.way)},
                                  {"recipients", recipients},
                                  {"peer", envelope_.peer},
                                  {"origin", envelope_.origin},
                                  {"received_at", to_rfc3339(envelope_.received_at)},
                                  {"bytes", static_cast<std::int64_t>(glance.bytes)},
                                  {"received", static_cast<std::int64_t>(glance.received)},
                                  {"silence", static_cast<int>(why_no_answer(envelope_, glance))}});
        if (envelope_.sender) told.set("sender", *envelope_.sender);
        std::ofstream out{name_.string() + ".json"};
        out << to_text(told) << '\n';
        out.close();
        return !out.fail();
    }

    fs::path name_;
    Envelope envelope_;
    int file_;
};

Result<std::unique_ptr<Sink>> Tray::begin(const Envelope& envelope) {
    auto sheet = std::make_unique<Sheet>(folder_ / std::to_string(++number_), envelope);
    if (!sheet->is_open()) return sheet->trouble();
    return std::unique_ptr<Sink>{std::move(sheet)};
}

std::string text(const Json& settings, std::string_view key, std::string_view otherwise = {}) {
    return std::string{settings[key].text_or(otherwise)};
}

std::vector<std::string> texts(const Json& settings, std::string_view key) {
    std::vector<std::string> all;
    for (const auto& one : settings[key].items())
        all.emplace_back(one.text_or({}));
    return all;
}

Account account(const Json& settings) {
    const bool is_lgwan = text(settings, "network") == "lgwan";
    return {.name = text(settings, "account", "poc"),
            .network = is_lgwan ? Network::lgwan : Network::internet,
            .message_bytes_max =
                static_cast<std::uint64_t>(settings["bytes_max"].integer_or(50'000'000))};
}

Server server(const Json& settings) {
    const auto way = text(settings, "tls", "none");
    return {.host = text(settings, "host", "127.0.0.1"),
            .port = static_cast<std::uint16_t>(settings["port"].integer_or(0)),
            .tls = way == "starttls"   ? Tls::starttls
                   : way == "implicit" ? Tls::implicit
                                       : Tls::none,
            .user = text(settings, "user"),
            .password = text(settings, "password"),
            .ca_file = text(settings, "ca_file"),
            .only_loopback = settings["only_loopback"].boolean_or(false)};
}

Json outcome(const Result<>& ended) {
    if (ended.ok()) return Json::object({{"code", "ok"}});
    return Json::object(
        {{"code", ended.error().message->code()}, {"detail", ended.error().detail}});
}

int listen(const Json& settings) {
    Tray tray{text(settings, "into")};
    const WallClock clock;
    const bool is_lmtp = text(settings, "protocol", "lmtp") == "lmtp";
    Door door{.host = {.account = account(settings),
                       .protocol = is_lmtp ? Protocol::lmtp : Protocol::smtp,
                       .name = "sokuo.mihon.example",
                       .recipients = texts(settings, "recipients")},
              .address = text(settings, "address"),
              .peers = texts(settings, "peers")};
    const auto opened = Listener::open(door, tray, clock, [](const Error& error) {
        std::fprintf(stderr, "%s\n", std::string{error.message->code()}.c_str());
    });
    if (!opened.ok()) {
        std::fprintf(stderr, "%s\n", describe(opened.error()).c_str());
        return 1;
    }
    std::printf("%s\n", opened.value()->address().c_str());
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

Json poll(const Json& settings) {
    Tray tray{text(settings, "into")};
    const WallClock clock;
    RemoteFolder mailbox{.server = server(settings),
                         .account = account(settings),
                         .folder = text(settings, "folder", "INBOX"),
                         .moved_to = text(settings, "moved_to")};
    if (settings["seen"].boolean_or(false)) mailbox.afterwards = Afterwards::seen;
    if (!mailbox.moved_to.empty()) mailbox.afterwards = Afterwards::moved;
    const Bookmark bookmark{
        .uid_validity = static_cast<std::uint32_t>(settings["uid_validity"].integer_or(0)),
        .last_uid = static_cast<std::uint32_t>(settings["last_uid"].integer_or(0))};
    const auto polled = mail::poll(mailbox, bookmark, tray, clock, {});
    Json gaps = Json::array();
    for (const auto& gap : polled.gaps)
        gaps.push(Json::object({{"kind", static_cast<int>(gap.kind)},
                                {"first", static_cast<std::int64_t>(gap.first_uid)},
                                {"last", static_cast<std::int64_t>(gap.last_uid)}}));
    auto told = outcome(polled.ended);
    told.set("fetched", polled.fetched).set("gaps", std::move(gaps));
    told.set("uid_validity", static_cast<std::int64_t>(polled.bookmark.uid_validity));
    return told.set("last_uid", static_cast<std::int64_t>(polled.bookmark.last_uid));
}

Json sweep(const Json& settings) {
    Tray tray{text(settings, "into")};
    const WallClock clock;
    const Maildir maildir{.path = text(settings, "maildir"),
                          .account = account(settings),
                          .settled = std::chrono::milliseconds{0}};
    const auto swept = mail::sweep(maildir, tray, clock, {});
    return outcome(swept.ended).set("taken", swept.taken);
}

std::vector<Addressee> addressees(const Json& settings, std::string_view key) {
    std::vector<Addressee> all;
    for (const auto& one : settings[key].items())
        all.push_back({.address = text(one, "address"), .name = text(one, "name")});
    return all;
}

Json send(const Json& settings) {
    const WallClock clock;
    Letter letter{.from = {.address = text(settings, "from"), .name = text(settings, "from_name")},
                  .to = addressees(settings, "to"),
                  .cc = addressees(settings, "cc"),
                  .reply_to = text(settings, "reply_to"),
                  .subject = text(settings, "subject"),
                  .body = text(settings, "body"),
                  .at = clock.now(),
                  .id = text(settings, "id", "0f3c"),
                  .in_reply_to = text(settings, "in_reply_to"),
                  .references = texts(settings, "references"),
                  .automatic = AutoSubmitted::no,
                  .may_replace = settings["may_replace"].boolean_or(false)};
    if (settings["replied"].boolean_or(false)) letter.automatic = AutoSubmitted::replied;
    if (text(settings, "charset") == "iso-2022-jp") letter.charset = Charset::iso_2022_jp;
    for (const auto& one : settings["files"].items())
        letter.attachments.push_back({.name = text(one, "name"),
                                      .type = text(one, "type"),
                                      .bytes = whole(text(one, "path"))});
    return outcome(mail::send(server(settings), letter));
}

int run(std::string_view verb, const Json& settings) {
    if (verb == "listen") return listen(settings);
    Json told;
    if (verb == "poll") told = poll(settings);
    if (verb == "sweep") told = sweep(settings);
    if (verb == "send") told = send(settings);
    std::printf("%s\n", to_text(told).c_str());
    return told.is_null() ? 2 : 0;
}

} // namespace
} // namespace sokuo::mail

int main(int count, char** words) {
    if (count != 3) {
        std::fprintf(stderr, "mail_drive listen|poll|sweep|send SETTINGS.json\n");
        return 2;
    }
    const auto settings = sokuo::parse_json(sokuo::mail::whole(words[2]), {.bytes_max = 8'000'000});
    if (!settings.ok()) {
        std::fprintf(stderr, "%s\n", sokuo::describe(settings.error()).c_str());
        return 2;
    }
    return sokuo::mail::run(words[1], settings.value());
}
