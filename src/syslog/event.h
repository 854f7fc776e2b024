#pragma once

// One line a machine wrote, and what we understand of it. The line is kept as it came (`raw`);
// everything else is read out of it, by rules that may become better, and can be read again.
//
// It has no opinion: what is worth waking somebody for is chosen in selection.h, what becomes of
// that is decided elsewhere.

#include "core/time.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::syslog {

/// How it came in.
enum class Way : std::uint8_t {
    udp,
    tcp,
    tls,
    local,          ///< A Unix socket with connections.
    local_datagram, ///< One as /dev/log is.
};
inline constexpr std::array<std::string_view, 5> way_names{"udp", "tcp", "tls", "unix",
                                                           "unix_datagram"};
[[nodiscard]] constexpr bool is_local(Way way) {
    return way == Way::local || way == Way::local_datagram;
}

/// What stands in it: words, JSON of any kind, Suricata's EVE, ArcSight's CEF, QRadar's LEEF.
enum class Kind : std::uint8_t { text, json, eve, cef, leef };
inline constexpr std::array<std::string_view, 5> kind_names{"text", "json", "eve", "cef", "leef"};

/// What is not as it should be. The first four are of the stream and are stored with the line; the
/// others are found whenever the line is read.
enum class Mark : std::uint8_t {
    cut,          ///< Longer than what is kept; the rest was passed over.
    half,         ///< The connection ended, or the count did, before the line did.
    miscounted,   ///< Its count was too small (characters instead of bytes, say); put right.
    out_of_step,  ///< Stood between two counted lines.
    broken_text,  ///< No UTF-8; shown with U+FFFD, kept as it came.
    no_priority,  ///< Without facility and severity.
    time_guessed, ///< Said without a year or a zone; the receiver's was taken.
    time_unread,  ///< Said no time we understand.
};
inline constexpr std::array<std::string_view, 8> mark_names{
    "cut",         "half",        "miscounted",   "out_of_step",
    "broken_text", "no_priority", "time_guessed", "time_unread"};

class Marks {
public:
    constexpr Marks() = default;
    constexpr Marks(Mark mark) { add(mark); }
    /// Bits as they were stored; those that mean nothing are dropped.
    [[nodiscard]] static constexpr Marks of_bits(std::uint16_t bits) {
        Marks marks;
        marks.bits_ = bits & 0xFFU;
        return marks;
    }
    constexpr void add(Mark mark) { bits_ = static_cast<std::uint16_t>(bits_ | bit(mark)); }
    [[nodiscard]] constexpr bool has(Mark mark) const { return (bits_ & bit(mark)) != 0; }
    [[nodiscard]] constexpr std::uint16_t bits() const { return bits_; }
    friend bool operator==(const Marks&, const Marks&) = default;

private:
    static constexpr std::uint16_t bit(Mark mark) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(mark));
    }
    std::uint16_t bits_ = 0;
};

/// A line as it came in, before anybody read it.
struct Arrival {
    Time received_at{};
    Way way = Way::udp;
    std::string sender{}; ///< The peer's address in its canonical spelling; this machine's name.
    std::string raw{};    ///< Without the count, and without the line feed behind it.
    Marks marks{};
};

struct Endpoint {
    std::string address{};
    std::uint16_t port = 0;
    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

struct Field {
    std::string name{};
    std::string value{};
    friend bool operator==(const Field&, const Field&) = default;
};

/// All texts but `raw` are valid UTF-8 without control characters other than tab and line feed.
struct Event {
    std::uint64_t number = 0; ///< Its place in the store, from 1; 0: not stored.
    Time received_at{};
    std::optional<Time> said_at{}; ///< As the machine said; its clock may be wrong.
    Way way = Way::udp;
    std::string sender{};
    std::string host{}; ///< As it calls itself; the sender when it does not.
    std::string app{};
    std::string process{};
    std::optional<std::uint8_t> facility{}; ///< 0 to 23.
    std::optional<std::uint8_t> severity{}; ///< 0 (emergency) to 7 (debug).
    Kind kind = Kind::text;
    std::optional<int> grade{}; ///< EVE 1 (worst) to 255; CEF and LEEF 10 (worst) to 0.
    std::string rule{};         ///< The number of the signature or of the event's class.
    std::string title{};
    std::string text{}; ///< What was said, without the head.
    Endpoint source{};
    Endpoint destination{};
    std::vector<Field> fields{}; ///< In the order they stand, at most `fields_max`.
    std::string raw{};
    Marks marks{};

    /// The value of the first field of that name; empty when there is none.
    [[nodiscard]] std::string_view field(std::string_view name) const;
};

inline constexpr std::size_t fields_max = 300;
inline constexpr std::size_t field_name_max = 200;
inline constexpr std::size_t host_bytes_max = 255;
inline constexpr std::size_t title_bytes_max = 600;

/// How far the receiver's clocks stand from UTC at a moment; for times that name no zone.
using OffsetAt = std::function<std::chrono::minutes(Time)>;

/// What is understood of a line. Never fails: what is not understood is the text of an event.
[[nodiscard]] Event read(Arrival arrival, const OffsetAt& zone);

/// Bytes as they can be shown: what is no UTF-8 as U+FFFD, control characters (but tab and line
/// feed) as their pictures, ␀ for NUL.
[[nodiscard]] std::string readable(std::string_view bytes);
/// At most so many bytes of valid UTF-8, without half a character at the end.
[[nodiscard]] std::string_view clipped(std::string_view text, std::size_t bytes_max);

} // namespace sokuo::syslog
