#include "detect/evtx/library.h"

#include "detect/evtx/evtx.h"

#include <algorithm>
#include <cstring>
#include <ranges>
#include <utility>

namespace sokuo::detect::evtx {

namespace {

constexpr auto nowhere = std::string_view::npos;

// Of one id: versions of a program, and the same with other names inside it.
constexpr std::size_t versions_max = 8;

// What stands before a definition: the instance that uses it first. [0x0c, 1, id, offset]
constexpr std::size_t instance_head_bytes = 10;

bool is_definition(std::string_view bytes, std::size_t head) {
    if (head < instance_head_bytes || head + definition_head_bytes > bytes.size()) return false;
    const auto before = head - instance_head_bytes;
    return bytes[before] == 0x0c && bytes[before + 1] == 0x01 &&
           load<std::uint32_t>(bytes, before + 2) == load<std::uint32_t>(bytes, head + 4);
}

} // namespace

void Library::gather(const Block& block) {
    const Window window{.bytes = {reinterpret_cast<const char*>(block.bytes.data()),
                                  std::min(block.bytes.size(), chunk_bytes)}};
    left_ = definition_bytes_max;
    std::size_t from = 0;
    if (is_chunk(window.bytes) && gather_listed(window, block.offset)) {
        const auto free = std::size_t{load<std::uint32_t>(window.bytes, 48)};
        from = free >= chunk_head_bytes ? free : chunk_head_bytes;
    }
    gather_found(window, from, block.offset);
}

// Those the head of the chunk lists: 32 places, from each of which one leads to the next. False
// when that is not so, or there is none.
bool Library::gather_listed(const Window& window, std::uint64_t place) {
    constexpr std::size_t list = 384;
    std::size_t count = 0;
    for (std::size_t each = 0; each < 32; ++each) {
        auto head = std::size_t{load<std::uint32_t>(window.bytes, list + 4 * each)};
        while (head != 0) {
            if (!is_definition(window.bytes, head) || ++count > templates_max) return false;
            add(window, head, false, place);
            head = load<std::uint32_t>(window.bytes, head);
        }
    }
    return count > 0;
}

// Any others, by how they begin: the head of a fragment, then an element.
void Library::gather_found(const Window& window, std::size_t from, std::uint64_t place) {
    constexpr std::string_view begin{"\x0f\x01\x01\0", 4};
    const auto bytes = window.bytes;
    for (auto at = place_of(bytes, begin, from); at != nowhere;
         at = place_of(bytes, begin, at + 1)) {
        if (at < definition_head_bytes || at + begin.size() == bytes.size()) continue;
        const auto token = bytes[at + begin.size()];
        const auto head = at - definition_head_bytes;
        if ((token != 0x01 && token != 0x41) || !is_definition(bytes, head)) continue;
        const auto offset = load<std::uint32_t>(bytes, head - 4);
        if (offset >= chunk_bytes) continue;
        // A piece of a chunk: it began there.
        add({.bytes = bytes,
             .origin = static_cast<std::ptrdiff_t>(head) - static_cast<std::ptrdiff_t>(offset)},
            head, true, place);
    }
}

void Library::add(const Window& window, std::size_t head, bool must_hash, std::uint64_t place) {
    const auto* const start = window.bytes.data() + head;
    const auto size = std::size_t{load<std::uint32_t>(start + 20)};
    const auto begin = head + definition_head_bytes;
    if (size > window.bytes.size() - begin) return;
    const auto id = load<std::uint32_t>(start + 4);
    const auto known = by_id_.find(id);
    if (known != by_id_.end()) {
        const auto is_same = [&](const std::unique_ptr<Entry>& entry) {
            return entry->size == size &&
                   std::memcmp(entry->definition.data() + 4, start + 4, 16) == 0;
        };
        if (known->second.size() == versions_max || std::ranges::any_of(known->second, is_same))
            return;
    }
    if (count_ == library_max || bytes_ >= library_bytes_max || size > left_) return;
    left_ -= size;
    const Compiler::Task task{.window = window,
                              .begin = begin,
                              .end = begin + size,
                              .is_definition = true,
                              .must_hash = must_hash};
    scratch_.made.clear();
    const auto stop = compiler_.compile(task, scratch_);
    if (stop == nowhere) return;
    auto entry = std::make_unique<Entry>();
    entry->place = place;
    entry->size = size;
    entry->definition = alone(window, head, stop);
    if (entry->definition.empty()) return;
    ++count_;
    bytes_ += sizeof(Entry) + entry->definition.size();
    const std::scoped_lock lock{mutex_};
    by_id_[id].push_back(std::move(entry));
}

// The definition and, behind it, the names that it uses and that lie elsewhere. Empty when that is
// too much.
std::string Library::alone(const Window& window, std::size_t head, std::size_t stop) {
    std::string out;
    out.reserve(stop - head + 16 * scratch_.proof.size() + scratch_.proof_names.size());
    out = window.bytes.substr(head, stop - head);
    const auto put = [&out](std::size_t at, std::size_t number) {
        const auto low = static_cast<std::uint32_t>(number);
        std::memcpy(out.data() + at, &low, sizeof low);
    };
    put(0, 0);
    put(20, stop - head - definition_head_bytes);
    moved_.clear();
    for (const auto& step : scratch_.proof) {
        if (step.then != ProofStep::Then::name) continue;
        const auto at = definition_head_bytes + step.first + step.count;
        const auto name = window.place(load<std::uint32_t>(out, at), 10);
        if (name >= head && name < stop) {
            put(at, name - head);
            continue;
        }
        const auto known = std::ranges::find(moved_, name, &Moved::from);
        put(at, known != moved_.end() ? known->to : out.size());
        if (known != moved_.end()) continue;
        moved_.push_back({name, out.size()});
        out += window.bytes.substr(name, std::size_t{step.name_bytes} + 10);
        if (out.size() > chunk_bytes) return {};
    }
    return out;
}

const std::string* Library::find(std::uint32_t id, std::uint64_t place) const {
    const std::scoped_lock lock{mutex_};
    const auto known = by_id_.find(id);
    if (known == by_id_.end()) return nullptr;
    for (const auto& entry : std::views::reverse(known->second))
        if (entry->place <= place) return &entry->definition;
    return nullptr;
}

} // namespace sokuo::detect::evtx
