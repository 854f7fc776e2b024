#pragma once

// Why foreign bytes could not be read, for the person who sees them kept whole and marked.

#include "core/message.h"

namespace sokuo::sandbox {

inline constexpr Message too_slow{"sandbox.too_slow",
                                  "解析できませんでした。時間がかかりすぎたので、やめました。",
                                  "This could not be read: it took too long."};
inline constexpr Message too_hungry{"sandbox.too_hungry",
                                    "解析できませんでした。メモリーを使いすぎたので、やめました。",
                                    "This could not be read: it needed too much memory."};
inline constexpr Message too_big{"sandbox.too_big",
                                 "解析できませんでした。大きすぎます（{0} バイトまで）。",
                                 "This could not be read: it is too large (at most {0} bytes)."};
inline constexpr Message too_much{"sandbox.too_much",
                                  "解析できませんでした。中身が多すぎるので、やめました。",
                                  "This could not be read: too much came out of it."};
inline constexpr Message crashed{"sandbox.crashed",
                                 "解析できませんでした。読み取りの途中で壊れました。",
                                 "This could not be read: the reader broke over it."};
inline constexpr Message forbidden{
    "sandbox.forbidden",
    "解析できませんでした。許されていない動きをしたので、止めました。"
    "悪意のあるデータかもしれません。",
    "This could not be read: it did what is not allowed and was stopped. It may be malicious."};
inline constexpr Message lied{"sandbox.lied",
                              "解析できませんでした。読み取りの結果が正しい形ではありません。",
                              "This could not be read: the result was not well formed."};
inline constexpr Message not_understood{"sandbox.not_understood",
                                        "解析できませんでした。この形式として読めません。",
                                        "This could not be read as what it says it is."};
inline constexpr Message busy{"sandbox.busy",
                              "解析の順番待ちが長すぎます。しばらくしてからやり直してください。",
                              "Too much is waiting to be read. Please try again later."};
inline constexpr Message not_started{"sandbox.not_started",
                                     "解析用のプロセスを始められませんでした。",
                                     "The process that reads foreign data could not be started."};

} // namespace sokuo::sandbox
