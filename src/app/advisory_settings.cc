#include "app/advisory_settings.h"

#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"
#include "http/fetch.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view settings_name = "advisories.yaml";
/// Feeds change a few times a day; their operators ask to be asked gently.
constexpr int minutes_min = 10;
constexpr int minutes_max = 7 * 24 * 60;
constexpr int minutes_usual = 60;
constexpr std::size_t feeds_max = 50;

constexpr Message cannot_read{"app.advisories_cannot_read", "{0} が読めません。",
                              "Cannot read {0}."};
constexpr Message bad_mapping{"app.advisories_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message same_name{"app.advisories_same_name",
                            "同じ name のフィードが2つあります（{0}）。",
                            "Two feeds are named {0}."};
constexpr Message bad_url{
    "app.advisories_bad_url",
    "url は https:// で始まるアドレスにしてください（http:// はこの機械の中だけ）。",
    "Write an address that starts with https:// (http:// only on this machine)."};
constexpr Message too_many{"app.advisories_too_many", "フィードは50個までです。",
                           "At most 50 feeds."};
constexpr Message must_be_here{
    "app.advisories_demo_elsewhere",
    "架空の要綱では、この機械の中（127.0.0.1）のフィードだけを見に行けます（{0}）。",
    "With a fictional charter only feeds on this machine (127.0.0.1) are asked ({0})."};

bool is_here(std::string_view url) {
    const auto origin = http::origin_of(url);
    const std::string_view host =
        std::string_view{origin}.substr(std::min(origin.size(), origin.find("://") + 3));
    return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

advisory::Feed read_feed(const Node& node, charter::Sheet& sheet) {
    charter::Reader in{node, sheet};
    advisory::Feed feed;
    feed.name = in.text("name");
    feed.url = in.text("url");
    feed.every = std::chrono::minutes{
        in.optional_integer("every_minutes", minutes_min, minutes_max).value_or(minutes_usual)};
    feed.ca_file = in.optional_text("ca_file");
    feed.is_private = in.optional_boolean("private", false);
    in.finish();
    if (!feed.url.empty() && http::origin_of(feed.url).empty())
        sheet.add(charter::Level::error, in.line_of("url"), bad_url, bad_url);
    return feed;
}

} // namespace

Result<std::vector<advisory::Feed>> read_advisory_settings(const fs::path& directory,
                                                           bool only_loopback) {
    const auto file = directory / settings_name;
    std::error_code error;
    std::vector<advisory::Feed> feeds;
    if (!fs::exists(file, error)) return feeds;
    std::ifstream in_file{file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in_file}, {}};
    if (!in_file) return failure(Errc::unavailable, cannot_read, {std::string{settings_name}});
    const auto root = TRY(parse_yaml(text, settings_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{settings_name});
    charter::Sheet sheet{std::string{settings_name}};
    charter::Reader in{root, sheet};
    for (const auto* node : in.optional_mappings("feeds")) {
        auto feed = read_feed(*node, sheet);
        if (std::ranges::find(feeds, feed.name, &advisory::Feed::name) != feeds.end())
            sheet.add(charter::Level::error, node->line, same_name, same_name, {feed.name});
        if (!feed.ca_file.empty()) feed.ca_file = (directory / feed.ca_file).string();
        feeds.push_back(std::move(feed));
    }
    if (feeds.size() > feeds_max)
        sheet.add(charter::Level::error, in.line_of("feeds"), too_many, too_many);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    for (const auto& feed : feeds) {
        if (only_loopback && !is_here(feed.url))
            return failure(Errc::forbidden, must_be_here, {feed.name});
    }
    return feeds;
}

} // namespace sokuo::app
