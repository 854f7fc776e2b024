#include "app/events.h"

#include "journal/leaf.h"
#include "team/cursor.h"
#include "team/people.h"
#include "team/succession_store.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::app {
namespace {

/// What changes are told of, and the action that lets somebody read it.
struct Kind {
    std::string_view stream;
    std::string_view action;
};
constexpr std::array<Kind, 17> kinds{{{"advisory", "advisory.read"},
                                      {"monitor", "alert.read"},
                                      {"advisory_gap", "advisory.read"},
                                      {"contractor", "registry.read"},
                                      {"publication", "charter.read"},
                                      {"system", "registry.read"},
                                      {"break_glass", "team.read"},
                                      {"report", "report.read"},
                                      {"approval", "approval.read"},
                                      {"incident", "incident.read"},
                                      {"charter", "charter.read"},
                                      {"person", "team.read"},
                                      {"post", "team.read"},
                                      {"wake", "incident.read"},
                                      {"letter", "report.read"},
                                      {"alert", "alert.read"},
                                      {"bundle", "bundle.carry"}}};

constexpr Message session_over{"app.session_over", "サインインし直してください。",
                               "Please sign in again."};

constexpr std::string_view follow_action = "event.follow";

static_assert(kinds.size() <= 32, "a bit for each");
std::uint32_t bit(std::size_t index) {
    return static_cast<std::uint32_t>(1U << index);
}

std::uint32_t kind_of(std::string_view stream) {
    const auto found = std::ranges::find(kinds, stream, &Kind::stream);
    if (found == kinds.end()) return 0;
    return bit(static_cast<std::size_t>(found - kinds.begin()));
}

std::uint32_t kinds_for(const charter::Charter& charter, const team::Standing& standing) {
    std::uint32_t may = 0;
    for (std::size_t index = 0; index < kinds.size(); ++index) {
        if (team::post_for(charter, standing, kinds.at(index).action).ok())
            may = static_cast<std::uint32_t>(may | bit(index));
    }
    return may;
}

std::array<std::byte, 8> bytes_of(std::int64_t seq) {
    std::array<std::byte, 8> bytes{};
    auto left = static_cast<std::uint64_t>(seq);
    for (auto& byte : bytes) {
        byte = static_cast<std::byte>(left & 0xFFU);
        left >>= 8U;
    }
    return bytes;
}

std::int64_t seq_of(ByteView bytes) {
    std::uint64_t seq = 0;
    for (auto at = bytes.size(); at-- > 0;)
        seq = (seq << 8U) | static_cast<std::uint64_t>(bytes[at]);
    return static_cast<std::int64_t>(seq);
}

std::string event(std::string_view id, std::string_view name, std::string_view data) {
    std::string text = "id: ";
    text.append(id).append("\nevent: ").append(name);
    return text.append("\ndata: ").append(data).append("\n\n");
}

} // namespace

Events::Events(const incident::Desk& desk, std::chrono::milliseconds check_every)
    : desk_{desk}, check_every_{check_every} {
    desk_.random.fill(key_);
    desk_.store.on_commit([this, gone = gone_.get_token()] {
        if (!gone.stop_requested()) ring();
    });
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

Events::~Events() {
    gone_.request_stop();
    thread_.request_stop();
    thread_.join();
    for (const auto& follower : followers_)
        follower.stream->close();
    for (const auto& follower : arrivals_)
        follower.stream->close();
}

std::string Events::cursor(std::int64_t seq, const Hash& session) const {
    return team::seal_cursor(key_, session, bytes_of(seq), desk_.random);
}

std::optional<std::int64_t> Events::open_cursor(std::string_view text, const Hash& session) const {
    const auto place = team::open_cursor(key_, session, text);
    if (!place) return {};
    return seq_of(*place);
}

std::vector<team::Route> Events::routes() {
    return {{.method = http::Method::get,
             .path = "/api/v1/events",
             .action = std::string{follow_action},
             .handle = [this](const team::Call& call) { return follow(call); }}};
}

Result<http::Response> Events::follow(const team::Call& call) {
    Follower follower{
        .stream = {}, .identity = call.identity, .kinds = kinds_for(call.charter(), call.standing)};
    const auto last = call.request.header("last-event-id");
    const auto seen = open_cursor(last, call.identity.session);
    follower.is_lost = !last.empty() && !seen;
    // Taken before the answer goes out: what is written from here on is told.
    follower.seen =
        seen ? *seen
             : TRY(desk_.store.read_for([&](store::Read& db) { return desk_.journal.head(db); }));
    http::Response response;
    response.with("Content-Type", "text/event-stream").with("Cache-Control", "no-store");
    response.events = [this, follower = std::move(follower)](http::EventStreamPtr stream) {
        auto arrived = follower;
        arrived.stream = std::move(stream);
        {
            const std::scoped_lock lock{mutex_};
            arrivals_.push_back(std::move(arrived));
        }
        ring();
    };
    return response;
}

void Events::ring() {
    {
        const std::scoped_lock lock{mutex_};
        is_rung_ = true;
    }
    rung_.notify_one();
}

void Events::run(const std::stop_token& stop) {
    auto next_check = std::chrono::steady_clock::now() + check_every_;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock{mutex_};
            rung_.wait_until(lock, stop, next_check, [this] { return is_rung_; });
            is_rung_ = false;
            std::ranges::move(arrivals_, std::back_inserter(followers_));
            arrivals_.clear();
        }
        if (std::chrono::steady_clock::now() >= next_check) {
            check();
            next_check = std::chrono::steady_clock::now() + check_every_;
        }
        tell();
    }
}

// What a failed read keeps from being told now is told at the next ring or check.
void Events::tell() {
    if (followers_.empty()) return;
    const auto head = desk_.store.read_for([&](store::Read& db) { return desk_.journal.head(db); });
    if (!head.ok()) return;
    auto oldest = head.value();
    for (auto& follower : followers_) {
        if (head.value() - follower.seen > replay_max) follower.is_lost = true;
        if (!follower.is_lost) oldest = std::min(oldest, follower.seen);
    }
    const auto news = changes(oldest, head.value());
    if (!news.ok()) return;
    std::erase_if(followers_,
                  [&](Follower& follower) { return !send(follower, news.value(), head.value()); });
}

Result<std::vector<Events::Change>> Events::changes(std::int64_t after, std::int64_t head) const {
    std::vector<Change> news;
    const auto look = [&](store::Read& db) -> Result<> {
        for (auto seq = after + 1; seq <= head; ++seq) {
            const auto bytes = TRY(desk_.journal.leaf(db, seq));
            const auto leaf = TRY(journal::decode_leaf(bytes));
            const auto kind = kind_of(leaf.stream.kind);
            if (kind == 0) continue;
            news.push_back({seq, kind,
                            to_text(Json::object({{"stream", leaf.stream.kind},
                                                  {"id", to_text(leaf.stream.id)},
                                                  {"rev", leaf.rev}})),
                            TRY(team::sights(db, leaf.stream))});
        }
        return Done{};
    };
    TRY(desk_.store.read(look));
    return news;
}

bool Events::send(Follower& follower, const std::vector<Change>& news, std::int64_t head) const {
    const auto& session = follower.identity.session;
    std::string text;
    if (follower.is_lost) {
        text = event(cursor(head, session), "reset", "{}");
    } else {
        // An id alone is no event; the browser keeps it to come back with.
        if (!follower.is_greeted) text = "id: " + cursor(follower.seen, session) + "\n\n";
        for (const auto& change : news) {
            const bool is_theirs = (change.kind & follower.kinds) != 0 &&
                                   team::sees(change.sights, follower.identity.person);
            if (change.seq > follower.seen && is_theirs)
                text += event(cursor(change.seq, session), "change", change.data);
        }
    }
    follower.is_lost = false;
    follower.is_greeted = true;
    follower.seen = head;
    if (text.empty()) return follower.stream->is_open();
    return follower.stream->send(std::move(text));
}

void Events::check() {
    std::erase_if(followers_, [this](Follower& follower) {
        if (!follower.stream->is_open()) return true;
        const auto may = kinds_of(follower.identity);
        // While the store cannot be read nothing is told, so nobody need be sent away.
        if (!may.ok() && may.error().code == Errc::unavailable) return false;
        if (may.ok()) {
            follower.kinds = may.value();
            return false;
        }
        follower.stream->close();
        return true;
    });
}

// Errors: as the gate's, for somebody who may no longer follow.
Result<std::uint32_t> Events::kinds_of(const identity::Identity& identity) const {
    const auto stands = TRY(desk_.accounts.still_stands(identity));
    if (!stands) return failure(Errc::unauthenticated, session_over);
    const auto& charter = desk_.book.current().charter;
    const auto standing = TRY(desk_.store.read_for([&](store::Read& db) {
        return team::standing_at(db, charter, identity.person, desk_.now());
    }));
    TRY(team::post_for(charter, standing, follow_action));
    return kinds_for(charter, standing);
}

} // namespace sokuo::app
