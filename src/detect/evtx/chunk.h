#pragma once

// The records of one block: where they lie, live or not, and the events they give.

#include "detect/evtx/evtx.h"
#include "detect/evtx/expand.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sokuo::detect::evtx {

/// What a thread keeps.
struct EvtxDesk final : Desk {
    EvtxDesk(const Names& names, const Library* library) : expander{names, library} {}

    struct Seen {
        std::uint64_t number = 0;
        std::size_t at = 0;
        std::size_t size = 0;
    };
    Expander expander;
    std::vector<Seen> seen{}; ///< The records of this chunk.
    Event event{};
};

/// Adds to the list of a tally, while there is room.
void note(Tally& tally, const Message& message, std::uint64_t offset,
          std::optional<std::uint64_t> number = {});

/// Walks a block from record to record, by what is there and not by what the head counts.
class ChunkWalk {
public:
    struct Task {
        const Block& block;
        EvtxDesk& desk;
        Sink& sink;
        Tally& tally;
        EvtxOptions options{};
    };
    explicit ChunkWalk(const Task& task);
    void run();

private:
    void check_head();
    void check_records() const;
    std::size_t walk(std::size_t begin, std::size_t end, bool is_found);
    [[nodiscard]] std::size_t record(std::size_t at, bool is_found);
    void read(std::size_t at, std::size_t size, bool is_recovered);
    void look_within(std::size_t begin, std::size_t end, std::uint64_t number);
    [[nodiscard]] bool was_seen(std::size_t at, std::size_t size) const;
    [[nodiscard]] std::uint64_t place(std::size_t at) const { return task_.block.offset + at; }

    Task task_;
    std::string_view bytes_;
    bool is_chunk_ = false;
    std::size_t free_ = 0; ///< Where the head says that the records end; the end when it is wrong.
    bool is_within_ = false;
};

} // namespace sokuo::detect::evtx
