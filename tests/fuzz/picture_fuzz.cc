// Anybody's picture is refused or becomes a small one, which is read again.

#include "fuzz.h"
#include "inspect/exif.h"
#include "inspect/picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto bytes = as_bytes(fuzz::text(data, size));
    const auto exif = inspect::exif_of(bytes);
    fuzz::must(exif.orientation >= 1 && exif.orientation <= 8);
    sandbox::RecordList records;
    if (!inspect::picture_reader().run(bytes, records).ok()) return 0;
    const auto picture = inspect::picture_from(records.records());
    fuzz::must(picture.ok());
    for (const auto kind : {inspect::Kind::png, inspect::Kind::jpeg}) {
        const auto file = inspect::painted(picture.value(), kind);
        fuzz::must(file.ok() && inspect::content_of(file.value()).kind == kind);
        fuzz::must(inspect::exif_of(file.value()) == inspect::Exif{});
    }
    return 0;
}
