#pragma once

// Matches for other programs, one line each: docs/formats/scan.md.

#include "detect/match.h"
#include "detect/report/zone.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace sokuo::detect::report {

/// One JSON object a match, with everything that is known of it. The rules have to outlive this.
class Jsonl {
public:
    void put(const Match& match, std::string& out);

private:
    const std::string& written(const RuleInfo& rule);
    std::unordered_map<const RuleInfo*, std::string> rules_{}; ///< As they stand in each line.
};

/// RFC 4180, and safe to open in a spreadsheet (OWASP, CSV Injection): every text stands between
/// quotation marks, and one that a spreadsheet could take for a formula begins with an apostrophe.
/// One match is one physical line: line feeds are shown as ␊.
class Csv {
public:
    struct Look {
        Zone zone = Zone::utc();
        bool has_bom = false; ///< For Excel, which otherwise reads UTF-8 as Shift_JIS.
    };
    /// Excel puts what is longer than 32,767 into the cells below, where it could begin anew.
    static constexpr std::size_t cell_bytes_max = 32'000;

    explicit Csv(Look look) : look_{look} {}
    void head(std::string& out) const;
    void put(const Match& match, std::string& out) const;

private:
    Look look_;
};

/// JSONL that Timesketch takes in as it is.
class Timesketch {
public:
    /// A line of time has no place for a match without a time; it is counted and left out.
    void put(const Match& match, std::string& out);
    [[nodiscard]] std::uint64_t without_time() const { return without_time_; }

private:
    std::uint64_t without_time_ = 0;
};

} // namespace sokuo::detect::report
