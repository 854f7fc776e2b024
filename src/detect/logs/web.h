#pragma once

// Logs of web servers and of Squid, line by line.

#include "detect/logs/line_reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace sokuo::detect::logs {

enum class WebForm : std::uint8_t {
    access,       ///< NCSA common and combined, as Apache, nginx and others write them.
    apache_error, ///< `[Sat Nov 28 01:02:03.1 2026] [core:error] [pid 1] [client 192.0.2.7:5] …`
    nginx_error,  ///< `2026/11/28 01:02:03 [error] 7#7: *9 …, client: 192.0.2.7, …`
    squid,        ///< Squid's native format.
};

/// Which of them the line is.
[[nodiscard]] std::optional<WebForm> web_form_of(std::string_view line);

[[nodiscard]] std::unique_ptr<Reader> read_web(Stream stream, WebForm form, const Hints& hints,
                                               std::size_t bytes = block_bytes);

/// IIS and whatever else writes W3C's extended log format (`#Fields: date time cs-method …`).
[[nodiscard]] std::unique_ptr<Reader> read_w3c(Stream stream, const Hints& hints,
                                               std::size_t bytes = block_bytes);

} // namespace sokuo::detect::logs
