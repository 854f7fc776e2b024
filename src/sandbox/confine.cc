#include "sandbox/confine.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sokuo::sandbox {
namespace {

constexpr Message not_confined{"sandbox.not_confined",
                               "プロセスを閉じ込められません。カーネルの設定を確かめてください。",
                               "A process cannot be confined. Check the kernel's settings."};

Error confine_error(std::string_view what, int number) {
    return because(failure(Errc::unavailable, not_confined),
                   std::string{what} + ": " + strerror(number));
}

// The ABI's own names, for the parts that Debian 12's headers do not have yet.
constexpr std::uint64_t refer = 1ULL << 13U;         // ABI 2
constexpr std::uint64_t truncate_file = 1ULL << 14U; // ABI 3
constexpr std::uint64_t device_ioctl = 1ULL << 15U;  // ABI 5
constexpr std::uint64_t bind_tcp = 1ULL << 0U;       // ABI 4
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

// Zero, or why not.
int allow(int ruleset, int place, std::uint64_t wanted) {
    landlock_path_beneath_attr below{};
    below.allowed_access = wanted;
    below.parent_fd = place;
    const bool done =
        ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below, 0) == 0;
    return done ? 0 : errno;
}

int allow_below(int ruleset, const std::filesystem::path& directory, std::uint64_t wanted) {
    const int parent = ::open(directory.c_str(), O_PATH | O_CLOEXEC | O_DIRECTORY);
    if (parent < 0) return errno;
    const int refused = allow(ruleset, parent, wanted);
    ::close(parent);
    return refused;
}

// A file, or a folder and what is in it. What is not there cannot be read anyway; pipes (EBADFD)
// are outside of what Landlock knows.
int allow_reading(int ruleset, const std::filesystem::path& path) {
    const int place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (place < 0) return 0;
    struct stat about {};
    std::uint64_t wanted = LANDLOCK_ACCESS_FS_READ_FILE;
    if (::fstat(place, &about) == 0 && S_ISDIR(about.st_mode))
        wanted |= LANDLOCK_ACCESS_FS_READ_DIR;
    const int refused = allow(ruleset, place, wanted);
    ::close(place);
    return refused == EBADFD ? 0 : refused;
}

// What is left of the files, put into a ruleset. Gives zero, or why not.
using Allowing = int (*)(int ruleset, int abi, const void* room);

int allow_nothing(int, int, const void*) {
    return 0;
}

int allow_directory(int ruleset, int abi, const void* directory) {
    return allow_below(ruleset, *static_cast<const std::filesystem::path*>(directory),
                       wanted_in_directory(abi));
}

int allow_room(int ruleset, int abi, const void* of) {
    const auto& room = *static_cast<const Room*>(of);
    for (const auto& path : room.read)
        if (const int refused = allow_reading(ruleset, path); refused != 0) return refused;
    if (room.write.empty()) return 0;
    std::uint64_t wanted =
        wanted_in_directory(abi) | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR;
    if (abi >= 2) wanted |= refer;
    return allow_below(ruleset, room.write, wanted);
}

Result<Confinement> restrict_to(Allowing left, const void* room, bool can_listen) {
    give_up_privileges();
    const auto abi = static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
    if (abi <= 0) return Confinement{};
    auto rules = handled_by(abi);
    if (!can_listen && abi >= 4) rules.net |= bind_tcp;
    const auto ruleset =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, size_for(abi), 0));
    if (ruleset < 0) return confine_error("landlock_create_ruleset", errno);
    int refused = left(ruleset, abi, room);
    if (refused == 0 && ::syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) refused = errno;
    ::close(ruleset);
    if (refused != 0) return confine_error("landlock", refused);
    return Confinement{.landlock_abi = abi};
}

} // namespace

void give_up_privileges() {
    // None of these can fail with these arguments on a kernel we run on; without them a filter of
    // system calls would be refused.
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

Result<Confinement> confine_files() {
    return restrict_to(allow_nothing, nullptr, false);
}

Result<Confinement> confine_files(const std::filesystem::path& directory) {
    return restrict_to(allow_directory, &directory, true);
}

Result<Confinement> confine_files(const Room& room) {
    return restrict_to(allow_room, &room, false);
}

bool is_sanitized() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    return true;
#else
    return false;
#endif
#else
    return false;
#endif
}

} // namespace sokuo::sandbox
