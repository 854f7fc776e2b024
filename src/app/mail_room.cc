#include "app/mail_room.h"

#include "mail/send.h"

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <pthread.h>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t letters_at_once = 16;

// How far a folder was fetched outlives a restart. It is no part of the record: losing it fetches
// mails again, which are known by their hash.
Result<> prepare_bookmarks(store::Store& store) {
    return store.write([](store::Write& db) -> Result<> {
        return db.script("CREATE TABLE IF NOT EXISTS mail_bookmark(account TEXT PRIMARY KEY, "
                         "uid_validity INTEGER NOT NULL, last_uid INTEGER NOT NULL) WITHOUT ROWID");
    });
}

Result<mail::Bookmark> bookmark_of(store::Store& store, const std::string& account) {
    const auto found = TRY(store.read_for([&](store::Read& db) {
        return db.first("SELECT uid_validity, last_uid FROM mail_bookmark WHERE account = ?",
                        {account}, [](const store::Row& row) {
                            return mail::Bookmark{
                                .uid_validity = static_cast<std::uint32_t>(row.integer(0)),
                                .last_uid = static_cast<std::uint32_t>(row.integer(1))};
                        });
    }));
    return found.value_or(mail::Bookmark{});
}

Result<> keep_bookmark(store::Store& store, const std::string& account,
                       const mail::Bookmark& bookmark) {
    return store.write([&](store::Write& db) -> Result<> {
        TRY(db.execute("INSERT INTO mail_bookmark(account, uid_validity, last_uid) VALUES(?, ?, ?) "
                       "ON CONFLICT(account) DO UPDATE SET uid_validity = excluded.uid_validity, "
                       "last_uid = excluded.last_uid",
                       {account, static_cast<std::int64_t>(bookmark.uid_validity),
                        static_cast<std::int64_t>(bookmark.last_uid)}));
        return Done{};
    });
}

void say(const std::string& what, const std::string& why) {
    std::fprintf(stderr, "sokuo: mail %s: %s\n", what.c_str(), why.c_str());
}

std::string describe(const mail::Gap& gap) {
    auto uids = std::to_string(gap.first_uid) + "-" + std::to_string(gap.last_uid);
    switch (gap.kind) {
    case mail::Gap::Kind::renumbered: return "the folder was numbered anew; all of it is fetched";
    case mail::Gap::Kind::vanished: return "somebody took mail out before us (UID " + uids + ")";
    case mail::Gap::Kind::too_large: return "too large, left on the server (UID " + uids + ")";
    case mail::Gap::Kind::afterwards: return "fetched, but not marked or moved (UID " + uids + ")";
    }
    return uids;
}

// Runs `step` until it is stopped: at once again while there is more, else after `pause`. The same
// trouble is said once.
using Step = std::function<Result<bool>(const std::stop_token&)>;

std::jthread run(std::string name, std::chrono::milliseconds pause, Step step) {
    return std::jthread{
        [name = std::move(name), pause, step = std::move(step)](const std::stop_token& stop) {
            pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
            std::mutex mutex;
            std::condition_variable_any wake;
            std::string last_trouble;
            while (!stop.stop_requested()) {
                const auto done = step(stop);
                const auto trouble = done.ok() ? std::string{} : sokuo::describe(done.error());
                if (!trouble.empty() && trouble != last_trouble) say(name, trouble);
                last_trouble = trouble;
                if (done.ok() && done.value()) continue;
                std::unique_lock lock{mutex};
                wake.wait_for(lock, stop, pause, [] { return false; });
            }
        }};
}

std::vector<correspondence::Account> accounts_of(const MailSettings& settings) {
    std::vector<correspondence::Account> accounts;
    accounts.reserve(settings.accounts.size());
    for (const auto& one : settings.accounts)
        accounts.push_back(one.account);
    return accounts;
}

Result<> hand_over(const mail::Server& server, const mail::Letter& letter) {
    return mail::send(server, letter);
}

} // namespace

struct MailRoom::Inside {
    Inside(const incident::Desk& at, sandbox::Sandbox& sandbox, MailSettings wanted)
        : desk{at}, settings{std::move(wanted)}, office{at, sandbox, accounts_of(settings),
                                                        hand_over} {}

    const incident::Desk& desk;
    MailSettings settings;
    correspondence::PostOffice office;
    // Both go before the office: they hand mail to it.
    std::vector<std::unique_ptr<mail::Listener>> doors{};
    std::vector<std::jthread> threads{};

    Result<bool> look_into(const mail::RemoteFolder& folder, const std::stop_token& stop) {
        const auto& name = folder.account.name;
        const auto before = TRY(bookmark_of(desk.store, name));
        auto polled = mail::poll(folder, before, office, desk.journal.clock(), stop);
        if (polled.bookmark != before) TRY(keep_bookmark(desk.store, name, polled.bookmark));
        for (const auto& gap : polled.gaps)
            say(name, describe(gap));
        if (!polled.ended.ok()) return polled.ended.error();
        return polled.has_more;
    }

    Result<bool> look_into(const mail::Maildir& maildir, const std::stop_token& stop) {
        auto swept = mail::sweep(maildir, office, desk.journal.clock(), stop);
        for (const auto& left : swept.left)
            say(maildir.account.name, "stays in new: " + left.name);
        if (!swept.ended.ok()) return swept.ended.error();
        return swept.has_more;
    }

    Result<> start() {
        for (const auto& account : settings.accounts) {
            if (account.door)
                doors.push_back(TRY(mail::Listener::open(
                    *account.door, office, desk.journal.clock(),
                    [](const Error& error) { say("door", sokuo::describe(error)); })));
            if (account.folder)
                threads.push_back(run("mail-imap", 60s, [this, &account](const std::stop_token& s) {
                    return look_into(*account.folder, s);
                }));
            if (account.maildir)
                threads.push_back(run("mail-dir", 10s, [this, &account](const std::stop_token& s) {
                    return look_into(*account.maildir, s);
                }));
        }
        threads.push_back(run("mail-read", 1s, [this](const std::stop_token&) -> Result<bool> {
            return TRY(office.read_some(letters_at_once)) > 0;
        }));
        threads.push_back(run("mail-send", 2s, [this](const std::stop_token&) -> Result<bool> {
            return TRY(office.send_some(letters_at_once)) > 0;
        }));
        return Done{};
    }
};

MailRoom::MailRoom(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
MailRoom::~MailRoom() {
    inside_->doors.clear();
    for (auto& thread : inside_->threads)
        thread.request_stop();
    inside_->threads.clear();
}

Result<std::unique_ptr<MailRoom>> MailRoom::open(const incident::Desk& desk,
                                                 sandbox::Sandbox& sandbox,
                                                 const std::filesystem::path& directory,
                                                 bool only_loopback) {
    const bool is_fictional = desk.book.current().charter.fictional;
    auto settings = TRY(read_mail_settings(directory, only_loopback || is_fictional));
    if (!settings || settings->accounts.empty()) return std::unique_ptr<MailRoom>{};
    TRY(prepare_bookmarks(desk.store));
    std::unique_ptr<MailRoom> room{
        new MailRoom{std::make_unique<Inside>(desk, sandbox, *std::move(settings))}};
    TRY(room->inside_->start());
    return room;
}

const correspondence::PostOffice& MailRoom::office() const {
    return inside_->office;
}

} // namespace sokuo::app
