#include "sandbox/nursery.h"

#include "sandbox/reasons.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <vector>

namespace sokuo::sandbox {
namespace {

constexpr int ready_ms_max = 20'000;

Error start_error(std::string_view what, int number) {
    return because(failure(Errc::unavailable, not_started),
                   std::string{what} + ": " + std::strerror(number));
}

// Nothing of the parent's but stderr and the socket: no environment, no signal mask.
int spawn(const Options& options, int control, pid_t& process) {
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, control, control_fd);
    posix_spawn_file_actions_addclosefrom_np(&files, control_fd + 1);
    std::vector<std::string> words{"sokuo"};
    words.insert(words.end(), options.arguments.begin(), options.arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    std::string locale{"LC_ALL=C"};
    std::array<char*, 2> environment{locale.data(), nullptr};
    const int failed = posix_spawn(&process, options.program.c_str(), &files, &attributes,
                                   pointers.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

// Nothing, or why not.
std::string_view why_not_ready(int control) {
    pollfd wanted{control, POLLIN, 0};
    char byte = 0;
    if (::poll(&wanted, 1, ready_ms_max) != 1) return "the zygote took too long to be ready";
    if (::recv(control, &byte, 1, 0) != 1) return "the zygote ended and says above why";
    return {};
}

} // namespace

Nursery::~Nursery() {
    end();
}

void Nursery::end() {
    control_.close();
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

Result<> Nursery::start() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return start_error("socketpair", errno);
    Descriptor ours{ends[0]};
    const Descriptor theirs{ends[1]};
    const int failed = spawn(options_, theirs.number(), process_);
    if (failed != 0) {
        process_ = 0;
        return start_error(options_.program, failed);
    }
    control_ = std::move(ours);
    ++number_;
    return Done{};
}

Result<> Nursery::keep_alive() {
    const std::lock_guard lock{mutex_};
    if (control_.is_open()) return Done{};
    TRY(start());
    const auto why = why_not_ready(control_.number());
    if (why.empty()) return Done{};
    end();
    return because(failure(Errc::unavailable, not_started), std::string{why});
}

Result<unsigned> Nursery::order(const Order& order, int input, int output, int notes) {
    const std::array fds{input, output, notes};
    iovec part{const_cast<Order*>(&order), sizeof order};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof fds)> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    auto* head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fds);
    std::memcpy(CMSG_DATA(head), fds.data(), sizeof fds);
    const std::lock_guard lock{mutex_};
    if (!control_.is_open()) return start_error("the zygote", ECHILD);
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(control_.number(), &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent == sizeof order) return number_;
    const int why = errno;
    end();
    return start_error("the zygote", why);
}

void Nursery::give_up(unsigned number) {
    const std::lock_guard lock{mutex_};
    if (number == number_) end();
}

int Nursery::process() const {
    const std::lock_guard lock{mutex_};
    return process_;
}

} // namespace sokuo::sandbox
