#include "front/spool.h"

#include "core/fields.h"
#include "core/json.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <system_error>
#include <unistd.h>

namespace sokuo::front {
namespace {

namespace fs = std::filesystem;

constexpr Message disk_failed{
    "front.disk_failed", "ディスクに書けません。空きと権限を確かめてください。",
    "The disk cannot be written. Check its free space and its permissions."};
constexpr Message disk_unreadable{"front.disk_unreadable",
                                  "ディスクから読めません。権限を確かめてください。",
                                  "The disk cannot be read. Check the permissions."};
constexpr Message spool_full{"front.spool_full",
                             "待っている通報が多すぎます。本体を動かしてください。",
                             "Too many reports wait. Start the main process."};
constexpr Message spool_corrupt{"front.spool_corrupt",
                                "待っている通報のファイルが壊れています。人が確かめてください。",
                                "The file of a report that waits is damaged. Look at it."};

constexpr std::array<std::string_view, 1> formats{"sokuo-spool/1"};
constexpr std::string_view suffix = ".json";

Error disk_error(const Message& message, const fs::path& path) {
    return because(failure(Errc::unavailable, message), path.string() + ": " + strerror(errno));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

bool write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const auto count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

Result<> sync_directory(const fs::path& directory) {
    const Descriptor open{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (open.number() < 0 || ::fsync(open.number()) != 0) return disk_error(disk_failed, directory);
    return Done{};
}

fs::path path_of(const fs::path& spool, const ReportId& id) {
    return spool / (id.text() + std::string{suffix});
}

Result<Spooled> read_report(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return disk_error(disk_unreadable, path);
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto corrupt = [&](const std::string& detail) {
        return because(failure(Errc::corrupt, spool_corrupt), path.string() + ": " + detail);
    };
    const auto json = parse_json(text);
    if (!json.ok()) return corrupt(describe(json.error()));
    Fields fields{json.value()};
    fields.choice("format", formats);
    Spooled report{.provisional = fields.text("provisional", {.length_max = 20}), .submission = {}};
    auto submission = read_submission(fields.object("submission"), "/submission");
    if (auto done = fields.finish(); !done.ok()) return corrupt(describe(done.error()));
    if (!submission.ok()) return corrupt(describe(submission.error()));
    report.submission = std::move(submission).value();
    if (path.stem() != report.submission.id.text()) return corrupt("the name is not its id");
    return report;
}

// The files of reports, by name: ids of version 7 sort by the time they were made.
Result<std::vector<fs::path>> reports_in(const fs::path& spool) {
    std::vector<fs::path> paths;
    std::error_code error;
    if (!fs::exists(spool, error)) return paths;
    fs::directory_iterator files{spool, error};
    for (; !error && files != fs::directory_iterator{}; files.increment(error)) {
        const auto name = files->path().filename().string();
        if (!name.starts_with('.') && name.ends_with(suffix)) paths.push_back(files->path());
    }
    if (error)
        return because(failure(Errc::unavailable, disk_unreadable),
                       spool.string() + ": " + error.message());
    std::ranges::sort(paths);
    return paths;
}

} // namespace

Result<> write_durably(const fs::path& path, std::string_view content) {
    const auto fresh = path.parent_path() / ("." + path.stem().string() + ".new");
    {
        const Descriptor file{
            ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640)};
        if (file.number() < 0) return disk_error(disk_failed, fresh);
        if (!write_all(file.number(), content) || ::fsync(file.number()) != 0) {
            auto error = disk_error(disk_failed, fresh);
            ::unlink(fresh.c_str());
            return error;
        }
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) {
        auto error = disk_error(disk_failed, path);
        ::unlink(fresh.c_str());
        return error;
    }
    return sync_directory(path.parent_path());
}

Result<> append(const fs::path& spool, const Spooled& report) {
    const auto path = path_of(spool, report.submission.id);
    std::error_code error;
    if (fs::exists(path, error)) return sync_directory(spool);
    if (TRY(reports_in(spool)).size() >= spool_reports_max)
        return failure(Errc::too_many, spool_full);
    const auto json = Json::object({{"format", formats[0]},
                                    {"provisional", report.provisional},
                                    {"submission", to_json(report.submission)}});
    return write_durably(path, to_text(json) + "\n");
}

Result<SpoolContents> read_spool(const fs::path& spool, std::size_t count_max) {
    SpoolContents contents;
    for (const auto& path : TRY(reports_in(spool))) {
        if (contents.reports.size() >= count_max) break;
        auto report = read_report(path);
        if (report.ok())
            contents.reports.push_back(std::move(report).value());
        else
            contents.unreadable.push_back(path);
    }
    return contents;
}

Result<std::optional<Spooled>> find_in_spool(const fs::path& spool, const ReportId& id) {
    const auto path = path_of(spool, id);
    std::error_code error;
    if (!fs::exists(path, error)) return std::optional<Spooled>{};
    return std::optional{TRY(read_report(path))};
}

Result<> remove_from_spool(const fs::path& spool, const ReportId& id) {
    const auto path = path_of(spool, id);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return disk_error(disk_failed, path);
    return sync_directory(spool);
}

} // namespace sokuo::front
