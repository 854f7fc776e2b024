// What a worker of detection in a stranger's hands may put out, and what it may be asked: records
// of a kind, a length and bytes; and the same bytes as a job, as an outcome and as a catalogue.

#include "detect/job/catalogue.h"
#include "detect/job/job.h"
#include "fuzz.h"

#include <string_view>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;

// Three rules, the last of them a correlation of the first.
const job::Catalogue& known() {
    static const auto catalogue = [] {
        std::vector<Rule> rules(2);
        rules[0].info.id = "a";
        rules[1].info.id = "b";
        Correlation counted;
        counted.rules = {"a"};
        counted.group_by = {"host"};
        counted.timespan = std::chrono::seconds{60};
        job::Catalogue made;
        made.plan = plan_counting({counted}, rules);
        made.rules = {rules[0].info, rules[1].info, counted.info};
        return made;
    }();
    return catalogue;
}

std::vector<job::Piece> pieces_of(ByteView bytes) {
    std::vector<job::Piece> pieces{{1, {}}};
    while (bytes.size() >= 3) {
        const auto kind = std::to_integer<std::uint16_t>(bytes[0]);
        const auto size = std::min<std::size_t>(std::to_integer<std::size_t>(bytes[1]) |
                                                    std::to_integer<std::size_t>(bytes[2]) << 8U,
                                                bytes.size() - 3);
        pieces.push_back({kind, bytes.subspan(3, size)});
        bytes = bytes.subspan(3 + size);
    }
    return pieces;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes{reinterpret_cast<const std::byte*>(data), size};
    if (const auto read = job::read_job(bytes); read.ok()) {
        const auto again = job::read_job(job::to_bytes(read.value()));
        fuzz::must(again.ok() && again.value().parts.size() == read.value().parts.size());
    }
    const auto pieces = pieces_of(bytes);
    const auto outcome = job::read_outcome(pieces, known().shape(2));
    if (outcome.ok()) {
        for (const auto& found : outcome.value().found) {
            fuzz::must(found.rule < known().rules.size() && found.part < 2);
            if (found.time) (void)to_rfc3339(*found.time);
        }
        for (const auto& seen : outcome.value().seen)
            fuzz::must(seen.sighting.counted.correlation < 1 && seen.sighting.counted.part < 1 &&
                       seen.sighting.group.size() == 1);
    }
    (void)job::read_catalogue(pieces);
    return 0;
}
