#pragma once

// Which events a rule looks at: its `logsource` (category, product, service) in terms of what logs
// really say (channels, event ids), out of a data file in the form of SigmaHQ's `tests/thor.yml`.

#include "core/result.h"
#include "detect/sigma/rule.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect {

/// One kind of event that answers to a rule's log source.
struct LogKind {
    LogSource source{}; ///< What the reader must say of itself (`Event::source`); empty parts: any.
    std::vector<std::string> channels{}; ///< Windows: any of them. Empty: any channel.
    /// A field and what it must be (any of).
    std::vector<std::pair<std::string, std::vector<std::string>>> conditions{};
    /// What the rule calls a field, and what the log calls it.
    std::vector<std::pair<std::string, std::string>> fields{};
};

class LogSources {
public:
    /// Errors: `invalid` with `file:line`.
    static Result<LogSources> read(std::string_view text, std::string_view file);

    /// The kinds of events a rule with this log source looks at; none when nothing is known. What
    /// names a product other than Windows is always one kind of its own: the reader's word.
    [[nodiscard]] std::vector<LogKind> kinds(const LogSource& source) const;

private:
    struct Entry {
        LogSource source{};
        LogSource rewritten{};
        bool is_rewritten = false;
        LogKind adds{};
    };
    void collect(const LogSource& source, const LogKind& so_far, std::size_t depth,
                 std::vector<LogKind>& kinds) const;
    std::vector<Entry> entries_;
};

} // namespace sokuo::detect
