#include "app/replay/town.h"

#include "app/demo.h"
#include "app/org.h"
#include "charter/book.h"

#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sokuo::app::replay {
namespace {

namespace fs = std::filesystem;

constexpr Message no_directory{"replay.no_directory", "作業用のフォルダを作れませんでした。",
                               "No directory could be made to work in."};
constexpr Message no_server{"replay.no_server", "サーバーを始められませんでした。",
                            "The server could not be started."};

constexpr std::string_view announcement = "listening staff http://";
constexpr int start_ms_max = 60'000;

struct Output {
    int out = -1; ///< Becomes the child's stdout; -1: the same file as its stderr.
    std::string errors;
};

// Starts this program once more with other words.
Result<pid_t> spawn(std::vector<std::string> words, const Output& output) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, output.errors.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&files, output.out < 0 ? STDERR_FILENO : output.out,
                                     STDOUT_FILENO);
    pid_t child = 0;
    const int failed =
        posix_spawn(&child, "/proc/self/exe", &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) return because(failure(Errc::unavailable, no_server), std::strerror(failed));
    return child;
}

std::string content_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// The port of the line that says where the server listens; 0 before there is one.
std::uint16_t announced_port(std::string_view heard) {
    const auto line = heard.find(announcement);
    const auto end = heard.find('\n', line);
    if (line == std::string_view::npos || end == std::string_view::npos) return 0;
    const auto address = heard.substr(line, end - line);
    std::uint16_t port = 0;
    const auto digits = address.substr(address.rfind(':') + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
}

// Reads what the server says until it says where it listens; 0 when it ends without.
std::uint16_t wait_for_port(int output) {
    std::string heard;
    std::array<char, 4096> piece{};
    pollfd waiting{.fd = output, .events = POLLIN, .revents = 0};
    while (poll(&waiting, 1, start_ms_max) > 0) {
        const auto count = read(output, piece.data(), piece.size());
        if (count <= 0) return 0;
        heard.append(piece.data(), static_cast<std::size_t>(count));
        if (const auto port = announced_port(heard); port != 0) return port;
    }
    return 0;
}

} // namespace

std::vector<SignIn> read_sign_ins(const Json& json) {
    std::vector<SignIn> all;
    for (const auto& row : json["sign_ins"].items())
        all.push_back(
            {std::string{row["name"].text_or("")}, std::string{row["password"].text_or("")}});
    return all;
}

Result<std::unique_ptr<Town>> Town::make(const fs::path& charter, Time starts) {
    std::error_code ignored;
    std::string pattern = (fs::temp_directory_path(ignored) / "sokuo-replay-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        return because(failure(Errc::unavailable, no_directory), std::strerror(errno));
    std::unique_ptr<Town> town{new Town};
    town->directory_ = pattern;
    TRY(town->fill(charter, starts));
    TRY(town->start());
    return town;
}

Town::~Town() {
    stop();
    std::error_code ignored;
    if (!is_kept_ && !directory_.empty()) fs::remove_all(directory_, ignored);
}

Result<> Town::fill(const fs::path& charter, Time starts) {
    const auto pack = TRY(charter::pack_beside(charter));
    const auto org = TRY(Org::make(
        {.directory = directory_ / "data", .charter = charter, .pack = pack, .simulated = starts}));
    sign_ins_ = read_sign_ins(TRY(fill_people(*org)));
    return Done{};
}

Result<> Town::start() {
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0)
        return because(failure(Errc::unavailable, no_server), std::strerror(errno));
    output_ = pipe_ends[0];
    const auto log = (directory_ / "server.log").string();
    auto started =
        spawn({"sokuo", "serve", (directory_ / "data").string(), "--listen", "127.0.0.1:0"},
              {pipe_ends[1], log});
    close(pipe_ends[1]);
    process_ = TRY(std::move(started));
    server_.port = wait_for_port(output_);
    if (server_.port == 0) return because(failure(Errc::unavailable, no_server), content_of(log));
    return Done{};
}

void Town::stop() {
    if (process_ > 0) {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    if (output_ >= 0) close(output_);
    output_ = -1;
}

std::string Town::account_of_server() {
    int status = 0;
    std::string account = "the server runs";
    if (process_ > 0 && waitpid(process_, &status, WNOHANG) == process_) {
        process_ = 0;
        account = WIFSIGNALED(status)
                      ? "the server was ended by signal " + std::to_string(WTERMSIG(status))
                      : "the server ended with " + std::to_string(WEXITSTATUS(status));
    }
    return account + "\n" + content_of(directory_ / "server.log");
}

Result<bool> Town::stop_and_verify() {
    stop();
    const auto log = (directory_ / "verify.log").string();
    const auto child = TRY(spawn({"sokuo", "verify", (directory_ / "data").string()}, {-1, log}));
    int status = 0;
    if (waitpid(child, &status, 0) != child) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace sokuo::app::replay
