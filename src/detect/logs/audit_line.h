#pragma once

// One line of auditd: `type=EXECVE msg=audit(1364481363.243:24287): argc=2 a0="cat" a1=2F746D70`.

#include "detect/logs/line_reader.h"

#include <string_view>

namespace sokuo::detect::logs {

struct AuditLine {
    std::string_view node{};
    std::string_view time{}; ///< Seconds since 1970, with decimals.
};

/// Whether the line is one of auditd's, a `node=` before it or not.
[[nodiscard]] bool is_audit(std::string_view line);

/// Puts the fields of `line`, for which `is_audit` holds, into the desk: what auditd wrote in hex
/// is text again, what stands in `msg='…'` is taken out of it, names of an enriched log (`SYSCALL`)
/// stand beside its numbers.
AuditLine read_audit(std::string_view line, LineDesk& desk);

} // namespace sokuo::detect::logs
