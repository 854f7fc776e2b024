#pragma once

// Why a letter stays unread or unsent, for whoever sees it.

#include "core/message.h"

namespace sokuo::correspondence {

inline constexpr Message too_large_to_read{"correspondence.too_large_to_read",
                                           "解析できませんでした。大きすぎます。",
                                           "This could not be read: it is too large."};
inline constexpr Message no_account{
    "correspondence.no_account",
    "このアカウントには、送るサーバーがありません。管理者に知らせてください。",
    "This account has no server to send by. Please tell the administrator."};
inline constexpr Message refused_for_good{
    "correspondence.refused",
    "相手のサーバーが受け取りません。宛先を確かめるか、電話してください。",
    "The other server refuses it. Check the address, or telephone."};
inline constexpr Message not_reached{
    "correspondence.not_reached", "メールサーバーにつながりません。間をおいて、もう一度送ります。",
    "The mail server cannot be reached. It is tried again later."};

} // namespace sokuo::correspondence
