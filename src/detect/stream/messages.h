#pragma once

#include "core/message.h"

namespace sokuo::detect {

inline constexpr Message stream_is_evtx{
    "detect.stream_is_evtx",
    "Windows のイベントログ（.evtx）は、流れとしては読めません。ファイルのまま sokuo scan で"
    "調べてください。",
    "An event log of Windows (.evtx) cannot be read as a stream. Look through the file with "
    "sokuo scan."};

} // namespace sokuo::detect
