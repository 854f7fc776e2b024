#include "app/parsers.h"

#include "advisory/reader.h"
#include "inspect/reader.h"
#include "mail/reader.h"
#include "monitor/reader.h"

#include <array>

namespace sokuo::app {

std::span<const sandbox::Parser> parsers() {
    static const std::array all{mail::reader(), advisory::reader(), inspect::reader(),
                                monitor::reader()};
    return all;
}

} // namespace sokuo::app
