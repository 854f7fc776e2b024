#include "front/front.h"

#include "core/random.h"
#include "front/confine.h"
#include "front/site.h"
#include "front/spool.h"
#include "http/server.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sokuo::front {
namespace {

constexpr Message already_running{
    "front.already_running", "公開窓口はもう動いています。二つめは要りません。",
    "The public front is running already. A second one is not needed."};
constexpr Message no_directory{
    "front.no_directory", "公開窓口の置き場所を使えません。本体を先に始めてください。",
    "The front's directory cannot be used. Start the main process first."};

constexpr std::string_view lock_name = "lock";

struct flock whole_file(short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

// Held as long as the process lives; the kernel gives it back, also after a crash.
Result<> lock(const std::filesystem::path& directory) {
    const auto path = directory / lock_name;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (file < 0)
        return because(failure(Errc::unavailable, no_directory),
                       path.string() + ": " + strerror(errno));
    auto wanted = whole_file(F_WRLCK);
    if (::fcntl(file, F_SETLK, &wanted) == 0) return Done{};
    ::close(file);
    return failure(Errc::conflict, already_running);
}

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

void wait_for_stop(const sigset_t& signals) {
    int signal = 0;
    while (sigwait(&signals, &signal) != 0) {
    }
}

Result<SiteParts> open_parts(const FrontOptions& options, const Clock& clock, Random& random) {
    auto board = TRY(Board::open(options.directory));
    auto tokens = TRY(Tokens::open(options.directory / "key", random));
    auto reception = TRY(Reception::open(
        {.directory = options.directory, .main_time_max = options.main_time_max}, clock.now()));
    return SiteParts{.board = std::move(board),
                     .reception = std::move(reception),
                     .tokens = tokens,
                     .public_url = options.public_url,
                     .clock = clock,
                     .random = random};
}

Result<> confine_before_threads(const FrontOptions& options) {
    const auto confinement = TRY(confine_files(options.directory));
    if (confinement.landlock_abi == 0)
        std::fputs("front: this kernel has no Landlock; files are guarded by their modes only\n",
                   stderr);
    return Done{};
}

} // namespace

Result<> run_front(const FrontOptions& options) {
    // Whatever the caller's mask was: what the front writes is for its own group at most.
    ::umask(0027);
    TRY(lock(options.directory));
    const auto signals = stop_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const WallClock clock;
    SystemRandom random;
    Site site{TRY(open_parts(options, clock, random))};
    if (options.is_confined) TRY(confine_before_threads(options));
    http::ServerOptions serving;
    serving.address = options.address;
    serving.port = options.port;
    serving.workers = 4;
    serving.connections_max = 2'000;
    serving.trusted_proxies = options.trusted_proxies;
    serving.routes = site.routes();
    serving.on_failure = [&site](const http::Request& request, int status) {
        return site.failed(request, status);
    };
    const auto server = TRY(http::Server::start(std::move(serving)));
    if (options.is_confined) TRY(confine_calls());
    if (options.on_listening) options.on_listening(server->port());
    wait_for_stop(signals);
    server->stop();
    return Done{};
}

std::optional<pid_t> front_process(const std::filesystem::path& directory) {
    const auto path = directory / lock_name;
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return {};
    auto asked = whole_file(F_WRLCK);
    const bool is_answered = ::fcntl(file, F_GETLK, &asked) == 0;
    ::close(file);
    if (!is_answered || asked.l_type == F_UNLCK) return {};
    return asked.l_pid;
}

} // namespace sokuo::front
