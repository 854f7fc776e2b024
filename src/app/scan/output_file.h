#pragma once

// A file of results that is there whole or not at all: it is written beside its place, and takes it
// when it is complete. What is no plain file (a pipe, /dev/stdout) is written to as it is.
//
// Who reads strangers' files must not be able to rename any: a process that reads nothing does it.

#include "core/result.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sokuo::app {

/// A process that was told beforehand which files are to get which names, and gives or removes them
/// when it hears a number; what got none when the other end is gone is removed too, whatever became
/// of that.
class Placer {
public:
    struct Names {
        std::string beside{};
        std::string path{};
    };
    /// Requires a process of one thread, and at most 250 files. Errors: `unavailable`.
    static Result<std::unique_ptr<Placer>> start(const std::vector<Names>& files);
    Placer(const Placer&) = delete;
    Placer& operator=(const Placer&) = delete;
    ~Placer();

    /// Zero, or why not (errno).
    [[nodiscard]] int place(std::size_t file);

private:
    Placer(int end, pid_t process) : end_{end}, process_{process} {}

    int end_;
    pid_t process_;
};

class OutputFile {
public:
    /// Errors: `unavailable`.
    static Result<std::unique_ptr<OutputFile>> create(const std::string& path);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    /// What was not finished is removed.
    ~OutputFile();

    /// Remembers the first failure, which `finish` tells. False from then on.
    bool write(std::string_view text);
    /// Without a `placer` it takes its place itself. Errors: `unavailable`: the disk is full, or
    /// failed.
    Result<> finish(Placer* placer = nullptr);

    /// Empty when it is written to as it is.
    [[nodiscard]] const std::string& beside() const { return beside_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// As the placer knows it.
    void number(std::size_t number) { number_ = number; }

private:
    OutputFile(std::string path, std::string beside, std::FILE* file);

    std::string path_;
    std::string beside_; ///< Empty: written to as it is.
    std::FILE* file_;
    int failed_ = 0; ///< errno of the first failure.
    std::size_t number_ = 0;
};

} // namespace sokuo::app
