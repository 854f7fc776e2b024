#pragma once

// The rules in force: a zygote born with them, and what is known of them here. When the rules'
// folders or detection.yaml change, another zygote is started and takes the first one's place; jobs
// that run end where they began. Rules that cannot be loaded change nothing, and it is said; at the
// start the rules that come with Sokuo stand in for them until they are mended.

#include "app/detect_settings.h"
#include "detect/job/catalogue.h"
#include "sandbox/sandbox.h"
#include "sandbox/turns.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace sokuo::app {

inline constexpr Message detection_off{
    "app.detection_off",
    "検知ルールは使わない設定です（detection.yaml）。必要なときは管理者に頼んでください。",
    "Detection rules are switched off (detection.yaml). Please ask the administrator if you need "
    "them."};

/// A larger file is not hunted through here; `sokuo scan` reads any size.
inline constexpr std::size_t hunted_bytes_max = std::size_t{128} << 20U;

class DetectRoom {
public:
    /// Starts a zygote, so before anything else is opened. Null when detection.yaml says that
    /// nothing is to be detected. Errors: no zygote could be started.
    static Result<std::unique_ptr<DetectRoom>> open(const std::filesystem::path& directory);
    ~DetectRoom();
    DetectRoom(const DetectRoom&) = delete;
    DetectRoom& operator=(const DetectRoom&) = delete;

    /// What somebody does with an outcome while the rules it is of are still there.
    using Use = std::function<Result<>(const detect::job::Catalogue&, detect::job::Outcome&)>;
    /// Has a job done in a worker. Any thread; blocks. Errors: those of `Sandbox::read`, of the
    /// outcome, and of `use`.
    Result<> look(const detect::job::Job& job, const Use& use);

    /// The same without a job: what is known of the rules in force.
    Result<> know(const std::function<Result<>(const detect::job::Catalogue&)>& use);

    [[nodiscard]] DetectSettings settings() const;
    /// Changes whenever other rules came into force; from 1.
    [[nodiscard]] std::uint64_t edition() const;

    /// Taken by whoever hunts: one after the other, for each takes as much memory as its file.
    [[nodiscard]] sandbox::Turns& hunting() { return hunting_; }

    struct Status {
        std::size_t rules = 0;
        std::size_t correlations = 0;
        Time loaded_at{};
        std::vector<detect::job::Unusable> unusable{};
        std::size_t unusable_count = 0;
        std::optional<Error> trouble{}; ///< Why newer rules are not in force.
    };
    [[nodiscard]] Status status() const;

    /// Begins to look now and then whether the rules changed. `every`: for tests.
    void follow(std::chrono::milliseconds every = std::chrono::seconds{5});

private:
    struct Set {
        DetectSettings settings{};
        std::unique_ptr<sandbox::Sandbox> sandbox{};
        detect::job::Catalogue catalogue{};
        Time loaded_at{};
        std::uint64_t edition = 0;
        std::size_t users = 0;
    };
    explicit DetectRoom(std::filesystem::path directory) : directory_{std::move(directory)} {}
    static Result<Set> load(DetectSettings settings);
    static Result<Set> load_named(const std::filesystem::path& directory);
    void tell(std::optional<Error> trouble);
    [[nodiscard]] std::uint64_t stamp() const;
    void check();
    Set& begin();
    void end(Set& set);

    std::filesystem::path directory_;
    mutable std::mutex mutex_; ///< For what follows.
    std::list<Set> sets_;      ///< The last is in force; those before it end with their jobs.
    std::optional<Error> trouble_;
    std::uint64_t stamp_ = 0; ///< This and the next: of the thread that follows.
    std::chrono::steady_clock::time_point again_at_ = std::chrono::steady_clock::time_point::max();
    sandbox::Turns hunting_{1};
    std::mutex wait_mutex_;
    std::condition_variable_any wait_;
    std::jthread thread_;
};

} // namespace sokuo::app
