#pragma once

// One file that shows a scan to people who have only a browser or a printer: no script, nothing
// from outside, a policy (CSP) that forbids both to whatever might have slipped in.
//
// Kept until it is written: the earliest matches of each rule, up to the limits below; all others
// are counted, and the page says so. The rules have to outlive this.

#include "core/message.h"
#include "detect/match.h"
#include "detect/report/summary.h"
#include "detect/report/zone.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sokuo::detect::report {

class Html {
public:
    struct Look {
        Language language = Language::ja;
        Zone zone = Zone::utc();
        std::size_t matches_per_rule = 20;
        std::size_t kept_bytes_max = 64'000'000; ///< Of all matches together.
        std::size_t value_bytes_max = 4'000;     ///< Of one value; the page says where it was cut.
        std::size_t fields_max = 200;            ///< Of one event.
    };
    /// What the head of the page says. All of it may be left out.
    struct About {
        std::optional<Time> made{};
        std::string made_with{};           ///< `sokuo 0.1.0`
        std::vector<std::string> inputs{}; ///< What was read, as the user named it; 20 are shown.
        std::vector<std::string> rules{};  ///< Where the rules came from; 20 are shown.
    };
    /// The page, piece by piece, from front to back.
    using Write = std::function<void(std::string_view)>;

    explicit Html(Look look) : look_{look} {}

    void put(const Match& match);
    void write(const Summary& summary, const About& about, const Write& write) const;

    /// A match as it is kept.
    struct Kept {
        std::optional<Time> time{};
        std::string file{};
        std::uint64_t record = 0;
        bool recovered = false;
        std::string computer{};
        std::string channel{};
        std::uint32_t event_id = 0;
        std::uint64_t events = 0;
        FieldTexts matched{};
        FieldTexts event{};
        std::size_t bytes = 0;
    };

private:
    Look look_;
    /// Of each rule, the earliest first; those without a time last.
    std::unordered_map<const RuleInfo*, std::vector<Kept>> kept_{};
    std::size_t kept_bytes_ = 0;
};

} // namespace sokuo::detect::report
