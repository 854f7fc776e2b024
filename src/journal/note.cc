// The text form of a checkpoint: C2SP signed-note and tlog-checkpoint.

#include "journal/base64.h"
#include "journal/checkpoint.h"

#include <algorithm>
#include <charconv>

namespace sokuo::journal {
namespace {

inline constexpr Message note_broken{"journal.note_broken",
                                     "署名付きチェックポイントとして読めません（{0}）。",
                                     "This is no signed checkpoint ({0})."};

constexpr std::byte ed25519{1};              // The algorithm byte of signed-note.
constexpr std::string_view dash = "\u2014 "; // Starts each line of a signature.
using KeyHash = std::array<std::byte, 4>;

Error broken(const char* what) {
    return failure(Errc::corrupt, note_broken, {what});
}

KeyHash key_hash(std::string_view name, const PublicKey& key) {
    constexpr std::array separator{std::byte{'\n'}, ed25519};
    Sha256 hash;
    hash.update(as_bytes(name));
    hash.update(separator);
    hash.update(key);
    const auto whole = hash.finish();
    KeyHash first{};
    std::copy_n(whole.begin(), first.size(), first.begin());
    return first;
}

std::string body_of(const Checkpoint& checkpoint) {
    return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
           to_base64(checkpoint.root) + '\n';
}

// The text up to the next line feed, which must be there.
std::optional<std::string_view> take_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

Result<Checkpoint> parse_body(std::string_view& text) {
    const auto origin = take_line(text);
    const auto size = take_line(text);
    const auto root = take_line(text);
    const auto blank = take_line(text);
    if (!origin || !size || !root || !blank || !blank->empty()) return broken("lines");
    if (origin->empty()) return broken("origin");
    Checkpoint checkpoint{std::string{*origin}, 0, {}};
    const auto* const end = size->data() + size->size();
    const auto parsed = std::from_chars(size->data(), end, checkpoint.size);
    if (parsed.ec != std::errc{} || parsed.ptr != end || std::to_string(checkpoint.size) != *size)
        return broken("size");
    const auto hash = from_base64(*root);
    if (!hash || hash->size() != checkpoint.root.size()) return broken("root");
    std::ranges::copy(*hash, checkpoint.root.begin());
    return checkpoint;
}

bool is_signature_line(std::string_view line, const Checkpoint& checkpoint, const PublicKey& key) {
    const auto start = std::string{dash} + checkpoint.origin + ' ';
    if (!line.starts_with(start)) return false;
    const auto bytes = from_base64(line.substr(start.size()));
    Signature signature{};
    const auto hash = key_hash(checkpoint.origin, key);
    if (!bytes || bytes->size() != hash.size() + signature.size()) return false;
    const auto given = ByteView{*bytes};
    if (!std::ranges::equal(given.first(hash.size()), hash)) return false;
    std::ranges::copy(given.subspan(hash.size()), signature.begin());
    return is_signed_by(key, as_bytes(body_of(checkpoint)), signature);
}

} // namespace

std::string sign_note(const Checkpoint& checkpoint, const SigningKey& key) {
    const auto body = body_of(checkpoint);
    const auto hash = key_hash(checkpoint.origin, key.public_key());
    const auto signature = key.sign(as_bytes(body));
    Bytes blob{hash.begin(), hash.end()};
    blob.insert(blob.end(), signature.begin(), signature.end());
    return body + '\n' + std::string{dash} + checkpoint.origin + ' ' + to_base64(blob) + '\n';
}

Result<Checkpoint> open_note(std::string_view note, const PublicKey& key) {
    auto checkpoint = TRY(parse_body(note));
    if (note.empty()) return broken("no signature");
    // Others may have signed below ours; every line must be a signature, and one must be by `key`.
    bool is_ours = false;
    while (!note.empty()) {
        const auto line = take_line(note);
        if (!line || !line->starts_with(dash)) return broken("signature line");
        is_ours = is_ours || is_signature_line(*line, checkpoint, key);
    }
    if (!is_ours) return broken("signature");
    return checkpoint;
}

std::string verifier_key(std::string_view origin, const PublicKey& key) {
    Bytes blob{ed25519};
    blob.insert(blob.end(), key.begin(), key.end());
    return std::string{origin} + '+' + to_hex(key_hash(origin, key)) + '+' + to_base64(blob);
}

} // namespace sokuo::journal
