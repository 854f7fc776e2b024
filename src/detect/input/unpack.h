#pragma once

// One packed file, by libarchive: its members one after another, each a stream.

#include "detect/input/members.h"

#include <cstdint>
#include <memory>
#include <string>

namespace sokuo::detect {

enum class Packing : std::uint8_t { none, gzip, zstd, zip };

[[nodiscard]] Packing packing_of(ByteView head);

/// What came out of a file so far, held against its limits; of all levels together.
struct Unpacked {
    UnpackLimits limits{};
    std::uint64_t members = 0;
    std::uint64_t bytes = 0;
};

/// The stream is that of the member `next` found, once `begin` was called.
class Unpacking : public ByteStream {
public:
    /// `other`: a link, a device: nothing that has bytes of its own.
    enum class Found : std::uint8_t { member, folder, other, locked, damage, end };

    /// Null when it cannot be opened. `counted` outlives it.
    static std::unique_ptr<Unpacking> open(std::unique_ptr<ByteStream> packed, Packing packing,
                                           Unpacked& counted);
    virtual Found next() = 0;
    /// Of what `next` found, UTF-8 without control characters; empty in gzip and zstd.
    [[nodiscard]] virtual std::string name() const = 0;
    /// `full_name`: for the errors.
    virtual void begin(std::string full_name) = 0;
};

} // namespace sokuo::detect
