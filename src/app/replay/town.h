#pragma once

// A town that lives as long as one replay: a fresh data directory with a simulated clock, people in
// their posts and an empty inbox, and a server process of this very program that serves it on a
// free port of the loopback address. Stopped at the end; removed unless it is to be kept.

#include "app/replay/player.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sokuo::app::replay {

class Town {
public:
    /// Errors: those of making an organisation; `unavailable` when the server does not start, with
    /// its log as the detail.
    static Result<std::unique_ptr<Town>> make(const std::filesystem::path& charter, Time starts);
    ~Town();
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;

    [[nodiscard]] http::Endpoint server() const { return server_; }
    [[nodiscard]] const std::vector<SignIn>& sign_ins() const { return sign_ins_; }
    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
    /// Leaves the directory there when this ends.
    void keep() { is_kept_ = true; }
    /// How the server ended, if it did, and its last words: for whoever looks for the reason.
    [[nodiscard]] std::string account_of_server();
    /// Stops the server and checks journal, vault and views (`sokuo verify`). Gives whether all of
    /// it is sound.
    Result<bool> stop_and_verify();

private:
    Town() = default;
    Result<> fill(const std::filesystem::path& charter, Time starts);
    Result<> start();
    void stop();

    std::filesystem::path directory_;
    http::Endpoint server_;
    std::vector<SignIn> sign_ins_;
    pid_t process_ = 0;
    int output_ = -1;
    bool is_kept_ = false;
};

/// The sign-ins of a JSON text `{"sign_ins": [{"name", "password"}]}`.
[[nodiscard]] std::vector<SignIn> read_sign_ins(const Json& json);

} // namespace sokuo::app::replay
