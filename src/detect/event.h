#pragma once

// An event as the engine sees it, whatever file it came from: named values in the order they were
// written, still in the bytes they were written in. Nothing is rendered until somebody asks: of
// the values of a long log the engine looks at one in eight, and has seen nine in ten before.

#include "core/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sokuo::detect {

/// How the bytes of a value are to be read. Up to `hex64` the numbers are those of BinXML value
/// types ([MS-EVEN6] 2.2.12); all numbers are little endian.
enum class Type : std::uint8_t {
    null = 0x00,  ///< Present, and nothing (an empty substitution, JSON's null).
    utf16 = 0x01, ///< UTF-16LE, as stored; may hold lone surrogates.
    ansi = 0x02,  ///< One byte a character; read as Windows-1252.
    int8 = 0x03,
    uint8 = 0x04,
    int16 = 0x05,
    uint16 = 0x06,
    int32 = 0x07,
    uint32 = 0x08,
    int64 = 0x09,
    uint64 = 0x0a,
    real32 = 0x0b,
    real64 = 0x0c,
    boolean = 0x0d, ///< Four bytes, anything but zero is true; or one byte.
    binary = 0x0e,
    guid = 0x0f,
    size = 0x10,       ///< Four or eight bytes; shown like `hex32` and `hex64`.
    filetime = 0x11,   ///< 100 ns since 1601, UTC.
    systemtime = 0x12, ///< Eight 16-bit numbers: year, month, day of week, day, h, min, s, ms; UTC.
    sid = 0x13,
    hex32 = 0x14,
    hex64 = 0x15,
    utf8 = 0x20,   ///< Valid UTF-8; who makes the event sees to it.
    number = 0x22, ///< The text of a JSON number, ASCII.
    truth = 0x23,  ///< `true` or `false`, ASCII.
};

/// A name of a field, as a number: `Names` gives both.
using FieldId = std::uint32_t;

struct Value {
    FieldId field = 0;
    Type type = Type::null;
    std::string_view bytes{}; ///< Belongs to whoever makes the event, until the sink returns.
};

/// Names of fields and their numbers. A copy agrees with its original on all that was known when it
/// was made: every reading thread copies the engine's and adds what it meets.
class Names {
public:
    /// Requires a name of at most 4 GiB. Names differ by case; blanks within are left out
    /// (`New Value` of Windows Defender is `NewValue` to every rule).
    FieldId of(std::string_view name);
    [[nodiscard]] std::optional<FieldId> find(std::string_view name) const;
    [[nodiscard]] std::string_view name(FieldId field) const { return names_[field]; }
    [[nodiscard]] std::size_t count() const { return names_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::vector<std::string> names_;
    std::unordered_map<std::string, FieldId, Hash, std::equal_to<>> ids_;
};

/// What kind of log an event comes from, in Sigma's words (specification, `logsource`). Empty:
/// unknown. A rule applies when everything it names is here.
struct Source {
    std::string product{};                 ///< `windows`, `linux`, `apache`, `suricata` …
    std::vector<std::string> categories{}; ///< `webserver`, `proxy`, `dns` …
    std::vector<std::string> services{};   ///< `sshd`, `auth`, `auditd` …
    friend bool operator==(const Source&, const Source&) = default;
};

struct Event {
    /// A field may stand here several times (a list in the log): each is a value of it.
    std::span<const Value> values{};
    /// The line as it was written, UTF-8, for the rules that only name words. Empty where the words
    /// are those of the values.
    std::string_view line{};
    /// Never null; lives as long as the reader.
    const Source* source = nullptr;
    /// Windows: what decides which rules look at it. Also among `values` (`Channel`,
    /// `Provider_Name`, `EventID`), under those names.
    Value channel{};
    Value provider{};
    std::uint32_t event_id = 0;
    Value time{}; ///< When it happened, as the log says; `moment` reads it.
    Value computer{};
    std::uint64_t record = 0; ///< EVTX: EventRecordID. Lines: from 1. Elements of a list: from 1.
    bool recovered = false;   ///< Found in slack space or in damage, not where the file says.
};

/// The value as text, UTF-8, as Windows' event viewer or the log itself shows it: numbers decimal,
/// `hex32` as `0x3e7`, GUIDs `{6004D249-…}`, SIDs `S-1-5-18`, times RFC 3339 with seven decimals.
/// What is no character (a lone surrogate, NUL at the end) becomes U+FFFD or is left out (the NUL).
/// The answer lies in `room` or in the value itself.
[[nodiscard]] std::string_view text_of(const Value& value, std::string& room);

/// The same, behind what `out` holds.
void append_text(const Value& value, std::string& out);

/// A whole number, when the value is one (as a type or as text).
[[nodiscard]] std::optional<double> number_of(const Value& value);

/// The moment a value names: `filetime`, `systemtime`, or text in RFC 3339, `2020-10-09 17:33:16`
/// (UTC is assumed where nothing is said), seconds or milliseconds since 1970.
[[nodiscard]] std::optional<Time> moment_of(const Value& value);

/// Where events go. Called for each event in order; what an event points to ends with the call.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void take(const Event& event) = 0;
};

} // namespace sokuo::detect
