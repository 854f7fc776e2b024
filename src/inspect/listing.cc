#include "inspect/listing.h"

#include "core/text.h"
#include "inspect/little.h"
#include "sandbox/reasons.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace sokuo::inspect {
namespace {

// So much of a file is kept while it is looked at.
constexpr std::size_t head_bytes_max = 4UL << 20U;

struct Free {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Free>;

// libarchive gives names in the locale's charset; those that say theirs are to become UTF-8.
locale_t utf8_locale() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

class InUtf8 {
public:
    InUtf8() : before_{::uselocale(utf8_locale() != nullptr ? utf8_locale() : LC_GLOBAL_LOCALE)} {}
    ~InUtf8() { ::uselocale(before_); }
    InUtf8(const InUtf8&) = delete;
    InUtf8& operator=(const InUtf8&) = delete;
    InUtf8(InUtf8&&) = delete;
    InUtf8& operator=(InUtf8&&) = delete;

private:
    locale_t before_;
};

// Only what is read inside this process: others would start a program.
Reader opened(ByteView bytes) {
    Reader reader{archive_read_new()};
    if (!reader) return reader;
    auto* at = reader.get();
    archive_read_support_filter_gzip(at);
    archive_read_support_filter_bzip2(at);
    archive_read_support_filter_xz(at);
    archive_read_support_filter_lzma(at);
    archive_read_support_filter_zstd(at);
    archive_read_support_filter_compress(at);
    archive_read_support_format_zip(at);
    archive_read_support_format_tar(at);
    archive_read_support_format_7zip(at);
    archive_read_support_format_rar(at);
    archive_read_support_format_rar5(at);
    archive_read_support_format_cab(at);
    archive_read_support_format_lha(at);
    archive_read_support_format_iso9660(at);
    archive_read_support_format_raw(at); // one file in gzip and its like
    if (archive_read_open_memory(at, bytes.data(), bytes.size()) != ARCHIVE_OK) reader.reset();
    return reader;
}

class Lister {
public:
    Lister(archive* reader, std::uint64_t packed) : reader_{reader}, packed_{packed} {}

    Result<Listing> list() {
        while (listing_.ended == Ended::whole && next()) {
            if (listing_.count == entries_counted_max) {
                listing_.ended = Ended::too_many;
                break;
            }
            ++listing_.count;
            add(read_entry());
        }
        // Something that is not packed at all would be one file of the raw format.
        const bool is_raw = archive_format(reader_) == ARCHIVE_FORMAT_RAW;
        if (is_raw && archive_filter_count(reader_) < 2) return failure(Errc::invalid, no_archive);
        if (listing_.count == 0 && listing_.ended == Ended::damaged && !listing_.hides_names)
            return failure(Errc::invalid, no_archive);
        return std::move(listing_);
    }

private:
    bool next() {
        const int outcome = archive_read_next_header(reader_, &entry_);
        if (outcome == ARCHIVE_OK || outcome == ARCHIVE_WARN) return true;
        if (outcome == ARCHIVE_EOF) return false;
        // A header that cannot be read because of its password is no damage.
        listing_.hides_names = archive_read_has_encrypted_entries(reader_) == 1;
        listing_.ended = Ended::damaged;
        return false;
    }

    Entry read_entry() {
        Entry entry;
        const char* name = archive_entry_pathname(entry_);
        const bool is_raw = archive_format(reader_) == ARCHIVE_FORMAT_RAW;
        entry.name = readable_name(name == nullptr ? "" : name, entry.is_name_broken);
        entry.is_name_broken |= name == nullptr;
        if (is_raw && entry.name == "data") entry.name.clear(); // what libarchive calls it
        if (archive_entry_size_is_set(entry_) != 0 && archive_entry_size(entry_) > 0)
            entry.bytes = static_cast<std::uint64_t>(archive_entry_size(entry_));
        if (archive_entry_mtime_is_set(entry_) != 0) entry.modified = archive_entry_mtime(entry_);
        entry.is_directory = archive_entry_filetype(entry_) == AE_IFDIR;
        entry.is_link =
            archive_entry_filetype(entry_) == AE_IFLNK || archive_entry_hardlink(entry_) != nullptr;
        entry.is_encrypted = archive_entry_is_encrypted(entry_) == 1;
        const bool has_data = !entry.is_directory && !entry.is_link && !entry.is_encrypted;
        if (has_data) read_data(entry);
        return entry;
    }

    void read_data(Entry& entry) {
        head_.clear();
        std::uint64_t bytes = 0;
        for (;;) {
            const void* block = nullptr;
            std::size_t size = 0;
            la_int64_t offset = 0;
            const int outcome = archive_read_data_block(reader_, &block, &size, &offset);
            if (outcome == ARCHIVE_EOF) break;
            if (outcome == ARCHIVE_FATAL) listing_.ended = Ended::damaged;
            if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) return;
            keep_head(block, size);
            bytes += size;
            listing_.bytes += size;
            if (swells()) {
                listing_.ended = Ended::swells;
                entry.bytes = std::max(entry.bytes, bytes);
                return;
            }
        }
        entry.bytes = bytes;
        entry.content = content_of(head_);
        // Of a part of a file only what stands at its head is known.
        const bool is_known = bytes == head_.size() || is_program(entry.content.kind) ||
                              (is_archive(entry.content.kind) && entry.content.kind != Kind::zip);
        if (!is_known) entry.content = {.kind = Kind::empty};
    }

    void keep_head(const void* block, std::size_t size) {
        const auto* from = static_cast<const std::byte*>(block);
        const auto count = std::min(size, head_bytes_max - head_.size());
        head_.insert(head_.end(), from, from + count);
    }

    [[nodiscard]] bool swells() const {
        return listing_.bytes > unpacked_bytes_max ||
               (listing_.bytes > ratio_bytes_min && listing_.bytes / ratio_max > packed_);
    }

    void add(Entry entry) {
        const auto shown = listing_.entries.size();
        const bool is_room = shown < entries_shown_max;
        const bool is_kept = is_room || (shown < entries_shown_max + entries_warned_max &&
                                         !warnings_of(entry).empty());
        if (is_kept) listing_.entries.push_back(std::move(entry));
    }

    archive* reader_;
    archive_entry* entry_ = nullptr;
    std::uint64_t packed_;
    Listing listing_;
    Bytes head_;
};

// -- The records ---------------------------------------------------------------------------------

constexpr std::string_view parser_name = "inspect.listing";
constexpr std::uint16_t entry_record = 1; // size, time, kind, flags, name
constexpr std::uint16_t total_record = 2; // count, bytes, end, flags; the last
constexpr std::size_t entry_head_size = 18;
constexpr std::size_t total_size = 18;
enum Flag : unsigned {
    directory_flag = 1,
    link_flag = 2,
    encrypted_flag = 4,
    broken_flag = 8,
    timed_flag = 16,
    macros_flag = 32,
    inside_encrypted_flag = 64,
    place_flag = 128,
};

Bytes body_of(const Entry& entry) {
    Bytes body;
    put_number(body, entry.bytes);
    put_number(body, static_cast<std::uint64_t>(entry.modified.value_or(0)));
    body.push_back(static_cast<std::byte>(entry.content.kind));
    unsigned flags = 0;
    const auto flag = [&](bool is_set, Flag what) { flags |= is_set ? what : 0U; };
    flag(entry.is_directory, directory_flag);
    flag(entry.is_link, link_flag);
    flag(entry.is_encrypted, encrypted_flag);
    flag(entry.is_name_broken, broken_flag);
    flag(entry.modified.has_value(), timed_flag);
    flag(entry.content.has_macros, macros_flag);
    flag(entry.content.is_encrypted, inside_encrypted_flag);
    flag(entry.content.has_place, place_flag);
    body.push_back(static_cast<std::byte>(flags));
    const auto name = as_bytes(entry.name);
    body.insert(body.end(), name.begin(), name.end());
    return body;
}

Result<Entry> entry_from(ByteView body) {
    const auto lied = failure(Errc::invalid, sandbox::lied);
    if (body.size() < entry_head_size || body.size() > entry_head_size + entry_name_bytes_max)
        return lied;
    const auto kind = std::to_integer<unsigned>(body[16]);
    const auto flags = std::to_integer<unsigned>(body[17]);
    if (kind > static_cast<unsigned>(Kind::script)) return lied;
    Entry entry{.name = std::string{as_text(body.subspan(entry_head_size))},
                .bytes = number_at<std::uint64_t>(body, 0)};
    if (!is_valid_utf8(entry.name)) return lied;
    if ((flags & timed_flag) != 0)
        entry.modified = static_cast<std::int64_t>(number_at<std::uint64_t>(body, 8));
    entry.content = {.kind = static_cast<Kind>(kind),
                     .has_macros = (flags & macros_flag) != 0,
                     .is_encrypted = (flags & inside_encrypted_flag) != 0,
                     .has_place = (flags & place_flag) != 0};
    entry.is_directory = (flags & directory_flag) != 0;
    entry.is_link = (flags & link_flag) != 0;
    entry.is_encrypted = (flags & encrypted_flag) != 0;
    entry.is_name_broken = (flags & broken_flag) != 0;
    return entry;
}

Result<> run(ByteView input, sandbox::Output& output) {
    const auto listing = TRY(listing_of(input));
    for (const auto& entry : listing.entries)
        output.put(entry_record, body_of(entry));
    Bytes total;
    put_number(total, listing.count);
    put_number(total, listing.bytes);
    total.push_back(static_cast<std::byte>(listing.ended));
    total.push_back(static_cast<std::byte>(listing.hides_names ? 1 : 0));
    output.put(total_record, total);
    return Done{};
}

// What would be opened later is opened now: the locale, the time zone, the table of CP932.
void warm_up() {
    static_cast<void>(utf8_locale());
    // glibc looks after the file of a zone that nobody named, each time it is asked.
    ::setenv("TZ", ":/etc/localtime", 0);
    ::tzset();
    bool is_broken = false;
    static_cast<void>(readable_name("\x83\x65", is_broken));
}

constexpr std::array<const Message*, 1> refusals{&no_archive};

} // namespace

Result<Listing> listing_of(ByteView archive) {
    const InUtf8 utf8;
    const auto reader = opened(archive);
    if (!reader) return failure(Errc::invalid, no_archive);
    return Lister{reader.get(), archive.size()}.list();
}

sandbox::Parser listing_reader() {
    return {.name = parser_name, .run = run, .warm_up = warm_up, .refusals = refusals};
}

Result<Listing> list_in(sandbox::Sandbox& sandbox, ByteView archive) {
    // Unpacking costs more than reading a mail.
    const auto records = TRY(
        sandbox.read(parser_name, archive, {.output_bytes_max = 4UL << 20U, .cpu_seconds = 15}));
    return listing_from(records);
}

Result<Listing> listing_from(std::span<const sandbox::Record> records) {
    const auto lied = failure(Errc::invalid, sandbox::lied);
    if (records.empty() || records.size() > entries_shown_max + entries_warned_max + 1) return lied;
    const auto& total = records.back();
    if (total.kind != total_record || total.body.size() != total_size) return lied;
    Listing listing{.count = number_at<std::uint64_t>(total.body, 0),
                    .bytes = number_at<std::uint64_t>(total.body, 8)};
    const auto ended = std::to_integer<unsigned>(total.body[16]);
    const auto flags = std::to_integer<unsigned>(total.body[17]);
    if (ended > static_cast<unsigned>(Ended::damaged) || flags > 1) return lied;
    listing.ended = static_cast<Ended>(ended);
    listing.hides_names = flags == 1;
    for (const auto& record : records.first(records.size() - 1)) {
        if (record.kind != entry_record) return lied;
        auto entry = TRY(entry_from(record.body));
        listing.entries.push_back(std::move(entry));
    }
    if (listing.count < listing.entries.size()) return lied;
    return listing;
}

} // namespace sokuo::inspect
