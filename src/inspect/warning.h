#pragma once

// What a person is told before they open a file: its name hides something, or its content is not
// what the name says. No warning does not mean that a file is harmless, and no sentence here says
// so. Pure.

#include "core/message.h"
#include "inspect/kind.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::inspect {

inline constexpr Message name_turns{
    "inspect.name_turns",
    "ファイル名に、文字の並びを逆に見せる制御文字が入っています。見えている拡張子は本物ではない"
    "かもしれません。",
    "The name has a control character that turns the order of letters. The extension you see may "
    "not be the real one."};
inline constexpr Message name_hides{"inspect.name_hides",
                                    "ファイル名に、見えない文字が入っています。",
                                    "The name has characters that cannot be seen."};
inline constexpr Message name_doubled{
    "inspect.name_doubled", "拡張子が二重です。.{0} に見えますが、実行される .{1} です。",
    "The extension is doubled: it looks like .{0}, but is .{1}, which runs."};
inline constexpr Message name_runs{"inspect.name_runs",
                                   "開くと実行される種類の拡張子です（.{0}）。",
                                   "The extension is of a kind that runs when opened (.{0})."};
inline constexpr Message content_runs{"inspect.content_runs",
                                      "拡張子は .{0} ですが、中身は実行形式です（{1}）。",
                                      "The extension is .{0}, but the content runs ({1})."};
inline constexpr Message content_runs_unnamed{"inspect.content_runs_unnamed",
                                              "拡張子はありませんが、中身は実行形式です（{0}）。",
                                              "There is no extension, but the content runs ({0})."};
inline constexpr Message content_differs{"inspect.content_differs",
                                         "拡張子は .{0} ですが、中身は {1} です。",
                                         "The extension is .{0}, but the content is {1}."};
inline constexpr Message content_unlike{
    "inspect.content_unlike", "拡張子は .{0} ですが、中身はその形式ではありません。",
    "The extension is .{0}, but the content is not of that format."};
inline constexpr Message has_macros{"inspect.has_macros", "マクロが入った Office 文書です。",
                                    "This is an Office document with macros."};

inline constexpr Message has_place{"inspect.has_place", "撮影場所（GPS）が入っている写真です。",
                                   "The photograph says where it was taken (GPS)."};

struct Warning {
    const Message* message = nullptr;
    std::vector<std::string> args{};

    friend bool operator==(const Warning& a, const Warning& b) {
        return a.message->code() == b.message->code() && a.args == b.args;
    }
};

/// The last extension of a name as systems take it, in lower case: dots, blanks, what cannot be
/// seen and what stands behind a NUL do not count. Empty when there is none.
[[nodiscard]] std::string extension_of(std::string_view name);

/// In the order in which they matter. `name` is UTF-8 as it came.
[[nodiscard]] std::vector<Warning> warnings_of(std::string_view name, const Content& content);

} // namespace sokuo::inspect
