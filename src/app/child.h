#pragma once

// The public front as a child process: started with the program, started again when it ends, told
// to stop when the program stops in good order. When the program is killed, the front goes on and
// takes reports; a program that starts again finds it and leaves it in place.

#include "app/serve.h"
#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sokuo::app {

class FrontChild {
public:
    explicit FrontChild(const ServeOptions& options);
    /// Tells the front to stop and waits for it.
    ~FrontChild();
    FrontChild(const FrontChild&) = delete;
    FrontChild& operator=(const FrontChild&) = delete;
    FrontChild(FrontChild&&) = delete;
    FrontChild& operator=(FrontChild&&) = delete;

    /// Starts the front unless one serves the directory. To be called now and then; at most one
    /// start a second. Errors: `unavailable`.
    Result<> keep_alive();

private:
    std::filesystem::path front_;
    std::vector<std::string> words_;
    pid_t child_ = 0;
};

} // namespace sokuo::app
