#pragma once

// What is said of one file before anybody takes it out: what it is, what its name hides, what is
// in it, what the operator's scanner says. Looked at when it is asked for; nothing is kept.

#include "app/inspect_settings.h"
#include "core/bytes.h"
#include "core/json.h"
#include "core/message.h"
#include "sandbox/sandbox.h"

#include <string>

namespace sokuo::app {

inline constexpr Message no_sandbox{
    "app.inspect_no_sandbox", "中身を調べる仕組みが動いていません。管理者に知らせてください。",
    "Nothing here can look into files. Please tell the "
    "administrator."};

struct InspectTools {
    sandbox::Sandbox* sandbox = nullptr;       ///< Null (tests): nothing is looked into.
    const InspectSettings* settings = nullptr; ///< Null: no scanner and no rules.
};

/// As the contract has it (`Inspection`). Whatever goes wrong is said in its place: that a file
/// cannot be looked into is an answer. Blocks for as long as workers and scanner take.
[[nodiscard]] Json look_at(const InspectTools& tools, const std::string& name, const Bytes& bytes,
                           Language language);

/// The same when not even the bytes can be had.
[[nodiscard]] Json not_looked_at(const Error& why, Language language);

} // namespace sokuo::app
