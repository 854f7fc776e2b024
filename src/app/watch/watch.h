#pragma once

// `sokuo watch`: streams through feeds and rules to a report, until they end or somebody says stop.

#include "app/scan/request.h"
#include "app/watch/request.h"
#include "app/watch/streams.h"
#include "app/watch/watch_report.h"
#include "detect/stream/feed.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sokuo::app {

class Watch final : private Streams::Taker {
public:
    /// Reads the rules, at the start and whenever they are to be read anew. Errors: any.
    using ReadRules = std::function<Result<RuleChoice>()>;
    struct Parts {
        const WatchRequest& request;
        Streams& streams;
        WatchReport& report;
        ReadRules read_rules;
    };
    /// The parts outlive it. Errors: those of the rules.
    static Result<std::unique_ptr<Watch>> begin(Parts parts);
    ~Watch() override;
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// Until nothing more can come, or SIGINT or SIGTERM; SIGHUP reads the rules anew. Errors: of
    /// standard input.
    Result<> run(int signals);

private:
    // The rules in force, and what points to them.
    struct Set;
    explicit Watch(Parts parts);
    [[nodiscard]] Result<std::unique_ptr<Set>> load();
    void renew();
    void renew_if_changed();
    void clock_ticks();
    /// False: stop.
    bool answer(int signals);
    void take_up(Set& set);
    void end_feeds();
    void say_end();

    bool take(std::uint64_t client, ByteView bytes) override;
    void end(std::uint64_t client) override;
    void take_datagram(ByteView bytes) override;
    detect::Feed& feed_of(std::uint64_t client);
    [[nodiscard]] std::string name_of(std::uint64_t client) const;
    void refuse_feed(std::uint64_t client, const Error& why);

    Parts parts_;
    std::unique_ptr<Set> set_;
    std::map<std::uint64_t, std::unique_ptr<detect::Feed>> feeds_;
    std::unique_ptr<detect::Feed> datagrams_;
    detect::Tally tally_;
    std::uint64_t events_before_ = 0; ///< Under rules that were in force before.
    std::uint64_t forgotten_ = 0;
    std::uint64_t stamp_ = 0;
    std::string line_;
    std::chrono::steady_clock::time_point looked_at_{};
    std::chrono::steady_clock::time_point ticked_at_{};
    bool is_told_to_stop_ = false;
    std::optional<Error> unread_; ///< Why standard input was not read.
};

} // namespace sokuo::app
