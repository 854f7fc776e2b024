#pragma once

// Reads a log given as text and keeps its events, so that a story can ask for them.

#include "core/bytes.h"
#include "detect/input/open.h"
#include "detect/input/stream.h"
#include "detect/logs/cutter.h"
#include "detect/reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::logs {

struct Kept {
    std::map<std::string, std::vector<std::string>> fields{};
    Source source{};
    std::string line{};
    std::string channel{};
    std::string provider{};
    std::string computer{};
    std::string time{}; ///< RFC 3339, or empty.
    std::uint32_t event_id = 0;
    std::uint64_t record = 0;

    [[nodiscard]] std::string operator[](const std::string& name) const {
        const auto found = fields.find(name);
        if (found == fields.end()) return "(missing)";
        std::string all;
        for (const auto& value : found->second)
            all += (all.empty() ? "" : " | ") + value;
        return all;
    }
    friend bool operator==(const Kept&, const Kept&) = default;
};

struct AllKept {
    std::string format{};
    std::vector<Kept> events{};
    Tally tally{};
    std::size_t blocks = 0;
};

class Keeper final : public Sink {
public:
    Keeper(const Reader& reader, Desk& desk, std::vector<Kept>& events)
        : names_{reader.names(desk)}, events_{events} {}
    void take(const Event& event) override {
        Kept kept{.source = *event.source,
                  .line = std::string{event.line},
                  .channel = text(event.channel),
                  .provider = text(event.provider),
                  .computer = text(event.computer),
                  .event_id = event.event_id,
                  .record = event.record};
        for (const auto& value : event.values)
            kept.fields[std::string{names_.name(value.field)}].push_back(
                value.type == Type::null ? "(null)" : text(value));
        if (const auto moment = moment_of(event.time)) kept.time = to_rfc3339(*moment);
        events_.push_back(std::move(kept));
    }

private:
    static std::string text(const Value& value) {
        std::string room;
        return std::string{text_of(value, room)};
    }
    const Names& names_;
    std::vector<Kept>& events_;
};

/// Blocks are read backwards by desks that take turns, as threads might.
inline AllKept keep_all(Reader& reader) {
    AllKept all{.format = std::string{reader.format()}};
    std::vector<Block> blocks;
    for (Block block;;) {
        const auto more = reader.cut(block);
        if (!more.ok()) all.tally.troubles.push_back({more.error().message, more.error().args, 0});
        if (more.ok() && !more.value()) break;
        if (more.ok()) blocks.push_back(block);
    }
    all.blocks = blocks.size();
    const Names names;
    const auto one = reader.desk(names);
    const auto other = reader.desk(names);
    std::vector<std::vector<Kept>> parts(blocks.size());
    for (std::size_t at = blocks.size(); at-- > 0;) {
        auto& desk = at % 2 == 0 ? *one : *other;
        Keeper keeper{reader, desk, parts[at]};
        reader.read(blocks[at], desk, keeper, all.tally);
    }
    for (auto& part : parts)
        all.events.insert(all.events.end(), part.begin(), part.end());
    return all;
}

inline Bytes bytes_of(std::string_view text) {
    const auto bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

/// As a user's file would be read.
inline AllKept read_log(std::string_view text, std::string_view name = "", Hints hints = {}) {
    const auto head = bytes_of(text.substr(0, head_bytes));
    const auto reader = open_reader(read_memory(bytes_of(text)), head, name, std::move(hints));
    REQUIRE(reader.ok());
    return keep_all(*reader.value());
}

/// The shared test data; empty when it is not there.
inline std::filesystem::path shared_data() {
    const char* const said = std::getenv("SOKUO_DATA");
    const std::filesystem::path path =
        said != nullptr ? said : std::string{SOURCE_DIR} + "/../shared/data";
    return std::filesystem::exists(path) ? path : std::filesystem::path{};
}

inline std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace sokuo::detect::logs
