#include "app/scan/terminal.h"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sokuo::app {
namespace {

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view{} : value;
}

} // namespace

bool is_terminal(std::FILE* stream) {
    return isatty(::fileno(stream)) != 0;
}

std::size_t terminal_width(std::FILE* stream, std::size_t otherwise) {
    winsize size{};
    if (!is_terminal(stream) || ::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0) return otherwise;
    return size.ws_col == 0 ? 80 : size.ws_col;
}

bool shows_colour(std::FILE* stream) {
    return is_terminal(stream) && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

bool is_plain_terminal() {
    const auto kind = environment("TERM");
    return kind == "dumb" || kind == "linux";
}

} // namespace sokuo::app
