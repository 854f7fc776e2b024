#include "app/vault_check.h"

#include "core/sha256.h"

namespace sokuo::app {
namespace {

constexpr Message stray_blob{
    "app.stray_blob",
    "保管物 {0} を指す記録がありません（途中で切れた送信の残りなら、消してもかまいません）。",
    "No entry names the blob {0} (what is left of an upload that broke off may be removed)."};
constexpr Message lost_blob{"app.lost_blob", "記録にある保管物 {0} が読めません。",
                            "The blob {0} named in the journal cannot be read."};
constexpr Message changed_blob{"app.changed_blob", "保管物 {0} の中身が記録と違います。",
                               "The blob {0} is not what the journal says."};

// The id of the file `json` is about, when it is about one.
std::string_view file_in(const Json& json) {
    if (json["key"].text() == nullptr || json["sha256"].text() == nullptr) return {};
    for (const auto* name : {"attachment", "blob"})
        if (const auto* const id = json[name].text()) return *id;
    return {};
}

} // namespace

Result<> VaultCheck::see(const journal::Entry& entry) {
    if (entry.content_state == journal::BodyState::present) look_into(entry.content, entry.seq);
    return Done{};
}

// As deep as JSON may be that was read: it has a limit.
void VaultCheck::look_into(const Json& json, std::int64_t seq) {
    for (const auto& item : json.items())
        look_into(item, seq);
    const auto* const members = json.members();
    if (members == nullptr) return;
    for (const auto& [name, value] : *members)
        look_into(value, seq);
    const auto id = BlobId::parse(file_in(json));
    if (!id.ok()) return;
    known_.insert(id.value());
    check(id.value(), json, seq);
}

void VaultCheck::check(const BlobId& id, const Json& named, std::int64_t seq) {
    const auto where = "entry " + std::to_string(seq);
    const auto hash = read_whole(id, named);
    if (!hash.ok()) {
        findings_.push_back(at(failure(Errc::corrupt, lost_blob, {id.text()}), where));
    } else if (to_hex(hash.value()) != named["sha256"].text_or("")) {
        findings_.push_back(at(failure(Errc::corrupt, changed_blob, {id.text()}), where));
    }
}

Result<Hash> VaultCheck::read_whole(const BlobId& id, const Json& named) {
    const auto key_id = TRY(journal::KeyId::parse(named["key"].text_or("")));
    const auto key = TRY(keys_.find(key_id));
    const auto reader = TRY(vault_.open(id, key));
    Sha256 hasher;
    while (true) {
        const auto piece = TRY(reader->read());
        if (piece.empty()) return hasher.finish();
        hasher.update(piece);
    }
}

Result<> VaultCheck::finish() {
    const auto visit = [&](const BlobId& id) -> Result<> {
        if (!known_.contains(id))
            strays_.push_back(failure(Errc::corrupt, stray_blob, {id.text()}));
        return Done{};
    };
    return vault_.each(visit);
}

} // namespace sokuo::app
