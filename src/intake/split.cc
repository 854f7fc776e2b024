#include "intake/split.h"

#include "core/fields.h"

namespace sokuo::intake {

Result<incident::Slip> read_split(const Json& json, const incident::Report& whole,
                                  std::string_view time_zone) {
    constexpr TextRule item_rule{.length_max = 4000, .lines = true};
    Fields in{json};
    incident::Slip slip;
    slip.what = in.text("what", item_rule);
    slip.how = in.optional_text("how", item_rule).value_or("");
    slip.where = in.optional_text("where", {.length_max = 500, .lines = true}).value_or("");
    auto when = in.optional_text("when", {.length_max = 200}).value_or("");
    TRY(in.finish());
    slip.when = incident::read_when(std::move(when), time_zone, whole.received_at);
    slip.channel = whole.slip.channel;
    slip.reporter_class = whole.slip.reporter_class;
    slip.received_at = whole.received_at;
    slip.finder = whole.slip.finder;
    slip.reporter = whole.slip.reporter;
    slip.reporter_is_finder = whole.slip.reporter_is_finder;
    slip.split_from = whole.id;
    return slip;
}

} // namespace sokuo::intake
