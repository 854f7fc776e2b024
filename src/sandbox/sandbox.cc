#include "sandbox/sandbox.h"

#include "sandbox/descriptor.h"
#include "sandbox/nursery.h"
#include "sandbox/reasons.h"
#include "sandbox/turns.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <utility>

namespace sokuo::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

Error system_error(std::string_view what) {
    return because(failure(Errc::unavailable, not_started),
                   std::string{what} + ": " + std::strerror(errno));
}

/// The input as a file that nobody can change any more.
Result<Descriptor> sealed(ByteView input) {
    Descriptor file{::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!file.is_open()) return system_error("memfd_create");
    for (auto rest = input; !rest.empty();) {
        const auto written = ::write(file.number(), rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return system_error("memfd");
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    constexpr int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    if (::fcntl(file.number(), F_ADD_SEALS, seals) != 0) return system_error("F_ADD_SEALS");
    return file;
}

/// The two ways back from a job: what the worker says, and what the zygote says about it.
struct Ways {
    Descriptor result{};
    Descriptor worker_end{};
    Descriptor notes{};
    Descriptor zygote_end{};
};

Result<Ways> ways() {
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return system_error("socketpair");
    Ways both{.result = Descriptor{pair[0]}, .worker_end = Descriptor{pair[1]}};
    // The worker was told everything when it began.
    ::shutdown(both.result.number(), SHUT_WR);
    if (::pipe2(pair.data(), O_CLOEXEC) != 0) return system_error("pipe2");
    both.notes = Descriptor{pair[0]};
    both.zygote_end = Descriptor{pair[1]};
    return both;
}

Error reason(const Message& message, std::string detail) {
    return because(failure(Errc::invalid, message), std::move(detail));
}

/// Why a worker ended, by its status of waitpid; nothing: as it should.
std::optional<Error> reason_of(int status) {
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        const auto detail = "the worker ended by signal " + std::to_string(signal);
        if (signal == SIGSYS) return reason(forbidden, detail);
        if (signal == SIGXCPU) return reason(too_slow, detail);
        // The kernel, when memory runs out; or the limit of CPU once more.
        if (signal == SIGKILL) return reason(too_hungry, detail);
        return reason(crashed, detail);
    }
    const auto detail = "the worker ended with " + std::to_string(WEXITSTATUS(status));
    switch (static_cast<Exit>(WEXITSTATUS(status))) {
    case Exit::done: return {};
    case Exit::out_of_memory: return reason(too_hungry, detail);
    case Exit::overflowed: return because(failure(Errc::too_large, too_much), detail);
    case Exit::not_confined:
    case Exit::no_parser: return because(failure(Errc::unavailable, not_started), detail);
    case Exit::exception: break;
    }
    return reason(crashed, detail);
}

/// Listens to one job until it has ended.
class Listener {
public:
    Listener(Ways& ways, const Profile& profile)
        : ways_{ways}, reader_{{profile.output_bytes_max, profile.records_max}},
          until_{Clock::now() + profile.deadline} {}

    /// The job was lost with its zygote, whatever it was about.
    [[nodiscard]] bool is_lost() const { return is_lost_; }

    Result<RecordReader> listen() {
        while (ways_.result.is_open() || ways_.notes.is_open()) {
            if (!wait()) {
                // A zygote that has not even begun is of no use to others either.
                is_lost_ = !has_started_;
                return reason(too_slow, "the deadline passed");
            }
            if (polled_[0].revents != 0) TRY(hear_result());
            if (polled_[1].revents != 0) TRY(hear_note());
        }
        if (const auto why = reason_of(status_)) return *why;
        if (!reader_.is_complete()) return reason(lied, "the result has no end");
        return std::move(reader_);
    }

private:
    bool wait() {
        polled_ = {{{ways_.result.number(), POLLIN, 0}, {ways_.notes.number(), POLLIN, 0}}};
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
        if (left <= 0) return false;
        return ::poll(polled_.data(), polled_.size(), static_cast<int>(left)) != 0;
    }

    Result<> hear_result() {
        const auto size = ::read(ways_.result.number(), buffer_.data(), buffer_.size());
        if (size < 0 && errno == EINTR) return Done{};
        if (size <= 0) {
            ways_.result.close();
            return Done{};
        }
        return reader_.read(ByteView{buffer_}.first(static_cast<std::size_t>(size)));
    }

    Result<> hear_note() {
        Note note;
        const auto size = ::read(ways_.notes.number(), &note, sizeof note);
        if (size < 0 && errno == EINTR) return Done{};
        if (size != sizeof note) {
            is_lost_ = true;
            return because(failure(Errc::unavailable, not_started), "the zygote died");
        }
        switch (note.what) {
        case Note::What::started: has_started_ = true; return Done{};
        case Note::What::no_worker: errno = note.value; return system_error("fork");
        case Note::What::ended:
            status_ = note.value;
            ways_.notes.close();
            return Done{};
        }
        return Done{};
    }

    Ways& ways_;
    RecordReader reader_;
    Clock::time_point until_;
    std::array<pollfd, 2> polled_{};
    std::array<std::byte, 65'536> buffer_{};
    int status_ = 0;
    bool has_started_ = false;
    bool is_lost_ = false;
};

class ZygoteSandbox : public Sandbox {
public:
    ZygoteSandbox(std::span<const Parser> parsers, Options options)
        : parsers_{parsers}, options_{std::move(options)}, turns_{options_.workers_max} {}

    Result<> start() { return nursery_.keep_alive(); }

    Result<std::vector<Record>> read(std::string_view name, ByteView input,
                                     const Profile& profile) override {
        const auto parser = std::ranges::find(parsers_, name, &Parser::name);
        assert(parser != parsers_.end() && name.size() < sizeof Order::parser);
        if (input.size() > profile.input_bytes_max)
            return failure(Errc::too_large, too_big, {std::to_string(profile.input_bytes_max)});
        const Turn turn{turns_, Clock::now() + profile.deadline};
        if (!turn.has_it()) return failure(Errc::unavailable, busy);
        const auto file = TRY(sealed(input));
        bool is_lost = false;
        auto outcome = attempt(*parser, file, profile, is_lost);
        // The zygote was shot from outside. That says nothing about these bytes, once.
        if (is_lost) outcome = attempt(*parser, file, profile, is_lost);
        return outcome;
    }

    [[nodiscard]] int zygote() const override { return nursery_.process(); }

private:
    Result<std::vector<Record>> attempt(const Parser& parser, const Descriptor& file,
                                        const Profile& profile, bool& is_lost) {
        TRY(nursery_.keep_alive());
        auto both = TRY(ways());
        Order order{.memory_bytes = profile.memory_bytes,
                    .bytes_max = profile.output_bytes_max,
                    .records_max = profile.records_max,
                    .cpu_seconds = profile.cpu_seconds};
        std::ranges::copy(parser.name, std::begin(order.parser));
        const auto ordered = nursery_.order(order, file.number(), both.worker_end.number(),
                                            both.zygote_end.number());
        is_lost = !ordered.ok();
        if (is_lost) return ordered.error();
        both.worker_end.close();
        both.zygote_end.close();
        Listener listener{both, profile};
        auto heard = listener.listen();
        is_lost = listener.is_lost();
        if (is_lost) nursery_.give_up(ordered.value());
        auto reader = TRY(std::move(heard));
        if (!reader.refusal().empty()) return refused(parser, reader.refusal());
        return reader.take();
    }

    static Error refused(const Parser& parser, const std::string& code) {
        const auto known = std::ranges::find_if(
            parser.refusals, [&](const Message* message) { return message->code() == code; });
        return reason(known == parser.refusals.end() ? not_understood : **known, code);
    }

    std::span<const Parser> parsers_;
    Options options_;
    Turns turns_; ///< How many jobs may run at once.
    Nursery nursery_{options_};
};

} // namespace

Result<std::unique_ptr<Sandbox>> Sandbox::start(std::span<const Parser> parsers, Options options) {
    auto sandbox = std::make_unique<ZygoteSandbox>(parsers, std::move(options));
    TRY(sandbox->start());
    return std::unique_ptr<Sandbox>{std::move(sandbox)};
}

} // namespace sokuo::sandbox
