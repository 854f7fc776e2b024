#include "sandbox/zygote.h"

#include "sandbox/confine.h"
#include "sandbox/worker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sokuo::sandbox {
namespace {

constexpr std::size_t order_fds = 3;

struct Child {
    pid_t process = 0;
    int ended = -1; ///< A pidfd: readable when the process has ended.
    int notes = -1; ///< Closed at the other end: nobody wants the result any more.
};

struct Received {
    Order order{};
    std::array<int, order_fds> fds{-1, -1, -1};
    bool is_whole = false;
    bool is_over = false; ///< The parent is gone.
};

Received receive() {
    Received received;
    iovec part{&received.order, sizeof received.order};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * order_fds)> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const auto size = ::recvmsg(control_fd, &message, MSG_CMSG_CLOEXEC);
    received.is_over = size == 0 || (size < 0 && errno != EINTR);
    const auto* head = CMSG_FIRSTHDR(&message);
    if (size > 0 && head != nullptr && head->cmsg_type == SCM_RIGHTS &&
        head->cmsg_len == CMSG_LEN(sizeof received.fds)) {
        std::memcpy(received.fds.data(), CMSG_DATA(head), sizeof received.fds);
        received.is_whole = size == sizeof received.order;
    }
    received.order.parser[sizeof received.order.parser - 1] = '\0';
    return received;
}

// A parent that has gone away is noticed elsewhere.
void say(int notes, Note note) {
    while (::write(notes, &note, sizeof note) < 0 && errno == EINTR) {
    }
}

class Zygote {
public:
    Zygote(std::span<const Parser> parsers, int null, std::vector<std::byte> calls)
        : parsers_{parsers}, null_{null}, calls_{std::move(calls)} {}

    void serve() {
        while (wait()) {
            collect();
            if ((polled_.front().revents & (POLLIN | POLLHUP)) == 0) continue;
            const auto received = receive();
            if (received.is_over) return;
            if (received.is_whole) start(received);
            for (const int fd : received.fds) {
                const bool is_kept = !children_.empty() && children_.back().notes == fd;
                if (fd >= 0 && !is_kept) ::close(fd);
            }
        }
    }

private:
    bool wait() {
        polled_.assign(1, {control_fd, POLLIN, 0});
        for (const auto& child : children_) {
            polled_.push_back({child.ended, POLLIN, 0});
            polled_.push_back({child.notes, 0, 0});
        }
        while (::poll(polled_.data(), polled_.size(), -1) < 0) {
            if (errno != EINTR) return false;
        }
        return true;
    }

    void collect() {
        for (std::size_t at = 0; at < children_.size(); ++at) {
            auto& child = children_[at];
            const bool is_unwanted = polled_[2 + 2 * at].revents != 0;
            const bool has_ended = polled_[1 + 2 * at].revents != 0;
            if (is_unwanted) ::kill(child.process, SIGKILL);
            if (!is_unwanted && !has_ended) continue;
            int status = 0;
            ::waitpid(child.process, &status, 0);
            say(child.notes, {Note::What::ended, status});
            ::close(child.ended);
            ::close(child.notes);
            child.process = 0;
        }
        std::erase_if(children_, [](const Child& child) { return child.process == 0; });
    }

    void start(const Received& received) {
        const auto [input, output, notes] = received.fds;
        const pid_t process = ::fork();
        if (process == 0)
            work({.order = received.order, .input = input, .output = output, .null = null_},
                 parsers_, calls_);
        if (process < 0) {
            say(notes, {Note::What::no_worker, errno});
            return;
        }
        const auto ended = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
        if (ended < 0) {
            const int why = errno;
            ::kill(process, SIGKILL);
            ::waitpid(process, nullptr, 0);
            say(notes, {Note::What::no_worker, why});
            return;
        }
        say(notes, {Note::What::started, 0});
        children_.push_back({process, ended, notes});
    }

    std::span<const Parser> parsers_;
    int null_;
    std::vector<std::byte> calls_;
    std::vector<Child> children_;
    std::vector<pollfd> polled_;
};

void forget_signals() {
    for (int signal = 1; signal < NSIG; ++signal)
        std::signal(signal, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

int refuse(const Error& error) {
    std::fprintf(stderr, "sokuo: %s\n", describe(error).c_str());
    return 1;
}

} // namespace

int run_zygote(std::span<const Parser> parsers) {
    forget_signals();
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0) return 1;
    for (const auto& parser : parsers) {
        if (parser.warm_up != nullptr) parser.warm_up();
    }
    std::vector<std::byte> calls;
    if (is_sanitized()) {
        give_up_privileges();
    } else {
        const auto confined = confine_files();
        if (!confined.ok()) return refuse(confined.error());
        auto program = worker_calls();
        if (!program.ok()) return refuse(program.error());
        calls = std::move(program).value();
    }
    // Whoever does not want a result any more closes it, and that ends nobody but its worker.
    std::signal(SIGPIPE, SIG_IGN);
    const char ready = '!';
    if (::send(control_fd, &ready, sizeof ready, MSG_NOSIGNAL) != sizeof ready) return 1;
    Zygote{parsers, null, std::move(calls)}.serve();
    return 0;
}

} // namespace sokuo::sandbox
