#pragma once

// A program of one thread that will read what strangers wrote, in its own process, locks itself in
// first: for commands on a terminal, where a zygote and workers would be one file too many. What it
// has open stays open: its output is opened before.
//
// Left are: memory that cannot be run, threads, reading below the paths it names (by Landlock;
// where the kernel has none, reading anything), writing to what is open, its own exit, and waiting
// for processes started before. Not left are programs, processes, the network, terminals but for
// their size, and (without `write`) making, changing, renaming or removing any file. All else fails
// with EPERM.

#include "core/result.h"
#include "sandbox/confine.h"

namespace sokuo::sandbox {

/// For the calling thread and those it will start. Does nothing in a build with sanitizers. Errors:
/// `unavailable` when the kernel refuses, or has no Landlock and something may be written.
[[nodiscard]] Result<> lock_self_in(const Room& room);

} // namespace sokuo::sandbox
