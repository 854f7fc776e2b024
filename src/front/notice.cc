#include "front/notice.h"

#include "charter/check.h"
#include "charter/problem.h"
#include "charter/rules.h"
#include "charter/source_file.h"
#include "core/fields.h"
#include "core/json.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace sokuo::front {
namespace {

namespace fs = std::filesystem;

constexpr Message unreadable{"front.unreadable", "{0}を読めません。本体が置くのを待ってください。",
                             "{0} cannot be read. Wait until the main process puts it there."};
constexpr Message pack_invalid{"front.pack_invalid",
                               "規則パックに直すところがあります。本体で確かめてください。",
                               "The rule pack has errors. Check it with the main process."};

Result<std::string> read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return failure(Errc::unavailable, unreadable, {path.filename().string()});
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> pack_paths(const fs::path& directory) {
    std::vector<fs::path> paths;
    std::error_code error;
    fs::recursive_directory_iterator files{directory / "packs", error};
    for (; !error && files != fs::recursive_directory_iterator{}; files.increment(error)) {
        if (files->path().extension() == ".yaml") paths.push_back(files->path());
    }
    std::ranges::sort(paths);
    return paths;
}

std::string stamp_of(const fs::path& directory) {
    auto paths = pack_paths(directory);
    paths.push_back(directory / "charter.yaml");
    paths.push_back(directory / edition_name);
    std::string stamp;
    for (const auto& path : paths) {
        std::error_code error;
        const auto time = fs::last_write_time(path, error).time_since_epoch().count();
        const auto size = fs::file_size(path, error);
        stamp += path.filename().string() + " " + std::to_string(time) + " " +
                 std::to_string(size) + "\n";
    }
    return stamp;
}

Result<charter::Pack> read_pack(const fs::path& directory) {
    std::vector<charter::SourceFile> files;
    for (const auto& path : pack_paths(directory))
        files.push_back({fs::relative(path, directory).string(), TRY(read_file(path))});
    if (files.empty()) return failure(Errc::unavailable, unreadable, {"packs"});
    auto checked = charter::check_pack(files);
    if (!charter::is_loadable(checked.problems)) return failure(Errc::invalid, pack_invalid);
    return std::move(checked.pack);
}

// Only the date of a document hangs on it: when it cannot be read, the pages go on without.
std::optional<EditionStamp> read_edition(const fs::path& directory) {
    const auto text = read_file(directory / edition_name);
    if (!text.ok()) return {};
    const auto json = parse_json(text.value());
    if (!json.ok()) return {};
    Fields in{json.value()};
    EditionStamp edition;
    edition.number = in.integer("number", 1, 1'000'000'000);
    edition.loaded_at = in.time("loaded_at");
    if (!in.finish().ok()) return {};
    return edition;
}

} // namespace

std::string edition_text(const EditionStamp& edition) {
    return to_text(Json::object(
               {{"number", edition.number}, {"loaded_at", to_rfc3339(edition.loaded_at)}})) +
           "\n";
}

Result<Notice> read_notice(const fs::path& directory) {
    const auto yaml = TRY(read_file(directory / "charter.yaml"));
    auto charter = TRY(charter::read_charter(yaml, "charter.yaml"));
    auto pack = TRY(read_pack(directory));
    auto office = TRY(charter::contact_office(charter, pack));
    return Notice{.is_fictional = charter.fictional,
                  .organisation = std::move(charter.organisation),
                  .charter_title = std::move(charter.title),
                  .charter_number = std::move(charter.notice_number),
                  .in_force = charter.in_force,
                  .articles = std::move(charter.articles),
                  .categories = std::move(charter.categories),
                  .structure = std::move(charter.structure),
                  .first_steps = std::move(pack.first_steps),
                  .edition = read_edition(directory),
                  .contact = std::move(charter.point_of_contact),
                  .office = std::move(office)};
}

Board::Board(fs::path directory, Notice notice, std::string stamp)
    : directory_{std::move(directory)}, notice_{std::move(notice)}, stamp_{std::move(stamp)} {}

Result<std::unique_ptr<Board>> Board::open(fs::path directory) {
    auto stamp = stamp_of(directory);
    auto notice = TRY(read_notice(directory));
    return std::unique_ptr<Board>{
        new Board{std::move(directory), std::move(notice), std::move(stamp)}};
}

Notice Board::at(Time now) {
    const std::scoped_lock lock{mutex_};
    if (now - looked_at_ < std::chrono::seconds{1} && now >= looked_at_) return notice_;
    looked_at_ = now;
    auto stamp = stamp_of(directory_);
    if (stamp == stamp_) return notice_;
    stamp_ = std::move(stamp);
    auto fresh = read_notice(directory_);
    if (fresh.ok())
        notice_ = std::move(fresh).value();
    else
        std::fputs(("front: " + describe(fresh.error()) + "\n").c_str(), stderr);
    return notice_;
}

} // namespace sokuo::front
