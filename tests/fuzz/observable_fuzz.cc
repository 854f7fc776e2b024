// Addresses in anybody's text: they stand where they are said to, in order, and what was made safe
// to show is safe.

#include "core/text.h"
#include "fuzz.h"
#include "observable/observable.h"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    std::size_t at = 0;
    for (const auto& found : observable::find(text)) {
        fuzz::must(at <= found.begin && found.begin < found.end && found.end <= text.size());
        fuzz::must(!found.what.value.empty());
        at = found.end;
    }
    fuzz::must(observable::observables(text).size() <= observable::count_max);
    const auto safe = observable::defanged(text);
    fuzz::must(!is_valid_utf8(text) || is_valid_utf8(safe));
    return 0;
}
