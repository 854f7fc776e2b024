#pragma once

// The command line: one function for each verb. Exit codes: 0 done, 1 refused or found something,
// 2 wrong usage, 3 (scan) done in part: something could not be read or written.

#include "core/result.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app {

/// The words after the verb: what stands by itself, `--name value` and `--flag`.
class Words {
public:
    /// `flags` take no value; anything else beginning with `--` takes one.
    Words(std::span<const std::string_view> words, std::span<const std::string_view> flags);

    [[nodiscard]] const std::vector<std::string_view>& plain() const { return plain_; }
    [[nodiscard]] bool has(std::string_view flag) const;
    [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
    /// False when an option has no value or is not among `known`.
    [[nodiscard]] bool are_known(std::span<const std::string_view> known) const;

private:
    std::vector<std::string_view> plain_;
    std::vector<std::pair<std::string_view, std::string_view>> options_;
    bool is_broken_ = false;
};

struct Verb {
    std::string_view name;  ///< `init`, `charter check`
    std::string_view usage; ///< After `sokuo `: `init DIR --charter FILE`
    std::string_view text;  ///< What it does, in both languages, a line each.
    std::vector<std::string_view> options;
    std::vector<std::string_view> flags;
    std::size_t plain_count = 1; ///< How many words stand by themselves …
    int (*run)(const Words& words);
    std::size_t plain_more = 0; ///< … and how many more may.
};

[[nodiscard]] const std::vector<Verb>& verbs();

/// Says an error on stderr, in Japanese and English, and gives 1.
int refuse(const Error& error);

/// The value of an option that must be there, and say something. Errors: `invalid`.
Result<std::string> needed(const Words& words, std::string_view option);
/// What `--pack` names, or the pack that lies near the charter. Errors: those of `pack_beside`.
Result<std::filesystem::path> pack_of(const Words& words, const std::filesystem::path& charter);

// In verbs_*.cc
int run_init(const Words& words);
int run_serve(const Words& words);
int run_front(const Words& words);
int run_charter_check(const Words& words);
int run_charter_policy(const Words& words);
int run_person_add(const Words& words);
int run_person_reset(const Words& words);
int run_bundle_key(const Words& words);
int run_person_link(const Words& words);
int run_token_make(const Words& words);
int run_identity_check(const Words& words);
int run_verify(const Words& words);
int run_rebuild(const Words& words);
int run_export(const Words& words);
int run_backup(const Words& words);
int run_keys_backup(const Words& words);
int run_restore(const Words& words);
int run_epoch(const Words& words);
int run_replay(const Words& words);
int run_scan(const Words& words);
int run_watch(const Words& words);
int run_rules_list(const Words& words);
int run_rules_test(const Words& words);
int run_rules_why(const Words& words);
int run_rules_import(const Words& words);

} // namespace sokuo::app
