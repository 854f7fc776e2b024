#include "detect/input/unpack.h"

#include "core/text.h"
#include "detect/input/messages.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <cerrno>
#include <clocale>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace sokuo::detect {
namespace {

constexpr std::size_t name_bytes_max = 1000;
// windows-31j with the backslash and the tilde where Windows has them.
constexpr const char* cp932 = "ibm-943_P15A-2003";

struct Free {
    void operator()(archive* reader) const { archive_read_free(reader); }
};

// libarchive gives names in the locale's charset; those that say theirs are to become UTF-8.
class InUtf8 {
public:
    InUtf8() : before_{::uselocale(locale() != nullptr ? locale() : LC_GLOBAL_LOCALE)} {}
    ~InUtf8() { ::uselocale(before_); }
    InUtf8(const InUtf8&) = delete;
    InUtf8& operator=(const InUtf8&) = delete;
    InUtf8(InUtf8&&) = delete;
    InUtf8& operator=(InUtf8&&) = delete;

private:
    static locale_t locale() {
        static const locale_t made = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return made;
    }
    locale_t before_;
};

// Old archives say nothing of the charset; here it is mostly that of Japanese Windows.
std::string readable(std::string_view bytes) {
    bytes = bytes.substr(0, name_bytes_max);
    std::string text{bytes};
    if (!is_valid_utf8(bytes)) {
        text.clear();
        icu::UnicodeString{bytes.data(), static_cast<int32_t>(bytes.size()), cp932}.toUTF8String(
            text);
    }
    for (char& sign : text)
        if (static_cast<unsigned char>(sign) < 0x20 || sign == 0x7f) sign = '?';
    return text;
}

class Archive final : public Unpacking {
public:
    Archive(std::unique_ptr<ByteStream> packed, Unpacked& counted)
        : packed_{std::move(packed)}, counted_{counted} {}

    bool open(Packing packing) {
        const InUtf8 locale;
        reader_.reset(archive_read_new());
        auto* at = reader_.get();
        if (at == nullptr) return false;
        if (packing == Packing::zip) {
            // Streamed: the list at the end of a hostile archive may be as long as it likes.
            archive_read_support_format_zip_streamable(at);
        } else {
            archive_read_support_filter_gzip(at);
            archive_read_support_filter_zstd(at);
            archive_read_support_format_raw(at);
        }
        return archive_read_open(at, this, nullptr, &give, nullptr) == ARCHIVE_OK;
    }

    Found next() override {
        const InUtf8 locale;
        if (is_damaged_) return Found::damage;
        const int outcome = archive_read_next_header(reader_.get(), &entry_);
        if (outcome == ARCHIVE_EOF) return Found::end;
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) return Found::damage;
        const bool is_raw = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
        const char* name = archive_entry_pathname(entry_);
        name_ = is_raw || name == nullptr ? std::string{} : readable(name);
        if (archive_entry_is_encrypted(entry_) == 1) return Found::locked;
        const auto kind = archive_entry_filetype(entry_);
        if (kind == AE_IFDIR) return Found::folder;
        return kind == AE_IFREG || kind == 0 || is_raw ? Found::member : Found::other;
    }

    [[nodiscard]] std::string name() const override { return name_; }

    void begin(std::string full_name) override {
        full_name_ = std::move(full_name);
        bytes_ = 0;
        block_ = {};
        trouble_.reset();
    }

    Result<std::size_t> read(std::span<std::byte> room) override {
        std::size_t done = 0;
        while (done < room.size()) {
            if (block_.empty()) {
                const auto more = next_block();
                // What came before the trouble is given first; the trouble is met again behind it.
                if (!more.ok() && done == 0) return more.error();
                if (!more.ok() || !more.value()) break;
            }
            const auto count = std::min(room.size() - done, block_.size());
            std::copy_n(block_.begin(), count, room.begin() + static_cast<std::ptrdiff_t>(done));
            block_ = block_.subspan(count);
            done += count;
        }
        return done;
    }

private:
    Result<bool> next_block() {
        if (trouble_) return *trouble_;
        const auto& limits = counted_.limits;
        const void* bytes = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int outcome = archive_read_data_block(reader_.get(), &bytes, &size, &offset);
        if (outcome == ARCHIVE_EOF) return false;
        if (outcome != ARCHIVE_OK) {
            is_damaged_ = outcome == ARCHIVE_FATAL;
            return fail(failure(Errc::corrupt, archive_damaged, {full_name_}));
        }
        block_ = {static_cast<const std::byte*>(bytes), size};
        bytes_ += size;
        counted_.bytes += size;
        if (bytes_ > limits.member_bytes_max || counted_.bytes > limits.all_bytes_max)
            return fail(failure(Errc::too_large, member_too_large,
                                {full_name_, std::to_string(limits.member_bytes_max)}));
        if (counted_.bytes > limits.ratio_from && counted_.bytes / limits.ratio_max > given_)
            return fail(
                failure(Errc::too_large, swells, {full_name_, std::to_string(limits.ratio_max)}));
        return true;
    }

    Error fail(Error error) {
        block_ = {};
        trouble_ = error;
        return error;
    }

    static la_ssize_t give(archive* reader, void* self, const void** bytes) {
        auto& mine = *static_cast<Archive*>(self);
        const auto got = mine.packed_->read(mine.window_);
        if (!got.ok()) {
            archive_set_error(reader, EIO, "the packed stream ended in an error");
            return -1;
        }
        *bytes = mine.window_.data();
        mine.given_ += got.value();
        return static_cast<la_ssize_t>(got.value());
    }

    std::unique_ptr<ByteStream> packed_;
    Unpacked& counted_;
    std::unique_ptr<archive, Free> reader_;
    archive_entry* entry_ = nullptr;
    std::string name_;
    std::string full_name_;
    std::uint64_t bytes_ = 0;          ///< Of this member.
    std::uint64_t given_ = 0;          ///< Packed bytes that were asked for.
    std::span<const std::byte> block_; ///< What libarchive gave and nobody took yet.
    std::optional<Error> trouble_;
    bool is_damaged_ = false;
    std::array<std::byte, 65536> window_{};
};

} // namespace

Packing packing_of(ByteView head) {
    const auto text = as_text(head);
    if (text.starts_with("\x1f\x8b")) return Packing::gzip;
    if (text.starts_with("\x28\xb5\x2f\xfd")) return Packing::zstd;
    if (text.starts_with("PK\x03\x04")) return Packing::zip;
    return Packing::none;
}

std::unique_ptr<Unpacking> Unpacking::open(std::unique_ptr<ByteStream> packed, Packing packing,
                                           Unpacked& counted) {
    auto archive = std::make_unique<Archive>(std::move(packed), counted);
    if (!archive->open(packing)) return nullptr;
    return archive;
}

} // namespace sokuo::detect
