#include "app/parsers.h"

#include "advisory/reader.h"
#include "inspect/listing.h"
#include "inspect/picture.h"
#include "inspect/reader.h"
#include "inspect/yara.h"
#include "mail/reader.h"
#include "monitor/reader.h"

#include <array>

namespace sokuo::app {

std::span<const sandbox::Parser> parsers() {
    static const std::array all{mail::reader(),
                                advisory::reader(),
                                inspect::reader(),
                                inspect::listing_reader(),
                                inspect::picture_reader(),
                                inspect::picture_painter(),
                                inspect::yara_reader(),
                                monitor::reader()};
    return all;
}

} // namespace sokuo::app
