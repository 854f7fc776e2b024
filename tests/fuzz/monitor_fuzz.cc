// A page of any bytes: read, and what is kept of it is within its limits, is UTF-8 on single lines,
// and gives itself back. Held against itself it is the same; held against nothing it is found.

#include "core/text.h"
#include "fuzz.h"
#include "monitor/alarm.h"
#include "monitor/read/page_reader.h"
#include "monitor/reader.h"
#include "monitor/target.h"

#include <string_view>

namespace {

using namespace sokuo;

void must_be_line(std::string_view text) {
    fuzz::must(is_valid_utf8(text) && !has_control(text));
    fuzz::must(text.find('\n') == std::string_view::npos);
    fuzz::must(text.size() <= monitor::line_bytes_max);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    monitor::ReadRules rules;
    rules.left_out = {{.style_class = "a"}, {.tag = "p"}};
    for (const bool leaves_out : {false, true}) {
        const auto page = monitor::read_page(text, leaves_out ? rules : monitor::ReadRules{});
        must_be_line(page.title);
        for (const auto& line : page.lines)
            must_be_line(line.text);
        for (const auto& feature : page.features)
            must_be_line(feature.place);
        const auto again = monitor::page_from(parse_json(to_text(monitor::to_json(page))).value());
        fuzz::must(again.ok() && again.value() == page);
        fuzz::must(monitor::compare(page, page).score == 0);
        fuzz::must(monitor::compare(page, {}).rows.size() <= monitor::rows_max);
    }
    static_cast<void>(monitor::read_selector(text));
    static_cast<void>(monitor::read_quiet_hours(text));
    static_cast<void>(monitor::split_address(text));
    return 0;
}
