#pragma once

// Looks at the feeds the operator named while the program serves: one after the other, each as
// often as was said, by a thread that can be stopped. Never where the clock is simulated: a drill
// and a demo ask nobody.

#include "advisory/advisory_store.h"
#include "advisory/board.h"
#include "sandbox/sandbox.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace sokuo::app {

/// What an address says; given so that tests need no server.
using FetchFeed = std::function<Result<std::string>(const advisory::Feed&)>;

/// By http::fetch. Errors: its own, and `unavailable` for any status but 200.
[[nodiscard]] Result<std::string> fetch_feed(const advisory::Feed& feed);

class AdvisoryRoom {
public:
    /// All must outlive this.
    AdvisoryRoom(const advisory::Shelf& shelf, sandbox::Sandbox& sandbox, advisory::Board& board,
                 std::filesystem::path directory, FetchFeed fetch = fetch_feed);

    /// Reads advisories.yaml and looks at what is due; begins no further feed once it is stopped.
    /// Errors: of the store, for the operator. What is wrong with the file or a feed stands on the
    /// board, and in the log once.
    Result<> run(const std::stop_token& stop);

    void start();
    ~AdvisoryRoom();
    AdvisoryRoom(const AdvisoryRoom&) = delete;
    AdvisoryRoom& operator=(const AdvisoryRoom&) = delete;

private:
    Result<> read_settings();
    Result<> look_at(const advisory::Feed& feed);

    advisory::Shelf shelf_;
    sandbox::Sandbox& sandbox_;
    advisory::Board& board_;
    std::filesystem::path directory_;
    FetchFeed fetch_;
    std::string last_trouble_;
    std::jthread thread_;
};

} // namespace sokuo::app
