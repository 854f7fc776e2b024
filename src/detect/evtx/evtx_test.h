#pragma once

// Writes event logs byte by byte, for the tests: good ones, which the tests then damage.

#include "detect/evtx/evtx.h"
#include "detect/evtx/wire.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect::evtx::test {

[[nodiscard]] std::string utf16(std::string_view ascii);
template <class T>
[[nodiscard]] std::string raw(T number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
}

/// A piece of XML. Made by the functions below.
struct Node {
    enum class Kind : std::uint8_t {
        element,
        text,
        typed,
        cdata,
        character,
        entity,
        instruction,
        normal,
        optional
    };
    Kind kind = Kind::text;
    std::string text{}; ///< Names ASCII; what is written inside as it is stored.
    std::uint16_t number = 0;
    std::uint8_t type = 0;
    std::vector<std::pair<std::string, std::vector<Node>>> attributes{};
    std::vector<Node> inner{};
};

using Attributes = std::vector<std::pair<std::string, std::vector<Node>>>;

[[nodiscard]] Node element(std::string name, Attributes attributes, std::vector<Node> inner);
[[nodiscard]] Node text(std::string_view ascii);
[[nodiscard]] Node typed(std::uint8_t type, std::string bytes);
[[nodiscard]] Node cdata(std::string_view ascii);
[[nodiscard]] Node character(std::uint16_t unit);
[[nodiscard]] Node entity(std::string name);
[[nodiscard]] Node instruction(std::string name, std::string_view data);
[[nodiscard]] Node normal(std::uint16_t index, std::uint8_t type = 1);
[[nodiscard]] Node optional(std::uint16_t index, std::uint8_t type = 1);

struct Definition {
    std::array<std::uint32_t, 4> guid{};
    Node root{};
};

class Chunk;

/// What goes into a substitution: bytes, or (type 0x21) what `write` writes.
struct Filling {
    std::uint8_t type = 0;
    std::string bytes{};
    std::function<void(Chunk&)> write{};
};

[[nodiscard]] Filling filled(std::string_view ascii);

/// One chunk, and what lies where in it.
class Chunk {
public:
    Chunk();

    void begin_record(std::uint64_t number, std::uint64_t written = 132'000'000'000'000'000);
    void end_record();
    void fragment();              ///< Its head.
    void write(const Node& node); ///< XML without a template.
    /// The definition too, where it is used first.
    void instance(const Definition& definition, const std::vector<Filling>& fillings);
    void raw_bytes(std::string_view bytes) { bytes_ += bytes; }
    /// A record of one instance.
    void add(std::uint64_t number, const Definition& definition,
             const std::vector<Filling>& fillings);

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] std::string& bytes() { return bytes_; }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// Where each record begins.
    [[nodiscard]] const std::vector<std::size_t>& records() const { return records_; }
    /// With its head and checksums, and zeros to the end. `free`: where the head says that free
    /// space begins; 0: behind the last record.
    [[nodiscard]] std::string finished(std::size_t free = 0) const;

private:
    void name(std::string_view text);
    void element(const Node& node);
    void u16(std::uint16_t number) { bytes_ += raw(number); }
    void u32(std::uint32_t number) { bytes_ += raw(number); }
    void patch(std::size_t at);

    std::string bytes_;
    std::vector<std::size_t> records_{};
    std::map<std::string, std::uint32_t, std::less<>> names_{};
    std::map<std::array<std::uint32_t, 4>, std::uint32_t> definitions_{};
    bool is_definition_ = false;
};

/// The head of a file, then chunks.
[[nodiscard]] std::string file(const std::vector<std::string>& chunks, std::uint32_t flags = 0);

/// What Windows writes: System with its usual values as substitutions 0…, and in EventData the
/// names given, each with the next substitution.
[[nodiscard]] Definition event_definition(std::uint32_t id, const std::vector<std::string>& data);
[[nodiscard]] std::vector<Filling> event_fillings(std::uint16_t event, std::uint64_t number,
                                                  std::string_view channel,
                                                  std::vector<Filling> data);

/// Bytes as a stream, at most `step` at a time from the source; fails at `fails_at` when that is
/// not 0.
[[nodiscard]] std::unique_ptr<ByteStream> stream(std::string bytes, std::size_t fails_at = 0);

/// An event as a story tells it.
struct Told {
    std::vector<std::pair<std::string, std::string>> values{}; ///< Name, text.
    std::vector<Type> types{};
    std::string channel{};
    std::string provider{};
    std::string computer{};
    std::string time{};
    std::uint32_t event_id = 0;
    std::uint64_t record = 0;
    bool recovered = false;

    /// All values of a field, joined with `|`; `(none)` when it has none.
    [[nodiscard]] std::string operator[](std::string_view name) const;
};

struct Reading {
    std::vector<Told> events{};
    Tally tally{};
    std::vector<std::string> troubles{}; ///< Their codes.
    std::size_t names = 0;
    std::string error{}; ///< Of the stream.

    [[nodiscard]] std::vector<std::uint64_t> records() const;
};

/// From the first block to the last, with one desk.
[[nodiscard]] Reading read_all(Reader& reader);
[[nodiscard]] Reading read_file(std::string bytes, EvtxOptions options = {});
[[nodiscard]] Tally count_file(std::string bytes); ///< The same, and nothing is told.
[[nodiscard]] Reading read_image(std::string bytes);

} // namespace sokuo::detect::evtx::test
