#pragma once

// One connection of a listener (lmtp.h): a socket, a dialogue and a watch. Plain blocking code on a
// thread of its own, which `poll` wakes for bytes, for a deadline and for `interrupt`.

#include "mail/lmtp.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::mail {

class Conversation {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Takes the descriptor, which is non-blocking. All but `peer` must outlive it.
    Conversation(int descriptor, std::string peer, const Door& door, Inlet& inlet,
                 const Clock& clock, const Notice& notice);
    ~Conversation();
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    /// Until the peer goes, is too slow, or somebody interrupts.
    void run();

    /// From another thread: ends it with 421 as soon as no mail is being stored.
    void interrupt();

    /// From another thread: since when it has been between two commands; nothing while at work.
    [[nodiscard]] std::optional<Moment> idle_since() const;
    [[nodiscard]] bool is_over() const { return is_over_; }

private:
    enum class Wait : std::uint8_t { ready, too_slow, interrupted };

    void talk();
    [[nodiscard]] bool exchange(std::string_view bytes);
    [[nodiscard]] Moment deadline() const;
    [[nodiscard]] Wait wait(short events, Moment until) const;
    [[nodiscard]] bool send(std::string_view bytes);
    void note_progress(bool was_answered);
    void say_farewell(std::string_view why);
    void drain() const;

    int descriptor_;
    std::string peer_;
    const Door& door_;
    const Notice& notice_;
    Dialogue dialogue_;

    Moment last_byte_;
    Moment last_answer_;
    std::optional<Moment> mail_since_;
    std::atomic<std::int64_t> idle_since_{}; ///< Ticks; 0: at work.
    std::atomic<bool> is_interrupted_{};
    std::atomic<bool> is_over_{};
};

} // namespace sokuo::mail
