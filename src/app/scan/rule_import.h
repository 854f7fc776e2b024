#pragma once

// A zip of rules, carried here on whatever medium, made a folder of rules: the whole of it, or
// nothing. What stands in the zip was written by strangers.

#include "core/result.h"
#include "core/sign.h"
#include "detect/sigma/read.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace sokuo::app {

struct ImportLimits {
    std::size_t zip_bytes_max = std::size_t{256} << 20U;
    std::size_t files_max = 100'000;
    std::size_t file_bytes_max = std::size_t{1} << 20U;
    std::size_t all_bytes_max = std::size_t{512} << 20U;
    std::size_t name_bytes_max = 400;
    std::size_t depth_max = 16;
};

/// What is kept of a zip: `.yml`, `.yaml` and `LICENSE…`, by their names.
struct RuleZip {
    std::map<std::string, std::string> files{};
    std::uint64_t passed_over = 0; ///< Other files.
};

/// Errors: `invalid` for a name that leads out of the folder, or stands there twice; `corrupt`;
/// `too_large`.
Result<RuleZip> read_rule_zip(std::string_view zip, const ImportLimits& limits = {});

/// The line that `bundle key` prints, or an Ed25519 key as `openssl pkey -pubout` writes it, or its
/// 32 bytes in base64. Errors: `invalid`.
Result<PublicKey> read_public_key(std::string_view text);
/// 64 bytes, or the same in base64. Errors: `invalid`.
Result<Signature> read_signature(std::string_view text);

/// Puts the files into `folder`. What an earlier import left there is kept beside as `.old` until
/// the new set is complete. Errors: `conflict` when the folder holds anything but rules;
/// `unavailable`.
Result<> put_rules(const RuleZip& zip, const std::filesystem::path& folder);

} // namespace sokuo::app
