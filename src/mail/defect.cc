#include "mail/defect.h"

#include <array>

namespace sokuo::mail {
namespace {

constexpr std::array<Message, defect_count> all{
    Message{"mail.no_headers", "メールの見出しがありません。全体を本文としています。",
            "There are no headers; all of it is shown as the text."},
    Message{"mail.too_many_headers", "見出しが多すぎます。後ろのものは読んでいません。",
            "There are too many headers; the later ones were not read."},
    Message{"mail.header_too_long", "長すぎる見出しを途中で切りました。",
            "A header was too long and was cut."},
    Message{"mail.header_repeated", "一つのはずの見出しが二つ以上あります。",
            "A header that may stand once stands more than once."},
    Message{"mail.too_many_people", "宛先などが多すぎます。後ろのものは読んでいません。",
            "There are too many addresses; the later ones were not read."},
    Message{"mail.bad_date", "日付が読めません。", "The date cannot be read."},
    Message{"mail.too_deep", "入れ子が深すぎます。残りを一つのファイルにまとめました。",
            "Parts stand too deep in one another; the rest is kept as one file."},
    Message{"mail.too_many_parts", "部分が多すぎます。残りを一つのファイルにまとめました。",
            "There are too many parts; the rest is kept as one file."},
    Message{"mail.no_boundary", "部分の区切りがわかりません。分けずに残しました。",
            "The parts cannot be told apart; they are kept in one piece."},
    Message{"mail.not_closed", "終わりの区切りがありません。途中で切れているかもしれません。",
            "The last part has no end; something may be missing."},
    Message{"mail.charset_guessed", "文字コードの指定がないか違うので、推定して読みました。",
            "The charset is missing or wrong and was guessed."},
    Message{"mail.charset_broken", "読めない文字がありました。", "Some signs could not be read."},
    Message{"mail.encoding_unknown", "知らない符号化です。そのまま残しました。",
            "The encoding is unknown; the bytes are kept as they came."},
    Message{"mail.encoding_broken", "符号化の途中に余計なものがありました。",
            "There is something in the encoding that does not belong there."},
    Message{"mail.name_deceives",
            "ファイル名に、見え方を変える文字や場所の指定がありました。取り除きました。",
            "A file name had signs that change how it looks, or a path; they were taken out."},
    Message{"mail.name_too_long", "長すぎるファイル名を切りました。",
            "A file name was too long and was cut."},
    Message{"mail.nul_bytes", "値がゼロのバイトがありました。", "There were zero bytes."},
    Message{"mail.text_cut", "本文が長いので途中までを表示します。全体は元のメールにあります。",
            "The text is long and was cut; all of it is in the mail as it came."},
    Message{"mail.not_readable", "中のメールや報告が読めません。ファイルとして残しました。",
            "A mail or report inside could not be read; it is kept as a file."},
};

} // namespace

const Message& words(Defect defect) {
    return all[static_cast<std::size_t>(defect)];
}

} // namespace sokuo::mail
