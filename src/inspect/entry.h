#pragma once

// A file inside an archive as a person should see it: its name readable and unable to turn itself
// round, and what is wrong with it before anybody unpacks it. Pure.

#include "core/message.h"
#include "inspect/kind.h"
#include "inspect/warning.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::inspect {

inline constexpr Message path_climbs{
    "inspect.path_climbs", "展開先の外に書こうとする名前です（..）。",
    "The name tries to be written outside the folder it is unpacked to (..)."};
inline constexpr Message path_absolute{
    "inspect.path_absolute",
    "展開先ではない決まった場所に書こうとする名前です（先頭が / やドライブ名）。",
    "The name tries to be written to a fixed place (it begins with / or a drive)."};
inline constexpr Message path_backslash{
    "inspect.path_backslash", "名前に \\ があります。Windows では、フォルダーの区切りになります。",
    "The name has a backslash, which Windows takes for a folder."};
inline constexpr Message entry_links{"inspect.entry_links", "ほかの場所を指すリンクです。",
                                     "This is a link to somewhere else."};
inline constexpr Message entry_nested{"inspect.entry_nested",
                                      "中に、さらにまとめたファイルがあります。開いていません。",
                                      "An archive inside the archive. It was not opened."};
inline constexpr Message entry_macros{"inspect.entry_macros",
                                      "マクロを入れられる種類の Office 文書です（.{0}）。",
                                      "An Office document of a kind that holds macros (.{0})."};
inline constexpr Message name_unreadable{"inspect.name_unreadable",
                                         "名前に、読めない文字があります。",
                                         "The name has characters that cannot be read."};

inline constexpr std::size_t entry_name_bytes_max = 1024;

struct Entry {
    std::string name{}; ///< Valid UTF-8, at most `entry_name_bytes_max`; otherwise as it came.
    std::uint64_t bytes = 0;
    std::optional<std::int64_t> modified{}; ///< Seconds since 1970.
    Content content{.kind = Kind::empty};   ///< `empty` as well when it could not be looked at.
    bool is_directory = false;
    bool is_link = false;
    bool is_encrypted = false;
    bool is_name_broken = false;

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// In the order in which they matter.
[[nodiscard]] std::vector<Warning> warnings_of(const Entry& entry);

/// A name out of an archive that does not say its charset: UTF-8 if it is, otherwise CP932. Sets
/// `is_broken` when a byte is of neither; that becomes U+FFFD. Cut at `entry_name_bytes_max`.
[[nodiscard]] std::string readable_name(std::string_view bytes, bool& is_broken);

/// With everything that turns, hides or controls written out: `請求書⟦U+202E⟧fdp.exe`.
[[nodiscard]] std::string shown_name(std::string_view name);

} // namespace sokuo::inspect
