#pragma once

// Windows event logs (.evtx), read into events: every record that can be found, where the file says
// that it is and where it does not (slack space, damage), in any order of chunks, at about the
// speed of the memory. DESIGN.md says how, and what is not read.
//
// A reader's `cut` gives one chunk (64 KiB) a block; `read` runs on any number of threads, each
// with a desk of its own. Events point into the block and into the desk, and end with the call.
//
// Everything here was written by strangers: no length, offset, count or checksum of the file is
// believed, and what cannot be read is counted and named in the tally, never an error.

#include "core/message.h"
#include "core/result.h"
#include "detect/reader.h"

#include <cstddef>
#include <memory>
#include <span>

namespace sokuo::detect {

namespace evtx {

inline constexpr std::size_t chunk_bytes = 65'536;
inline constexpr std::size_t nesting_max = 64;   ///< Elements in elements, values in values.
inline constexpr std::size_t elements_max = 512; ///< Of one template.
inline constexpr std::size_t slots_max = 2'048;  ///< Values one template can give.
inline constexpr std::size_t values_max = 8'192; ///< Of one event.
/// Places looked at for one event: so many, and one more for each byte of its record.
inline constexpr std::size_t steps_least = 2'048;
inline constexpr std::size_t steps_max = 32'768;
inline constexpr std::size_t text_bytes_max = 262'144; ///< Texts put together for one event.
/// Kept by a desk; more: it starts anew with the next chunk. And the most of one chunk.
inline constexpr std::size_t templates_max = 4'096;
inline constexpr std::size_t template_bytes_max = 32U << 20U;  ///< All that a desk keeps.
inline constexpr std::size_t definition_bytes_max = 1U << 20U; ///< Read of one chunk's definitions.
/// Field names one chunk may bring, each time it does; and new ones a desk keeps.
inline constexpr std::size_t names_max = 65'536;
/// Definitions kept for records of later chunks that have lost theirs.
inline constexpr std::size_t library_max = 16'384;
inline constexpr std::size_t library_bytes_max = 32U << 20U;
inline constexpr std::size_t name_bytes_max = 512; ///< UTF-8.

/// The field of a value whose name is too long, or one too many. No rule can ask for it; who looks
/// for words finds it.
inline constexpr std::string_view unnamed = "Unnamed";

inline constexpr Message file_head_damaged{
    "evtx.file_head_damaged", "ファイルの先頭部分が壊れています。中の記録は読み続けました。",
    "The head of the file is damaged. The records in it were read all the same."};
inline constexpr Message not_closed{
    "evtx.not_closed",
    "ファイルが正しく閉じられていません（動作中にコピーされたなど）。見出しの件数は信用せずに読みま"
    "した。",
    "The file was not closed properly (copied while in use, for example). It was read without "
    "trusting its counters."};
inline constexpr Message chunk_head_damaged{
    "evtx.chunk_head_damaged",
    "チャンクの先頭部分が壊れているか、検査値が合いません。中の記録は読み続けました。",
    "The head of a chunk is damaged or its checksum is wrong. The records in it were read all the "
    "same."};
inline constexpr Message records_changed{
    "evtx.records_changed",
    "チャンクの記録の検査値が合いません。壊れたか、書き換えられた可能性があります。",
    "The checksum of a chunk's records is wrong. They may be damaged, or may have been altered."};
inline constexpr Message chunk_short{"evtx.chunk_short", "チャンクが途中で切れています。",
                                     "A chunk is cut short."};
inline constexpr Message record_damaged{
    "evtx.record_damaged", "記録が読めません（番号 {0}）。次の記録から読み続けました。",
    "A record cannot be read (number {0}). The reading went on with the next."};
inline constexpr Message record_in_part{
    "evtx.record_in_part", "記録の一部が読めません（番号 {0}）。読めた値だけを使いました。",
    "A part of a record cannot be read (number {0}). The values that could be read were used."};
inline constexpr Message record_hidden{
    "evtx.record_hidden",
    "記録の中に別の記録が隠れていました（番号 {0}）。消された跡の可能性があります。",
    "Another record was hidden inside a record (number {0}). Somebody may have removed it."};
inline constexpr Message record_cut{
    "evtx.record_cut", "記録の値が多すぎます（番号 {0}）。上限までを使いました。",
    "A record has too many values (number {0}). Those up to the limit were used."};

} // namespace evtx

struct EvtxOptions {
    bool recover = true;   ///< Also what lies in slack space and damage. Marked `recovered`.
    bool checksums = true; ///< Wrong ones are named in the tally; nothing depends on them.
};

/// Whether a file that starts so is an event log: by its head, or by its first chunk.
[[nodiscard]] bool looks_like_evtx(std::span<const std::byte> head);

/// A log, whole or damaged. Never refuses what can be read from `stream`. Errors: the stream's.
[[nodiscard]] Result<std::unique_ptr<Reader>> open_evtx(std::unique_ptr<ByteStream> stream,
                                                        EvtxOptions options = {});

/// Anything that may hold pieces of logs: the image of a disk or of memory. Chunks are found at any
/// place, and records outside of chunks; those are read when the desk has met their templates
/// before, and counted as unreadable otherwise. All events are marked `recovered`.
[[nodiscard]] std::unique_ptr<Reader> open_carve(std::unique_ptr<ByteStream> stream);

} // namespace sokuo::detect
