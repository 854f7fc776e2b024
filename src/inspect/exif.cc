#include "inspect/exif.h"

#include <cstdint>
#include <string_view>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view xmp_place = "GPSLatitude";

std::uint32_t number(std::string_view text, std::size_t at, std::size_t size, bool is_little) {
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < size; ++index) {
        const auto place = is_little ? at + size - 1 - index : at + index;
        value = value << 8U | static_cast<unsigned char>(text[place]);
    }
    return value;
}

// What a TIFF has of directories lies at offsets of its own choosing.
class Tiff {
public:
    explicit Tiff(std::string_view text) : text_{text} {}

    void read(Exif& exif) const {
        const bool is_little = text_.starts_with("II\x2a\0"sv);
        if (!is_little && !text_.starts_with("MM\0\x2a"sv)) return;
        if (text_.size() < 8) return;
        each(number(text_, 4, 4, is_little), is_little, [&](std::uint32_t tag, std::size_t value) {
            constexpr std::uint32_t orientation_tag = 0x112;
            constexpr std::uint32_t gps_tag = 0x8825;
            const auto turn = number(text_, value, 2, is_little);
            if (tag == orientation_tag && turn >= 1 && turn <= 8) exif.orientation = turn;
            if (tag != gps_tag) return;
            // North or south, latitude, east or west, longitude; a version alone says nothing.
            each(number(text_, value, 4, is_little), is_little,
                 [&](std::uint32_t place, std::size_t /*value*/) {
                     exif.has_place |= place >= 1 && place <= 4;
                 });
        });
    }

private:
    template <class Visit>
    void each(std::size_t offset, bool is_little, const Visit& visit) const {
        constexpr std::size_t entry_size = 12;
        if (offset + 2 > text_.size()) return;
        const auto count = number(text_, offset, 2, is_little);
        for (std::size_t index = 0; index < count; ++index) {
            const auto at = offset + 2 + index * entry_size;
            if (at + entry_size > text_.size()) return;
            visit(number(text_, at, 2, is_little), at + 8);
        }
    }

    std::string_view text_;
};

void read_jpeg(std::string_view text, Exif& exif) {
    bool is_read = false; // once: directories may point at each other's entries
    for (std::size_t at = 2; at + 4 <= text.size();) {
        const auto marker = static_cast<unsigned char>(text[at + 1]);
        if (text[at] != '\xff' || marker == 0xda || marker == 0xd9) return;
        if (marker == 0xff) {
            ++at; // filling
            continue;
        }
        const auto size = number(text, at + 2, 2, false);
        if (size < 2) return;
        const auto part = text.substr(at + 4, size - 2);
        if (marker == 0xe1 && part.starts_with("Exif\0\0"sv) && !is_read) {
            Tiff{part.substr(6)}.read(exif);
            is_read = true;
        }
        if (marker == 0xe1 && part.find(xmp_place) != std::string_view::npos) exif.has_place = true;
        at += 2 + size;
    }
}

void read_png(std::string_view text, Exif& exif) {
    bool is_read = false;
    for (std::size_t at = 8; at + 8 <= text.size();) {
        const auto size = number(text, at, 4, false);
        const auto type = text.substr(at + 4, 4);
        const auto part = text.substr(at + 8, size);
        if (type == "IEND") return;
        if (type == "eXIf" && !is_read) {
            Tiff{part}.read(exif);
            is_read = true;
        }
        if (type == "iTXt" && part.find(xmp_place) != std::string_view::npos) exif.has_place = true;
        at += std::size_t{12} + size;
    }
}

} // namespace

Exif exif_of(ByteView file) {
    const auto text = as_text(file);
    Exif exif;
    if (text.starts_with("\xff\xd8\xff")) read_jpeg(text, exif);
    if (text.starts_with("\x89PNG\r\n\x1a\n")) read_png(text, exif);
    return exif;
}

} // namespace sokuo::inspect
