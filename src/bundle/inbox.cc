// Taking a bundle in: each item becomes what a request of the same kind would have made, in one
// write, once.

#include "bundle/bundle_store.h"
#include "bundle/stream.h"
#include "core/fields.h"
#include "core/sha256.h"
#include "core/text.h"
#include "incident/report_store.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sokuo::bundle {
namespace {

constexpr Message not_set_up{"bundle.not_set_up", "bundles.yaml がないので、運び込みはできません。",
                             "There is no bundles.yaml, so nothing can be carried in."};
constexpr Message gap{
    "bundle.gap",
    "{0}番から{1}番までの知らせが届いていません。送り元で「もう一度送る」（{2}件以上"
    "）を選んで作った束を、先に運び込んでください。",
    "Items {0} to {1} have not come. Have a bundle made with “send again” ({2} or "
    "more), and carry that in first."};
constexpr Message bad_item{"bundle.bad_item", "{0}番の知らせの中身が正しくありません：{1}",
                           "Item {0} is not valid: {1}"};

constexpr Message wrong_hash{"bundle.wrong_hash",
                             "添付の中身が、送り元の言うハッシュと合いません。",
                             "The content of a file is not what its sender's hash says."};

constexpr std::size_t name_length_max = 255;

// Who sends is named by the operator, and may still be in a stranger's hands.
Result<incident::LeftBehind> read_file(const Item& item) {
    Fields in{item.what};
    incident::LeftBehind file;
    file.name = item.what["name"].text_or("");
    file.bytes = static_cast<std::uint64_t>(in.integer("bytes", 0, std::int64_t{1} << 50));
    file.sha256 = in.text("sha256", {.length_min = 64, .length_max = 64});
    for (const auto* member : {"kind", "report", "name", "carried", "number"})
        in.is_absent(member);
    TRY(in.finish());
    // A name nobody could have given here does not hold up what comes behind it.
    if (is_blank(file.name) || has_control(file.name) || length(file.name) > name_length_max)
        file.name = "添付-" + std::to_string(item.number);
    return file;
}

/// A file that is in the vault and in no entry yet.
struct Kept {
    vault::Stored stored;
    journal::KeyId key;
};
using Files = std::map<std::int64_t, Kept>; ///< By the number of the item.

Result<Kept> keep(const Office& office, const Item& item) {
    const auto key = TRY(office.desk.keys.fresh());
    auto writer = TRY(office.desk.vault.create(key.key, file_bytes_max));
    TRY(writer->write(item.file));
    return Kept{TRY(writer->finish()), key.id};
}

class TakingIn {
public:
    TakingIn(const Office& office, store::Write& db, const journal::Actor& actor,
             std::string_view pair, std::string_view zone, const Files& files)
        : office_{office}, db_{db}, actor_{actor}, pair_{pair}, zone_{zone}, files_{files} {}

    Result<> take(const Item& item) {
        const auto kind = item.what["kind"].text_or("");
        auto done = [&]() -> Result<> {
            if (kind == "received") return receive(item);
            const auto report = local(item);
            const auto known = TRY(office_.desk.journal.rev(db_, incident::stream_of(report)));
            if (kind == "erased" || known == 0) return skip();
            const auto now = TRY(incident::load(office_.desk, db_, report));
            if (now.is_erased) return skip();
            if (kind == "added") return add(item, report);
            return kind == "attached" ? attach(item, report) : skip();
        }();
        if (done.ok() || done.error().code != Errc::invalid) return done;
        const auto& error = done.error();
        return failure(Errc::invalid, bad_item,
                       {std::to_string(item.number),
                        render(*error.message, error.args, Language::ja) + " " + error.where});
    }

    Taken taken{};
    Json begun = Json::array();

private:
    // The sender's ids name nothing here: one made of both cannot be that of a report of our own.
    [[nodiscard]] ReportId local(const Item& item) const {
        return {id_of("bundle report " + std::string{pair_} + " " +
                      std::string{item.what["report"].text_or("")})};
    }
    Result<> skip() {
        ++taken.skipped;
        return Done{};
    }
    Result<> receive(const Item& item) {
        auto slip = TRY(incident::read_slip(item.what["slip"], zone_, office_.desk.now()));
        // A clock that runs ahead over there must not put it into the future here.
        const auto now = office_.desk.now();
        if (slip.received_at && *slip.received_at > now) slip.received_at = now;
        Fields in{item.what};
        slip.provisional = in.optional_text("their_number", {.length_max = 40}).value_or("");
        for (const auto* member : {"kind", "report", "slip", "number"})
            in.is_absent(member);
        TRY(in.finish());
        const auto report = TRY(incident::receive(office_.desk, db_, actor_, slip, local(item)));
        begun.push(report.id.text());
        ++taken.reports;
        return Done{};
    }
    Result<> add(const Item& item, const ReportId& report) {
        const auto addition =
            TRY(incident::read_addition(item.what["addition"], zone_, office_.desk.now()));
        TRY(incident::act(office_.desk, db_, actor_, report, addition));
        return Done{};
    }
    Result<> attach(const Item& item, const ReportId& report) {
        const auto said = TRY(read_file(item));
        const auto file = files_.find(item.number);
        if (file == files_.end()) {
            ++taken.left;
            TRY(incident::act(office_.desk, db_, actor_, report, said));
            return Done{};
        }
        ++taken.files;
        const auto& kept = file->second;
        if (to_hex(kept.stored.sha256) != said.sha256)
            return at(failure(Errc::invalid, wrong_hash), "/sha256");
        TRY(incident::act(office_.desk, db_, actor_, report,
                          incident::Attach{.blob = kept.stored.id,
                                           .name = said.name,
                                           .bytes = kept.stored.bytes,
                                           .sha256 = to_hex(kept.stored.sha256),
                                           .key = kept.key.text()}));
        return Done{};
    }

    const Office& office_;
    store::Write& db_;
    const journal::Actor& actor_;
    std::string_view pair_;
    std::string_view zone_;
    const Files& files_;
};

/// Opened, with its files in the vault.
struct Carried {
    const Bundle& bundle;
    const Files& files;
    std::string sha256;
    std::string_view zone;
};

Result<Taken> take_all(const Office& office, store::Write& db, const journal::Actor& actor,
                       const Carried& carried) {
    const auto& head = carried.bundle.head;
    const auto before = TRY(pair_row(db, Direction::receive, head.from));
    if (head.first > before.last + 1)
        return failure(Errc::conflict, gap,
                       {std::to_string(before.last + 1), std::to_string(head.first - 1),
                        std::to_string(head.last - before.last)});
    TakingIn taking{office, db, actor, head.from, carried.zone, carried.files};
    taking.taken.from = head.from;
    taking.taken.bundle = head.number;
    for (const auto& item : carried.bundle.items) {
        if (item.number <= before.last) {
            ++taking.taken.known;
            continue;
        }
        ++taking.taken.fresh;
        TRY(taking.take(item));
    }
    // One that brings nothing leaves nothing: it may be carried in as often as somebody likes.
    if (taking.taken.fresh == 0) return taking.taken;
    const journal::Draft draft{.stream = stream_of(Direction::receive, head.from),
                               .type = "bundle.read",
                               .content = Json::object({{"pair", head.from},
                                                        {"bundle", head.number},
                                                        {"last", head.last},
                                                        {"sha256", carried.sha256},
                                                        {"begun", std::move(taking.begun)}})};
    TRY(office.desk.journal.append(db, actor, draft));
    return taking.taken;
}

} // namespace

Result<Taken> take_in(const Office& office, const journal::Actor& actor, ByteView file,
                      std::string_view time_zone) {
    if (office.settings == nullptr) return failure(Errc::conflict, not_set_up);
    std::vector<Card> senders;
    for (const auto& pair : office.settings->pairs) {
        if (pair.direction == Direction::receive) senders.push_back(pair.card);
    }
    const auto bundle = TRY(read(file, office.settings->secret, senders));
    const auto before = TRY(office.desk.store.read_for(
        [&](store::Read& db) { return pair_row(db, Direction::receive, bundle.head.from); }));
    Files files;
    const auto drop = [&] {
        for (const auto& [number, kept] : files)
            static_cast<void>(office.desk.vault.remove(kept.stored.id));
    };
    for (const auto& item : bundle.items) {
        const bool is_carried = item.what["carried"].boolean_or(false);
        if (item.number <= before.last || !is_carried) continue;
        auto kept = keep(office, item);
        if (!kept.ok()) {
            drop();
            return std::move(kept).error();
        }
        files.emplace(item.number, std::move(kept).value());
    }
    const Carried carried{bundle, files, to_hex(sha256(file)), time_zone};
    auto taken = office.desk.store.write_for(
        [&](store::Write& db) { return take_all(office, db, actor, carried); });
    // When the store could not say whether it was kept, the files must stay.
    if (!taken.ok() && taken.error().code != Errc::unavailable) drop();
    return taken;
}

} // namespace sokuo::bundle
