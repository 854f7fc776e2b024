#include "detect/evtx/chunk.h"

#include "detect/evtx/crc32.h"

#include <algorithm>
#include <string>

namespace sokuo::detect::evtx {

namespace {

constexpr std::size_t troubles_max = 16;

const Source& windows() {
    static const Source source{.product = "windows"};
    return source;
}

bool is_empty(std::string_view bytes) {
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

} // namespace

void note(Tally& tally, const Message& message, std::uint64_t offset,
          std::optional<std::uint64_t> number) {
    if (tally.troubles.size() >= troubles_max) return;
    Trouble trouble{.message = &message, .offset = offset};
    if (number) trouble.args.push_back(std::to_string(*number));
    tally.troubles.push_back(std::move(trouble));
}

ChunkWalk::ChunkWalk(const Task& task)
    : task_{task}, bytes_{reinterpret_cast<const char*>(task.block.bytes.data()),
                          std::min(task.block.bytes.size(), chunk_bytes)},
      is_chunk_{bytes_.size() >= chunk_head_bytes && bytes_.starts_with(chunk_magic)},
      free_{bytes_.size()} {}

void ChunkWalk::run() {
    task_.desk.expander.turn(task_.block.offset);
    task_.desk.seen.clear();
    if (!is_chunk_) {
        walk(0, bytes_.size(), true);
        return;
    }
    check_head();
    const auto end = walk(chunk_head_bytes, free_, false);
    if (task_.options.recover) walk(std::max(end, free_), bytes_.size(), true);
}

// [magic, first and last number by file and by log, size of the head, last record, free space,
//  checksum of the records, 64 unused, flags, checksum of the head, 64 names, 32 templates]
void ChunkWalk::check_head() {
    const auto free = std::size_t{load<std::uint32_t>(bytes_, 48)};
    const bool is_right = free >= chunk_head_bytes && free <= chunk_bytes;
    if (is_right && free <= bytes_.size()) free_ = free;
    if (!task_.options.checksums) return;
    const auto sum = crc32(bytes_.substr(128, 384), crc32(bytes_.substr(0, 120)));
    const bool has_sum = load<std::uint32_t>(bytes_, 124) != 0;
    if (!is_right || (has_sum && sum != load<std::uint32_t>(bytes_, 124)))
        note(task_.tally, chunk_head_damaged, place(0));
    if (bytes_.size() < chunk_bytes) note(task_.tally, chunk_short, place(bytes_.size()));
    if (is_right && free <= bytes_.size()) check_records();
}

void ChunkWalk::check_records() const {
    const auto said = load<std::uint32_t>(bytes_, 52);
    if (said == 0) return; // Some writers leave both out.
    if (crc32(bytes_.substr(chunk_head_bytes, free_ - chunk_head_bytes)) != said)
        note(task_.tally, records_changed, place(chunk_head_bytes));
}

// `is_found`: nobody says that there are records here. Otherwise they follow each other, and where
// they do not is damage, behind which all are found. Gives where it came to.
std::size_t ChunkWalk::walk(std::size_t begin, std::size_t end, bool is_found) {
    auto at = begin;
    while (at + record_bytes_min <= bytes_.size() && at < end) {
        if (const auto next = record(at, is_found); next != 0) {
            at = next;
            continue;
        }
        if (!is_found) {
            if (end == bytes_.size() && is_empty(bytes_.substr(at))) return at;
            ++task_.tally.unreadable;
            note(task_.tally, record_damaged, place(at), load<std::uint64_t>(bytes_, at + 8));
            if (!task_.options.recover) return at;
            is_found = true;
        }
        at = place_of(bytes_.substr(0, end), record_magic, at + 1);
        if (at == std::string_view::npos) return end;
    }
    return at;
}

// Where the next may be; 0 when none begins at `at`.
std::size_t ChunkWalk::record(std::size_t at, bool is_found) {
    if (bytes_.substr(at, record_magic.size()) != record_magic) return 0;
    const auto size = std::size_t{load<std::uint32_t>(bytes_, at + 4)};
    if (size < record_bytes_min || size > bytes_.size() - at) return 0;
    const bool is_whole = load<std::uint32_t>(bytes_, at + size - 4) == size;
    if (is_found && !is_whole) return 0;
    read(at, size, is_found);
    return at + size;
}

void ChunkWalk::read(std::size_t at, std::size_t size, bool is_recovered) {
    if (is_recovered && was_seen(at, size)) return;
    auto& desk = task_.desk;
    const auto number = load<std::uint64_t>(bytes_, at + 8);
    const auto end = at + size - 4;
    const auto outcome = desk.expander.expand({.window = {.bytes = bytes_},
                                               .begin = at + record_head_bytes,
                                               .end = end,
                                               .is_live = is_chunk_ && !is_recovered,
                                               .number = number},
                                              desk.event);
    desk.seen.push_back({number, at, size});
    if (!outcome.is_readable) {
        ++task_.tally.unreadable;
        note(task_.tally, record_damaged, place(at), number);
        return;
    }
    auto& event = desk.event;
    event.source = &windows();
    if (event.record == 0) event.record = number;
    if (event.time.bytes.empty())
        event.time = {.type = Type::filetime, .bytes = bytes_.substr(at + 16, 8)};
    event.recovered = is_recovered || task_.block.recovered;
    ++task_.tally.events;
    if (event.recovered) ++task_.tally.recovered;
    if (!outcome.is_whole) note(task_.tally, record_in_part, place(at), number);
    if (!outcome.is_within_limits) note(task_.tally, record_cut, place(at), number);
    task_.sink.take(event);
    if (task_.options.recover && end - outcome.stop > record_bytes_min)
        look_within(outcome.stop, end, number);
}

// A record that was made longer swallows the ones behind it: so tools hide events.
void ChunkWalk::look_within(std::size_t begin, std::size_t end, std::uint64_t number) {
    if (is_within_) return;
    is_within_ = true;
    const auto before = task_.tally.recovered;
    walk(begin, end, true);
    if (task_.tally.recovered > before) note(task_.tally, record_hidden, place(begin), number);
    is_within_ = false;
}

bool ChunkWalk::was_seen(std::size_t at, std::size_t size) const {
    const auto number = load<std::uint64_t>(bytes_, at + 8);
    return std::ranges::any_of(task_.desk.seen, [&](const EvtxDesk::Seen& other) {
        return other.number == number && other.size == size &&
               bytes_.substr(other.at, size) == bytes_.substr(at, size);
    });
}

} // namespace sokuo::detect::evtx
