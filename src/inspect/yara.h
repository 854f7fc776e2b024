#pragma once

// The operator's own YARA rules. They are compiled once, here, for they are the operator's; they
// meet a stranger's file in a worker of the sandbox, which gets them with it. Nothing found is
// only that.

#include "core/bytes.h"
#include "core/message.h"
#include "core/result.h"
#include "sandbox/sandbox.h"

#include <chrono>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace sokuo::inspect {

inline constexpr std::size_t rule_files_max = 100;
inline constexpr std::size_t rule_bytes_max = 16UL << 20U; ///< Of one file.
inline constexpr std::size_t compiled_bytes_max = 28UL << 20U;
inline constexpr std::size_t matches_max = 100;
inline constexpr std::size_t match_text_max = 300;

inline constexpr Message rules_unread{"inspect.rules_unread",
                                      "YARA のルールのファイルを読めません（16 MB まで）。",
                                      "The file of YARA rules cannot be read (at most 16 MB)."};
inline constexpr Message rules_wrong{"inspect.rules_wrong", "YARA のルールに誤りがあります：{0}",
                                     "A YARA rule is wrong: {0}"};
inline constexpr Message rules_module{
    "inspect.rules_module",
    "YARA のルールで、import \"{0}\" は使えません（隔離した中では動きません）。",
    "YARA rules cannot import \"{0}\" here (it does not work locked in)."};
inline constexpr Message rules_too_large{"inspect.rules_too_large",
                                         "YARA のルールが多すぎます（まとめて 28 MB まで）。",
                                         "There are too many YARA rules (28 MB compiled)."};
inline constexpr Message rules_slow{"inspect.rules_slow",
                                    "確認できませんでした（YARA が時間内に終わりませんでした）",
                                    "Could not be checked (YARA did not end in time)"};
inline constexpr Message rules_failed{"inspect.rules_failed",
                                      "確認できませんでした（YARA が途中で止まりました）",
                                      "Could not be checked (YARA stopped halfway)"};

struct Yara {
    Bytes compiled{};
    std::chrono::seconds timeout{10};
};

struct Match {
    std::string rule{};
    std::vector<std::string> tags{};
    std::string description{}; ///< As the rule's meta says; empty when it does not.
    std::string author{};

    friend bool operator==(const Match&, const Match&) = default;
};

/// Errors: `invalid` with `where` = `file:line`, `too_large`, `unavailable`.
[[nodiscard]] Result<Bytes> compiled_rules(std::span<const std::filesystem::path> files);

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser yara_reader();
/// In a worker. Blocks, see `Sandbox::read`, whose errors these are; and `invalid` (rules_slow).
[[nodiscard]] Result<std::vector<Match>> matches_in(sandbox::Sandbox& sandbox, const Yara& yara,
                                                    ByteView file);
/// Errors: `invalid`: this is not what the parser writes.
[[nodiscard]] Result<std::vector<Match>> matches_from(std::span<const sandbox::Record> records);

} // namespace sokuo::inspect
