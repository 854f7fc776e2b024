// What a journal's file may hold after somebody changed it: a leaf that is read is written as the
// very same bytes, and a note nobody signed is no note.

#include "core/bytes.h"
#include "fuzz.h"
#include "journal/base64.h"
#include "journal/checkpoint.h"
#include "journal/leaf.h"
#include "journal/merkle.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    const auto bytes = as_bytes(text);
    const auto leaf = journal::decode_leaf(bytes);
    if (leaf.ok()) fuzz::must(std::ranges::equal(journal::encode(leaf.value()), bytes));
    static_cast<void>(journal::open_note(text, PublicKey{}).ok());
    if (const auto plain = journal::from_base64(text)) fuzz::must(to_base64(*plain) == text);
    for (const std::uint64_t of : {0U, 1U, 3U, 1023U})
        static_cast<void>(journal::Frontier::from(of, bytes));
    return 0;
}
