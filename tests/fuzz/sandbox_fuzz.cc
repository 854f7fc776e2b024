// What a worker says: frames in any pieces. Either they are refused, or they are complete and
// within the limits; and how they were cut makes no difference.

#include "fuzz.h"
#include "sandbox/record.h"

#include <algorithm>

namespace {

using namespace sokuo;

constexpr sandbox::RecordReader::Limits limits{.bytes_max = 4'096, .records_max = 64};

struct Outcome {
    bool is_good = true;
    bool is_complete = false;
    std::string refusal{};
    std::vector<sandbox::Record> records{};

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(ByteView bytes, std::size_t step) {
    sandbox::RecordReader reader{limits};
    while (!bytes.empty()) {
        const auto size = std::min(step, bytes.size());
        if (!reader.read(bytes.first(size)).ok()) return {.is_good = false};
        bytes = bytes.subspan(size);
    }
    Outcome outcome{.is_complete = reader.is_complete(), .refusal = reader.refusal()};
    if (outcome.is_complete) outcome.records = reader.take();
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = as_bytes(fuzz::text(data, size));
    const auto outcome = read(bytes, size + 1);
    fuzz::must(outcome == read(bytes, 1));
    fuzz::must(outcome == read(bytes, 7));
    std::size_t sum = 0;
    for (const auto& record : outcome.records) {
        fuzz::must(record.kind <= sandbox::kind_max);
        sum += record.body.size();
    }
    fuzz::must(sum <= limits.bytes_max && outcome.records.size() <= limits.records_max);
    return 0;
}
