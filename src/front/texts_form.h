#pragma once

// The sentences of the form and of what to put right in it; the rules for all of them stand in
// texts.h.

#include "core/message.h"

namespace sokuo::front::texts {

// -- the form
inline constexpr Message form_title{"front.form_title",
                                    "[情報|じょうほう]セキュリティの「おかしいな」を[知|し]らせる",
                                    "Report something strange about information security"};
inline constexpr Message form_lead{"front.form_lead", "わかるところだけで、かまいません。",
                                   "Write what you know. The rest may stay empty."};
inline constexpr Message urgent{"front.urgent",
                                "[急|いそ]ぐとき・[電話|でんわ]で[話|はな]したいとき",
                                "Urgent, or rather by telephone?"};
inline constexpr Message required{"front.required", "※[必須|ひっす]", "(required)"};
inline constexpr Message optional{"front.optional", "わかれば", "(if you know)"};
inline constexpr Message when_hint{"front.when_hint", "[日|ひ]にちと、だいたいの[時刻|じこく]。",
                                   "The day and roughly the time."};
inline constexpr Message where_hint{"front.where_hint",
                                    "ページの[名前|なまえ]やアドレス、[場所|ばしょ]など。",
                                    "The name or address of the page, the place."};
inline constexpr Message what{"front.what", "[何|なに]が", "What"};
inline constexpr Message what_hint{"front.what_hint",
                                   "[見|み]たものを、そのまま[書|か]いてください。",
                                   "Write what you saw, as you saw it."};
inline constexpr Message how{"front.how", "どのように", "How"};
inline constexpr Message how_hint{"front.how_hint",
                                  "[何|なに]が[起|お]きたか、そのあとどうしたか。",
                                  "What happened, and what you did after it."};
inline constexpr Message never_write{"front.never_write",
                                     "パスワードやマイナンバーは、[書|か]かないでください。",
                                     "Do not write passwords or My Number."};
inline constexpr Message who_hint{"front.who_hint", "お[名前|なまえ]がなくても、[送|おく]れます。",
                                  "You may stay anonymous."};
inline constexpr Message name{"front.name", "[氏名|しめい]", "Name"};
inline constexpr Message reading{"front.reading", "ふりがな", "Name in kana"};
inline constexpr Message affiliation{
    "front.affiliation", "[所属|しょぞく]（[会社|かいしゃ]・[課|か]など）", "Company or section"};
inline constexpr Message phone_number{"front.phone_number", "[電話番号|でんわばんごう]",
                                      "Telephone number"};
inline constexpr Message mail_address{"front.mail_address", "メールアドレス", "Mail address"};
inline constexpr Message call_back{"front.call_back", "[連絡|れんらく]がほしい",
                                   "Please contact me"};
inline constexpr Message reporter_title{"front.reporter_title", "[知|し]らせる[人|ひと]（あなた）",
                                        "Who reports (you)"};
inline constexpr Message same{"front.same", "[見|み]つけた[人|ひと]と[同|おな]じ",
                              "The same as who found it"};
inline constexpr Message not_same{"front.not_same", "[見|み]つけた[人|ひと]と、ちがうとき",
                                  "If you are not who found it"};
inline constexpr Message class_label{"front.class_label", "あなたの[立場|たちば]", "You are"};
inline constexpr Message class_none{"front.class_none", "（えらばない）", "(rather not say)"};
inline constexpr Message class_resident{
    "front.class_resident", "[住民|じゅうみん]・[利用者|りようしゃ]", "a resident or user"};
inline constexpr Message class_staff{"front.class_staff", "[職員|しょくいん]", "a member of staff"};
inline constexpr Message class_contractor{"front.class_contractor",
                                          "[委託先|いたくさき]・[業者|ぎょうしゃ]", "a contractor"};
inline constexpr Message class_other_body{
    "front.class_other_body", "ほかの[団体|だんたい]・[会社|かいしゃ]", "another organisation"};
inline constexpr Message class_government{"front.class_government", "[国|くに]・[県|けん]",
                                          "the national or prefectural government"};
inline constexpr Message class_police{"front.class_police", "[警察|けいさつ]", "the police"};
inline constexpr Message class_expert{"front.class_expert", "セキュリティの[専門家|せんもんか]",
                                      "a security expert"};
inline constexpr Message class_press{"front.class_press", "[報道|ほうどう]", "the press"};
inline constexpr Message purpose_title{"front.purpose_title",
                                       "だれが[読|よ]み、[何|なに]に[使|つか]うか",
                                       "Who reads it, and what for"};
inline constexpr Message purpose_who{"front.purpose_who",
                                     "[読|よ]むのは、{0}と、[対応|たいおう]にあたる[人|ひと]です。",
                                     "It is read by {0} and by those who deal with the matter."};
inline constexpr Message purpose_what{
    "front.purpose_what", "[内容|ないよう]の[確認|かくにん]と、[対応|たいおう]に[使|つか]います。",
    "We use it to look into the matter and to deal with it."};
inline constexpr Message purpose_contact{
    "front.purpose_contact",
    "[連絡先|れんらくさき]は、この[件|けん]の[連絡|れんらく]に[使|つか]います。",
    "We use your contact to reach you about this matter."};
inline constexpr Message purpose_others{
    "front.purpose_others", "[国|くに]や[警察|けいさつ]などに[伝|つた]えることがあります。",
    "We may pass it on to the government or the police where the matter calls for it."};
inline constexpr Message purpose_address{
    "front.purpose_address", "IPアドレスは、[通報|つうほう]と[一緒|いっしょ]に[残|のこ]しません。",
    "Your IP address is not kept with the report."};
inline constexpr Message send{"front.send", "この[内容|ないよう]で[知|し]らせる",
                              "Send this report"};
inline constexpr Message trap{"front.trap", "この[欄|らん]には[書|か]かないでください",
                              "Leave this field empty"};
inline constexpr Message kept{
    "front.kept", "[書|か]いた[内容|ないよう]は、この[画面|がめん]に[残|のこ]っています。",
    "What you wrote is still on this page."};

// -- what to put right
inline constexpr Message error_prefix{"front.error_prefix", "エラー：", "Error: "};
inline constexpr Message error_summary{
    "front.error_summary", "{0}か[所|しょ]を[直|なお]してください", "Please put right: {0}"};
inline constexpr Message not_sent{"front.not_sent", "まだ[送|おく]られていません",
                                  "This has not been sent yet"};
inline constexpr Message error_what{"front.error_what",
                                    "[何|なに]があったか、ひとことでも[書|か]いてください。",
                                    "Write what happened, even a single word."};
inline constexpr Message error_too_long{"front.error_too_long",
                                        "{0}[文字|もじ]までに[短|みじか]くしてください。",
                                        "Shorten it to {0} characters."};
inline constexpr Message error_phone{"front.error_phone",
                                     "[数字|すうじ]で[書|か]くか、[空|から]にしてください。",
                                     "Write digits, or leave it empty."};
inline constexpr Message error_mail_at{"front.error_mail_at",
                                       "「@」を[入|い]れるか、[空|から]にしてください。",
                                       "Add the \"@\", or leave it empty."};
inline constexpr Message error_mail{"front.error_mail",
                                    "taro@example.jpのように[書|か]いてください。",
                                    "Write it like taro@example.jp."};
inline constexpr Message error_call_back{
    "front.error_call_back", "[電話番号|でんわばんごう]かメールアドレスを[書|か]いてください。",
    "Write a telephone number or a mail address."};
inline constexpr Message error_same{
    "front.error_same",
    "「[同|おな]じ」の[印|しるし]を[外|はず]すか、[下|した]の[欄|らん]を[空|から]にしてください。",
    "Remove the tick at \"the same\", or empty the fields below it."};
inline constexpr Message error_again{"front.error_again",
                                     "もう[一度|いちど]、[送|おく]るボタンを[押|お]してください。",
                                     "Please press the button once more."};
inline constexpr Message error_trap{"front.error_trap", "この[欄|らん]を[空|から]にしてください。",
                                    "Empty this field."};
inline constexpr Message error_many{
    "front.error_many", "[少|すこ]し[待|ま]って、もう[一度|いちど][押|お]してください。",
    "Wait a little and press the button again."};
inline constexpr Message error_disk{
    "front.error_disk", "いまは[受|う]け[取|と]れません。[電話|でんわ]で[知|し]らせてください。",
    "We cannot take it now. Please tell us by telephone."};

} // namespace sokuo::front::texts
