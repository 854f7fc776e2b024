#pragma once

// What a process gives up for good: privileges to come (no_new_privs), being looked into, cores,
// and, by Landlock, files, programs, devices, TCP connections and signals to the outside.
// System calls are given up by calls.h.
//
// What the kernel does not know (Landlock before 5.13, or not switched on) is left out, and said.

#include "core/result.h"

#include <filesystem>
#include <vector>

namespace sokuo::sandbox {

struct Confinement {
    int landlock_abi = 0; ///< 0: the kernel has no Landlock.
};

/// Sets no_new_privs, makes the process undumpable and cores empty. For the calling thread and
/// those it starts.
void give_up_privileges();

/// Gives up privileges and every file. Errors: `unavailable` when the kernel has Landlock and
/// refuses.
[[nodiscard]] Result<Confinement> confine_files();

/// The same, but files below `directory` can still be read, written, made and removed.
[[nodiscard]] Result<Confinement> confine_files(const std::filesystem::path& directory);

/// The same, but what lies at or below `read` (files or folders) can still be read, and files below
/// `write` (a folder; may be empty) also written, made, renamed and removed. A path that is not
/// there gives nothing.
struct Room {
    std::vector<std::filesystem::path> read{};
    std::filesystem::path write{};
};
[[nodiscard]] Result<Confinement> confine_files(const Room& room);

/// Whether this build runs under a sanitizer that needs what confinement takes away.
[[nodiscard]] bool is_sanitized();

} // namespace sokuo::sandbox
