#include "front/confine.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sokuo::front {
namespace {

constexpr Message not_confined{"front.not_confined",
                               "公開窓口を閉じ込められません。カーネルの設定を確かめてください。",
                               "The public front cannot be confined. Check the kernel's settings."};

Error confine_error(std::string_view what, int number) {
    return because(failure(Errc::unavailable, not_confined),
                   std::string{what} + ": " + strerror(number));
}

// The ABI's own names, for the parts that Debian 12's headers do not have yet.
constexpr std::uint64_t refer = 1ULL << 13U;         // ABI 2
constexpr std::uint64_t truncate_file = 1ULL << 14U; // ABI 3
constexpr std::uint64_t device_ioctl = 1ULL << 15U;  // ABI 5
constexpr std::uint64_t connect_tcp = 1ULL << 1U;    // ABI 4
constexpr std::uint64_t scope_abstract = 1ULL << 0U; // ABI 6
constexpr std::uint64_t scope_signal = 1ULL << 1U;   // ABI 6
constexpr std::uint64_t first_files = (1ULL << 13U) - 1;

struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t net = 0;
    std::uint64_t scoped = 0;
};

// As much of the structure as the kernel knows.
std::size_t size_for(int abi) {
    if (abi >= 6) return sizeof(Ruleset);
    if (abi >= 4) return 2 * sizeof(std::uint64_t);
    return sizeof(std::uint64_t);
}

Ruleset handled_by(int abi) {
    Ruleset rules{.files = first_files};
    if (abi >= 2) rules.files |= refer;
    if (abi >= 3) rules.files |= truncate_file;
    if (abi >= 4) rules.net = connect_tcp;
    if (abi >= 5) rules.files |= device_ioctl;
    if (abi >= 6) rules.scoped = scope_abstract | scope_signal;
    return rules;
}

std::uint64_t wanted_in_directory(int abi) {
    std::uint64_t wanted = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                           LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                           LANDLOCK_ACCESS_FS_MAKE_REG;
    if (abi >= 3) wanted |= truncate_file;
    return wanted;
}

Result<> restrict_to(const std::filesystem::path& directory, int abi) {
    const auto rules = handled_by(abi);
    const auto ruleset =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size_for(abi), 0));
    if (ruleset < 0) return confine_error("landlock_create_ruleset", errno);
    const int parent = ::open(directory.c_str(), O_PATH | O_CLOEXEC | O_DIRECTORY);
    landlock_path_beneath_attr below{};
    below.allowed_access = wanted_in_directory(abi);
    below.parent_fd = parent;
    int refused = parent < 0 ? errno : 0;
    if (refused == 0 &&
        ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below, 0) != 0)
        refused = errno;
    if (refused == 0 && ::syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) refused = errno;
    if (parent >= 0) ::close(parent);
    ::close(ruleset);
    if (refused != 0) return confine_error("landlock " + directory.string(), refused);
    return Done{};
}

class Filter {
public:
    Filter() : context_{seccomp_init(SCMP_ACT_ALLOW)} {}
    ~Filter() {
        if (context_ != nullptr) seccomp_release(context_);
    }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    [[nodiscard]] int forbid(int call) const {
        return seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(EPERM), call, 0, nullptr);
    }
    [[nodiscard]] int forbid(int call, const scmp_arg_cmp& when) const {
        return seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(EPERM), call, 1, &when);
    }
    [[nodiscard]] scmp_filter_ctx context() const { return context_; }

private:
    scmp_filter_ctx context_;
};

constexpr std::array forbidden_calls{
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(personality),
};

void give_up_privileges() {
    // None of these can fail with these arguments on a kernel we run on; without them the filter
    // below would be refused.
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

} // namespace

Result<Confinement> confine_files(const std::filesystem::path& directory) {
    give_up_privileges();
    const auto abi = static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
    if (abi <= 0) return Confinement{};
    TRY(restrict_to(directory, abi));
    return Confinement{.landlock_abi = abi};
}

Result<> confine_calls() {
    const Filter filter;
    if (filter.context() == nullptr) return confine_error("seccomp_init", ENOMEM);
    // All threads at once: the server's have been started.
    int refused = seccomp_attr_set(filter.context(), SCMP_FLTATR_CTL_TSYNC, 1);
    for (const int call : forbidden_calls) {
        if (refused == 0) refused = filter.forbid(call);
    }
    constexpr scmp_arg_cmp not_unix{0, SCMP_CMP_NE, AF_UNIX, 0};
    if (refused == 0) refused = filter.forbid(SCMP_SYS(socket), not_unix);
    if (refused == 0) refused = seccomp_load(filter.context());
    if (refused != 0) return confine_error("seccomp", -refused);
    return Done{};
}

bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return false;
#endif
}

} // namespace sokuo::front
