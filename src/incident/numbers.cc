#include "incident/numbers.h"

#include "calendar/date.h"
#include "calendar/fiscal_year.h"

namespace sokuo::incident {
namespace {

Result<> apply(store::Write& db, const journal::Entry& entry) {
    // Of what is erased, the number stands in the entry that says so.
    const auto& said = entry.type == "journal.erased" ? entry.content["kept"] : entry.content;
    const auto* series = said["series"].text();
    if (series == nullptr) return Done{};
    TRY(db.execute("INSERT INTO number_series(series, last) VALUES(?, ?) "
                   "ON CONFLICT(series) DO UPDATE SET last = excluded.last "
                   "WHERE excluded.last > number_series.last",
                   {*series, said["n"].integer_or(0)}));
    return Done{};
}

std::string year_of(const charter::Numbering& numbering, calendar::Date today) {
    if (numbering.fiscal_year) {
        const auto year = calendar::fiscal_year_of(today);
        return numbering.era_year ? calendar::number_prefix(year) : std::to_string(year.year);
    }
    const auto first_of_year = calendar::date(calendar::year_of(today), 1, 1);
    const auto era = calendar::era_year(first_of_year);
    if (!numbering.era_year || !era) return std::to_string(calendar::year_of(today));
    return era->era->letter + std::to_string(era->year);
}

} // namespace

const journal::View& numbers_view() {
    static const journal::View view{
        .name = "numbers",
        .version = 2,
        .schema = "CREATE TABLE number_series(series TEXT PRIMARY KEY, last INTEGER NOT NULL) "
                  "WITHOUT ROWID;",
        .tables = {{"number_series", "series"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

std::string format_number(std::string_view form, std::string_view year, std::int64_t n) {
    std::string text;
    for (std::size_t at = 0; at < form.size(); ++at) {
        const auto rest = form.substr(at);
        if (rest.starts_with("{year}")) {
            text += year;
            at += 5;
        } else if (rest.starts_with("{n")) {
            auto digits = std::to_string(n);
            std::size_t width = 0;
            if (rest.size() > 4 && rest[2] == ':' && rest[3] >= '0' && rest[3] <= '9')
                width = static_cast<std::size_t>(rest[3] - '0');
            while (digits.size() < width)
                digits.insert(digits.begin(), '0');
            text += digits;
            const auto end = rest.find('}');
            at += end == std::string_view::npos ? rest.size() - 1 : end;
        } else {
            text += form[at];
        }
    }
    return text;
}

Result<Number> next_number(store::Read& db, const charter::Charter& charter, std::string_view kind,
                           std::string_view form, Time now) {
    const auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    const auto year = year_of(charter.numbering, zone.date(now));
    Number number{.series = std::string{kind} + "/" + year, .n = 1, .text = {}};
    const auto last =
        TRY(db.first("SELECT last FROM number_series WHERE series = ?", {number.series},
                     [](const store::Row& row) { return row.integer(0); }));
    if (last) number.n = *last + 1;
    number.text = format_number(form, year, number.n);
    return number;
}

void set_number(Json& content, const Number& number) {
    content.set("number", number.text).set("series", number.series).set("n", number.n);
}

Json kept_number(const Json& content) {
    auto kept = Json::object({{"number", content["number"].text_or("")}});
    if (const auto* series = content["series"].text())
        kept.set("series", *series).set("n", content["n"].integer_or(0));
    return kept;
}

} // namespace sokuo::incident
