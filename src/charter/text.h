#pragma once

// What the 要綱 says, as printed: its articles, the point of contact (別表第１), the categories
// (別表第２) and the structure (別表第３). Texts stand with full width and all; what a program
// works with (phone, mail, hours) stands beside them in plain form.

#include "calendar/closed_days.h"
#include "core/message.h"

#include <string>
#include <vector>

namespace sokuo::charter {

/// The same words in both languages of the screens. English may be empty where the words are a
/// quotation.
struct Words {
    std::string ja;
    std::string en;
    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::ja || en.empty() ? ja : en;
    }
    friend bool operator==(const Words&, const Words&) = default;
};

// -- The text -----------------------------------------------------------------------------------

/// 号, ア, イ … below an article.
struct Clause {
    std::string number;  ///< `⑴`, `ア`
    std::string heading; ///< 検知及び連絡受付; may be empty
    std::string text;    ///< May be empty, when the heading says it all.
    std::vector<Clause> clauses;
    friend bool operator==(const Clause&, const Clause&) = default;
};

struct Article {
    std::string number;  ///< `第１条`; `附則`
    std::string heading; ///< 設置, without the brackets; empty for 附則
    std::string text;
    std::vector<Clause> clauses;
    friend bool operator==(const Article&, const Article&) = default;
};

// -- 別表第１: the point of contact --------------------------------------------------------------

/// One row of a table as printed.
struct PrintedRow {
    std::string label;
    std::string text;
    friend bool operator==(const PrintedRow&, const PrintedRow&) = default;
};

struct MailAddress {
    std::string network; ///< `LGWAN` or `インターネット`
    std::string address; ///< ASCII
    friend bool operator==(const MailAddress&, const MailAddress&) = default;
};

/// One of the four 確認項目.
struct Question {
    std::string key; ///< `when`, `where`, `what`, `who`
    Words text;      ///< 事象を発見した日時（いつ）
    friend bool operator==(const Question&, const Question&) = default;
};

struct PointOfContact {
    std::string name;         ///< むつ市ＣＳＩＲＴ
    std::string section;      ///< 総務部総合情報課
    std::string address;      ///< As printed.
    std::string hours;        ///< As printed: 平日　８時３０分～１７時１５分
    calendar::Hours open;     ///< The same, for the program; weekdays that are not closed days.
    std::string phone;        ///< `0175-22-1111`
    std::string extension;    ///< `2141`; may be empty
    std::string out_of_hours; ///< What to do outside the hours; empty: the charter is silent.
    std::vector<MailAddress> mail;
    std::vector<Question> questions; ///< Four, in the order of the table.
    std::vector<PrintedRow> printed;
    friend bool operator==(const PointOfContact&, const PointOfContact&) = default;
};

// -- 別表第２: what the team deals with ----------------------------------------------------------

struct Subtype {
    std::string code; ///< `misdelivery`; unique inside its category
    std::string name_ja;
    std::string name_en;
    bool in_charter_text = true; ///< False: shown with `note`.
    std::string note;            ///< 要綱に文言なし（市の運用）
    friend bool operator==(const Subtype&, const Subtype&) = default;
};

struct Category {
    std::string code; ///< `A`, `B`, `C`: what incidents keep
    std::string name_ja;
    std::string name_en;
    std::string definition; ///< As printed.
    std::vector<Subtype> subtypes;
    bool in_charter_text = true;
    friend bool operator==(const Category&, const Category&) = default;
};

// -- 別表第３: who does what ---------------------------------------------------------------------

/// One row of 別表第３ as printed.
struct StructureRow {
    std::string role;    ///< Code of the role it defines.
    std::string name;    ///< ＣＳＩＲＴ責任者
    std::string held_by; ///< 統括情報セキュリティ責任者（総務部長）
    std::string duty;
    friend bool operator==(const StructureRow&, const StructureRow&) = default;
};

} // namespace sokuo::charter
