#include "app/advisory_room.h"

#include "advisory/read/read.h"
#include "advisory/reader.h"
#include "advisory/taking.h"
#include "app/advisory_settings.h"
#include "http/fetch.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <pthread.h>
#include <utility>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 2s;
/// Long enough for a slow line, short enough to stop the program in.
constexpr auto fetch_time_max = 20s;
/// However often somebody presses 「いま見に行く」.
constexpr auto again_after = 5s;

constexpr Message bad_status{"app.feed_status",
                             "相手のサーバーが {0} を返しました。アドレスを確かめてください。",
                             "The server answered {0}. Check the address."};

} // namespace

Result<std::string> fetch_feed(const advisory::Feed& feed) {
    auto answer = TRY(http::fetch({.url = feed.url}, {.ca = feed.ca_file,
                                                      .time_max = fetch_time_max,
                                                      .body_bytes_max = advisory::input_bytes_max,
                                                      .may_be_private = feed.is_private}));
    if (answer.status != 200)
        return failure(Errc::unavailable, bad_status, {std::to_string(answer.status)});
    return std::move(answer.body);
}

AdvisoryRoom::AdvisoryRoom(const advisory::Shelf& shelf, sandbox::Sandbox& sandbox,
                           advisory::Board& board, std::filesystem::path directory, FetchFeed fetch)
    : shelf_{shelf}, sandbox_{sandbox}, board_{board},
      directory_{std::move(directory)}, fetch_{std::move(fetch)} {}

AdvisoryRoom::~AdvisoryRoom() = default;

Result<> AdvisoryRoom::read_settings() {
    const bool is_fictional = shelf_.book.current().charter.fictional;
    auto feeds = read_advisory_settings(directory_, is_fictional);
    const auto trouble = feeds.ok() ? std::string{} : describe(feeds.error());
    if (!trouble.empty() && trouble != last_trouble_)
        std::fprintf(stderr, "sokuo: advisories.yaml: %s\n", trouble.c_str());
    last_trouble_ = trouble;
    if (feeds.ok())
        board_.name(std::move(feeds).value(), {});
    else
        board_.name({}, std::move(feeds).error());
    return Done{};
}

Result<> AdvisoryRoom::look_at(const advisory::Feed& feed) {
    const auto now = [this] { return shelf_.journal.clock().now(); };
    auto read = [&]() -> Result<advisory::Bulletin> {
        const auto text = TRY(fetch_(feed));
        return advisory::read_in(sandbox_, as_bytes(text));
    }();
    if (!read.ok()) {
        std::fprintf(stderr, "sokuo: advisories %s: %s\n", feed.name.c_str(),
                     describe(read.error()).c_str());
        board_.note(feed.name, std::move(read).error());
        return shelf_.store.write(
            [&](store::Write& db) { return advisory::note_failure(db, feed.name, now()); });
    }
    const auto batch = TRY(advisory::prepare(shelf_, feed.name, read.value()));
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(advisory::take_in(shelf_, db, {}, batch, now()));
        return Done{};
    };
    TRY(shelf_.store.write(job));
    board_.note(feed.name, {});
    return Done{};
}

Result<> AdvisoryRoom::run(const std::stop_token& stop) {
    TRY(read_settings());
    const bool is_wanted = board_.take_wanted();
    const auto rows =
        TRY(shelf_.store.read_for([](store::Read& db) { return advisory::feed_rows(db); }));
    for (const auto& feed : board_.feeds()) {
        if (stop.stop_requested()) break;
        const auto row = std::ranges::find(rows, feed.name, &advisory::FeedRow::name);
        const auto polled = row == rows.end() ? std::nullopt : row->polled_at;
        const auto since = polled ? shelf_.journal.clock().now() - *polled : Duration::max();
        const Duration every = is_wanted ? Duration{again_after} : Duration{feed.every};
        if (since >= every) TRY(look_at(feed));
    }
    return Done{};
}

void AdvisoryRoom::start() {
    thread_ = std::jthread{[this](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "advisories");
        std::mutex mutex;
        std::condition_variable_any wake;
        std::string last_trouble;
        while (!stop.stop_requested()) {
            const auto done = run(stop);
            const auto trouble = done.ok() ? std::string{} : describe(done.error());
            if (!trouble.empty() && trouble != last_trouble)
                std::fprintf(stderr, "sokuo: advisories: %s\n", trouble.c_str());
            last_trouble = trouble;
            std::unique_lock lock{mutex};
            wake.wait_for(lock, stop, pause, [] { return false; });
        }
    }};
}

} // namespace sokuo::app
