#include "detect/input/stream.h"

#include "detect/input/messages.h"
#include "detect/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sokuo::detect {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

// A disk gives this much at once without the head of one reader keeping another waiting.
constexpr std::size_t piece_bytes = 4UL << 20U;

class File final : public ByteStream {
public:
    explicit File(Descriptor file) : file_{std::move(file)} {}

    Result<std::size_t> read(std::span<std::byte> room) override {
        std::size_t done = 0;
        while (done < room.size()) {
            const auto count = std::min(room.size() - done, piece_bytes);
            const auto got = ::pread(file_.number(), room.data() + done, count,
                                     static_cast<off_t>(position_ + done));
            if (got < 0 && errno == EINTR) continue;
            if (got == 0 || (got < 0 && done > 0)) break; // the error is met again
            if (got < 0)
                return because(failure(Errc::unavailable, read_failed), std::strerror(errno));
            done += static_cast<std::size_t>(got);
        }
        position_ += done;
        return done;
    }

private:
    Descriptor file_;
    std::uint64_t position_ = 0;
};

class Pipe final : public ByteStream {
public:
    explicit Pipe(int descriptor) : descriptor_{descriptor} {}

    Result<std::size_t> read(std::span<std::byte> room) override {
        std::size_t done = 0;
        while (done < room.size()) {
            const auto got = ::read(descriptor_, room.data() + done, room.size() - done);
            if (got < 0 && errno == EINTR) continue;
            if (got == 0 || (got < 0 && done > 0)) break; // the error is met again
            if (got < 0)
                return because(failure(Errc::unavailable, read_failed), std::strerror(errno));
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

private:
    int descriptor_;
};

// What is held, and then the rest, if there is one.
class Held final : public ByteStream {
public:
    Held(Bytes bytes, std::unique_ptr<ByteStream> rest)
        : bytes_{std::move(bytes)}, rest_{std::move(rest)} {}

    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), bytes_.size() - position_);
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(position_), count, room.begin());
        position_ += count;
        if (count == room.size() || rest_ == nullptr) return count;
        if (error_) return *error_;
        auto more = rest_->read(room.subspan(count));
        if (more.ok()) return count + more.value();
        if (count == 0) return more;
        error_ = more.error(); // after what was held
        return count;
    }

private:
    Bytes bytes_;
    std::unique_ptr<ByteStream> rest_;
    std::optional<Error> error_;
    std::size_t position_ = 0;
};

class Utf16 final : public ByteStream {
public:
    Utf16(std::unique_ptr<ByteStream> stream, bool is_big_endian)
        : stream_{std::move(stream)}, is_big_endian_{is_big_endian} {}

    Result<std::size_t> read(std::span<std::byte> room) override {
        std::size_t done = 0;
        while (done < room.size()) {
            if (position_ == made_.size()) {
                const auto more = refill();
                if (!more.ok() && done == 0) return more.error();
                if (!more.ok() || !more.value()) break;
            }
            const auto count = std::min(room.size() - done, made_.size() - position_);
            std::memcpy(room.data() + done, made_.data() + position_, count);
            position_ += count;
            done += count;
        }
        return done;
    }

private:
    Result<bool> refill() {
        made_.clear();
        position_ = 0;
        if (is_done_) return false;
        if (error_) return *error_;
        const auto got = stream_->read(raw_);
        if (!got.ok()) {
            error_ = got.error();
            return *error_;
        }
        const auto count = got.value();
        for (std::size_t at = 0; at + 1 < count; at += 2)
            take(unit(at));
        if (count < raw_.size()) {
            is_done_ = true;
            if (high_ != 0) append(0xfffd);
            if (count % 2 != 0) append(0xfffd);
        }
        return !made_.empty() || !is_done_;
    }

    [[nodiscard]] char32_t unit(std::size_t at) const {
        const auto first = std::to_integer<char32_t>(raw_.at(at));
        const auto second = std::to_integer<char32_t>(raw_.at(at + 1));
        return is_big_endian_ ? first << 8U | second : second << 8U | first;
    }

    void take(char32_t unit) {
        const bool is_low = unit >= 0xdc00 && unit < 0xe000;
        if (high_ != 0) {
            append(is_low ? 0x10000 + ((high_ - 0xd800) << 10U) + (unit - 0xdc00) : 0xfffd);
            high_ = 0;
            if (is_low) return;
        }
        if (unit >= 0xd800 && unit < 0xdc00)
            high_ = unit;
        else
            append(is_low ? 0xfffd : unit);
    }

    void append(char32_t sign) { append_character(made_, sign); }

    std::unique_ptr<ByteStream> stream_;
    bool is_big_endian_;
    bool is_done_ = false;
    std::optional<Error> error_;
    char32_t high_ = 0; ///< The first half of a pair, waiting for the second.
    std::array<std::byte, 65536> raw_{};
    std::string made_;
    std::size_t position_ = 0;
};

} // namespace

Result<std::unique_ptr<ByteStream>> open_file(const std::string& path) {
    Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number() < 0) {
        const bool is_gone = errno == ENOENT || errno == ENOTDIR;
        const auto why = std::strerror(errno);
        if (is_gone) return failure(Errc::not_found, file_gone, {path});
        return because(failure(Errc::unavailable, file_unreadable, {path}), why);
    }
    struct stat about {};
    if (::fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode))
        return failure(Errc::invalid, no_file, {path});
    ::posix_fadvise(file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::unique_ptr<ByteStream>{std::make_unique<File>(std::move(file))};
}

std::unique_ptr<ByteStream> read_descriptor(int descriptor) {
    return std::make_unique<Pipe>(descriptor);
}

std::unique_ptr<ByteStream> read_memory(Bytes bytes) {
    return std::make_unique<Held>(std::move(bytes), nullptr);
}

Result<Bytes> take_head(ByteStream& stream, std::size_t bytes_max) {
    Bytes head(bytes_max);
    head.resize(TRY(stream.read(head)));
    return head;
}

std::unique_ptr<ByteStream> with_head(Bytes head, std::unique_ptr<ByteStream> rest) {
    return std::make_unique<Held>(std::move(head), std::move(rest));
}

std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> stream, bool is_big_endian) {
    return std::make_unique<Utf16>(std::move(stream), is_big_endian);
}

} // namespace sokuo::detect
