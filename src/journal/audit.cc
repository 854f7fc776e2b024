#include "journal/audit.h"

#include <algorithm>

namespace sokuo::journal {
namespace {

inline constexpr Message entry_missing{"journal.verify.entry_missing",
                                       "記録 {0} があるはずのところに記録 {1} があります。",
                                       "Entry {1} stands where entry {0} should be."};
inline constexpr Message entry_of_another_log{"journal.verify.entry_of_another_log",
                                              "記録 {0} の中身は、この場所のものではありません。",
                                              "Entry {0} does not belong where it stands."};
inline constexpr Message rev_gap{"journal.verify.rev_gap",
                                 "記録 {0} の系列の版は {1} のはずですが {2} です。",
                                 "Entry {0} should have revision {1} of its stream and has {2}."};
inline constexpr Message body_unexplained{"journal.verify.body_unexplained",
                                          "記録 {0} の本文が、消去の記録なしに失われています。",
                                          "The text of entry {0} is gone without an erasure."};
inline constexpr Message body_stray{
    "journal.verify.body_stray", "どの記録にも属さない本文があります（{0} 件の差）。",
    "There are bodies that belong to no entry (a difference of {0})."};
inline constexpr Message erasures_differ{
    "journal.verify.erasures_differ", "消去の一覧が、消去の記録と合いません。",
    "The list of erasures does not match the entries about them."};
inline constexpr Message note_differs{"journal.verify.note_differs",
                                      "大きさ {0} のチェックポイントが、記録簿と合いません。",
                                      "The checkpoint of size {0} does not match the journal."};
inline constexpr Message note_unsigned{"journal.verify.note_unsigned",
                                       "チェックポイントの署名が正しくありません。",
                                       "A checkpoint is not signed by this journal."};
inline constexpr Message log_empty{"journal.verify.log_empty", "最初の記録がありません。",
                                   "The first entry is missing."};

constexpr std::size_t batch = 1024;

Finding finding(const Message& message, std::vector<std::string> args = {}) {
    return failure(Errc::corrupt, message, std::move(args));
}

std::string entry_place(std::int64_t seq) {
    return "entry " + std::to_string(seq);
}

} // namespace

Result<> Audit::run(store::Read& db) {
    TRY(open_notes(db));
    const auto head = TRY(db.first("SELECT coalesce(max(seq), 0) FROM entry", {},
                                   [](const store::Row& row) { return row.integer(0); }));
    for (std::int64_t after = std::numeric_limits<std::int64_t>::min();;) {
        const auto records = TRY(records_after(db, after, batch));
        if (records.empty()) break;
        if (report_.entries == 0) {
            auto opened = read_opened(ring_, records.front());
            if (!opened.ok())
                report_.add(std::move(opened).error());
            else
                tree_.opened = std::move(opened).value();
            tree_.epochs.push_back(first_epoch(tree_.opened));
        }
        for (const auto& record : records)
            take(record);
        // Damage can put a smaller number behind a greater one: then there is no end to come to.
        if (records.back().seq <= after) break;
        after = records.back().seq;
        if (verification_.progress) verification_.progress(Stage::hashes, after, head.value_or(0));
    }
    if (report_.entries == 0) report_.add(finding(log_empty));
    judge_missing();
    if (!tree_.epochs.empty()) judge_notes();
    return judge_tables(db);
}

Result<> Audit::open_notes(store::Read& db) {
    auto texts = TRY(notes_in_table(db));
    if (!verification_.checkpoint_file.empty()) {
        auto kept = note_in_file(verification_.checkpoint_file);
        if (!kept.ok())
            report_.add(std::move(kept).error());
        else if (!kept.value().empty())
            texts.push_back(std::move(kept).value());
    }
    const auto key = TRY(ring_.keys().signing_key());
    for (auto& text : texts) {
        auto checkpoint = open_note(text, key.public_key());
        if (!checkpoint.ok()) {
            report_.add(because(finding(note_unsigned), describe(checkpoint.error())));
            continue;
        }
        sizes_.insert(checkpoint.value().size);
        notes_.push_back({std::move(text), std::move(checkpoint).value()});
    }
    return Done{};
}

void Audit::take(const Record& record) {
    const auto place = entry_place(record.seq);
    const auto expected = ++report_.entries;
    if (record.seq != expected)
        report_.add(at(
            finding(entry_missing, {std::to_string(expected), std::to_string(record.seq)}), place));
    tree_.frontier.append(leaf_hash(record.leaf));
    if (const auto size = tree_.frontier.size(); sizes_.contains(size))
        tree_.roots.emplace(size, tree_.frontier.root());

    auto decoded = decode_leaf(record.leaf);
    if (!decoded.ok()) return report_.add(at(std::move(decoded).error(), place));
    const auto& leaf = decoded.value();
    if (leaf.seq != record.seq || leaf.log_id != tree_.opened.log_id)
        report_.add(at(finding(entry_of_another_log, {std::to_string(record.seq)}), place));
    auto& rev = revs_[{leaf.stream.kind, leaf.stream.id}];
    if (leaf.rev != rev + 1)
        report_.add(at(finding(rev_gap, {std::to_string(record.seq), std::to_string(rev + 1),
                                         std::to_string(leaf.rev)}),
                       place));
    rev = leaf.rev;
    take_body(record, leaf, Slot::content);
    take_body(record, leaf, Slot::personal);
}

void Audit::take_body(const Record& record, const Leaf& leaf, Slot slot) {
    const auto& body = record.bodies.at(static_cast<std::size_t>(slot));
    if (!body) {
        if (leaf.commitment(slot) != nullptr)
            missing_.push_back({leaf.seq, {leaf.stream.kind, leaf.stream.id}, leaf.rev, slot});
        return;
    }
    ++report_.bodies;
    auto plain = open_body(ring_, *body, leaf, slot);
    if (!plain.ok()) return report_.add(at(std::move(plain).error(), entry_place(record.seq)));
    if (slot == Slot::content) take_content(leaf, plain.value());
}

void Audit::take_content(const Leaf& leaf, ByteView content) {
    const bool erased = leaf.type == "journal.erased";
    const bool epoch = leaf.type == "journal.epoch_begun" && leaf.stream.kind == "journal";
    if (!erased && !epoch) return;
    auto json = parse_json(as_text(content));
    if (!json.ok()) return report_.add(at(std::move(json).error(), entry_place(leaf.seq)));
    if (epoch) tree_.epochs.push_back(read_epoch(json.value()));
    if (erased)
        erasures_.emplace(leaf.stream.kind, leaf.stream.id, json.value()["slot"].integer_or(-1),
                          json.value()["through_rev"].integer_or(0));
}

void Audit::judge_missing() {
    for (const auto& missing : missing_) {
        const bool explained = std::ranges::any_of(erasures_, [&](const Erased& erased) {
            const auto& [kind, id, slot, through_rev] = erased;
            return missing.stream == StreamKey{kind, id} &&
                   slot == static_cast<std::int64_t>(missing.slot) && through_rev >= missing.rev;
        });
        if (explained)
            ++report_.erased;
        else
            report_.add(at(finding(body_unexplained, {std::to_string(missing.seq)}),
                           entry_place(missing.seq)));
    }
}

void Audit::judge_notes() {
    for (const auto& [text, checkpoint] : notes_) {
        ++report_.checkpoints;
        if (!tree_.accepts(checkpoint, text))
            report_.add(at(finding(note_differs, {std::to_string(checkpoint.size)}),
                           "checkpoint " + std::to_string(checkpoint.size)));
    }
}

Result<> Audit::judge_tables(store::Read& db) {
    const auto bodies = TRY(db.first("SELECT count(*) FROM body", {},
                                     [](const store::Row& row) { return row.integer(0); }));
    if (bodies.value_or(0) != report_.bodies)
        report_.add(finding(body_stray, {std::to_string(bodies.value_or(0) - report_.bodies)}));
    std::set<Erased> listed;
    const auto list = [&](const store::Row& row) -> Result<> {
        Uuid id{};
        const auto bytes = row.bytes(1);
        std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
        listed.emplace(std::string{row.text(0)}, id, row.integer(2), row.integer(3));
        return Done{};
    };
    TRY(db.query("SELECT kind, id, slot, through_rev FROM erasure", {}, list));
    if (listed != erasures_) report_.add(finding(erasures_differ));
    return Done{};
}

} // namespace sokuo::journal
