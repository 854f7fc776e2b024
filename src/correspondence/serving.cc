#include "correspondence/serving.h"

#include "core/fields.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace sokuo::correspondence {
namespace {

constexpr std::array<std::string_view, 2> purposes{"reply", "question"};

struct ItemWords {
    std::string_view item;
    Message words;
};

// As 別表第１ asks for them.
constexpr std::array item_words{
    ItemWords{"when", {"correspondence.item_when", "いつ（気づいた日時）", "When it was noticed"}},
    ItemWords{"where",
              {"correspondence.item_where", "どこで（場所、機器、サイト）",
               "Where: place, machine or site"}},
    ItemWords{"what", {"correspondence.item_what", "何が、どのように", "What happened, and how"}},
    ItemWords{"who",
              {"correspondence.item_who", "お名前と、連絡のつく電話番号",
               "Your name, and a telephone number"}},
};

std::string listed(const std::vector<std::string_view>& items, Language language) {
    std::string lines;
    for (const auto item : items) {
        const auto found = std::ranges::find(item_words, item, &ItemWords::item);
        if (found == item_words.end()) continue;
        if (!lines.empty()) lines += '\n';
        lines += (language == Language::ja ? "　・" : "  - ");
        lines += found->words.text(language);
    }
    return lines;
}

} // namespace

Result<Serving> read_serving(const Json& json, Time now) {
    if (json.is_null()) return Serving{};
    Fields in{json, "/serves"};
    if (in.choice("purpose", purposes) == "reply") {
        TRY(in.finish());
        incident::Reply reply;
        reply.way = incident::Way::mail;
        return Serving{reply};
    }
    auto question = TRY(incident::read_mailed_inquiry(in));
    if (question.due_at && *question.due_at <= now)
        return at(failure(Errc::invalid, incident::answer_due_passed), "/serves/due_at");
    return Serving{std::move(question)};
}

Result<> serve(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
               const ReportId& report, const Serving& serving, const LetterId& letter) {
    return std::visit(
        [&](auto step) -> Result<> {
            if constexpr (!std::is_same_v<decltype(step), std::monostate>) {
                step.letter = letter.text();
                TRY(incident::act(desk, db, actor, report, step));
            }
            return Done{};
        },
        serving);
}

std::optional<Worded> first_words(const charter::Edition& edition, const incident::Report& report,
                                  std::string_view purpose) {
    const auto reason =
        report.judgements.empty() ? std::string{} : report.judgements.back().judgement.reason;
    return worded(edition.charter, edition.pack, purpose, report.number, [&](Language language) {
        return Values{{"items", listed(report.missing(), language)}, {"reason", reason}};
    });
}

} // namespace sokuo::correspondence
