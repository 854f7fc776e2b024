#pragma once

// A parser of foreign bytes, by name. It runs in a worker: a process of its own that can do nothing
// but compute, has the bytes and no more, and ends with them. It may therefore use any library; it
// may not open anything, start anything or wait.

#include "core/bytes.h"
#include "core/result.h"
#include "sandbox/record.h"

#include <span>
#include <string_view>

namespace sokuo::sandbox {

struct Parser {
    /// At most 31 ASCII characters.
    std::string_view name{};

    /// Reads `input` and puts what is in it into `output`. Pure. An error says that the bytes are
    /// not what the parser reads: its message must be among `refusals` to be heard outside.
    Result<> (*run)(ByteView input, Output& output) = nullptr;

    /// Called once in the zygote, before it is locked in: what a library would open later (tables
    /// of charsets) is opened now, and shared by all workers. May be null.
    void (*warm_up)() = nullptr;

    /// Only the code of a message travels; a worker cannot put words into our mouth.
    std::span<const Message* const> refusals{};
};

} // namespace sokuo::sandbox
