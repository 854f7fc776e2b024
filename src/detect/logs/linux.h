#pragma once

// What Linux writes in lines: syslog, auditd, Sysmon for Linux; one file may hold all three, so the
// line decides. Lines of routers that came by syslog are known by their `%FACILITY-6-MNEMONIC:`.

#include "detect/logs/line_reader.h"

#include <memory>
#include <string_view>

namespace sokuo::detect::logs {

[[nodiscard]] bool is_linux_line(std::string_view line);

/// `format`: for people; outlives the reader.
[[nodiscard]] std::unique_ptr<Reader> read_linux(Stream stream, const Hints& hints,
                                                 std::string_view format,
                                                 std::size_t bytes = block_bytes);

} // namespace sokuo::detect::logs
