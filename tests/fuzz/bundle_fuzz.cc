// A bundle of any bytes, and a body that somebody signed: it is refused, or what was read can be
// written again.

#include "bundle/bundle.h"
#include "fuzz.h"

namespace {

using namespace sokuo;

const bundle::Secret& us() {
    static const auto secret = [] {
        bundle::Secret made;
        made.name = "lgwan";
        return made;
    }();
    return secret;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    const auto bytes = as_bytes(text);
    static const std::vector<bundle::Card> senders{us().card()};
    static_cast<void>(bundle::read(bytes, us(), senders));
    const auto items = bundle::read_items(bytes);
    if (items.ok()) {
        const auto again = bundle::read_items(bundle::write_items(items.value()));
        fuzz::must(again.ok() && again.value().size() == items.value().size());
    }
    static_cast<void>(bundle::parse_card(text));
    static_cast<void>(bundle::parse_secret(text));
    return 0;
}
