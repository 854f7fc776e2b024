#include "app/settings_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message cannot_read{"app.file_cannot_read", "{0} が読めません。", "Cannot read {0}."};
constexpr Message too_open{
    "app.secret_open",
    "{0} はだれでも読めます。chmod 600 で、動かしている利用者だけが読めるようにしてください。",
    "Anybody can read {0}. Make it readable for the user that runs Sokuo only (chmod 600)."};

} // namespace

Result<std::string> read_text_file(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) return failure(Errc::unavailable, cannot_read, {file.string()});
    return text;
}

Result<std::string> read_secret_file(const fs::path& file) {
    std::error_code error;
    const auto rights = fs::status(file, error).permissions();
    if (error) return failure(Errc::unavailable, cannot_read, {file.string()});
    const bool is_open = (rights & fs::perms::others_all) != fs::perms::none;
    if (is_open) return failure(Errc::forbidden, too_open, {file.string()});
    auto text = TRY(read_text_file(file));
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    return text;
}

} // namespace sokuo::app
