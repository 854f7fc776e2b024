// A feed or a file of advisories of any bytes: refused in words that may leave a worker, or read,
// and then every text is one line, every link leads to the web, and its records give it back. Its
// words lie where they say.

#include "advisory/match.h"
#include "advisory/read/read.h"
#include "advisory/reader.h"
#include "core/text.h"
#include "fuzz.h"

#include <algorithm>
#include <string_view>

namespace {

using namespace sokuo;

void must_be_line(std::string_view text) {
    fuzz::must(is_valid_utf8(text));
    fuzz::must(!has_control(text));
    fuzz::must(text.find('\n') == std::string_view::npos);
}

void must_be_good(const advisory::Advisory& one) {
    must_be_line(one.title);
    must_be_line(one.source);
    must_be_line(one.key);
    must_be_line(one.link);
    fuzz::must(!one.title.empty() && !one.key.empty());
    fuzz::must(one.link.empty() || one.link.starts_with("http://") ||
               one.link.starts_with("https://"));
    fuzz::must(one.products.size() <= advisory::products_max);
    fuzz::must(one.cves.size() <= advisory::cves_max);
    for (const auto& product : one.products) {
        must_be_line(product.vendor);
        must_be_line(product.name);
        must_be_line(product.versions);
        must_be_line(product.cpe);
    }
    fuzz::must(advisory::settled(one) == one);
    for (const auto& word : advisory::words_of(one.title)) {
        fuzz::must(!word.key.empty() && word.key.size() == word.from.size());
        for (const auto& span : word.from)
            fuzz::must(span.begin < span.end && span.end <= one.title.size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    const auto bulletin = advisory::read_bulletin(as_bytes(text));
    if (!bulletin.ok()) {
        const auto heard = advisory::refusals();
        fuzz::must(std::ranges::find(heard, bulletin.error().message) != heard.end());
        return 0;
    }
    for (const auto& one : bulletin.value().advisories)
        must_be_good(one);
    sandbox::RecordList records;
    advisory::to_records(bulletin.value(), records);
    const auto again = advisory::from_records(records.records());
    fuzz::must(again.ok() && again.value().advisories == bulletin.value().advisories);
    return 0;
}
