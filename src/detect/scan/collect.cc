#include "detect/scan/collect.h"

#include "detect/evtx/evtx.h"
#include "detect/input/stream.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace sokuo::detect {

namespace {

namespace fs = std::filesystem;

constexpr Message folder_unreadable{"scan.folder_unreadable",
                                    "フォルダ「{0}」の中を見られません。権限を確かめてください。",
                                    "The folder “{0}” cannot be looked into. Check the rights."};
constexpr Message too_many_files{"scan.too_many_files",
                                 "「{0}」までで、ファイルの数が上限（{1}）に達しました。",
                                 "The limit of {1} files was reached at “{0}”."};
constexpr Message folders_too_deep{"scan.folders_too_deep",
                                   "フォルダ「{0}」の入れ子が深すぎます（上限 {1}）。",
                                   "The folder “{0}” is nested more than {1} deep."};
constexpr Message nothing_of_that_name{"scan.member_not_found",
                                       "「{0}」の中にその名前がありません。",
                                       "There is nothing of that name in “{0}”."};

// Counts what is taken out of a file, for whoever wants to know how far the reading is.
class Metered final : public ByteStream {
public:
    Metered(std::unique_ptr<ByteStream> from, std::uint64_t& bytes)
        : from_{std::move(from)}, bytes_{bytes} {}

    Result<std::size_t> read(std::span<std::byte> room) override {
        auto got = from_->read(room);
        if (got.ok()) bytes_ += got.value();
        return got;
    }

private:
    std::unique_ptr<ByteStream> from_;
    std::uint64_t& bytes_; ///< The collection's, which outlives its readers.
};

// The file that a path goes through as if it were a folder; empty when there is none.
std::string file_on_the_way(const fs::path& path) {
    std::error_code error;
    for (auto up = path.parent_path(); !up.empty() && up != up.parent_path(); up = up.parent_path())
        if (fs::exists(up, error)) return fs::is_regular_file(up, error) ? up.string() : "";
    return {};
}

} // namespace

Collection::Collection(std::span<const std::string> paths, CollectOptions options)
    : options_{std::move(options)} {
    for (const auto& path : paths)
        add(path);
}

void Collection::add(const std::string& path) {
    std::error_code error;
    if (path == "-") {
        bytes_total_.reset();
        files_.push_back({path, {}});
    } else if (fs::is_directory(path, error)) {
        places_.push_back(path);
        add_folder(path, 1);
    } else if (!fs::exists(path, error) && !file_on_the_way(path).empty()) {
        places_.push_back(file_on_the_way(path));
        add_file({file_on_the_way(path), path});
    } else {
        places_.push_back(path);
        add_file({path, {}});
    }
}

void Collection::add_folder(const std::string& path, std::size_t depth) {
    if (depth > options_.depth_max) {
        note(path, failure(Errc::too_large, folders_too_deep,
                           {path, std::to_string(options_.depth_max)}));
        return;
    }
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at{path, error}; !error && at != fs::directory_iterator{};
         at.increment(error))
        entries.push_back(*at);
    if (error)
        note(path, because(failure(Errc::unavailable, folder_unreadable, {path}), error.message()));
    std::ranges::sort(entries);
    for (const auto& entry : entries) {
        std::error_code unknown;
        const bool is_link = entry.is_symlink(unknown);
        if (entry.is_directory(unknown) && !is_link)
            add_folder(entry.path().string(), depth + 1);
        else if (entry.is_regular_file(unknown)) {
            if (is_link) places_.push_back(entry.path().string());
            add_file({entry.path().string(), {}});
        }
    }
}

void Collection::add_file(File file) {
    if (files_.size() == options_.files_max) {
        if (unread_.empty() || unread_.back().why.message != &too_many_files)
            note(file.path, failure(Errc::too_large, too_many_files,
                                    {file.path, std::to_string(options_.files_max)}));
        return;
    }
    std::error_code error;
    const auto size = fs::file_size(file.path, error);
    if (!error && bytes_total_) bytes_total_ = *bytes_total_ + size;
    if (error && fs::exists(file.path, error)) bytes_total_.reset(); // a device
    files_.push_back(std::move(file));
}

void Collection::note(std::string name, Error why) {
    ++unread_count_;
    if (unread_.size() < unread_max) unread_.push_back({std::move(name), std::move(why)});
}

void Collection::note_troubles() {
    if (!members_) return;
    const auto& file = files_[at_ - 1];
    const auto& troubles = members_->troubles();
    for (; troubles_noted_ < troubles.size(); ++troubles_noted_) {
        const auto& trouble = troubles[troubles_noted_];
        auto name = trouble.args.empty() ? file.path : trouble.args.front();
        if (!file.only.empty() && name != file.only && name != file.path) continue;
        note(std::move(name), failure(Errc::corrupt, *trouble.message, trouble.args));
    }
}

bool Collection::open_next() {
    while (at_ < files_.size()) {
        const auto& path = files_[at_++].path;
        troubles_noted_ = 0;
        was_met_ = false;
        std::unique_ptr<ByteStream> stream;
        if (path == "-") {
            stream = read_descriptor(0);
        } else {
            auto opened = open_file(path);
            if (!opened.ok()) {
                note(path, std::move(opened).error());
                continue;
            }
            stream = std::move(opened).value();
        }
        members_.emplace(std::make_unique<Metered>(std::move(stream), bytes_read_), path);
        return true;
    }
    return false;
}

std::optional<ScanInput> Collection::take(Member member) {
    auto name = member.name;
    if (options_.is_carved) return ScanInput{std::move(name), open_carve(std::move(member.stream))};
    auto reader = open_reader(std::move(member), options_.hints);
    if (reader.ok()) return ScanInput{std::move(name), std::move(reader).value()};
    note(std::move(name), std::move(reader).error());
    return std::nullopt;
}

std::optional<ScanInput> Collection::next() {
    while (members_ || open_next()) {
        const auto& file = files_[at_ - 1];
        auto member = members_->next();
        note_troubles();
        if (member.ok() && member.value()) {
            if (!file.only.empty() && member.value()->name != file.only) continue;
            was_met_ = true;
            if (auto input = take(std::move(*member.value()))) return input;
            continue;
        }
        if (!member.ok())
            note(file.path, std::move(member).error());
        else if (!file.only.empty() && !was_met_)
            note(file.only, failure(Errc::not_found, nothing_of_that_name, {file.path}));
        members_.reset();
    }
    return std::nullopt;
}

} // namespace sokuo::detect
