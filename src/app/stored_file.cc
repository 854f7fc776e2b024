#include "app/stored_file.h"

namespace sokuo::app {

Result<Bytes> read_stored(const incident::Desk& desk, const BlobId& blob, const std::string& key,
                          std::uint64_t bytes) {
    const auto key_id = TRY(journal::KeyId::parse(key));
    const auto seal_key = TRY(desk.keys.find(key_id));
    auto reader = TRY(desk.vault.open(blob, seal_key));
    Bytes all;
    all.reserve(static_cast<std::size_t>(bytes));
    for (;;) {
        const auto piece = TRY(reader->read());
        if (piece.empty()) return all;
        all.insert(all.end(), piece.begin(), piece.end());
    }
}

} // namespace sokuo::app
