#pragma once

// A small town's journal for the tests of this folder: a store in memory or in a file, keys, a
// clock that stands still until it is told, and one view that lists notes.

#include "core/random.h"
#include "journal/clock.h"
#include "journal/due.h"
#include "journal/journal.h"
#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::journal {

inline constexpr Message test_refusal{"test.refusal", "試験のための拒否です。",
                                      "Refused by a test."};

/// note_list(seq, text, phone): a note's erased parts become empty.
[[nodiscard]] const View& note_view();

struct Town {
    /// In memory; with a directory, in files there.
    explicit Town(const std::filesystem::path& directory = {});

    [[nodiscard]] Options options() const;
    void reopen(const Options& options);
    /// Closes everything, so that the file may be copied or damaged.
    void close();

    Stream stream();
    [[nodiscard]] Draft draft(const Stream& stream, std::string_view text) const;
    Entry note(const Stream& stream, std::string_view text);
    [[nodiscard]] std::vector<Entry> read(const Stream& stream) const;
    [[nodiscard]] std::int64_t count(std::string_view table) const;
    /// Every row of a table, as text.
    [[nodiscard]] std::string dump(std::string_view table) const;

    SystemRandom random;
    SimulatedClock clock;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Keys> keys;
    std::unique_ptr<Journal> journal;
};

/// A directory of its own that goes when the test ends.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace sokuo::journal
