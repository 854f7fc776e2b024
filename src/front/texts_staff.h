#pragma once

// The same four items in the words of the office: what staff are asked. The rules for all
// sentences stand in texts.h.

#include "core/message.h"

namespace sokuo::front::texts {

inline constexpr Message staff_title{
    "front.staff_title",
    "[職員用|しょくいんよう]：[端末|たんまつ]などの「おかしいな」を[知|し]らせる",
    "For staff: report something strange"};
inline constexpr Message staff_steps{"front.staff_steps", "まず、こうしてください",
                                     "Do this first"};
inline constexpr Message staff_where_hint{
    "front.staff_where_hint",
    "[課|か]の[名前|なまえ]、[端末|たんまつ]の[資産番号|しさんばんごう]、システムの[名前|なまえ]。",
    "The section, the asset number of the device, the name of the system."};
inline constexpr Message staff_what_hint{
    "front.staff_what_hint", "[画面|がめん]に[出|で]た[文字|もじ]を、そのまま[書|か]いてください。",
    "Write what the screen said, letter by letter."};
inline constexpr Message staff_how_hint{
    "front.staff_how_hint",
    "[何|なに]をしていたときか。LANケーブルを[抜|ぬ]いたか。ほかの[端末|たんまつ]はどうか。",
    "What you were doing. Whether the network cable is unplugged. How other devices are."};
inline constexpr Message staff_who_hint{
    "front.staff_who_hint", "[折|お]り[返|かえ]し[電話|でんわ]をするために[使|つか]います。",
    "We use it to call you back."};
inline constexpr Message staff_affiliation{"front.staff_affiliation", "[課|か]・[係|かかり]",
                                           "Section"};
inline constexpr Message staff_phone{"front.staff_phone",
                                     "[内線|ないせん]・[電話番号|でんわばんごう]",
                                     "Extension or telephone number"};
inline constexpr Message to_public_form{"front.to_public_form",
                                        "[庁外|ちょうがい]のかたの[様式|ようしき]",
                                        "The form for everybody else"};

} // namespace sokuo::front::texts
