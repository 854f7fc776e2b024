#pragma once

// What a worker gives back: matches, what correlations count, and how the files could be read, as
// records of a kind and JSON. Written in the worker (`Teller`), read again outside, strictly: a
// worker may be in a stranger's hands by then. Nothing else comes out of it. Pure.

#include "core/bytes.h"
#include "core/json.h"
#include "core/result.h"
#include "detect/engine/counting.h"
#include "detect/job/job.h"
#include "detect/match.h"
#include "detect/scan/scan.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sokuo::detect::job {

/// Where records go; and a record as it came.
using Put = std::function<void(std::uint16_t kind, ByteView body)>;
struct Piece {
    std::uint16_t kind = 0;
    ByteView body{};
};

struct Limits {
    std::size_t matches_max = 2'000;
    std::size_t of_rule_max = 200; ///< Of a hunt; further ones are counted.
    std::size_t bytes_max = std::size_t{16} << 20U;
    std::size_t sightings_max = 20'000;
    std::size_t files_max = 1'000; ///< And as many again that have something to say.
};
inline constexpr std::size_t fields_max = 120;        ///< Of a match that are shown.
inline constexpr std::size_t field_bytes_max = 2'000; ///< Of one of them.
inline constexpr std::size_t name_bytes_max = 1'000;
inline constexpr std::size_t record_bytes_max = std::size_t{1} << 20U;

/// Whether a time is one of those that are told: what can be written as a date.
constexpr bool is_told(Time time) {
    constexpr Time first = std::chrono::sys_days{std::chrono::year{1601} / 1 / 1};
    constexpr Time last = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};
    return time >= first && time <= last;
}

/// A match, outside. Rules are numbered as in the catalogue: rules first, then correlations.
struct Found {
    std::uint32_t rule = 0;
    std::uint32_t part = 0; ///< Of a watch: of the job.
    std::string file{};
    std::uint64_t record = 0;
    bool recovered = false;
    std::optional<Time> time{};
    std::string computer{};
    std::string channel{};
    std::uint32_t event_id = 0;
    std::uint64_t events = 0; ///< Of a correlation.
    std::vector<FieldText> matched{};
    std::vector<FieldText> event{};
    friend bool operator==(const Found&, const Found&) = default;
};

/// What a correlation counts, outside.
struct Seen {
    Sighting sighting{};
    std::uint32_t part = 0;
};

struct Told {
    const Message* message = nullptr;
    std::vector<std::string> args{};
};

/// How a file could be read.
struct FileSeen {
    std::string name{};
    std::string format{};
    std::uint64_t bytes = 0; ///< Unpacked.
    std::uint64_t events = 0;
    std::uint64_t recovered = 0;
    std::uint64_t unreadable = 0;
    std::vector<Told> troubles{};
};

struct OfRule {
    std::uint64_t count = 0;
    std::optional<Time> first{};
    std::optional<Time> last{};
};

struct Outcome {
    std::vector<Found> found{};
    std::vector<Seen> seen{};
    std::vector<FileSeen> files{};
    std::map<std::uint32_t, OfRule> counts{}; ///< Of all matches, those not shown among them.
    std::uint64_t events = 0;                 ///< Of all files, those not told among them.
    std::uint64_t unreadable = 0;             ///< The same.
    std::uint64_t left_out = 0;               ///< Matches that are only counted …
    std::uint64_t unseen = 0;                 ///< … and sightings that are not there.
};

/// What a worker's numbers are held against.
struct Shape {
    std::string fingerprint{}; ///< Of the rules they are numbers of.
    std::size_t rules = 0;     ///< Correlations among them.
    const CountingPlan* plan = nullptr;
    std::size_t parts = 1;
};

/// Errors: `invalid` (malformed), `unavailable` (of other rules: `rules_changed`).
[[nodiscard]] Result<Outcome> read_outcome(std::span<const Piece> pieces, const Shape& shape,
                                           const Limits& limits = {});

/// Writes them, in the worker.
class Teller {
public:
    Teller(const Put& put, Kind kind, const Limits& limits)
        : put_{put}, kind_{kind}, limits_{limits} {}

    void begin(const std::string& fingerprint);
    void match(const Match& match, std::uint32_t rule, std::uint32_t part);
    void sighting(const Sighting& sighting, std::uint32_t part);
    void file(const FileTally& file);
    /// The counts; last.
    void end();

private:
    bool tell(std::uint16_t kind, const Json& json);
    bool tell_file(const FileTally& file, std::size_t troubles_max);

    const Put& put_;
    Kind kind_;
    Limits limits_;
    std::map<std::uint32_t, OfRule> counts_;
    std::map<std::uint32_t, std::size_t> shown_;
    std::size_t bytes_ = 0;
    std::size_t matches_ = 0;
    std::size_t sightings_ = 0;
    std::size_t files_ = 0;
    std::uint64_t events_ = 0;
    std::uint64_t unreadable_ = 0;
    std::uint64_t left_out_ = 0;
    std::uint64_t unseen_ = 0;
};

/// Valid UTF-8 of at most so many bytes; what is cut ends in `…`, what is broken is U+FFFD.
[[nodiscard]] std::string within(std::string_view text, std::size_t bytes_max);

} // namespace sokuo::detect::job
