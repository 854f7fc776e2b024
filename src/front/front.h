#pragma once

// The public front: a process of its own with a listener of its own. It shows the point of contact
// (別表第１), takes reports, and sees one directory only:
//
//     charter.yaml  packs/**.yaml  copies the main process puts there (whole files, by rename);
//                                  read again when they change
//     spool/                       reports that wait, and the receipts of the last 24 hours
//     main.sock                    where the main process listens for POST /internal/reports
//     key  lock                    made here
//
// It can read neither store nor vault, and goes on alone when the main process is down.

#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sokuo::front {

struct FrontOptions {
    std::filesystem::path directory{}; ///< `DIR/front`; must be there, with charter and packs.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8081; ///< 0: any free one, told to `on_listening`.
    std::vector<std::string> trusted_proxies{};
    /// `https://csirt.city.example`, for security.txt; empty: only mail and phone are named there.
    std::string public_url{};
    /// Called once, when requests are answered and everything that can be given up is given up.
    std::function<void(std::uint16_t port)> on_listening{};
    /// How long the main process may take to give a number.
    std::chrono::milliseconds main_time_max{3'000};
    /// Off only in tests that could not go on afterwards.
    bool is_confined = true;
};

inline constexpr std::string_view main_socket_name = "main.sock";
inline constexpr std::string_view spool_name = "spool";
/// What the front asks the main process: the body is a submission as JSON, the answer
/// `{"number": "R8-U-0231"}`; the same id again gets the same number.
inline constexpr std::string_view internal_reports_path = "/internal/reports";

/// Serves until SIGTERM or SIGINT. To be called in a process that has no other thread, because
/// what is given up must be given up by all of them. Errors: `conflict` (another front serves this
/// directory), `unavailable` (address in use, disk), `invalid` (charter or pack).
[[nodiscard]] Result<> run_front(const FrontOptions& options);

/// The process that serves `directory`; nothing when none does. A main process that starts again
/// finds with it the front that went on without it.
[[nodiscard]] std::optional<pid_t> front_process(const std::filesystem::path& directory);

} // namespace sokuo::front
