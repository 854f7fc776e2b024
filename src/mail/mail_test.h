#pragma once

// What the tests of this module share: an inlet that keeps mails in memory and can be full, and a
// clock that stands still.

#include "core/time.h"
#include "mail/inlet.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace sokuo::mail {

struct Taken {
    Envelope envelope;
    std::string text;
    Glance glance;
};

inline constexpr Message test_disk_full{"test.disk_full", "空きがありません。",
                                        "The disk is full."};

/// Safe from several threads. Holds room for `room` bytes over all.
class Shelf final : public Inlet {
public:
    Result<std::unique_ptr<Sink>> begin(const Envelope& envelope) override;

    /// Copies, so that they may be read while more come.
    [[nodiscard]] std::vector<Taken> mails() const {
        const std::lock_guard lock{mutex_};
        return mails_;
    }
    [[nodiscard]] std::size_t abandoned() const {
        const std::lock_guard lock{mutex_};
        return abandoned_;
    }
    void set_room(std::uint64_t bytes) {
        const std::lock_guard lock{mutex_};
        room_ = bytes;
    }

private:
    class Place;
    mutable std::mutex mutex_;
    std::vector<Taken> mails_;
    std::size_t abandoned_ = 0;
    std::uint64_t room_ = UINT64_MAX;
};

class Shelf::Place final : public Sink {
public:
    Place(Shelf& shelf, const Envelope& envelope) : shelf_{shelf}, taken_{envelope, {}, {}} {}
    ~Place() override {
        const std::lock_guard lock{shelf_.mutex_};
        if (!is_finished_) ++shelf_.abandoned_;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    Result<> write(std::string_view bytes) override {
        const std::lock_guard lock{shelf_.mutex_};
        if (bytes.size() > shelf_.room_) return failure(Errc::unavailable, test_disk_full);
        shelf_.room_ -= bytes.size();
        taken_.text.append(bytes);
        return Done{};
    }
    Result<> finish(const Glance& glance) override {
        const std::lock_guard lock{shelf_.mutex_};
        taken_.glance = glance;
        shelf_.mails_.push_back(std::move(taken_));
        is_finished_ = true;
        return Done{};
    }

private:
    Shelf& shelf_;
    Taken taken_;
    bool is_finished_ = false;
};

inline Result<std::unique_ptr<Sink>> Shelf::begin(const Envelope& envelope) {
    const std::lock_guard lock{mutex_};
    if (room_ == 0) return failure(Errc::unavailable, test_disk_full);
    return std::unique_ptr<Sink>{std::make_unique<Place>(*this, envelope)};
}

/// A Sunday at two in the morning in Japan.
class StillClock final : public Clock {
public:
    [[nodiscard]] Time now() const override {
        return parse_rfc3339("2026-11-28T17:00:00Z").value();
    }
};

} // namespace sokuo::mail
