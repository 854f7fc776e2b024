#pragma once

// The journal, or one stream of it, as files that anyone can check without this program:
// docs/formats/journal-export.md, tools/verify.py.

#include "core/result.h"
#include "journal/journal.h"

#include <filesystem>
#include <optional>
#include <string>

namespace sokuo::journal {

struct Export {
    std::filesystem::path directory; ///< Made when missing; files in it are replaced.
    std::string note;                ///< The signed checkpoint; entries after it are left out.
    std::optional<Stream> stream{};  ///< Only this stream, each entry with a proof.
};

/// Gives how many entries were written. Bodies are written as plain text: whoever may have the
/// export may read it. Errors: `corrupt` (also when the log is not what the note says),
/// `not_found` for a stream without entries, `unavailable`.
Result<std::int64_t> export_journal(store::Store& store, Keys& keys, const Export& wanted);

/// The proof that entry `seq` is in the log of `note`, in the form of C2SP tlog-proof.
/// Errors: `not_found` when the note does not reach it; `corrupt`.
Result<std::string> prove(store::Store& store, Keys& keys, std::int64_t seq,
                          const std::string& note);

} // namespace sokuo::journal
