#include "search/gather.h"

#include "core/text.h"
#include "search/text.h"
#include "team/veil.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>

namespace sokuo::search {
namespace {

// A word so common that its window does not reach back to a subject is looked for in that subject,
// some subjects at a time; so many times in all.
constexpr std::size_t subjects_at_once = 50;
constexpr std::size_t checks_max = 1000;
constexpr std::int64_t called_so_max = 50;

// Who may know of a subject: ?3 is the reader, ?4 and ?5 what their roles let them see. A letter
// that is filed under nothing yet is nobody's to find.
std::string visible() {
    return "((?4 AND s.kind = 'report') OR (?5 AND s.kind = 'incident')) AND " +
           team::seen("s.kind", "s.id", "?3");
}

// Whether a subject is one the filters ask for: ?6 to ?9.
constexpr std::string_view subject_fits =
    "(?6 IS NULL OR s.is_open = ?6) AND (?7 = '' OR s.channel = ?7) AND (?8 = '' OR EXISTS("
    "SELECT 1 FROM search_category c WHERE c.incident = s.incident AND c.code = ?8)) AND "
    "(?9 IS NULL OR s.incident = ?9)";
// And a text of it: ?10 to ?12.
constexpr std::string_view text_fits =
    "((?10 IS NULL OR p.part = ?10) AND p.at >= ?11 AND p.at < ?12)";

constexpr std::string_view subject_columns =
    "s.no, s.kind, s.id, s.number, s.title, s.at, s.state, s.is_open, s.channel, s.incident";

// `first`: the column of `s.no`.
Candidate read_candidate(const store::Row& row, int first) {
    Candidate candidate{.no = row.integer(first),
                        .hit = {.kind = std::string{row.text(first + 1)},
                                .id = {},
                                .number = std::string{row.text(first + 3)},
                                .title = std::string{row.text(first + 4)},
                                .at = Time{Duration{row.integer(first + 5)}},
                                .state = std::string{row.text(first + 6)}},
                        .is_open = row.integer(first + 7) != 0,
                        .channel = std::string{row.text(first + 8)},
                        .incident = {},
                        .number_key = {},
                        .title_key = {},
                        .looked = {}};
    std::ranges::copy(row.bytes(first + 2).first(candidate.hit.id.size()),
                      candidate.hit.id.begin());
    if (!row.is_null(first + 9)) {
        candidate.incident.emplace();
        std::ranges::copy(row.bytes(first + 9).first(candidate.incident->size()),
                          candidate.incident->begin());
    }
    candidate.number_key = search_key(candidate.hit.number);
    if (length(candidate.hit.title) <= typed_length_max)
        candidate.title_key = search_key(candidate.hit.title);
    return candidate;
}

std::string any_of(const std::vector<std::string>& tokens) {
    std::string text{"("};
    for (const auto& token : tokens) {
        if (text.size() > 1) text += " OR ";
        text += fts_string(token);
    }
    return text + ")";
}

// Months of the year of `last` behind it, and the years after that up to the year of `now`, which
// are passed over without being read. What is dated later still is left out by the statement.
std::vector<std::string> months_after(Month last, Month now) {
    constexpr int years_max = 50;
    std::vector<std::string> tokens;
    for (auto month = last.month + 1; month <= 12; ++month)
        tokens.push_back(month_token(last.year, month));
    const auto end = std::min(now.year, last.year + years_max);
    for (auto year = last.year + 1; year <= end; ++year)
        tokens.push_back(year_token(year));
    return tokens;
}

std::uint32_t times_in(const std::vector<std::string>& keys, const std::string& word) {
    // Most characters begin with the same byte or two, at which `find` would stop each time.
    const std::boyer_moore_horspool_searcher searcher{word.begin(), word.end()};
    std::uint32_t times = 0;
    for (const auto& key : keys) {
        for (auto from = key.begin();;) {
            const auto [begin, end] = searcher(from, key.end());
            if (begin == key.end()) break;
            ++times;
            from = end;
        }
    }
    return times;
}

// A text that may hold a word.
struct Named {
    std::int64_t seq = 0;
    Part part = Part::report;
    Time at{};
    std::int64_t type = 0;
    bool names = false;
    bool fits = true;
};

Named read_named(const store::Row& row) {
    return {.seq = row.integer(0),
            .part = static_cast<Part>(row.integer(1)),
            .at = Time{Duration{row.integer(2)}},
            .type = row.integer(3),
            .names = row.integer(4) != 0,
            .fits = row.integer(5) != 0};
}

// The newest texts that may hold a word, by subject.
struct Window {
    std::vector<std::pair<std::int64_t, Named>> texts;
    bool is_cut = false;
};

class Gathering {
public:
    Gathering(store::Read& db, const Reader& reader, const Query& query, std::int64_t head)
        : db_{db}, reader_{reader}, query_{query}, head_{head} {}

    Result<Gathered> run();

private:
    using Subjects = std::map<std::int64_t, Candidate>;
    using Texts = std::map<std::int64_t, std::map<std::int64_t, Named>>; ///< By subject, by seq.

    Result<> narrow();
    Result<Window> window(const std::string& question, bool is_wanted);
    Result<> add_called_so();
    Result<> find_the_rest(const std::vector<Window>& wanted, const std::vector<Window>& unwanted);
    Result<> check(const Word& word, bool is_wanted, std::vector<std::int64_t> subjects);
    Result<> look_into(Candidate& candidate, const std::map<std::int64_t, Named>& texts);
    [[nodiscard]] std::vector<store::Param> params(const std::string& question,
                                                   std::int64_t before) const;
    [[nodiscard]] const Filter& filter() const { return query_.filter; }

    store::Read& db_;
    const Reader& reader_;
    const Query& query_;
    const std::int64_t head_;
    std::string narrowed_;            ///< What is asked of the index beside the word.
    Subjects known_;                  ///< Read with the texts of the windows.
    std::vector<std::int64_t> order_; ///< Those that may be found, the likeliest first.
    std::set<std::int64_t> called_so_;
    Texts texts_;
    std::size_t checks_left_ = checks_max;
    std::size_t bytes_left_ = bytes_max;
    bool is_cut_ = false;
};

std::vector<store::Param> Gathering::params(const std::string& question,
                                            std::int64_t before) const {
    const auto micros = [](const std::optional<Time>& time, std::int64_t otherwise) {
        return time ? time->time_since_epoch().count() : otherwise;
    };
    std::optional<std::int64_t> part;
    if (const auto wanted = filter().part) part = static_cast<std::int64_t>(*wanted);
    std::optional<bool> is_open = filter().is_open;
    return {question,
            before,
            reader_.who.value,
            reader_.reads_reports,
            reader_.reads_incidents,
            is_open,
            filter().channel,
            filter().category,
            filter().incident,
            part,
            micros(filter().from, std::numeric_limits<std::int64_t>::min()),
            micros(filter().before, std::numeric_limits<std::int64_t>::max())};
}

// Part, day and incident have tokens of their own in the index, so common words of other parts and
// years are passed over there. Number and title count wherever one looks.
Result<> Gathering::narrow() {
    std::string scope;
    std::string naming = fts_string(names_token);
    if (const auto part = filter().part) {
        scope = fts_string(part_token(*part));
        const auto kind = *part == Part::line ? Part::incident : *part;
        if (kind != Part::letter)
            naming = "(" + naming + " AND " + fts_string(part_token(kind)) + ")";
    }
    if (const auto before = filter().before) {
        const auto newest = TRY(db_.first("SELECT max(at) FROM search_piece", {},
                                          [](const store::Row& row) { return row.integer(0); }));
        const auto later = months_after(month_of(*before - Duration{1}),
                                        month_of(Time{Duration{newest.value_or(0)}}));
        if (scope.empty())
            scope = any_of({part_token(Part::report), part_token(Part::incident),
                            part_token(Part::line), part_token(Part::letter)});
        if (!later.empty()) scope += " NOT " + any_of(later);
    }
    if (!scope.empty()) narrowed_ = " AND (" + naming + " OR (" + scope + "))";
    if (!filter().incident) return Done{};
    constexpr std::int64_t reports_of_one_max = 200;
    const auto subjects =
        TRY(db_.all("SELECT no FROM search_subject WHERE incident = ? ORDER BY no DESC LIMIT ?",
                    {*filter().incident, reports_of_one_max},
                    [](const store::Row& row) { return subject_token(row.integer(0)); }));
    // Nothing there and nothing one may know of are one: no text has this token.
    narrowed_ += " AND " + any_of(subjects.empty() ? std::vector{subject_token(0)} : subjects);
    return Done{};
}

Result<Window> Gathering::window(const std::string& question, bool is_wanted) {
    static const std::string sql =
        std::string{"SELECT p.seq, p.part, p.at, p.type, p.names, "}
            .append(text_fits)
            .append(", (")
            .append(text_fits)
            .append(" OR p.names) AND ")
            .append(subject_fits)
            .append(", ")
            .append(subject_columns)
            .append(" FROM search_words w CROSS JOIN search_piece p ON p.seq = w.rowid "
                    "CROSS JOIN search_subject s ON s.no = p.subject "
                    "WHERE search_words MATCH ?1 AND w.rowid <= ?2 AND ")
            .append(visible())
            .append(" ORDER BY w.rowid DESC LIMIT ?13");
    const auto asked = question + (is_wanted ? narrowed_ : "");
    Window window;
    auto before = head_;
    for (std::size_t matches = 0; matches < matches_max;) {
        constexpr auto batch = static_cast<std::int64_t>(texts_max) + 1;
        auto with = params(asked, before);
        with.emplace_back(batch);
        std::int64_t rows = 0;
        const auto each = [&](const store::Row& row) -> Result<> {
            ++rows;
            before = row.integer(0) - 1;
            if (row.integer(6) == 0 && is_wanted) return Done{};
            const auto subject = row.integer(7);
            if (!known_.contains(subject)) known_.emplace(subject, read_candidate(row, 7));
            window.texts.emplace_back(subject, read_named(row));
            return Done{};
        };
        TRY(db_.query(sql, with, each));
        matches += static_cast<std::size_t>(rows);
        if (window.texts.size() > texts_max) {
            window.texts.resize(texts_max);
            window.is_cut = true;
        }
        if (window.is_cut || rows < batch) return window;
    }
    window.is_cut = true;
    return window;
}

// Whole numbers and titles are found however many texts hold the same words.
Result<> Gathering::add_called_so() {
    static const std::string sql =
        std::string{"SELECT "}
            .append(subject_columns)
            .append(" FROM search_name n JOIN search_subject s ON s.no = n.subject "
                    "WHERE n.key = ?1 AND s.no <= ?2 AND ")
            .append(visible())
            .append(" AND ")
            .append(subject_fits)
            .append(" ORDER BY s.no DESC LIMIT ?13");
    std::string whole;
    for (const auto& word : query_.wanted)
        whole += word.key;
    auto with = params(whole, head_);
    with.emplace_back(called_so_max);
    const auto each = [&](const store::Row& row) -> Result<> {
        const auto subject = row.integer(0);
        if (!known_.contains(subject)) known_.emplace(subject, read_candidate(row, 0));
        called_so_.insert(subject);
        return Done{};
    };
    TRY(db_.query(sql, with, each));
    order_.insert(order_.begin(), called_so_.rbegin(), called_so_.rend());
    return Done{};
}

Result<> Gathering::check(const Word& word, bool is_wanted, std::vector<std::int64_t> subjects) {
    if (subjects.size() > checks_left_) {
        subjects.resize(checks_left_);
        is_cut_ = true;
    }
    checks_left_ -= subjects.size();
    for (std::size_t from = 0; from < subjects.size(); from += subjects_at_once) {
        const auto until = std::min(from + subjects_at_once, subjects.size());
        std::vector<std::string> tokens;
        for (auto at = from; at < until; ++at)
            tokens.push_back(subject_token(subjects[at]));
        const auto some = TRY(window(question(word) + " AND " + any_of(tokens), is_wanted));
        for (const auto& [subject, named] : some.texts)
            texts_[subject].emplace(named.seq, named);
        is_cut_ = is_cut_ || some.is_cut;
    }
    return Done{};
}

// The texts of the other words, for those subjects that the rarest word named.
Result<> Gathering::find_the_rest(const std::vector<Window>& wanted,
                                  const std::vector<Window>& unwanted) {
    const std::set<std::int64_t> likely{order_.begin(), order_.end()};
    const auto take = [&](const Word& word, bool is_wanted, const Window& window) -> Result<> {
        std::set<std::int64_t> holding;
        for (const auto& [subject, named] : window.texts) {
            if (!likely.contains(subject)) continue;
            texts_[subject].emplace(named.seq, named);
            holding.insert(subject);
        }
        if (!window.is_cut) return Done{};
        std::vector<std::int64_t> unsure;
        for (const auto subject : order_) {
            if (holding.insert(subject).second) unsure.push_back(subject);
        }
        return check(word, is_wanted, std::move(unsure));
    };
    for (std::size_t word = 0; word < wanted.size(); ++word)
        TRY(take(query_.wanted[word], true, wanted[word]));
    for (std::size_t word = 0; word < unwanted.size(); ++word)
        TRY(take(query_.unwanted[word], false, unwanted[word]));
    return Done{};
}

Result<> Gathering::look_into(Candidate& candidate, const std::map<std::int64_t, Named>& texts) {
    for (const auto& [seq, named] : texts) {
        if (bytes_left_ == 0) {
            is_cut_ = true;
            return Done{};
        }
        const auto text = TRY(text_at(db_, seq));
        bytes_left_ -= std::min(bytes_left_, text.size());
        std::vector<std::string> keys;
        Looked looked{.seq = seq,
                      .part = named.part,
                      .at = named.at,
                      .type = named.type,
                      .names = named.names,
                      .fits = named.fits};
        for (const auto member : members_of(text)) {
            keys.push_back(search_key(member));
            looked.length += keys.back().size();
        }
        for (const auto* words : {&query_.wanted, &query_.unwanted}) {
            for (const auto& word : *words)
                looked.times.push_back(times_in(keys, word.key));
        }
        candidate.looked.push_back(std::move(looked));
    }
    return Done{};
}

Result<Gathered> Gathering::run() {
    TRY(narrow());
    std::vector<Window> wanted;
    std::vector<Window> unwanted;
    for (const auto& word : query_.wanted)
        wanted.push_back(TRY(window(question(word), true)));
    for (const auto& word : query_.unwanted)
        unwanted.push_back(TRY(window(question(word), false)));
    // What holds every word holds the rarest one.
    const auto rarest = std::ranges::min_element(wanted, {}, [](const Window& window) {
        return std::pair{window.is_cut, window.texts.size()};
    });
    is_cut_ = rarest->is_cut;
    std::set<std::int64_t> seen;
    for (const auto& [subject, named] : rarest->texts) {
        if (seen.insert(subject).second) order_.push_back(subject);
    }
    TRY(add_called_so());
    TRY(find_the_rest(wanted, unwanted));

    Gathered gathered{.candidates = {}, .texts = {}, .is_cut = false};
    for (const auto& window : wanted)
        gathered.texts.push_back(window.texts.size());
    for (const auto subject : order_) {
        auto node = known_.extract(subject);
        if (node.empty()) continue; // Named twice.
        auto& candidate = node.mapped();
        candidate.is_called_so = called_so_.contains(subject);
        TRY(look_into(candidate, texts_[subject]));
        gathered.candidates.push_back(std::move(candidate));
    }
    gathered.is_cut = is_cut_;
    return gathered;
}

} // namespace

Result<Gathered> gather(store::Read& db, const Reader& reader, const Query& query,
                        std::int64_t head) {
    return Gathering{db, reader, query, head}.run();
}

Result<std::string> text_at(store::Read& db, std::int64_t seq) {
    auto text = TRY(db.first("SELECT words FROM search_text WHERE seq = ?", {seq},
                             [](const store::Row& row) { return std::string{row.text(0)}; }));
    return std::move(text).value_or("");
}

Result<std::vector<Nominated>> newest_with(store::Read& db, const Reader& reader,
                                           const std::string& question, std::size_t count_max) {
    static const std::string sql =
        "SELECT p.seq, p.subject FROM search_words w CROSS JOIN search_piece p ON p.seq = w.rowid "
        "CROSS JOIN search_subject s ON s.no = p.subject WHERE search_words MATCH ?1 AND " +
        visible() + " ORDER BY w.rowid DESC LIMIT ?6";
    return db.all(sql,
                  {question, true, reader.who.value, reader.reads_reports, reader.reads_incidents,
                   static_cast<std::int64_t>(count_max)},
                  [](const store::Row& row) {
                      return Nominated{row.integer(0), row.integer(1)};
                  });
}

Result<Hit> subject_at(store::Read& db, std::int64_t subject) {
    static const std::string sql = std::string{"SELECT "}
                                       .append(subject_columns)
                                       .append(" FROM search_subject s WHERE s.no = ?");
    auto found = TRY(
        db.first(sql, {subject}, [](const store::Row& row) { return read_candidate(row, 0).hit; }));
    return std::move(found).value_or(Hit{});
}

} // namespace sokuo::search
