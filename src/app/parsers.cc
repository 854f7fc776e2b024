#include "app/parsers.h"

#include "mail/reader.h"

#include <array>

namespace sokuo::app {

std::span<const sandbox::Parser> parsers() {
    static const std::array all{mail::reader()};
    return all;
}

} // namespace sokuo::app
