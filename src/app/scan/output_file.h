#pragma once

// A file of results that is there whole or not at all: it is written beside its place, and takes it
// when it is complete. What is no plain file (a pipe, /dev/stdout) is written to as it is.

#include "core/result.h"

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace sokuo::app {

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
    /// Errors: `unavailable`: the disk is full, or failed.
    Result<> finish();

private:
    OutputFile(std::string path, std::string beside, std::FILE* file);

    std::string path_;
    std::string beside_; ///< Empty: written to as it is.
    std::FILE* file_;
    int failed_ = 0; ///< errno of the first failure.
};

} // namespace sokuo::app
