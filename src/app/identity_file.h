#pragma once

// `identity.yaml` in an organisation's directory: whom else this program asks who somebody is. The
// operator's own, written on the machine; no charter and no screen can name an address to be
// called. Described in docs/operate/identity.md.
//
// Without the file, or a part of it, nobody else is asked. A file that is wrong is refused at the
// start, with the line; that another server is dead is no reason not to start.

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "identity/directory.h"
#include "identity/ldap.h"
#include "identity/provider.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace sokuo::app {

struct DirectorySetting {
    identity::LdapPlace place;
    identity::DirectoryRules rules;
};

struct ProviderSetting {
    identity::ProviderRules rules;
    http::FetchRules fetch;
};

struct IdentityFile {
    std::optional<DirectorySetting> directory;
    std::optional<ProviderSetting> provider;
};

/// Errors: `invalid` with `identity.yaml:LINE`, also for a password file that is missing, empty or
/// open to everybody.
[[nodiscard]] Result<IdentityFile> read_identity_file(const std::filesystem::path& directory);

/// The others, ready to be asked. `wall` and `random` must outlive it.
struct Others {
    std::unique_ptr<identity::Directory> directory; ///< Null where there is none.
    std::unique_ptr<identity::Provider> provider;   ///< The same.
};

[[nodiscard]] Others open_others(IdentityFile file, const Clock& wall, Random& random);

} // namespace sokuo::app
