#pragma once

// What the journal says of files, held against the vault: `sokuo verify`.

#include "journal/journal.h"
#include "journal/keys.h"
#include "vault/vault.h"

#include <cstdint>
#include <set>
#include <vector>

namespace sokuo::app {

class VaultCheck {
public:
    /// Both outlive it.
    VaultCheck(vault::Vault& vault, journal::Keys& keys) : vault_{vault}, keys_{keys} {}

    /// Reads every file the entry names and compares its hash. An entry names a file by an object
    /// with its key, its SHA-256 and its id, as `blob` or `attachment`, wherever that stands: so a
    /// new kind of entry cannot be forgotten. What was erased names nothing.
    Result<> see(const journal::Entry& entry);
    /// After the last entry: what lies in the vault and was not named.
    Result<> finish();

    /// `corrupt`, with the number of the entry.
    [[nodiscard]] const std::vector<Error>& findings() const { return findings_; }
    /// What an upload leaves that was cut off before its entry was written, or is about to be
    /// written: no damage, and nobody was told it is kept.
    [[nodiscard]] const std::vector<Error>& strays() const { return strays_; }

private:
    void look_into(const Json& json, std::int64_t seq);
    void check(const BlobId& id, const Json& named, std::int64_t seq);
    Result<Hash> read_whole(const BlobId& id, const Json& named);

    vault::Vault& vault_;
    journal::Keys& keys_;
    std::set<BlobId> known_;
    std::vector<Error> findings_;
    std::vector<Error> strays_;
};

} // namespace sokuo::app
