#pragma once

// The one way from bytes to a reader of events.
//
//     Members members{TRY(open_file(path)), path};
//     while (auto member = TRY(members.next())) {
//         const auto reader = TRY(open_reader(std::move(*member)));
//         …
//     }

#include "detect/input/members.h"
#include "detect/input/recognise.h"
#include "detect/logs/hints.h"
#include "detect/reader.h"

#include <memory>
#include <string_view>

namespace sokuo::detect {

using logs::Hints;

/// `head`: the first bytes of `stream`, which gives them again. `name`: of the file, without what
/// it is packed in.
[[nodiscard]] Result<std::unique_ptr<Reader>> open_reader(std::unique_ptr<ByteStream> stream,
                                                          ByteView head, std::string_view name,
                                                          Hints hints = {});

/// A stream that is known to be so.
[[nodiscard]] Result<std::unique_ptr<Reader>>
open_as(const Recognised& found, std::unique_ptr<ByteStream> stream, const Hints& hints);

/// A member of a file, as its own bytes and name say.
[[nodiscard]] Result<std::unique_ptr<Reader>> open_reader(Member member, Hints hints = {});

} // namespace sokuo::detect
