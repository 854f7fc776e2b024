#pragma once

// The receipts of the last 24 hours, so that a form sent twice gets the number it got the first
// time, also after a restart. A receipt holds the number and nothing of the report.
//
//     spool/receipts/ID.json       {"number": "R8-U-0231", "provisional": false, "at": "…"}

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::front {

inline constexpr std::chrono::hours receipts_kept{24};

struct Receipt {
    ReportId id;
    std::string number;
    bool is_provisional = false;
    Time at{};
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// Threads: any.
class Receipts {
public:
    /// Makes the directory. A file that cannot be read is left out. Errors: `unavailable`.
    [[nodiscard]] static Result<Receipts> open(std::filesystem::path directory, Time now);

    [[nodiscard]] std::optional<Receipt> find(const ReportId& id) const;
    [[nodiscard]] bool has_number(std::string_view number) const;
    /// Errors: `unavailable`: it is known until the process ends, but not on the disk.
    [[nodiscard]] Result<> keep(const Receipt& receipt);
    void forget_old(Time now);

    Receipts(Receipts&& other) noexcept;

private:
    explicit Receipts(std::filesystem::path directory) : directory_{std::move(directory)} {}
    [[nodiscard]] std::filesystem::path path_of(const ReportId& id) const;

    std::filesystem::path directory_;
    mutable std::mutex mutex_;
    std::map<ReportId, Receipt> receipts_;
};

} // namespace sokuo::front
