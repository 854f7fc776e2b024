#pragma once

// What is said of files that cannot be read, or not to their end.

#include "core/message.h"

namespace sokuo::detect {

inline constexpr Message file_gone{"detect.file_gone", "{0} がありません。名前を確かめてください。",
                                   "There is no {0}. Check its name."};
inline constexpr Message file_unreadable{"detect.file_unreadable",
                                         "{0} を開けません。読む権限があるか確かめてください。",
                                         "{0} cannot be opened. Check that you may read it."};
inline constexpr Message no_file{"detect.no_file", "{0} はファイルではありません。",
                                 "{0} is not a file."};
inline constexpr Message read_failed{"detect.read_failed",
                                     "読んでいる途中で失敗しました。ディスクを確かめてください。",
                                     "Reading failed on the way. Check the disk."};
inline constexpr Message archive_damaged{
    "detect.archive_damaged", "{0} は圧縮が壊れています。壊れた所までは読みました。",
    "{0} is damaged where it was compressed. It was read up to the damage."};
inline constexpr Message member_encrypted{
    "detect.member_encrypted",
    "{0} はパスワードで守られていて読めません。解いてから渡してください。",
    "{0} is locked with a password. Unlock it and hand it over again."};
inline constexpr Message too_many_members{
    "detect.too_many_members", "{0} の中のファイルが {1} を超えます。残りは読んでいません。",
    "{0} holds more than {1} files. The rest was not read."};
inline constexpr Message member_too_large{
    "detect.member_too_large", "{0} は展開すると {1} バイトを超えます。そこまでを読みました。",
    "{0} unpacks to more than {1} bytes. It was read up to there."};
inline constexpr Message swells{
    "detect.swells", "{0} は展開すると {1} 倍を超えて膨らみます。そこまでを読みました。",
    "{0} swells to more than {1} times its size. It was read up to there."};
inline constexpr Message nested_too_deep{
    "detect.nested_too_deep", "{0} は圧縮の中の圧縮の中にあります。取り出してから渡してください。",
    "{0} is packed more than twice over. Take it out and hand it over."};

} // namespace sokuo::detect
