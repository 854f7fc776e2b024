// Anybody's archive is listed within its limits, and what a worker writes is read again as it was.

#include "fuzz.h"
#include "inspect/entry.h"
#include "inspect/listing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    const auto listing = inspect::listing_of(as_bytes(text));
    if (listing.ok()) {
        const auto& found = listing.value();
        constexpr auto shown_max = inspect::entries_shown_max + inspect::entries_warned_max;
        fuzz::must(found.entries.size() <= shown_max && found.count >= found.entries.size());
        fuzz::must(found.count <= inspect::entries_counted_max);
        for (const auto& entry : found.entries) {
            fuzz::must(entry.name.size() <= inspect::entry_name_bytes_max);
            fuzz::must(inspect::shown_name(entry.name).find('\n') == std::string::npos);
            for (const auto& warning : inspect::warnings_of(entry))
                fuzz::must(!render(*warning.message, warning.args, Language::ja).empty());
        }
        sandbox::RecordList records;
        fuzz::must(inspect::listing_reader().run(as_bytes(text), records).ok());
        fuzz::must(inspect::listing_from(records.records()) == listing);
    }
    // The bytes as a worker in a stranger's hands might write them.
    sandbox::Record record{.kind = 1};
    const auto body = as_bytes(text.substr(0, 2000));
    record.body.assign(body.begin(), body.end());
    sandbox::Record total{.kind = 2, .body = Bytes(18)};
    total.body[0] = std::byte{1};
    static_cast<void>(inspect::listing_from(std::vector{record, total}).ok());
    return 0;
}
