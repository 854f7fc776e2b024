#pragma once

// The feeds the operator named, as they stand while the program runs: which there are, and what was
// wrong the last time. Filled by whoever polls, read by the screen. Threads: any.

#include "core/result.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::advisory {

struct Feed {
    std::string name;
    std::string url;
    std::chrono::minutes every{60};
    std::string ca_file{};
    bool is_private = false; ///< It may be at an internal address.
    friend bool operator==(const Feed&, const Feed&) = default;
};

class Board {
public:
    /// Replaces what is named; `trouble`: what is wrong with the file.
    void name(std::vector<Feed> feeds, std::optional<Error> trouble);
    void note(std::string_view feed, std::optional<Error> trouble);
    /// Somebody asks that they are looked at now.
    void want();

    [[nodiscard]] std::vector<Feed> feeds() const;
    [[nodiscard]] std::optional<Error> trouble() const; ///< With the file.
    [[nodiscard]] std::optional<Error> trouble(std::string_view feed) const;
    /// True once after `want`.
    [[nodiscard]] bool take_wanted();

private:
    mutable std::mutex mutex_;
    std::vector<Feed> feeds_;
    std::optional<Error> trouble_;
    std::map<std::string, Error, std::less<>> troubles_;
    bool is_wanted_ = false;
};

} // namespace sokuo::advisory
