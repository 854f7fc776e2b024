#pragma once

// For the tests of search: a record of reports and incidents, and somebody who looks in it.

#include "journal/clock.h"
#include "journal/verify.h"
#include "search/find.h"
#include "search/search.h"
#include "store/sqlite/sqlite.h"
#include "team/testing.h"
#include "team/veil.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::search::testing {

using team::testing::sure;

inline std::vector<Word> words(std::string_view typed) {
    return sure(need_words(typed));
}

/// What JavaScript's `slice` gives.
inline std::string slice(std::string_view text, const Mark& mark) {
    std::string part;
    std::uint32_t unit = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        std::size_t size = byte < 0x80 ? 1 : 2;
        if (byte >= 0xE0) size = byte < 0xF0 ? 3 : 4;
        if (unit >= mark.from && unit < mark.to) part += text.substr(at, size);
        unit += size == 4 ? 2 : 1;
        at += size;
    }
    return part;
}

/// An excerpt with 〔 〕 around what is marked, and … where it was cut.
inline std::string marked(const Excerpt& excerpt) {
    std::string out = excerpt.is_cut_before ? "…" : "";
    std::uint32_t at = 0;
    const auto end = static_cast<std::uint32_t>(excerpt.text.size());
    for (const auto& mark : excerpt.marks) {
        out += slice(excerpt.text, {at, mark.from});
        out += "〔" + slice(excerpt.text, mark) + "〕";
        at = mark.to;
    }
    return out + slice(excerpt.text, {at, end}) + (excerpt.is_cut_after ? "…" : "");
}

struct Archive {
    Archive() { journal = sure(journal::Journal::open(*store, *keys, clock, random, options())); }
    static journal::Options options() {
        return {.views = {team::veil_view(), search_view()},
                .upcasts = {},
                .origin = "mihon.example/journal",
                .clock = journal::ClockKind::simulated};
    }

    Uuid write(const std::string& type, const Json& content, const Json& personal = {}) {
        const auto kind = type.substr(0, type.find('.'));
        const auto id = new_uuid(clock.now(), random);
        go_on({kind, id}, type, content, personal);
        return id;
    }
    void go_on(const journal::Stream& stream, const std::string& type, const Json& content,
               const Json& personal = {}) {
        clock.advance_to(clock.now() + std::chrono::minutes{1});
        sure(store->write_for([&](store::Write& db) {
            return journal->append(db, {},
                                   {.stream = stream,
                                    .type = type,
                                    .version = 1,
                                    .occurred_at = occurred_at,
                                    .content = content,
                                    .personal = personal});
        }));
    }
    Uuid report(const std::string& what, const std::string& number = "R8-U-0231") {
        return write("report.received", Json::object({{"number", number}, {"what", what}}));
    }
    Uuid incident(const std::string& title, const std::string& number = "R8-0012") {
        return write("incident.declared", Json::object({{"number", number}, {"title", title}}));
    }
    void record(const Uuid& incident, const std::string& text) {
        go_on({"incident", incident}, "incident.recorded", Json::object({{"text", text}}));
    }
    void note(const journal::Stream& subject, const Particulars& particulars) const {
        sure(store->write(
            [&](store::Write& db) { return note_particulars(db, subject, particulars); }));
    }
    void restrict(const journal::Stream& subject, const team::Circle& circle) const {
        sure(store->write([&](store::Write& db) { return team::draw_veil(db, subject, circle); }));
    }

    [[nodiscard]] Page look(std::string_view typed, const Filter& filter = {},
                            const PageRequest& request = {}) const {
        return look(Query{.wanted = words(typed), .filter = filter}, request);
    }
    [[nodiscard]] Page look(const Query& query, PageRequest request = {}) const {
        if (request.now == Time{}) request.now = clock.now();
        return sure(
            store->read_for([&](store::Read& db) { return find(db, reader, query, request); }));
    }
    /// The subjects, best first.
    [[nodiscard]] std::vector<Uuid> finds(std::string_view typed, const Filter& filter = {}) const {
        std::vector<Uuid> ids;
        for (const auto& found : look(typed, filter).items)
            ids.push_back(found.hit.id);
        return ids;
    }
    [[nodiscard]] std::vector<Hit> like(std::string_view text, const Uuid& except = {}) const {
        return sure(store->read_for(
            [&](store::Read& db) { return similar(db, reader, text, except, 10); }));
    }
    /// Whether a replay of the journal gives the same index.
    [[nodiscard]] bool is_sound() const {
        return sure(journal::verify(*store, *keys,
                                    {.options = options(),
                                     .scratch = std::filesystem::temp_directory_path(),
                                     .checkpoint_file = {}}))
            .sound();
    }

    SystemRandom random;
    journal::SimulatedClock clock{sure(parse_rfc3339("2026-11-24T00:00:00Z"))};
    std::unique_ptr<store::Store> store = sure(store::open_sqlite_memory());
    std::unique_ptr<journal::Keys> keys = journal::keys_in_memory(random);
    std::unique_ptr<journal::Journal> journal;
    std::optional<Time> occurred_at; ///< Of what is written next.
    Reader reader;
};

using Subjects = std::vector<Uuid>;

} // namespace sokuo::search::testing
