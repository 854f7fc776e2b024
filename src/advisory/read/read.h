#pragma once

// What each format says, as a bulletin. Which one it is, is seen by what is in it, never by its
// name: files carried in by hand are called anything. Pure; for a worker of the sandbox.
//
//     XML   RSS 1.0 (RDF; its items are siblings of its channel) with mod_sec, dc and dcterms:
//           JPCERT/CC, IPA, JVN, MyJVN; RSS 2.0; Atom; VULDEF, MyJVN's page of one weakness
//     JSON  KEV; CSAF 2.0 and 2.1

#include "advisory/advisory.h"
#include "advisory/read/tree.h"
#include "core/bytes.h"
#include "core/json.h"
#include "core/result.h"

#include <optional>
#include <span>
#include <string_view>

namespace sokuo::advisory {

inline constexpr std::size_t input_bytes_max = std::size_t{24} << 20U;
inline constexpr std::size_t items_max = 20'000;

/// Errors: `invalid`, `too_large`, each among `refusals()`.
[[nodiscard]] Result<Bulletin> read_bulletin(ByteView bytes);

[[nodiscard]] std::span<const Message* const> refusals();

// One format each; the error of a file that is of another one is `invalid`.
[[nodiscard]] Result<Bulletin> read_feed(const Element& root);
[[nodiscard]] Result<Bulletin> read_vuldef(const Element& root);
[[nodiscard]] Result<Bulletin> read_kev(const Json& json);
[[nodiscard]] Result<Bulletin> read_csaf(const Json& json);

/// `Fri, 27 Nov 2026 10:00:00 +0900` and `2026-11-27T10:00+09:00`, `2026-11-27`; nothing for
/// anything else.
[[nodiscard]] std::optional<Time> time_called(std::string_view text);

extern const Message not_an_advisory;
extern const Message not_json;
extern const Message too_many_items;
extern const Message service_refused;
extern const Message kev_cut;
extern const Message csaf_incomplete;
extern const Message csaf_tlp;

} // namespace sokuo::advisory
