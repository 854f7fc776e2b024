#pragma once

// Matches for people at a terminal, three lines each:
//
//     高    2026-11-28 09:12:03  PC-SOUMU-01      Suspicious Encoded PowerShell Command Line
//           CommandLine: powershell -enc SQBFAFgA  Image: C:\Windows\System32\WindowsPowerShell…
//           証拠/Security.evtx:1234 [復元]
//
// The rules' authors and licences are not in these lines; they stand in the summary that follows.

#include "core/message.h"
#include "detect/match.h"
#include "detect/report/zone.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace sokuo::detect::report {

class Table {
public:
    struct Look {
        Language language = Language::ja;
        Zone zone = Zone::utc();
        std::size_t width = 80; ///< Columns; at least 60 are used. 0: nothing is cut.
        bool is_coloured = false;
    };
    /// Lines that are not cut still end here: a value of a log may be as long as the log.
    static constexpr std::size_t uncut_columns_max = 8192;

    explicit Table(Look look);

    /// What the times mean, and the names of the columns.
    void head(std::string& out) const;
    void put(const Match& match, std::string& out) const;

private:
    [[nodiscard]] std::size_t computer_columns(std::string_view name) const;
    void put_fields(const Match& match, std::string& out) const;
    void put_place(const Match& match, std::string& out) const;
    Look look_;
    std::size_t width_;
    std::size_t level_columns_;
    std::size_t computer_columns_;
};

} // namespace sokuo::detect::report
