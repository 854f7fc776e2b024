#include "sandbox/worker.h"

#include "sandbox/calls.h"
#include "sandbox/confine.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <csignal>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <seccomp.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sokuo::sandbox {
namespace {

constexpr rlim_t files_max = 16;
constexpr int output_fd = 3; // Beside stdin, stdout and stderr, the only one a worker has.

[[noreturn]] void leave(Exit exit) {
    ::_exit(static_cast<int>(exit));
}

// What computing needs, on a thread of its own: memory, time, randomness, and one way out.
constexpr std::array worker_calls_list{
    SCMP_SYS(write),     SCMP_SYS(close),        SCMP_SYS(munmap), SCMP_SYS(mremap),
    SCMP_SYS(brk),       SCMP_SYS(madvise),      SCMP_SYS(futex),  SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom), SCMP_SYS(rt_sigreturn), SCMP_SYS(exit),   SCMP_SYS(exit_group),
};

// Records on their way out, a buffer at a time.
class SocketOutput : public Output {
public:
    explicit SocketOutput(const Order& order)
        : bytes_left_{order.bytes_max}, records_left_{order.records_max} {}

    void put(std::uint16_t kind, ByteView body) override {
        assert(kind <= kind_max);
        if (body.size() > bytes_left_ || records_left_ == 0) leave(Exit::overflowed);
        bytes_left_ -= body.size();
        --records_left_;
        ++count_;
        add(frame_head(kind, static_cast<std::uint32_t>(body.size())));
        add(body);
    }

    void end() {
        add(end_frame(count_));
        flush();
    }

    void refuse(std::string_view code) {
        add(refusal_frame(code));
        flush();
    }

private:
    void add(ByteView bytes) {
        if (bytes.size() > buffer_.size() - used_) flush();
        if (bytes.size() > buffer_.size()) {
            send(bytes);
            return;
        }
        std::ranges::copy(bytes, buffer_.begin() + static_cast<long>(used_));
        used_ += bytes.size();
    }

    void flush() {
        send(ByteView{buffer_}.first(used_));
        used_ = 0;
    }

    static void send(ByteView bytes) {
        while (!bytes.empty()) {
            const auto sent = ::write(output_fd, bytes.data(), bytes.size());
            // Nobody reads any more.
            if (sent <= 0) leave(Exit::overflowed);
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        }
    }

    std::uint64_t bytes_left_;
    std::uint64_t records_left_;
    std::uint32_t count_ = 0;
    std::array<std::byte, 65'536> buffer_{};
    std::size_t used_ = 0;
};

bool limit(__rlimit_resource what, rlim_t value, rlim_t last) {
    const rlimit both{.rlim_cur = value, .rlim_max = last};
    return ::setrlimit(what, &both) == 0;
}

bool keep_only(const Job& job) {
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::dup2(job.null, standard) < 0) return false;
    }
    return ::dup2(job.output, output_fd) >= 0 && ::close_range(output_fd + 1, ~0U, 0) == 0;
}

bool lock_in(const Job& job, std::span<const std::byte> calls) {
    // A second more, for a signal with a name of its own to come first.
    const rlim_t seconds = job.order.cpu_seconds;
    const rlim_t memory = job.order.memory_bytes;
    bool done = limit(RLIMIT_CPU, seconds, seconds + 1) && limit(RLIMIT_FSIZE, 0, 0) &&
                limit(RLIMIT_NOFILE, files_max, files_max);
    if (!is_sanitized()) done = done && limit(RLIMIT_AS, memory, memory) && load_program(calls);
    return done;
}

ByteView mapped(int file, bool& done) {
    struct stat about {};
    done = ::fstat(file, &about) == 0;
    const auto size = static_cast<std::size_t>(about.st_size);
    if (!done || size == 0) return {};
    const void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    done = bytes != MAP_FAILED;
    return done ? ByteView{static_cast<const std::byte*>(bytes), size} : ByteView{};
}

void run(const Parser& parser, ByteView input, SocketOutput& output) {
    try {
        const auto outcome = parser.run(input, output);
        if (outcome.ok())
            output.end();
        else
            output.refuse(outcome.error().message->code());
    } catch (const std::bad_alloc&) {
        leave(Exit::out_of_memory);
    } catch (const std::exception&) {
        leave(Exit::exception);
    }
}

} // namespace

Result<std::vector<std::byte>> worker_calls() {
    CallFilter filter{CallFilter::Rest::deadly};
    filter.list(worker_calls_list);
    // Memory, but none that can be run as a program.
    filter.list_without(SCMP_SYS(mmap), 2, PROT_EXEC);
    filter.list_without(SCMP_SYS(mprotect), 2, PROT_EXEC);
    return filter.program();
}

void work(const Job& job, std::span<const Parser> parsers, std::span<const std::byte> calls) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::set_new_handler([] { leave(Exit::out_of_memory); });
    std::set_terminate([] { leave(Exit::exception); });
    // On the heap, and before the limit: what is large must not be the parser's.
    const auto output = std::make_unique<SocketOutput>(job.order);
    const std::string_view name{job.order.parser};
    const auto parser = std::ranges::find(parsers, name, &Parser::name);
    if (parser == parsers.end()) leave(Exit::no_parser);
    bool is_mapped = false;
    const auto input = mapped(job.input, is_mapped);
    if (!is_mapped || !keep_only(job) || !lock_in(job, calls)) leave(Exit::not_confined);
    run(*parser, input, *output);
    leave(Exit::done);
}

} // namespace sokuo::sandbox
