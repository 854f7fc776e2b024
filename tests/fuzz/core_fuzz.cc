// JSON from anybody: what was read is written and read again as the same, in both orders.

#include "core/json.h"
#include "core/text.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    const auto json = parse_json(text);
    if (!json.ok()) return 0;
    fuzz::must(is_valid_utf8(text));
    const auto written = to_text(json.value());
    const auto again = parse_json(written);
    fuzz::must(again.ok() && again.value() == json.value());
    const auto sorted = canonical(json.value());
    const auto settled = parse_json(sorted);
    fuzz::must(settled.ok() && canonical(settled.value()) == sorted);
    return 0;
}
