#include "detect/report/html.h"

#include "detect/report/html_page.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect::report {
namespace {

bool is_before(const std::optional<Time>& a, const std::optional<Time>& b) {
    if (!a || !b) return a.has_value();
    return *a < *b;
}

// Ends where a character ends; `…` says that more followed.
std::string shortened(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return std::string{text};
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)}.append(" …");
}

std::size_t copy(const FieldTexts& from, FieldTexts& to, const Html::Look& look) {
    std::size_t bytes = 0;
    const auto count = std::min(from.size(), look.fields_max);
    for (const auto& [name, value] : from) {
        if (to.size() == count) break;
        to.emplace_back(shortened(name, look.value_bytes_max),
                        shortened(value, look.value_bytes_max));
        bytes += to.back().first.size() + to.back().second.size() + sizeof(FieldView);
    }
    if (from.size() > count) to.emplace_back("…", std::to_string(from.size() - count));
    return bytes;
}

} // namespace

void Html::put(const Match& match) {
    auto& list = kept_[match.rule];
    const auto time = readable(match.time);
    const auto place = std::ranges::upper_bound(list, time, is_before, &Kept::time);
    const bool is_full = list.size() >= look_.matches_per_rule;
    if (is_full && place == list.end()) return;

    Kept kept{.time = time,
              .file = shortened(match.file, look_.value_bytes_max),
              .record = match.record,
              .recovered = match.recovered,
              .computer = shortened(match.computer, look_.value_bytes_max),
              .channel = shortened(match.channel, look_.value_bytes_max),
              .event_id = match.event_id,
              .events = match.events};
    kept.bytes = sizeof(Kept) + kept.file.size() + kept.computer.size() + kept.channel.size();
    kept.bytes += copy(match.matched, kept.matched, look_);
    kept.bytes += copy(match.event, kept.event, look_);
    const auto freed = is_full ? list.back().bytes : 0;
    if (kept_bytes_ - freed + kept.bytes > look_.kept_bytes_max) return;

    kept_bytes_ += kept.bytes - freed;
    list.insert(place, std::move(kept));
    if (is_full) list.pop_back();
}

void Html::write(const Summary& summary, const About& about, const Write& write) const {
    const Page page{look_, summary, about, write};
    page.head();
    page.overview();
    page.rule_index();
    static const std::vector<Kept> none;
    std::size_t number = 0;
    for (const auto& rule : summary.rules()) {
        if (rule.rule == nullptr) continue;
        const auto found = kept_.find(rule.rule);
        page.rule(++number, rule, found == kept_.end() ? none : found->second);
    }
    page.foot();
}

} // namespace sokuo::detect::report
