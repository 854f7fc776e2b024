#include "app/backup/manifest.h"

#include "app/backup/archive.h"
#include "journal/base64.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sokuo::app {
namespace {

constexpr Message newer{"backup.newer",
                        "この控えは、新しい版の sokuo が作ったものです。sokuo を新しくしてから、"
                        "もう一度お試しください。",
                        "This backup was made by a newer sokuo. Update sokuo, then try again."};

constexpr std::string_view format = "sokuo-backup 1";
constexpr std::string_view format_start = "sokuo-backup ";

std::string_view cut(std::string_view& text, char end) {
    const auto at = text.find(end);
    const auto part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc{} && parsed.ptr == end;
}

std::string_view after(std::string_view line, std::string_view word) {
    return line.starts_with(word) ? line.substr(word.size()) : std::string_view{};
}

std::optional<Hash> read_hash(std::string_view hex) {
    Hash hash{};
    if (hex.size() != hash.size() * 2) return {};
    for (std::size_t at = 0; at < hash.size(); ++at) {
        const auto* const from = hex.data() + at * 2;
        unsigned value = 0;
        const auto parsed = std::from_chars(from, from + 2, value, 16);
        if (parsed.ec != std::errc{} || parsed.ptr != from + 2) return {};
        hash[at] = static_cast<std::byte>(value);
    }
    return hash;
}

std::string to_text(const BackupRow& row) {
    return to_hex(row.sha256) + ' ' + std::to_string(row.bytes) + ' ' + row.name + '\n';
}

} // namespace

std::string to_text(const BackupHead& head) {
    return std::string{format} + "\nmade " + to_rfc3339(head.made) + "\nentries " +
           std::to_string(head.entries) + "\nsigner " + to_base64(head.keys.signer) + "\nkeys " +
           std::to_string(head.keys.last) + "\n";
}

std::string to_text(const Manifest& manifest) {
    auto text = to_text(manifest.head) + '\n';
    for (const auto& row : manifest.rows)
        text += to_text(row);
    text += '\n';
    return text + to_hex(sha256(as_bytes(text))) + '\n';
}

Result<BackupHead> read_head(std::string_view text) {
    auto rest = text;
    const auto first = cut(rest, '\n');
    if (first != format && first.starts_with(format_start)) return failure(Errc::invalid, newer);
    BackupHead head;
    const auto made = parse_rfc3339(after(cut(rest, '\n'), "made "));
    const bool has_entries = read_number(after(cut(rest, '\n'), "entries "), head.entries);
    const auto signer = journal::from_base64(after(cut(rest, '\n'), "signer "));
    const bool has_keys = read_number(after(cut(rest, '\n'), "keys "), head.keys.last);
    const bool is_whole =
        made.ok() && has_entries && signer && signer->size() == head.keys.signer.size() && has_keys;
    if (!is_whole) return archive_broken("the head of its manifest");
    head.made = made.value();
    std::ranges::copy(*signer, head.keys.signer.begin());
    // One head, one text.
    if (to_text(head) != text) return archive_broken("the head of its manifest");
    return head;
}

Result<Manifest> read_manifest(std::string_view text) {
    const auto wrong = [] { return archive_broken("its manifest"); };
    const auto blank = text.find("\n\n");
    if (blank == std::string_view::npos) return wrong();
    Manifest manifest{TRY(read_head(text.substr(0, blank + 1))), {}};
    auto rest = text.substr(blank + 2);
    while (true) {
        if (rest.empty()) return wrong();
        auto line = cut(rest, '\n');
        if (line.empty()) break;
        BackupRow row;
        const auto hash = read_hash(cut(line, ' '));
        if (!hash || !read_number(cut(line, ' '), row.bytes)) return wrong();
        row.sha256 = *hash;
        row.name = line;
        manifest.rows.push_back(std::move(row));
    }
    if (to_text(manifest) != text) return wrong();
    return manifest;
}

} // namespace sokuo::app
