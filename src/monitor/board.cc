#include "monitor/board.h"

#include <algorithm>
#include <utility>

namespace sokuo::monitor {
namespace {

constexpr std::chrono::seconds again_after{60};

} // namespace

void Board::name(std::vector<Target> targets, std::optional<Error> trouble, Time now) {
    const std::scoped_lock lock{mutex_};
    std::vector<Place> places;
    for (auto& target : targets) {
        const auto* known = find(target.name);
        Place place{.target = std::move(target), .next = now};
        if (known != nullptr) {
            place.is_taken = known->is_taken;
            place.is_wanted = known->is_wanted;
            if (known->target == place.target) place.next = known->next;
        }
        places.push_back(std::move(place));
    }
    places_ = std::move(places);
    trouble_ = std::move(trouble);
}

std::vector<Target> Board::targets() const {
    const std::scoped_lock lock{mutex_};
    std::vector<Target> targets;
    targets.reserve(places_.size());
    for (const auto& place : places_)
        targets.push_back(place.target);
    return targets;
}

std::optional<Target> Board::target(std::string_view name) const {
    const std::scoped_lock lock{mutex_};
    for (const auto& place : places_)
        if (place.target.name == name) return place.target;
    return {};
}

std::optional<Error> Board::trouble() const {
    const std::scoped_lock lock{mutex_};
    return trouble_;
}

bool Board::want(std::string_view name) {
    {
        const std::scoped_lock lock{mutex_};
        auto* place = find(name);
        if (place == nullptr) return false;
        place->is_wanted = true;
    }
    wanted_.notify_one();
    return true;
}

std::optional<Target> Board::take_due(Time now) {
    const std::scoped_lock lock{mutex_};
    Place* best = nullptr;
    for (auto& place : places_) {
        if (place.is_taken || (!place.is_wanted && place.next > now)) continue;
        const bool is_before = best == nullptr || (place.is_wanted && !best->is_wanted) ||
                               (place.is_wanted == best->is_wanted && place.next < best->next);
        if (is_before) best = &place;
    }
    if (best == nullptr) return {};
    best->is_taken = true;
    best->is_wanted = false;
    return best->target;
}

void Board::done(std::string_view name, Time next) {
    const std::scoped_lock lock{mutex_};
    auto* place = find(name);
    if (place == nullptr) return;
    place->is_taken = false;
    place->next = next;
}

void Board::wait(const std::stop_token& stop, std::chrono::milliseconds pause) {
    std::unique_lock lock{mutex_};
    wanted_.wait_for(lock, stop, pause, [this] {
        return std::ranges::any_of(
            places_, [](const Place& place) { return place.is_wanted && !place.is_taken; });
    });
}

Board::Place* Board::find(std::string_view name) {
    for (auto& place : places_)
        if (place.target.name == name) return &place;
    return nullptr;
}

Time next_look(const Target& target, State state, Time now, double chance) {
    if (state == State::shaky) return now + std::min(target.every, again_after);
    const auto every = std::chrono::duration_cast<Duration>(target.every);
    const auto share = static_cast<double>(every.count()) * (0.9 + 0.2 * chance);
    return now + Duration{static_cast<std::int64_t>(share)};
}

} // namespace sokuo::monitor
