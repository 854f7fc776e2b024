#include "app/backup/archive.h"

#include "core/id.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <fcntl.h>
#include <utility>
#include <vector>

namespace sokuo::app {
namespace {

constexpr Message broken{
    "backup.broken",
    "この控えは壊れているか、sokuo の控えではありません。何も戻していません。別の控えを使ってくだ"
    "さい。",
    "This backup is damaged, or is no backup of sokuo. Nothing was restored. Use another one."};
constexpr Message name_unfit{
    "backup.name_unfit",
    "ファイル「{0}」の名前は控えに入れられません。短く、ふつうの文字だけの名前にしてください。",
    "The file “{0}” cannot be in a backup by this name. Give it a short and plain one."};
constexpr Message no_such_file{"backup.no_such_file",
                               "控えのファイル {0} がありません。場所を確かめてください。",
                               "There is no backup file {0}. Check where it is."};

constexpr std::size_t block_bytes = 512;
constexpr std::size_t end_blocks = 2;
constexpr std::uint64_t octal_bytes_max = (std::uint64_t{1} << 33U) - 1; // Eleven digits.
constexpr std::size_t depth_max = 8;

using Block = std::array<std::byte, block_bytes>;

// Where ustar keeps what; all other fields are the same in every header.
struct Field {
    std::size_t at;
    std::size_t bytes;
};
constexpr Field name_field{0, 100};
constexpr Field mode_field{100, 8};
constexpr Field uid_field{108, 8};
constexpr Field gid_field{116, 8};
constexpr Field size_field{124, 12};
constexpr Field time_field{136, 12};
constexpr Field sum_field{148, 8};
constexpr Field type_field{156, 1};
constexpr Field magic_field{257, 8};
constexpr Field prefix_field{345, 155};

void put_text(Block& block, Field field, std::string_view text) {
    assert(text.size() <= field.bytes);
    std::ranges::copy(as_bytes(text), block.begin() + static_cast<std::ptrdiff_t>(field.at));
}

std::string octal(std::uint64_t number, std::size_t digits) {
    std::string text(digits, '0');
    for (auto at = digits; at-- > 0; number >>= 3U)
        text[at] = static_cast<char>('0' + (number & 7U));
    return text;
}

void put_size(Block& block, std::uint64_t bytes) {
    if (bytes <= octal_bytes_max) return put_text(block, size_field, octal(bytes, 11));
    // Larger: binary, marked by the first bit, as GNU tar and Python's write it.
    block[size_field.at] = std::byte{0x80};
    for (std::size_t at = size_field.bytes; at-- > 1; bytes >>= 8U)
        block[size_field.at + at] = static_cast<std::byte>(bytes & 0xffU);
}

// The sum of all bytes, its own field counted as blanks.
void put_sum(Block& block) {
    put_text(block, sum_field, "        ");
    unsigned sum = 0;
    for (const auto byte : block)
        sum += std::to_integer<unsigned>(byte);
    put_text(block, sum_field, octal(sum, 6) + std::string{'\0', ' '});
}

// A long name is cut at its last slash into prefix and name.
std::optional<Block> header(const Member& member) {
    Block block{};
    std::string_view name{member.name};
    if (name.size() > name_field.bytes) {
        const auto slash = name.rfind('/');
        if (slash > prefix_field.bytes) return {}; // Also when there is none.
        put_text(block, prefix_field, name.substr(0, slash));
        name.remove_prefix(slash + 1);
    }
    if (name.empty() || name.size() > name_field.bytes) return {};
    put_text(block, name_field, name);
    put_text(block, mode_field, octal(0600, 7));
    put_text(block, uid_field, octal(0, 7));
    put_text(block, gid_field, octal(0, 7));
    put_size(block, member.bytes);
    put_text(block, time_field, octal(0, 11));
    put_text(block, type_field, "0");
    put_text(block, magic_field, std::string_view{"ustar\00000", 8});
    put_sum(block);
    return block;
}

std::string_view text_of(const Block& block, Field field) {
    const auto whole = as_text(ByteView{block}.subspan(field.at, field.bytes));
    return whole.substr(0, whole.find('\0'));
}

// As written; whether it was written as we write it is seen by making the header again.
std::uint64_t size_of(const Block& block) {
    std::uint64_t bytes = 0;
    const auto field = ByteView{block}.subspan(size_field.at, size_field.bytes);
    if (field.front() == std::byte{0x80}) {
        for (const auto byte : field.last(8))
            bytes = bytes << 8U | std::to_integer<std::uint64_t>(byte);
        return bytes;
    }
    for (const auto byte : field.first(11))
        bytes = bytes << 3U | (std::to_integer<std::uint64_t>(byte) & 7U);
    return bytes;
}

std::size_t padding(std::uint64_t bytes) {
    return static_cast<std::size_t>((block_bytes - bytes % block_bytes) % block_bytes);
}

bool is_plain_part(std::string_view part) {
    return !part.empty() && part.front() != '.' && std::ranges::all_of(part, [](char character) {
        const auto byte = static_cast<unsigned char>(character);
        return byte >= 0x20 && byte != 0x7f && character != '\\';
    });
}

// `vault/2e/11/ID`: the folders are the end of the id.
bool is_blob(const std::vector<std::string_view>& parts) {
    if (parts.size() != 4) return false;
    const auto id = BlobId::parse(parts[3]);
    if (!id.ok()) return false;
    const auto text = id.value().text();
    return text == parts[3] && text.substr(32, 2) == parts[1] && text.substr(34, 2) == parts[2];
}

} // namespace

bool is_member_name(std::string_view name) {
    if (name == "checkpoint" || name == "sokuo.db" || name == "charter.yaml" ||
        name == manifest_name)
        return true;
    std::vector<std::string_view> parts;
    for (auto rest = name; parts.size() <= depth_max;) {
        const auto slash = rest.find('/');
        parts.push_back(rest.substr(0, slash));
        if (slash == std::string_view::npos) break;
        rest.remove_prefix(slash + 1);
    }
    if (parts.size() < 2 || parts.size() > depth_max) return false;
    if (!std::ranges::all_of(parts, is_plain_part)) return false;
    if (parts[0] == "vault") return is_blob(parts);
    if (parts[0] == "front")
        return parts.size() == 3 && parts[1] == "spool" && parts[2].ends_with(".json");
    return parts[0] == "packs" || parts[0] == "templates";
}

Error archive_broken(std::string detail) {
    return because(failure(Errc::corrupt, broken), std::move(detail));
}

Result<> ArchiveWriter::put(ByteView bytes) {
    TRY(file_.write(bytes));
    bytes_ += bytes.size();
    return Done{};
}

Result<> ArchiveWriter::begin(std::string_view name, std::uint64_t bytes) {
    assert(open_ == 0);
    const auto block = header({std::string{name}, bytes});
    if (!block || !is_member_name(name))
        return failure(Errc::invalid, name_unfit, {std::string{name}});
    open_ = bytes;
    hash_ = Sha256{};
    return put(*block);
}

Result<> ArchiveWriter::write(ByteView piece) {
    assert(piece.size() <= open_);
    hash_.update(piece);
    open_ -= piece.size();
    return put(piece);
}

Result<Hash> ArchiveWriter::end() {
    assert(open_ == 0);
    const Block zeros{};
    TRY(put(ByteView{zeros}.first(padding(bytes_))));
    return hash_.finish();
}

Result<> ArchiveWriter::finish() {
    const std::array<Block, end_blocks> zeros{};
    for (const auto& block : zeros)
        TRY(put(block));
    return file_.sync();
}

Result<ArchiveReader> ArchiveReader::open(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return failure(Errc::not_found, no_such_file, {path.string()});
    // A link to the newest backup is welcome; inside a directory of ours it would not be.
    const auto file = std::filesystem::canonical(path, error);
    const auto bytes = error ? 0 : std::filesystem::file_size(file, error);
    if (error) return failure(Errc::not_found, no_such_file, {path.string()});
    if (bytes % block_bytes != 0) return archive_broken("its size is no multiple of 512 bytes");
    return ArchiveReader{TRY(vault::File::open(file, O_RDONLY)), bytes};
}

Result<> ArchiveReader::take(std::span<std::byte> out) {
    const auto count = TRY(file_.read(out));
    if (count != out.size()) return archive_broken("it ends too early");
    at_ += count;
    return Done{};
}

Result<> ArchiveReader::take_zeros(std::size_t count) {
    Block block{};
    const auto part = std::span{block}.first(count);
    TRY(take(part));
    if (std::ranges::any_of(part, [](std::byte byte) { return byte != std::byte{}; }))
        return archive_broken("bytes where there should be none");
    return Done{};
}

Result<std::optional<Member>> ArchiveReader::next() {
    Block block{};
    TRY(take(block));
    if (block == Block{}) {
        TRY(take_zeros(block_bytes));
        std::array<std::byte, 1> more{};
        if (TRY(file_.read(more)) != 0) return archive_broken("something follows its end");
        return std::optional<Member>{};
    }
    Member member{std::string{text_of(block, prefix_field)}, size_of(block)};
    if (!member.name.empty()) member.name += '/';
    member.name += text_of(block, name_field);
    if (header(member) != block) return archive_broken("a header is not as sokuo writes it");
    if (!is_member_name(member.name)) return archive_broken("a name that may not be in a backup");
    if (member.bytes > bytes_ - at_) return archive_broken(member.name + " is cut off");
    return std::optional{std::move(member)};
}

Result<Hash> ArchiveReader::read(const Member& member,
                                 const std::function<Result<>(ByteView)>& sink) {
    Sha256 hash;
    Bytes piece;
    for (auto left = member.bytes; left > 0; left -= piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, archive_piece_bytes)));
        TRY(take(piece));
        hash.update(piece);
        TRY(sink(piece));
    }
    TRY(take_zeros(padding(member.bytes)));
    return hash.finish();
}

} // namespace sokuo::app
