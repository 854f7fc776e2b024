#pragma once

// What is to be read, out of what a person names: files, folders with all that lies below, what is
// packed in them, standard input (`-`). What cannot be opened is kept with its reason, and the rest
// is read. Files of a folder come in the order of their names, so that two scans tell the same.

#include "core/result.h"
#include "detect/input/open.h"
#include "detect/scan/scan.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sokuo::detect {

struct CollectOptions {
    Hints hints{};
    /// Images of disks and of memory: pieces of event logs are looked for at any place.
    bool is_carved = false;
    std::size_t files_max = 1'000'000;
    std::size_t depth_max = 128; ///< Of folders in folders.
};

class Collection {
public:
    /// Looks at all folders, and opens nothing yet. `logs.zip/inner.evtx` names a file in a packed
    /// one. Links to folders are not followed below what was named.
    Collection(std::span<const std::string> paths, CollectOptions options);

    /// The next file that can be opened. Readers must not outlive this.
    std::optional<ScanInput> next();

    struct Unread {
        std::string name{};
        Error why{};
    };
    static constexpr std::size_t unread_max = 10'000;
    /// So far, the first of them.
    [[nodiscard]] const std::vector<Unread>& unread() const { return unread_; }
    [[nodiscard]] std::uint64_t unread_count() const { return unread_count_; }

    /// All that must be readable for `next`: files, folders with what is in them, and what links to
    /// files lead to. Not standard input, which is open.
    [[nodiscard]] const std::vector<std::string>& places() const { return places_; }

    [[nodiscard]] std::size_t files() const { return files_.size(); }
    /// As they lie on the disk, packed or not.
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
    /// Nothing when it is not known beforehand (standard input, a device).
    [[nodiscard]] std::optional<std::uint64_t> bytes_total() const { return bytes_total_; }

private:
    struct File {
        std::string path{};
        std::string only{}; ///< The name of the one member that is wanted; empty: all.
    };

    void add(const std::string& path);
    void add_folder(const std::string& path, std::size_t depth);
    void add_file(File file);
    bool open_next();
    std::optional<ScanInput> take(Member member);
    void note(std::string name, Error why);
    void note_troubles();

    CollectOptions options_;
    std::deque<File> files_;
    std::vector<std::string> places_;
    std::size_t at_ = 0; ///< The next of them.
    std::optional<Members> members_;
    std::size_t troubles_noted_ = 0;
    bool was_met_ = false; ///< What `only` names, in the file that is open.
    std::vector<Unread> unread_;
    std::uint64_t unread_count_ = 0;
    std::uint64_t bytes_read_ = 0;
    std::optional<std::uint64_t> bytes_total_ = 0;
};

} // namespace sokuo::detect
