#include "detect/logs/paths.h"

#include "detect/logs/unescape.h"

#include <cstring>

namespace sokuo::detect::logs {
namespace {

std::uint64_t eight(const char* at) {
    std::uint64_t number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
}

// Both ends and the length tell names apart; what is between is looked at in long ones.
std::uint64_t hash_of(PathId parent, std::string_view key) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    std::uint64_t hash = (parent + 1) * odd + key.size();
    if (key.size() < 8) {
        const auto mask = (std::uint64_t{1} << (key.size() * 8)) - 1;
        hash ^= eight(key.data()) & mask;
    } else {
        for (std::size_t at = 0; at + 8 < key.size(); at += 8)
            hash = (hash ^ eight(key.data() + at)) * odd;
        hash ^= eight(key.data() + key.size() - 8);
    }
    hash *= odd;
    return hash ^ hash >> 32U;
}

} // namespace

Paths::Paths(const ShapeBook& book, Names& names) : book_{book}, names_{names} {
    nodes_.emplace_back();
    texts_.emplace_back();
    slots_.resize(1024);
}

bool Paths::guess(PathId before, PathId parent, const char* at, std::size_t readable) const {
    const auto& likely = nodes_[nodes_[before].then];
    const auto size = likely.key.size();
    if (size == 0 || likely.parent != parent || size >= readable) return false;
    return at[size] == '"' && std::memcmp(at, likely.key.data(), size) == 0;
}

std::optional<PathId> Paths::below(PathId parent, std::string_view key) {
    const auto hash = hash_of(parent, key);
    const auto mask = slots_.size() - 1;
    for (std::size_t step = 0; step < steps_max; ++step) {
        auto& slot = slots_[(hash + step) & mask];
        if (slot.second == root) {
            const auto made = add(parent, key);
            if (!made) return made;
            slot = {hash, *made};
            if (nodes_.size() * 2 > slots_.size()) grow();
            return made;
        }
        if (slot.first != hash) continue;
        const auto& node = nodes_[slot.second];
        if (node.parent == parent && node.key == key) return slot.second;
    }
    auto place = std::pair{parent, std::string{key}};
    const auto found = others_.find(place);
    if (found != others_.end()) return found->second;
    const auto made = add(parent, key);
    if (made) others_.emplace(std::move(place), *made);
    return made;
}

std::optional<PathId> Paths::add(PathId parent, std::string_view key) {
    if (nodes_.size() >= paths_max) return std::nullopt;
    std::string path = texts_[parent];
    if (parent != root) path += '.';
    append_unescaped(path, key);
    if (path.size() > path_bytes_max) return std::nullopt;
    keys_.emplace_back(key);
    nodes_.push_back({.parent = parent,
                      .field = names_.of(path),
                      .bit = book_.bit_of(path),
                      .then = root,
                      .key = keys_.back()});
    texts_.push_back(std::move(path));
    return static_cast<PathId>(nodes_.size() - 1);
}

// What others_ holds stays there: it is looked for wherever the steps find nothing.
void Paths::grow() {
    std::vector<std::pair<std::uint64_t, PathId>> before(slots_.size() * 2);
    before.swap(slots_);
    const auto mask = slots_.size() - 1;
    for (const auto& slot : before) {
        if (slot.second == root) continue;
        std::size_t step = 0;
        while (step < steps_max && slots_[(slot.first + step) & mask].second != root)
            ++step;
        if (step < steps_max) {
            slots_[(slot.first + step) & mask] = slot;
        } else {
            const auto& node = nodes_[slot.second];
            others_.emplace(std::pair{node.parent, std::string{node.key}}, slot.second);
        }
    }
}

} // namespace sokuo::detect::logs
