#include "advisory/board.h"

#include <algorithm>
#include <utility>

namespace sokuo::advisory {

void Board::name(std::vector<Feed> feeds, std::optional<Error> trouble) {
    const std::scoped_lock lock{mutex_};
    feeds_ = std::move(feeds);
    trouble_ = std::move(trouble);
    std::erase_if(troubles_, [&](const auto& one) {
        return std::ranges::find(feeds_, one.first, &Feed::name) == feeds_.end();
    });
}

void Board::note(std::string_view feed, std::optional<Error> trouble) {
    const std::scoped_lock lock{mutex_};
    if (trouble)
        troubles_.insert_or_assign(std::string{feed}, *std::move(trouble));
    else
        troubles_.erase(std::string{feed});
}

void Board::want() {
    const std::scoped_lock lock{mutex_};
    is_wanted_ = true;
}

std::vector<Feed> Board::feeds() const {
    const std::scoped_lock lock{mutex_};
    return feeds_;
}

std::optional<Error> Board::trouble() const {
    const std::scoped_lock lock{mutex_};
    return trouble_;
}

std::optional<Error> Board::trouble(std::string_view feed) const {
    const std::scoped_lock lock{mutex_};
    const auto found = troubles_.find(feed);
    if (found == troubles_.end()) return {};
    return found->second;
}

bool Board::take_wanted() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(is_wanted_, false);
}

} // namespace sokuo::advisory
