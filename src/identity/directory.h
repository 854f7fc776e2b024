#pragma once

// Asking the organisation's directory (LDAP, Active Directory) whether a password is somebody's.
//
//   - Whom to ask about stands in the link an administrator made, not in what a stranger typed.
//     It goes into the filter escaped all the same (RFC 4515).
//   - The search must find exactly one entry, and that entry must carry the name. Then its DN is
//     bound with the password, the directory says for whom it takes us (RFC 4532), and the entry
//     is found once more as whoever was bound.
//   - A password that is empty, blank or holds a NUL is never bound: a directory may call that a
//     success (RFC 4513 §5.1.2).
//   - Whatever is wrong, the directory is asked the same: where there is no entry, a DN nobody has
//     is bound with a password nobody chose.
//   - No referral is followed.
//
// Threads: `Directory` any; a `DirectoryLine` one.

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "identity/silence.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

struct DirectoryEntry {
    std::string dn;
    std::vector<std::string> names; ///< The values of the name attribute.
};

enum class Scope : std::uint8_t { entry, subtree };

struct DirectorySearch {
    std::string_view base;
    Scope scope = Scope::subtree;
    std::string_view filter;
    std::string_view attribute; ///< The one asked for.
};

/// One conversation with a directory, from the call on. Errors: `unavailable`.
class DirectoryLine {
public:
    virtual ~DirectoryLine() = default;
    /// A simple bind. False when the directory says that DN or password is wrong.
    virtual Result<bool> bind(std::string_view dn, std::string_view password) = 0;
    /// At most two entries: more than one is too many.
    virtual Result<std::vector<DirectoryEntry>> search(const DirectorySearch& wanted) = 0;
    /// Whether the directory takes us for somebody; true where it does not answer such questions.
    virtual Result<bool> is_somebody() = 0;
};

using CallDirectory = std::function<Result<std::unique_ptr<DirectoryLine>>()>;

struct DirectoryRules {
    std::string base_dn;
    std::string filter; ///< With `{name}`.
    std::string name_attribute;
    std::string bind_dn; ///< Of the service, for searching; empty: without a bind.
    std::string bind_password;
};

class Directory {
public:
    /// `wall` and `random` must outlive this. `say` hears when the directory falls silent.
    Directory(DirectoryRules rules, CallDirectory call, const Clock& wall, Random& random,
              std::function<void(const Error&)> say = {});

    /// Whether `password` is that of `name`. For nobody it is false, after the same work.
    /// Errors: `unavailable`, also when the directory refuses the service itself.
    Result<bool> confirms(const std::optional<std::string>& name, std::string_view password);
    /// Whether there is exactly one entry of that name. Errors: `unavailable`.
    Result<bool> has(const std::string& name);
    /// Whether it answers, takes the service, and knows the base. Errors: `unavailable`, `invalid`.
    Result<> greet();

private:
    Result<std::unique_ptr<DirectoryLine>> call();
    Result<std::optional<DirectoryEntry>> find(DirectoryLine& line, std::string_view name) const;
    Result<bool> ask(const std::optional<std::string>& name, std::string_view password);
    Result<bool> is_still_there(DirectoryLine& line, const DirectoryEntry& entry,
                                std::string_view name) const;
    std::string nobody();

    DirectoryRules rules_;
    CallDirectory call_;
    Random& random_;
    Silence silence_;
};

/// A value as it stands in a filter (RFC 4515 §3): `* ( ) \`, NUL, and whatever is not ASCII.
[[nodiscard]] std::string escape_filter(std::string_view value);
/// A value as it stands in a DN (RFC 4514 §2.4).
[[nodiscard]] std::string escape_dn(std::string_view value);

} // namespace sokuo::identity
