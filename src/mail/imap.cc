#include "mail/imap.h"

#include "mail/address.h"
#include "mail/imap_session.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr Message bad_folder{"mail.imap_bad_folder", "フォルダーの名前「{0}」が使えません。",
                             "The folder's name “{0}” cannot be used."};
constexpr Message no_folder{"mail.imap_no_folder",
                            "メールボックスにフォルダー「{0}」がありません。",
                            "There is no folder “{0}” in the mailbox."};
constexpr Message cannot_move{
    "mail.imap_cannot_move",
    "メールボックスのサーバーは移動（MOVE）ができません。「読んだ印を付ける」か「何もしない」に"
    "してください。",
    "The mailbox's server cannot move mail (MOVE). Mark it as read, or leave it as it is."};
constexpr Message no_numbers{
    "mail.imap_no_numbers", "メールボックスのサーバーが、メールの番号（UIDVALIDITY）を言いません。",
    "The mailbox's server does not number its mail (UIDVALIDITY)."};
constexpr Message broke_off{"mail.imap_broke_off",
                            "メールボックスのサーバーが、メールを最後まで渡しませんでした。",
                            "The mailbox's server did not hand a mail over to its end."};

using Said = ImapSession::Said;

constexpr auto poll_max = std::chrono::minutes{10};

Result<> ignore(const Said&) {
    return Done{};
}

/// What SELECT tells of a folder.
struct Folder {
    std::uint32_t uid_validity = 0;
    std::uint32_t uid_next = 0; ///< 0: not told.
};

std::uint32_t small(std::optional<std::uint64_t> number) {
    return number && *number <= UINT32_MAX ? static_cast<std::uint32_t>(*number) : 0;
}

/// One mail on its way out of the server into the sink.
class Fetch {
public:
    Fetch(Inlet& inlet, const Envelope& envelope, std::uint32_t uid, std::uint64_t bytes_max)
        : inlet_{inlet}, envelope_{envelope}, uid_{uid}, bytes_max_{bytes_max} {}

    Result<> hear(const Said& said) {
        if (said.is_literal) return is_body_ ? write(said.text) : Done{};
        if (!said.is_rest) is_ours_ = false;
        is_body_ = false;
        const auto body = end_of_body_name(said.text);
        is_ours_ = is_ours_ || body != std::string_view::npos;
        const auto uid = imap_number(said.text.substr(0, body), "UID");
        if (is_ours_ && uid && *uid != uid_) return failure(Errc::unavailable, broke_off);
        if (body == std::string_view::npos || delivery_ != nullptr || is_too_large_) return Done{};
        return begin(said, said.text.substr(body));
    }

    /// After the server's answer. Whether a mail was there.
    Result<bool> finish() {
        if (is_too_large_) return true;
        if (delivery_ == nullptr) return false;
        if (left_ > 0) return failure(Errc::unavailable, broke_off);
        TRY(unless_too_large(delivery_->finish()));
        return true;
    }
    [[nodiscard]] bool is_too_large() const { return is_too_large_; }

private:
    static std::size_t end_of_body_name(std::string_view line) {
        constexpr std::string_view name = "BODY[] ";
        const auto at = line.find(name);
        return at == std::string_view::npos ? at : at + name.size();
    }

    // `value`: what stands behind the name, a literal's size or a string in quotes.
    Result<> begin(const Said& said, std::string_view value) {
        is_body_ = said.literal_bytes && value.starts_with('{');
        if (!is_body_ && !value.starts_with('"')) return Done{}; // NIL: there is none.
        left_ = is_body_ ? *said.literal_bytes : 0;
        is_too_large_ = left_ > bytes_max_; // The size it told before was another one.
        if (is_too_large_) return Done{};
        delivery_ = TRY(Delivery::begin(inlet_, envelope_, bytes_max_));
        return is_body_ ? Done{} : write(unquoted(value));
    }

    static std::string unquoted(std::string_view text) {
        std::string all;
        for (std::size_t at = 1; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\' && at + 1 < text.size()) ++at;
            all += text[at];
        }
        return all;
    }

    Result<> write(std::string_view bytes) {
        left_ -= std::min<std::uint64_t>(left_, bytes.size());
        if (is_too_large_) return Done{};
        return unless_too_large(delivery_->write(bytes));
    }

    Result<> unless_too_large(Result<> result) {
        if (result.ok() || result.error().code != Errc::too_large) return result;
        is_too_large_ = true;
        return Done{};
    }

    Inlet& inlet_;
    const Envelope& envelope_;
    std::uint32_t uid_;
    std::uint64_t bytes_max_;
    std::unique_ptr<Delivery> delivery_;
    std::uint64_t left_ = 0;
    bool is_ours_ = false; ///< The response that is being read has the mail in it.
    bool is_body_ = false; ///< So has the literal.
    bool is_too_large_ = false;
};

class Poll {
public:
    Poll(const RemoteFolder& mailbox, const Bookmark& bookmark, Inlet& inlet, const Clock& clock)
        : mailbox_{mailbox}, inlet_{inlet}, clock_{clock} {
        polled_.bookmark = bookmark;
    }

    Polled run(const std::stop_token& stop) {
        polled_.ended = all(stop);
        if (!polled_.ended.ok() && stop.stop_requested()) {
            polled_.ended = Done{};
            polled_.has_more = true;
        }
        return std::move(polled_);
    }

private:
    Result<> all(const std::stop_token& stop) {
        TRY(check_names());
        session_ = TRY(ImapSession::open(mailbox_.server, stop));
        TRY(check_move());
        const auto folder = TRY(select());
        settle_bookmark(folder);
        TRY(list());
        for (const auto& [uid, bytes] : sizes_) {
            if (stop.stop_requested() || std::chrono::steady_clock::now() > end_) {
                polled_.has_more = true;
                return Done{};
            }
            TRY(take(uid, bytes));
        }
        // What was numbered behind the last one there is, and is gone.
        if (!polled_.has_more && folder.uid_next > 0) pass_over(folder.uid_next);
        // It hangs up in any case.
        [[maybe_unused]] const auto ended = session_->command("LOGOUT", ignore);
        return Done{};
    }

    Result<> check_names() {
        auto folder = imap_folder(mailbox_.folder);
        if (!folder) return failure(Errc::invalid, bad_folder, {mailbox_.folder});
        folder_ = std::move(*folder);
        if (mailbox_.afterwards != Afterwards::moved) return Done{};
        auto moved_to = imap_folder(mailbox_.moved_to);
        if (!moved_to || mailbox_.moved_to == mailbox_.folder)
            return failure(Errc::invalid, bad_folder, {mailbox_.moved_to});
        moved_to_ = std::move(*moved_to);
        return Done{};
    }

    // Copying and deleting instead would be deleting.
    Result<> check_move() {
        if (mailbox_.afterwards != Afterwards::moved) return Done{};
        bool can_move = false;
        const auto hear = [&](const Said& said) -> Result<> {
            const bool is_list = is_same(said.text.substr(0, 13), "* CAPABILITY ");
            for (auto rest = said.text; is_list && !rest.empty();) {
                const auto word = rest.substr(0, rest.find(' '));
                can_move = can_move || is_same(word, "MOVE");
                rest.remove_prefix(std::min(rest.size(), word.size() + 1));
            }
            return Done{};
        };
        TRY(session_->command("CAPABILITY", hear));
        if (!can_move) return failure(Errc::invalid, cannot_move);
        return Done{};
    }

    Result<Folder> select() {
        Folder folder;
        const auto hear = [&](const Said& said) -> Result<> {
            if (const auto number = imap_number(said.text, "UIDVALIDITY"))
                folder.uid_validity = small(number);
            if (const auto number = imap_number(said.text, "UIDNEXT"))
                folder.uid_next = small(number);
            return Done{};
        };
        const bool changes_nothing = mailbox_.afterwards == Afterwards::nothing;
        auto selected =
            session_->command((changes_nothing ? "EXAMINE " : "SELECT ") + folder_, hear);
        if (!selected.ok() && selected.error().code == Errc::conflict)
            return because(failure(Errc::not_found, no_folder, {mailbox_.folder}),
                           selected.error().detail);
        TRY(selected);
        if (folder.uid_validity == 0) return failure(Errc::unavailable, no_numbers);
        return folder;
    }

    // Numbers that went back although they say they did not: a mailbox restored from a backup.
    void settle_bookmark(const Folder& folder) {
        auto& bookmark = polled_.bookmark;
        const bool went_back = folder.uid_next > 0 && folder.uid_next <= bookmark.last_uid;
        const bool is_other = bookmark.uid_validity != folder.uid_validity || went_back;
        knows_folder_ = bookmark.uid_validity != 0 && !is_other;
        if (bookmark.uid_validity != 0 && is_other)
            polled_.gaps.push_back({.kind = Gap::Kind::renumbered});
        if (is_other) bookmark = {.uid_validity = folder.uid_validity, .last_uid = 0};
    }

    // The lowest numbers behind the bookmark with their sizes; a folder of any size costs no more.
    Result<> list() {
        const auto last = polled_.bookmark.last_uid;
        const auto hear = [&](const Said& said) -> Result<> {
            const auto uid = small(imap_number(said.text, "UID"));
            const auto bytes = imap_number(said.text, "RFC822.SIZE");
            // `n:*` gives the last mail also when its number is lower.
            if (uid <= last || !bytes) return Done{};
            sizes_[uid] = *bytes;
            if (sizes_.size() > fetched_per_poll_max) {
                sizes_.erase(std::prev(sizes_.end()));
                polled_.has_more = true;
            }
            return Done{};
        };
        if (last == UINT32_MAX) return Done{};
        return session_->command("UID FETCH " + std::to_string(last + 1) + ":* (UID RFC822.SIZE)",
                                 hear);
    }

    // `uid` is the next one that is there (or would be).
    void pass_over(std::uint32_t uid) {
        auto& last = polled_.bookmark.last_uid;
        if (uid <= last + 1) return;
        if (knows_folder_)
            add_gap({.kind = Gap::Kind::vanished,
                     .first_uid = last + 1,
                     .last_uid = uid - 1,
                     .bytes = 0});
        last = uid - 1;
    }

    void add_gap(const Gap& gap) {
        auto* const before = polled_.gaps.empty() ? nullptr : &polled_.gaps.back();
        const bool continues = before != nullptr && before->kind == Gap::Kind::vanished &&
                               gap.kind == before->kind && before->last_uid + 1 == gap.first_uid;
        if (continues)
            before->last_uid = gap.last_uid;
        else
            polled_.gaps.push_back(gap);
    }

    Result<> take(std::uint32_t uid, std::uint64_t bytes) {
        pass_over(uid);
        const auto bytes_max = mailbox_.account.message_bytes_max;
        auto is_too_large = bytes > bytes_max;
        bool was_there = true;
        if (!is_too_large) {
            const auto its_envelope = envelope(uid);
            Fetch fetch{inlet_, its_envelope, uid, bytes_max};
            TRY(session_->command("UID FETCH " + std::to_string(uid) + " (UID BODY.PEEK[])",
                                  [&](const Said& said) { return fetch.hear(said); }));
            was_there = TRY(fetch.finish());
            is_too_large = fetch.is_too_large();
        }
        polled_.bookmark.last_uid = uid;
        if (is_too_large) {
            add_gap(
                {.kind = Gap::Kind::too_large, .first_uid = uid, .last_uid = uid, .bytes = bytes});
            return Done{};
        }
        if (!was_there) { // Taken out since it was listed.
            add_gap({.kind = Gap::Kind::vanished, .first_uid = uid, .last_uid = uid, .bytes = 0});
            return Done{};
        }
        ++polled_.fetched;
        return put_away(uid);
    }

    Result<> put_away(std::uint32_t uid) {
        if (mailbox_.afterwards == Afterwards::nothing) return Done{};
        const auto number = std::to_string(uid);
        auto done =
            mailbox_.afterwards == Afterwards::seen
                ? session_->command("UID STORE " + number + " +FLAGS.SILENT (\\Seen)", ignore)
                : session_->command("UID MOVE " + number + " " + moved_to_, ignore);
        if (done.ok() || done.error().code != Errc::conflict) return done;
        add_gap({.kind = Gap::Kind::afterwards, .first_uid = uid, .last_uid = uid, .bytes = 0});
        return Done{};
    }

    [[nodiscard]] Envelope envelope(std::uint32_t uid) const {
        return {.account = mailbox_.account.name,
                .network = mailbox_.account.network,
                .way = Way::imap,
                .sender = {},
                .recipients = {},
                .peer = mailbox_.server.host,
                .origin = std::to_string(polled_.bookmark.uid_validity) + "/" + std::to_string(uid),
                .received_at = clock_.now()};
    }

    const RemoteFolder& mailbox_;
    Inlet& inlet_;
    const Clock& clock_;
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + poll_max;
    Polled polled_;
    std::string folder_;
    std::string moved_to_;
    std::unique_ptr<ImapSession> session_;
    bool knows_folder_ = false;
    std::map<std::uint32_t, std::uint64_t> sizes_;
};

} // namespace

Polled poll(const RemoteFolder& mailbox, const Bookmark& bookmark, Inlet& inlet, const Clock& clock,
            const std::stop_token& stop) {
    return Poll{mailbox, bookmark, inlet, clock}.run(stop);
}

} // namespace sokuo::mail
