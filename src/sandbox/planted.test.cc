#include "sandbox/planted.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <new>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sokuo::sandbox::testing {
namespace {

constexpr Message unreadable{"test.unreadable", "読めません。", "Not readable."};
constexpr Message strange{"test.strange", "変です。", "Strange."};
constexpr std::array<const Message*, 1> refusals{&unreadable};
constexpr int output_fd = 3;

Result<> echo(ByteView input, Output& output) {
    output.put(1, input);
    output.put(2, {});
    return Done{};
}

Result<> refuse(ByteView, Output& output) {
    output.put(1, {});
    return failure(Errc::invalid, unreadable);
}

Result<> refuse_strangely(ByteView, Output&) {
    return failure(Errc::invalid, strange);
}

Result<> crash(ByteView, Output&) {
    __builtin_trap();
}

Result<> fail(ByteView, Output&) {
    // A library's exception: std::string's.
    return failure(Errc::invalid, unreadable, {std::string{"short"}.substr(10)});
}

Result<> exhaust(ByteView, Output& output) {
    // As an allocator says it.
    std::get_new_handler()();
    output.put(1, {});
    return Done{};
}

Result<> leave(ByteView, Output& output) {
    output.put(1, {});
    ::_exit(0);
}

Result<> spin(ByteView input, Output&) {
    volatile std::size_t turns = input.size();
    for (;;)
        turns = turns + 1;
}

void write_raw(ByteView bytes) {
    if (::write(output_fd, bytes.data(), bytes.size()) < 0) ::_exit(9);
}

// Writes past the Output, as code that was taken over would.
template <std::uint32_t Length, std::size_t Sent, bool HasEnd, std::uint32_t Count>
Result<> lie(ByteView, Output&) {
    write_raw(frame_head(7, Length));
    write_raw(Bytes(Sent));
    if (HasEnd) write_raw(end_frame(Count));
    ::_exit(0);
}

Result<> talk_on(ByteView, Output&) {
    write_raw(end_frame(0));
    write_raw(end_frame(0));
    ::_exit(0);
}

Result<> flood(ByteView, Output& output) {
    const Bytes large(1'000'000);
    for (;;)
        output.put(1, large);
}

Result<> many(ByteView, Output&) {
    // Past the Output again: it would stop by itself.
    for (;;)
        write_raw(frame_head(1, 0));
}

Result<> act(ByteView input, Output& output) {
    const auto deed = std::ranges::find(deeds(), as_text(input), &Deed::name);
    if (deed != deeds().end())
        ::syscall(deed->call, deed->arguments[0], deed->arguments[1], deed->arguments[2], -1, 0);
    output.put(1, {});
    return Done{};
}

Result<> multiply(ByteView, Output& output) {
    for (;;)
        output.put(1, as_bytes(std::to_string(::fork())));
}

Result<> grow(ByteView, Output& output) {
    std::vector<std::unique_ptr<Bytes>> all;
    for (;;) {
        all.push_back(std::make_unique<Bytes>(1'000'000));
        output.put(1, {});
    }
}

// Asked by closing: the only call about descriptors that a worker has.
Result<> close_all(ByteView, Output& output) {
    std::string open;
    for (const int number : {0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}) {
        if (::close(number) == 0) open += std::to_string(number);
    }
    output.put(1, as_bytes(open.insert(open.find_last_of('2') + 1, "3")));
    return Done{};
}

constexpr std::array parsers{
    Parser{.name = "echo", .run = echo},
    Parser{.name = "refuse", .run = refuse, .refusals = refusals},
    Parser{.name = "refuse with strange words", .run = refuse_strangely, .refusals = refusals},
    Parser{.name = "crash", .run = crash},
    Parser{.name = "exception", .run = fail},
    Parser{.name = "exhaust", .run = exhaust},
    Parser{.name = "leave", .run = leave},
    Parser{.name = "spin", .run = spin},
    Parser{.name = "half a record", .run = lie<1'000, 10, false, 0>},
    Parser{.name = "no end", .run = lie<10, 10, false, 0>},
    Parser{.name = "wrong end", .run = lie<10, 10, true, 2>},
    Parser{.name = "more behind the end", .run = talk_on},
    Parser{.name = "4 GB", .run = lie<0xFFFF'FFFF, 10, false, 0>},
    Parser{.name = "flood", .run = flood},
    Parser{.name = "many", .run = many},
    Parser{.name = "do", .run = act},
    Parser{.name = "fork bomb", .run = multiply},
    Parser{.name = "bomb of memory", .run = grow},
    Parser{.name = "what is open", .run = close_all},
};

long address(const char* text) {
    return static_cast<long>(reinterpret_cast<std::intptr_t>(text));
}

} // namespace

std::span<const Parser> planted() {
    return parsers;
}

std::span<const Deed> deeds() {
    static const long passwd = address("/etc/passwd");
    static const std::array all{
        Deed{"openat", SYS_openat, {AT_FDCWD, passwd, O_RDONLY}},
        Deed{"openat2", SYS_openat2, {AT_FDCWD, passwd, 0}},
        Deed{"socket inet", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
        Deed{"socket unix", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
        Deed{"socketpair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0}},
        Deed{"connect", SYS_connect, {output_fd, passwd, 16}},
        Deed{"bind", SYS_bind, {output_fd, passwd, 16}},
        Deed{"sendto", SYS_sendto, {output_fd, passwd, 1}},
        Deed{"recvfrom", SYS_recvfrom, {output_fd, passwd, 1}},
        Deed{"read", SYS_read, {output_fd, passwd, 1}},
        Deed{"execve", SYS_execve, {address("/bin/true"), 0, 0}},
        Deed{"execveat", SYS_execveat, {AT_FDCWD, address("/bin/true"), 0}},
        Deed{"clone", SYS_clone, {SIGCHLD, 0, 0}},
        Deed{"clone3", SYS_clone3, {0, 0, 0}},
        Deed{"kill", SYS_kill, {0, SIGTERM, 0}},
        Deed{"tgkill", SYS_tgkill, {1, 1, SIGTERM}},
        Deed{"ptrace", SYS_ptrace, {0, 0, 0}},
        Deed{"process_vm_readv", SYS_process_vm_readv, {1, 0, 0}},
        Deed{"process_vm_writev", SYS_process_vm_writev, {1, 0, 0}},
        Deed{"pidfd_open", SYS_pidfd_open, {1, 0, 0}},
        Deed{"pidfd_getfd", SYS_pidfd_getfd, {0, 0, 0}},
        Deed{"mount", SYS_mount, {passwd, passwd, passwd}},
        Deed{"umount2", SYS_umount2, {passwd, 0, 0}},
        Deed{"chroot", SYS_chroot, {passwd, 0, 0}},
        Deed{"pivot_root", SYS_pivot_root, {passwd, passwd, 0}},
        Deed{"unshare", SYS_unshare, {0, 0, 0}},
        Deed{"setns", SYS_setns, {0, 0, 0}},
        Deed{"bpf", SYS_bpf, {0, 0, 0}},
        Deed{"perf_event_open", SYS_perf_event_open, {0, 0, 0}},
        Deed{"userfaultfd", SYS_userfaultfd, {0, 0, 0}},
        Deed{"io_uring_setup", SYS_io_uring_setup, {1, 0, 0}},
        Deed{"memfd_create", SYS_memfd_create, {passwd, 0, 0}},
        Deed{"prctl", SYS_prctl, {4, 1, 0}},
        Deed{"prlimit64", SYS_prlimit64, {0, 0, 0}},
        Deed{"shmget", SYS_shmget, {0, 4'096, 0}},
        Deed{"msgget", SYS_msgget, {0, 0, 0}},
        Deed{"mq_open", SYS_mq_open, {passwd, 0, 0}},
        Deed{"inotify_init1", SYS_inotify_init1, {0, 0, 0}},
        Deed{"keyctl", SYS_keyctl, {0, 0, 0}},
        Deed{"add_key", SYS_add_key, {0, 0, 0}},
        Deed{"unlinkat", SYS_unlinkat, {AT_FDCWD, passwd, 0}},
        Deed{"mkdirat", SYS_mkdirat, {AT_FDCWD, passwd, 0}},
        Deed{"getdents64", SYS_getdents64, {output_fd, passwd, 1}},
        Deed{"readlinkat", SYS_readlinkat, {AT_FDCWD, passwd, 0}},
        Deed{"newfstatat", SYS_newfstatat, {AT_FDCWD, passwd, 0}},
        Deed{"dup", SYS_dup, {output_fd, 0, 0}},
        Deed{"pipe2", SYS_pipe2, {0, 0, 0}},
        Deed{"ioctl", SYS_ioctl, {output_fd, 0, 0}},
        Deed{"fcntl", SYS_fcntl, {output_fd, 0, 0}},
        Deed{"nanosleep", SYS_nanosleep, {0, 0, 0}},
        Deed{"personality", SYS_personality, {0, 0, 0}},
        Deed{"seccomp", SYS_seccomp, {0, 0, 0}},
        Deed{"init_module", SYS_init_module, {0, 0, 0}},
        Deed{"kexec_load", SYS_kexec_load, {0, 0, 0}},
        Deed{"reboot", SYS_reboot, {0, 0, 0}},
        Deed{"setuid", SYS_setuid, {0, 0, 0}},
        Deed{"memory to run", SYS_mmap, {0, 4'096, PROT_READ | PROT_EXEC}},
        Deed{"memory made to run", SYS_mprotect, {0, 4'096, PROT_READ | PROT_EXEC}},
        Deed{"no call", 9'999, {0, 0, 0}},
    };
    return all;
}

std::vector<std::string> zygote_words() {
    return {"--no-skip", "--test-case=the zygote of the tests"};
}

} // namespace sokuo::sandbox::testing
