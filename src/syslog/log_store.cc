#include "syslog/log_store.h"

#include "syslog/search.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace sokuo::syslog {
namespace {

namespace fs = std::filesystem;

constexpr Message disk_almost_full{
    "syslog.disk_almost_full",
    "ディスクの空きが{0}MBを切ったので、ログの受け取りを止めています。記録のための空きは残して"
    "あります。空きを作ると自動で再開します。",
    "Taking in logs has stopped because less than {0} MB of the disk is free, which is kept for "
    "the "
    "record. It goes on by itself once there is space."};

/// A file ends after a day, so that what is older than is kept can go by the day.
constexpr auto segment_age_max = std::chrono::hours{24};

std::string name_of(std::uint64_t number) {
    std::array<char, 32> room{};
    const int length = std::snprintf(room.data(), room.size(), "%020llu.log",
                                     static_cast<unsigned long long>(number));
    return {room.data(), static_cast<std::size_t>(length)};
}

std::optional<std::uint64_t> number_of(const fs::path& path) {
    if (path.extension() != ".log") return {};
    const auto stem = path.stem().string();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    if (error != std::errc{} || end != stem.data() + stem.size()) return {};
    return number;
}

void remove_files(const fs::path& segment) {
    std::error_code ignored;
    fs::remove(segment, ignored);
    fs::remove(index_of(segment), ignored);
}

bool sync_folder(const fs::path& folder) {
    const File open{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return open.get() >= 0 && ::fsync(open.get()) == 0;
}

File create(const fs::path& path) {
    return File{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
                       S_IRUSR | S_IWUSR)};
}

// Where reading must begin to find every record behind `number`.
std::uint64_t begin_of(const Segment& segment, std::uint64_t number) {
    auto begin = std::uint64_t{segment_head_bytes};
    if (segment.first_number > number) return begin;
    each_summary(segment, [&](const std::optional<Summary>& summary) {
        if (!summary || summary->end > segment.bytes) return summary.has_value();
        if (summary->first_number > number) return true;
        begin = summary->last_number <= number ? summary->end : summary->begin;
        return false;
    });
    return begin;
}

} // namespace

struct LogStore::Current {
    File file{};
    File index{};
    FileKey key{};
    Summary block{}; ///< Of the lines that are in no summary yet.
    std::string buffer{};
    bool has_failed = false;
};

LogStore::LogStore(fs::path folder, Keep keep, Random& random)
    : folder_{std::move(folder)}, keep_{keep}, random_{random} {}

LogStore::~LogStore() {
    end_segment();
}

Result<std::unique_ptr<LogStore>> LogStore::open(fs::path folder, Keep keep, Random& random) {
    std::error_code error;
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return disk_error(folder);
    std::unique_ptr<LogStore> store{new LogStore{std::move(folder), keep, random}};
    std::vector<std::pair<std::uint64_t, fs::path>> files;
    for (fs::directory_iterator each{store->folder_, error}, end; !error && each != end;
         each.increment(error)) {
        if (const auto number = number_of(each->path())) files.emplace_back(*number, each->path());
    }
    if (error) return disk_error(store->folder_);
    std::ranges::sort(files);
    for (const auto& [number, path] : files) {
        auto recovered = TRY(recover(path));
        if (recovered.is_damaged) ++store->damaged_files_;
        if (recovered.segment.last_number == 0) {
            // Begun, and cut off before a line was durable; or nothing we can read, but kept.
            if (recovered.is_damaged)
                fs::rename(path, fs::path{path}.replace_extension(".damaged"), error);
            else
                remove_files(path);
            continue;
        }
        recovered.segment.first_number = number;
        store->next_number_ = recovered.segment.last_number + 1;
        store->segments_.push_back(std::move(recovered.segment));
    }
    return store;
}

// -- Writing
// ---------------------------------------------------------------------------------------

Result<> LogStore::check_space() const {
    struct statvfs space {};
    if (::statvfs(folder_.c_str(), &space) != 0) return disk_error(folder_);
    const auto free = std::uint64_t{space.f_bavail} * space.f_frsize;
    if (free < keep_.free_bytes_min)
        return failure(Errc::unavailable, disk_almost_full,
                       {std::to_string(keep_.free_bytes_min >> 20U)});
    return Done{};
}

Result<> LogStore::begin_segment() {
    auto made = std::make_unique<Current>();
    const auto path = folder_ / name_of(next_number_);
    remove_files(path); // One of which no line was durable.
    made->file = create(path);
    made->index = create(index_of(path));
    random_.fill(std::as_writable_bytes(std::span{made->key}));
    const auto head = std::string{segment_magic}.append(made->key.data(), made->key.size());
    if (made->file.get() < 0 || made->index.get() < 0 || !made->file.append(head) ||
        ::fsync(made->file.get()) != 0 || !sync_folder(folder_)) {
        auto error = disk_error(path);
        remove_files(path);
        return error;
    }
    current_ = std::move(made);
    const std::lock_guard lock{mutex_};
    if (!segments_.empty() && segments_.back().first_number == next_number_) segments_.pop_back();
    segments_.push_back({.path = path,
                         .first_number = next_number_,
                         .bytes = segment_head_bytes,
                         .indexed = segment_head_bytes});
    return Done{};
}

void LogStore::end_segment() {
    if (current_ && current_->block.count > 0 && !current_->has_failed) {
        if (current_->index.append(current_->block.encoded())) {
            const std::lock_guard lock{mutex_};
            segments_.back().indexed = current_->block.end;
        }
    }
    current_.reset();
}

Result<> LogStore::write(std::span<const Record> lines) {
    auto& buffer = current_->buffer;
    buffer.clear();
    for (const auto& line : lines)
        append_record(buffer, current_->key, line);
    if (!current_->file.append(buffer) || ::fdatasync(current_->file.get()) != 0)
        return disk_error(folder_);
    return Done{};
}

Result<> LogStore::append(std::span<Record> lines) {
    if (lines.empty()) return Done{};
    TRY(check_space());
    if (current_) {
        const auto& segment = segments_.back(); // The writer alone changes it.
        const bool is_old = segment.last_number != 0 &&
                            lines.front().received_at - segment.earliest > segment_age_max;
        if (current_->has_failed || is_old || segment.bytes >= keep_.segment_bytes_max)
            end_segment();
    }
    if (!current_) TRY(begin_segment());
    auto number = next_number_;
    for (auto& line : lines) {
        line.number = number++;
        line.sender = line.sender.substr(0, 255);
        line.host = line.host.substr(0, 255);
    }
    auto written = write(lines);
    if (!written.ok()) {
        current_->has_failed = true;
        return written;
    }
    note(lines, segments_.back().bytes);
    if (current_->buffer.capacity() > (std::size_t{8} << 20U)) current_->buffer = {};
    return Done{};
}

void LogStore::note(std::span<const Record> lines, std::uint64_t begin) {
    const std::lock_guard lock{mutex_};
    auto& segment = segments_.back();
    auto& block = current_->block;
    if (segment.last_number == 0) segment.earliest = segment.latest = lines.front().received_at;
    for (const auto& line : lines) {
        block.add(line, begin, bytes_of(line));
        begin += bytes_of(line);
        segment.earliest = std::min(segment.earliest, line.received_at);
        segment.latest = std::max(segment.latest, line.received_at);
        if (block.end - block.begin < block_bytes) continue;
        // An index that cannot be written is made anew at the next start.
        if (!current_->index.append(block.encoded())) continue;
        segment.indexed = block.end;
        block = {};
    }
    segment.bytes = begin;
    segment.last_number = lines.back().number;
    next_number_ = lines.back().number + 1;
}

void LogStore::go_on_after(std::uint64_t number) {
    const std::lock_guard lock{mutex_};
    next_number_ = std::max(next_number_, number + 1);
}

void LogStore::prune(Time now) {
    std::vector<fs::path> gone;
    {
        const std::lock_guard lock{mutex_};
        std::uint64_t bytes = 0;
        for (const auto& segment : segments_)
            bytes += segment.bytes;
        // The current file stays, whatever its size.
        while (segments_.size() > 1) {
            const auto& oldest = segments_.front();
            const bool is_old = now - oldest.latest > keep_.days;
            if (!is_old && bytes <= keep_.bytes_max) break;
            bytes -= oldest.bytes;
            gone.push_back(oldest.path);
            segments_.erase(segments_.begin());
        }
    }
    for (const auto& path : gone)
        remove_files(path);
}

// -- Reading
// ---------------------------------------------------------------------------------------

std::vector<Segment> LogStore::snapshot() const {
    const std::lock_guard lock{mutex_};
    auto segments = segments_;
    for (std::size_t place = 0; place < segments.size(); ++place) {
        const auto next =
            place + 1 < segments.size() ? segments[place + 1].first_number : next_number_;
        segments[place].last_number = std::min(segments[place].last_number, next - 1);
    }
    return segments;
}

Page LogStore::find(const Query& query) const {
    return Search{query}.run(snapshot());
}

void LogStore::each_after(std::uint64_t number,
                          const std::function<bool(const Record&)>& visit) const {
    bool goes_on = true;
    for (const auto& segment : snapshot()) {
        if (segment.last_number <= number || segment.last_number == 0) continue;
        const auto open = open_segment(segment.path);
        if (!open) continue;
        each_record(*open, begin_of(segment, number), segment.bytes,
                    [&](const Record& record, std::uint64_t) {
                        if (record.number <= number) return true;
                        if (record.number > segment.last_number) return false;
                        return goes_on = visit(record);
                    });
        if (!goes_on) return;
    }
}

Totals LogStore::totals() const {
    const std::lock_guard lock{mutex_};
    Totals totals{.count = next_number_ - 1, .damaged_files = damaged_files_};
    for (const auto& segment : segments_) {
        totals.bytes += segment.bytes;
        if (segment.last_number == 0) continue;
        totals.earliest =
            totals.earliest ? std::min(*totals.earliest, segment.earliest) : segment.earliest;
    }
    return totals;
}

} // namespace sokuo::syslog
