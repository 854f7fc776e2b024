#include "monitor/reader.h"

#include "mail/read/charset.h"
#include "monitor/read/page_reader.h"

#include <array>

namespace sokuo::monitor {
namespace {

constexpr Message broken_records{"monitor.broken_records", "読み取りの結果が壊れていました。",
                                 "The result of the reading was broken."};

constexpr std::string_view reader_name = "page";
constexpr std::uint16_t page_record = 1;

Result<> run(ByteView input, sandbox::Output& output) {
    const auto text = as_text(input);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return failure(Errc::invalid, broken_records);
    const auto head = TRY(parse_json(text.substr(0, end)));
    ReadRules rules{.charset = std::string{head["charset"].text_or("")}};
    for (const auto& one : head["left_out"].items())
        if (const auto selector = read_selector(one.text_or("")))
            rules.left_out.push_back(*selector);
    const auto page = read_page(text.substr(end + 1), rules);
    output.put(page_record, as_bytes(to_text(to_json(page))));
    return Done{};
}

constexpr std::array<const Message*, 1> refusals{&broken_records};

} // namespace

sandbox::Parser reader() {
    return {
        .name = reader_name, .run = run, .warm_up = mail::warm_up_charsets, .refusals = refusals};
}

Bytes to_input(std::string_view html, const Reading& reading) {
    auto left_out = Json::array();
    for (const auto& one : reading.left_out)
        left_out.push(one);
    auto text =
        to_text(Json::object({{"charset", reading.charset}, {"left_out", std::move(left_out)}}));
    text.append("\n").append(html);
    const auto bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

Result<Page> read_in(sandbox::Sandbox& sandbox, std::string_view html, const Reading& reading) {
    sandbox::Profile profile;
    profile.input_bytes_max = html_bytes_max + std::size_t{64} * 1024;
    profile.output_bytes_max = std::size_t{4} << 20U;
    profile.records_max = 1;
    const auto records = TRY(sandbox.read(reader_name, to_input(html, reading), profile));
    if (records.size() != 1 || records.front().kind != page_record)
        return failure(Errc::invalid, broken_records);
    const auto json =
        parse_json(as_text(records.front().body), {.bytes_max = profile.output_bytes_max});
    if (!json.ok()) return failure(Errc::invalid, broken_records);
    return page_from(json.value());
}

} // namespace sokuo::monitor
