#pragma once

// Giving up, for good, what the front does not need. Two steps, because one must come before the
// threads start and the other after the port is bound:
//
//   confine_files   Landlock: no file but those below one directory; no execution; no device; no
//                   TCP connection to anywhere; no signal to a process outside.
//   confine_calls   seccomp, for all threads: no execve, no ptrace, no socket but AF_UNIX, nothing
//                   that mounts, loads, or looks into other processes.
//
// What the kernel does not know (Landlock before 5.13, or not switched on) is left out, and said.

#include "core/result.h"
#include "sandbox/confine.h"

#include <filesystem>

namespace sokuo::front {

/// The errors of `sandbox::confine_files`, in the front's words.
[[nodiscard]] Result<sandbox::Confinement> confine_files(const std::filesystem::path& directory);

/// Forbidden calls fail with EPERM; the process lives on. Errors: `unavailable`.
[[nodiscard]] Result<> confine_calls();

} // namespace sokuo::front
