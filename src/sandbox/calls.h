#pragma once

// Which system calls a process may still make (seccomp), as a list: all but some, which then fail
// with EPERM and the process lives on; or none but some, and any other kills it, or fails with
// EPERM.
//
// The first thing refused is kept and given by whatever ends the list. Errors: `unavailable`.

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace sokuo::sandbox {

class CallFilter {
public:
    enum class Rest : std::uint8_t { allowed, deadly, refused };

    /// What becomes of a call that is not on the list.
    explicit CallFilter(Rest rest);
    ~CallFilter();
    CallFilter(const CallFilter&) = delete;
    CallFilter& operator=(const CallFilter&) = delete;
    CallFilter(CallFilter&&) = delete;
    CallFilter& operator=(CallFilter&&) = delete;

    /// `calls` are numbers of libseccomp (SCMP_SYS). On the list, unconditionally.
    void list(std::span<const int> calls);
    /// On the list when its argument (from 0) is anything but `value`.
    void list_unless(int call, unsigned argument, std::uint64_t value);
    /// On the list when none of `bits` are set in its argument (from 0).
    void list_without(int call, unsigned argument, std::uint64_t bits);
    /// On the list when all of `bits` are set in its argument.
    void list_with(int call, unsigned argument, std::uint64_t bits);
    /// On the list when its argument is `value`.
    void list_when(int call, unsigned argument, std::uint64_t value);
    /// As if the kernel had no such call: whoever makes it has another way.
    void deny_existence(int call);

    /// In force at once, for all threads of the process. Requires no_new_privs.
    Result<> load_for_all_threads();

    /// The filter as a program of the kernel's, to be put in force later, at no cost, by
    /// `load_program`. Opens a file in memory while it is made.
    Result<std::vector<std::byte>> program();

private:
    void note(int outcome);

    void* context_;
    std::uint32_t action_;
    int refused_ = 0;
};

/// For the calling thread and those it starts. Requires no_new_privs, and no memory. False when the
/// kernel refuses.
[[nodiscard]] bool load_program(std::span<const std::byte> program);

} // namespace sokuo::sandbox
