#include "detect/logs/line_reader.h"

#include "core/bytes.h"
#include "detect/logs/tally.h"

#include <algorithm>

namespace sokuo::detect::logs {

bool LineDesk::add_named(std::string_view name, std::string_view text) {
    constexpr std::size_t name_bytes_max = 256;
    if (name.size() > name_bytes_max) return false;
    const auto known = names.find(name);
    if (!known && names.count() >= names_max) return false;
    values.push_back({known ? *known : names.of(name), Type::utf8, text});
    return true;
}

void LineReader::read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const {
    auto& own = static_cast<LineDesk&>(desk);
    const auto text = as_text(block.bytes);
    const bool is_valid = is_utf8(text);
    Place place{.number = block.first};
    for (std::size_t at = 0; at < text.size(); ++place.number) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto one = text.substr(at, end - at);
        place.offset = block.offset + at;
        at = end + 1;
        while (one.ends_with('\r'))
            one.remove_suffix(1);
        if (one.empty()) continue;
        if (one == long_record || one.size() > record_bytes_max) {
            note_long(tally, place);
            continue;
        }
        own.begin();
        if (!is_valid && !is_utf8(one)) one = repaired(one, false, own.arena);
        Event event{.line = one, .record = place.number, .recovered = block.recovered};
        if (!line(one, own, event)) continue;
        event.values = own.values;
        ++tally.events;
        if (block.recovered) ++tally.recovered;
        sink.take(event);
    }
}

} // namespace sokuo::detect::logs
