#pragma once

// What a file is by its bytes, whatever it is called. Signatures, the names in the directory of a
// ZIP and two names of OLE2; nothing is unpacked. In proportion to the length. Pure.
//
// A kind says what a program would take the bytes for, never that they are harmless. Whoever asks
// about a stranger's file asks in a worker: reader.h.

#include "core/bytes.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace sokuo::inspect {

enum class Kind : std::uint8_t {
    unknown,
    empty,
    text,
    html,
    svg,
    rtf,
    pdf,
    png,
    jpeg,
    gif,
    webp,
    zip,
    ooxml,
    odf,
    jar,
    ole2,
    rar,
    seven_zip,
    gzip,
    bzip2,
    xz,
    zstd,
    tar,
    cab,
    lzh,
    iso,
    windows_program,
    linux_program,
    mac_program,
    shortcut,
    script, ///< With `#!` at its head.
};

struct Content {
    Kind kind = Kind::unknown;
    bool has_macros = false;   ///< An Office file with a place for macros in it.
    bool is_encrypted = false; ///< A ZIP in which some file needs a password.
    bool has_place = false;    ///< A photograph that says where it was taken.

    friend bool operator==(const Content&, const Content&) = default;
};

[[nodiscard]] Content content_of(ByteView bytes);

/// For a person, the same in every language: `PDF`.
[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] bool is_program(Kind kind);
/// Made to hold files: ZIP, tar, 7z and their like. Documents that are a ZIP inside are none.
[[nodiscard]] bool is_archive(Kind kind);
/// A document or a program that is a ZIP inside.
[[nodiscard]] bool is_zip_inside(Kind kind);

} // namespace sokuo::inspect
