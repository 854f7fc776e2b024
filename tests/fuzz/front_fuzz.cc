// A citizen's form, and what lies in the spool: either it is taken, and written and read again as
// the same, or refused.

#include "core/json.h"
#include "front/submission.h"
#include "fuzz.h"
#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto json = parse_json(fuzz::text(data, size));
    if (!json.ok()) return 0;
    const auto submission = front::read_submission(json.value());
    if (!submission.ok()) return 0;
    const auto again = front::read_submission(front::to_json(submission.value()));
    fuzz::must(again.ok());
    fuzz::must(front::to_json(again.value()) == front::to_json(submission.value()));
    return 0;
}
