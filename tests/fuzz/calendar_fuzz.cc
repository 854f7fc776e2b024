// Words as people type them: keys and pairs for the search are UTF-8 whatever came, a key of a key
// is itself, and a date that was understood is one.

#include "calendar/date.h"
#include "calendar/wareki.h"
#include "core/text.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    const auto key = search_key(text);
    fuzz::must(is_valid_utf8(key) && search_key(key) == key);
    fuzz::must(is_valid_utf8(bigrams(text)));
    fuzz::must(is_valid_utf8(to_half_width(text)));
    fuzz::must(trimmed(trimmed(text)) == trimmed(text));
    const auto day = calendar::parse_japanese_date(text);
    if (day.ok()) fuzz::must(calendar::parse_date(calendar::to_iso(day.value())).ok());
    const auto when = calendar::parse_when(text);
    static_cast<void>(when.ok());
    return 0;
}
