// Anybody's bytes are of some kind, and anybody's name is read to its end.

#include "fuzz.h"
#include "inspect/kind.h"
#include "inspect/warning.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    const auto content = inspect::content_of(as_bytes(text));
    fuzz::must(!inspect::name_of(content.kind).empty());
    fuzz::must((content.kind == inspect::Kind::empty) == (size == 0));
    for (const auto& warning : inspect::warnings_of(text, content))
        fuzz::must(!render(*warning.message, warning.args, Language::ja).empty());
    fuzz::must(inspect::extension_of(text).find('.') == std::string::npos);
    return 0;
}
