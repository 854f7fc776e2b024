#include "inspect/kind.h"

#include "inspect/exif.h"

#include <algorithm>
#include <cstddef>

namespace sokuo::inspect {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    Kind kind;
};

// The first that fits counts: what runs stands before what is only read.
constexpr std::array signatures{
    Signature{0,
              "\x7f"
              "ELF"sv,
              Kind::linux_program},
    Signature{0, "\xfe\xed\xfa\xce"sv, Kind::mac_program},
    Signature{0, "\xfe\xed\xfa\xcf"sv, Kind::mac_program},
    Signature{0, "\xce\xfa\xed\xfe"sv, Kind::mac_program},
    Signature{0, "\xcf\xfa\xed\xfe"sv, Kind::mac_program},
    Signature{0, "L\0\0\0\x01\x14\x02\0"sv, Kind::shortcut},
    Signature{0, "#!"sv, Kind::script},
    Signature{0, "\x89PNG\r\n\x1a\n"sv, Kind::png},
    Signature{0, "\xff\xd8\xff"sv, Kind::jpeg},
    Signature{0, "GIF87a"sv, Kind::gif},
    Signature{0, "GIF89a"sv, Kind::gif},
    Signature{8, "WEBPVP8"sv, Kind::webp},
    Signature{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, Kind::ole2},
    Signature{0, "PK\x03\x04"sv, Kind::zip},
    Signature{0, "PK\x05\x06"sv, Kind::zip},
    Signature{0, "Rar!\x1a\x07"sv, Kind::rar},
    Signature{0, "7z\xbc\xaf\x27\x1c"sv, Kind::seven_zip},
    Signature{0, "\x1f\x8b\x08"sv, Kind::gzip},
    Signature{0, "BZh"sv, Kind::bzip2},
    Signature{0, "\xfd\x37zXZ\0"sv, Kind::xz},
    Signature{0, "\x28\xb5\x2f\xfd"sv, Kind::zstd},
    Signature{0, "MSCF\0\0\0\0"sv, Kind::cab},
    Signature{257, "ustar"sv, Kind::tar},
    Signature{2, "-lh"sv, Kind::lzh},
    Signature{0, R"({\rtf)"sv, Kind::rtf},
    Signature{0x8001, "CD001"sv, Kind::iso},
};

constexpr std::size_t pdf_head_max = 1024;  // how far in readers of PDF look for its head
constexpr std::size_t text_head_max = 4096; // what is read of a text to know it

bool has_at(std::string_view text, std::size_t offset, std::string_view what) {
    return text.size() >= offset && text.substr(offset).starts_with(what);
}

char lower(char sign) {
    return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}

bool contains_word(std::string_view text, std::string_view lower_word) {
    return !std::ranges::search(text, lower_word, {}, lower).empty();
}

bool ends_with_word(std::string_view text, std::string_view lower_word) {
    return text.size() >= lower_word.size() &&
           std::ranges::equal(text.substr(text.size() - lower_word.size()), lower_word, {}, lower);
}

std::size_t little(std::string_view text, std::size_t at, std::size_t size) {
    std::size_t value = 0;
    for (std::size_t index = size; index > 0; --index)
        value = value << 8U | static_cast<unsigned char>(text[at + index - 1]);
    return value;
}

// The head of Windows programs says where the second head is.
bool is_windows_program(std::string_view text) {
    constexpr std::size_t place = 0x3c;
    if (!text.starts_with("MZ") || text.size() < place + 4) return false;
    return has_at(text, little(text, place, 4), "PE\0\0"sv);
}

// Entries of the directory wherever they lie: a ZIP may have anything before it, and a damaged end.
// Of a name only the end is read, so that heads lying in each other's names cost nothing.
Content zip_content(std::string_view text) {
    constexpr std::string_view entry = "PK\x01\x02";
    constexpr std::size_t head_size = 46;
    Content content{.kind = Kind::zip};
    // The first file of an ODF is not packed, and says what the whole is.
    if (has_at(text, 30, "mimetypeapplication/vnd.oasis.opendocument.")) content.kind = Kind::odf;
    for (auto at = text.find(entry); at != std::string_view::npos;
         at = text.find(entry, at + entry.size())) {
        if (text.size() - at < head_size) break;
        const auto name = text.substr(at + head_size, little(text, at + 28, 2));
        content.is_encrypted |= (little(text, at + 8, 2) & 1U) != 0;
        if (name == "[Content_Types].xml") content.kind = Kind::ooxml;
        if (name == "META-INF/MANIFEST.MF" && content.kind == Kind::zip) content.kind = Kind::jar;
        if (ends_with_word(name, "vbaproject.bin")) content.has_macros = true;
    }
    content.has_macros &= content.kind == Kind::ooxml;
    return content;
}

bool has_ole2_macros(std::string_view text) {
    return text.find("_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"sv) != std::string_view::npos;
}

Kind text_kind(std::string_view text) {
    const auto head = text.substr(0, text_head_max);
    if (contains_word(head, "<svg")) return Kind::svg;
    for (const auto* mark : {"<!doctype html", "<html", "<script", "<body"})
        if (contains_word(head, mark)) return Kind::html;
    const auto is_control = [](char sign) {
        return static_cast<unsigned char>(sign) < 0x20 && sign != '\n' && sign != '\r' &&
               sign != '\t' && sign != '\f' && sign != '\x1b'; // ESC: ISO-2022-JP
    };
    return std::ranges::any_of(text, is_control) ? Kind::unknown : Kind::text;
}

} // namespace

Content content_of(ByteView bytes) {
    const auto text = as_text(bytes);
    if (text.empty()) return {.kind = Kind::empty};
    if (is_windows_program(text)) return {.kind = Kind::windows_program};
    for (const auto& signature : signatures) {
        if (!has_at(text, signature.offset, signature.bytes)) continue;
        if (signature.kind == Kind::zip) return zip_content(text);
        if (signature.kind == Kind::ole2)
            return {.kind = Kind::ole2, .has_macros = has_ole2_macros(text)};
        const bool is_photo = signature.kind == Kind::png || signature.kind == Kind::jpeg;
        return {.kind = signature.kind, .has_place = is_photo && exif_of(bytes).has_place};
    }
    if (text.substr(0, pdf_head_max).find("%PDF-") != std::string_view::npos)
        return {.kind = Kind::pdf};
    return {.kind = text_kind(text)};
}

std::string_view name_of(Kind kind) {
    switch (kind) {
    case Kind::unknown: return "?";
    case Kind::empty: return "0 B";
    case Kind::text: return "TXT";
    case Kind::html: return "HTML";
    case Kind::svg: return "SVG";
    case Kind::rtf: return "RTF";
    case Kind::pdf: return "PDF";
    case Kind::png: return "PNG";
    case Kind::jpeg: return "JPEG";
    case Kind::gif: return "GIF";
    case Kind::webp: return "WebP";
    case Kind::zip: return "ZIP";
    case Kind::ooxml: return "Office (OOXML)";
    case Kind::odf: return "ODF";
    case Kind::jar: return "JAR";
    case Kind::ole2: return "Office (OLE2)";
    case Kind::rar: return "RAR";
    case Kind::seven_zip: return "7z";
    case Kind::gzip: return "gzip";
    case Kind::bzip2: return "bzip2";
    case Kind::xz: return "xz";
    case Kind::zstd: return "zstd";
    case Kind::tar: return "tar";
    case Kind::cab: return "CAB";
    case Kind::lzh: return "LZH";
    case Kind::iso: return "ISO 9660";
    case Kind::windows_program: return "Windows EXE";
    case Kind::linux_program: return "ELF";
    case Kind::mac_program: return "Mach-O";
    case Kind::shortcut: return "LNK";
    case Kind::script: return "#!";
    }
    return "?";
}

bool is_program(Kind kind) {
    return kind == Kind::windows_program || kind == Kind::linux_program ||
           kind == Kind::mac_program || kind == Kind::shortcut || kind == Kind::script ||
           kind == Kind::jar;
}

bool is_archive(Kind kind) {
    constexpr std::array archives{Kind::zip,   Kind::rar, Kind::seven_zip, Kind::gzip,
                                  Kind::bzip2, Kind::xz,  Kind::zstd,      Kind::tar,
                                  Kind::cab,   Kind::lzh, Kind::iso};
    return std::ranges::find(archives, kind) != archives.end();
}

bool is_zip_inside(Kind kind) {
    return kind == Kind::ooxml || kind == Kind::odf || kind == Kind::jar;
}

} // namespace sokuo::inspect
