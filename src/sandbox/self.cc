#include "sandbox/self.h"

#include "sandbox/calls.h"

#include <array>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace sokuo::sandbox {
namespace {

constexpr Message no_landlock{
    "sandbox.no_landlock", "このOSには、書けるところを限るしくみ（Landlock）がありません。",
    "This system has nothing that limits where can be written (Landlock)."};

constexpr std::array reading_calls{
    // What is open.
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(fadvise64),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(getdents64),
    // What lies where.
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    // Memory and threads.
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rseq),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(membarrier),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    // Time, randomness, oneself.
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(wait4),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

// Landlock says where.
constexpr std::array writing_calls{
    SCMP_SYS(open),     SCMP_SYS(openat),    SCMP_SYS(mkdir),  SCMP_SYS(mkdirat),
    SCMP_SYS(rename),   SCMP_SYS(renameat),  SCMP_SYS(unlink), SCMP_SYS(renameat2),
    SCMP_SYS(unlinkat), SCMP_SYS(ftruncate), SCMP_SYS(rmdir),  SCMP_SYS(syncfs),
};

Result<> limit_calls(bool can_write) {
    CallFilter filter{CallFilter::Rest::refused};
    filter.list(reading_calls);
    if (can_write) {
        filter.list(writing_calls);
    } else {
        constexpr auto writing = std::uint64_t{O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND};
        filter.list_without(SCMP_SYS(open), 1, writing);
        filter.list_without(SCMP_SYS(openat), 2, writing);
    }
    filter.list_without(SCMP_SYS(mmap), 2, PROT_EXEC);
    filter.list_without(SCMP_SYS(mprotect), 2, PROT_EXEC);
    // A terminal can be asked how wide it is, and not be typed on.
    filter.list_when(SCMP_SYS(ioctl), 1, TCGETS);
    filter.list_when(SCMP_SYS(ioctl), 1, TIOCGWINSZ);
    filter.list_when(SCMP_SYS(prlimit64), 2, 0);
    // A descriptor can be asked and kept from heirs, and not told whom to signal.
    for (const auto command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC})
        filter.list_when(SCMP_SYS(fcntl), 1, static_cast<std::uint64_t>(command));
    // Threads, and no processes. The newer call hides its flags in memory.
    filter.list_with(SCMP_SYS(clone), 0, CLONE_THREAD);
    filter.deny_existence(SCMP_SYS(clone3));
    filter.deny_existence(SCMP_SYS(openat2));
    // What is broken may say so to itself: abort().
    filter.list_when(SCMP_SYS(tgkill), 0, static_cast<std::uint64_t>(::getpid()));
    return filter.load_for_all_threads();
}

} // namespace

Result<> lock_self_in(const Room& room) {
    if (is_sanitized()) return Done{};
    const auto confined = TRY(confine_files(room));
    if (!room.write.empty() && confined.landlock_abi == 0)
        return failure(Errc::unavailable, no_landlock);
    return limit_calls(!room.write.empty());
}

} // namespace sokuo::sandbox
