#include "syslog/segment.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sokuo::syslog {
namespace {

constexpr Message disk_failed{"syslog.disk",
                              "ログを保存する場所（{0}）に書けないか、読めません。空きと権利を"
                              "確かめてください。",
                              "The place of the logs ({0}) cannot be written or read. Check its "
                              "space and rights."};

/// More than a record's bytes, so that a whole one always fits.
constexpr std::size_t window_bytes = std::size_t{4} << 20U;
static_assert(window_bytes > record_bytes_max + record_head_bytes);

std::vector<std::string> summaries_missing(const OpenSegment& open, Segment& segment,
                                           std::uint64_t size, std::uint64_t& whole_bytes) {
    std::vector<std::string> encoded;
    Summary block;
    each_record(open, segment.indexed, size, [&](const Record& record, std::uint64_t place) {
        const auto bytes = bytes_of(record);
        block.add(record, place, bytes);
        whole_bytes += bytes;
        const bool is_first = segment.last_number == 0;
        segment.earliest =
            is_first ? record.received_at : std::min(segment.earliest, record.received_at);
        segment.latest =
            is_first ? record.received_at : std::max(segment.latest, record.received_at);
        segment.last_number = record.number;
        segment.bytes = place + bytes;
        if (block.end - block.begin < block_bytes) return true;
        segment.indexed = block.end;
        encoded.push_back(std::exchange(block, {}).encoded());
        return true;
    });
    if (block.count > 0) {
        segment.indexed = block.end;
        encoded.push_back(block.encoded());
    }
    return encoded;
}

// What the summaries that are there say of the whole.
void add_indexed(Segment& segment) {
    bool is_whole = true;
    std::uint64_t begin = 0;
    bool is_first = true;
    each_summary(segment, [&](const std::optional<Summary>& summary) {
        if (!summary) return is_whole = false;
        if (is_first) {
            segment.indexed = segment.bytes = summary->end;
            segment.last_number = summary->last_number;
            segment.earliest = summary->earliest;
            segment.latest = summary->latest;
        }
        is_first = false;
        is_whole = is_whole && (begin == 0 || summary->end <= begin);
        begin = summary->begin;
        segment.earliest = std::min(segment.earliest, summary->earliest);
        segment.latest = std::max(segment.latest, summary->latest);
        return true;
    });
    if (is_whole && !is_first) return;
    segment.indexed = segment.bytes = segment_head_bytes;
    segment.last_number = 0;
    std::error_code ignored;
    std::filesystem::remove(index_of(segment.path), ignored);
}

} // namespace

Error disk_error(const std::filesystem::path& path) {
    const std::string why = std::strerror(errno);
    return because(failure(Errc::unavailable, disk_failed, {path.string()}), why);
}

File& File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool File::append(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

int File::release() {
    return std::exchange(descriptor_, -1);
}

std::string File::read(std::uint64_t place, std::size_t size) const {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const auto got = ::pread(descriptor_, bytes.data() + have, size - have,
                                 static_cast<off_t>(place + have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

std::uint64_t File::size() const {
    struct stat found {};
    return ::fstat(descriptor_, &found) == 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
}

std::filesystem::path index_of(const std::filesystem::path& segment) {
    auto path = segment;
    return path.replace_extension(".idx");
}

std::optional<OpenSegment> open_segment(const std::filesystem::path& path) {
    OpenSegment open{.file = File{::open(path.c_str(), O_RDONLY | O_CLOEXEC)}};
    const auto head = open.file.read(0, segment_head_bytes);
    if (head.size() != segment_head_bytes || !head.starts_with(segment_magic)) return {};
    std::ranges::copy(head.substr(segment_magic.size()), open.key.begin());
    return open;
}

void each_record(const OpenSegment& open, std::uint64_t begin, std::uint64_t end,
                 const std::function<bool(const Record&, std::uint64_t place)>& visit) {
    bool goes_on = true;
    while (begin < end && goes_on) {
        const auto size = std::min<std::uint64_t>(window_bytes, end - begin);
        const auto bytes = open.file.read(begin, static_cast<std::size_t>(size));
        if (bytes.empty()) return;
        const auto passed = walk(bytes, open.key, bytes.size() < window_bytes,
                                 [&](const Record& record, std::size_t place) {
                                     if (goes_on) goes_on = visit(record, begin + place);
                                 });
        begin += std::max<std::uint64_t>(passed, 1);
    }
}

Result<Recovered> recover(const std::filesystem::path& path) {
    Recovered recovered{
        .segment = {.path = path, .bytes = segment_head_bytes, .indexed = segment_head_bytes}};
    auto& segment = recovered.segment;
    const auto open = open_segment(path);
    if (!open) {
        recovered.is_damaged = true;
        return recovered;
    }
    add_indexed(segment);
    const auto size = open->file.size();
    if (segment.indexed >= size) return recovered;
    const auto from = segment.indexed;
    std::uint64_t whole_bytes = 0;
    const auto encoded = summaries_missing(*open, segment, size, whole_bytes);
    recovered.is_damaged = from + whole_bytes < size;
    if (encoded.empty()) return recovered;
    const auto index_path = index_of(path);
    const File index{
        ::open(index_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    for (const auto& one : encoded) {
        if (index.get() < 0 || !index.append(one)) return disk_error(index_path);
    }
    return recovered;
}

void each_summary(const Segment& segment,
                  const std::function<bool(const std::optional<Summary>&)>& visit) {
    const File file{::open(index_of(segment.path).c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0) return;
    const auto size = file.size();
    if (size % Summary::encoded_bytes != 0) {
        visit({});
        return;
    }
    for (auto place = size; place > 0; place -= Summary::encoded_bytes) {
        const auto summary =
            Summary::decode(file.read(place - Summary::encoded_bytes, Summary::encoded_bytes));
        if (!visit(summary) || !summary) return;
    }
}

} // namespace sokuo::syslog
