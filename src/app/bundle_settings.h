#pragma once

// `bundles.yaml` and `bundle.key` in the organisation's directory: with whom reports are exchanged
// through a file, or no file and with nobody. docs/operate/bundles.md describes it for operators.

#include "bundle/office.h"
#include "core/result.h"

#include <filesystem>
#include <optional>

namespace sokuo::app {

/// Nothing when there is no bundles.yaml. Errors: `invalid` with `where` = `file:line`; `forbidden`
/// (a key anybody can read); `unavailable`.
Result<std::optional<bundle::Settings>>
read_bundle_settings(const std::filesystem::path& directory);

/// Makes bundle.key and gives the card. Errors: `conflict` when there is one; `invalid` for a name
/// that is none; `unavailable`.
Result<bundle::Card> make_bundle_key(const std::filesystem::path& directory, std::string name,
                                     Random& random);

} // namespace sokuo::app
