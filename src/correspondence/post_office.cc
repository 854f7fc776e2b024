#include "correspondence/post_office.h"

#include "core/text.h"
#include "correspondence/outgoing.h"
#include "correspondence/reasons.h"
#include "correspondence/wording.h"
#include "incident/report_store.h"
#include "mail/glance.h"
#include "mail/reader.h"

#include <algorithm>
#include <utility>

namespace sokuo::correspondence {
namespace {

// -- Taking in -----------------------------------------------------------------------------------

std::string silence_of(const mail::Envelope& envelope, const mail::Glance& glance) {
    switch (mail::why_no_answer(envelope, glance)) {
    case mail::Silence::none: return {};
    case mail::Silence::nobody_there: return "nobody";
    case mail::Silence::goes_round: return "goes_round";
    case mail::Silence::automatic: return "automatic";
    case mail::Silence::from_list: return "list";
    case mail::Silence::unreadable: return "unreadable";
    }
    return "unreadable";
}

class VaultSink : public mail::Sink {
public:
    VaultSink(const incident::Desk& desk, mail::Envelope envelope, const journal::Key& key,
              std::unique_ptr<vault::Writer> writer)
        : desk_{desk}, envelope_{std::move(envelope)}, key_{key}, writer_{std::move(writer)} {}

    Result<> write(std::string_view bytes) override { return writer_->write(as_bytes(bytes)); }

    Result<> finish(const mail::Glance& glance) override {
        const auto stored = TRY(writer_->finish());
        const Receive command{.account = envelope_.account,
                              .network = std::string{mail::name_of(envelope_.network)},
                              .way = std::string{mail::name_of(envelope_.way)},
                              .raw = {.blob = stored.id,
                                      .key = key_.id.text(),
                                      .name = "mail.eml",
                                      .type = "message/rfc822",
                                      .bytes = stored.bytes,
                                      .sha256 = to_hex(stored.sha256)},
                              .automatic = silence_of(envelope_, glance),
                              .sender = envelope_.sender.value_or(""),
                              .recipients = envelope_.recipients};
        const auto job = [&](store::Write& db) -> Result<bool> {
            // The other side did not hear that it was taken in, and hands it over again.
            const auto known = TRY(same_mail(db, command.account, command.raw.sha256));
            if (known) return false;
            const auto id = LetterId::make(desk_.now(), desk_.random);
            const auto draft = TRY(Letter::receive(id, command));
            TRY(desk_.journal.append(db, {}, draft, 0));
            return true;
        };
        const auto kept = desk_.store.write_for(job);
        // When the store could not say whether it was kept, the blob must stay.
        const bool is_sure = kept.ok() || kept.error().code != Errc::unavailable;
        const bool stands = kept.ok() && kept.value();
        if (is_sure && !stands) TRY(desk_.vault.remove(stored.id));
        if (!kept.ok()) return kept.error();
        return Done{};
    }

private:
    const incident::Desk& desk_;
    mail::Envelope envelope_;
    journal::Key key_;
    std::unique_ptr<vault::Writer> writer_;
};

// -- What a mail says ----------------------------------------------------------------------------

Person person_of(const mail::Mailbox& mailbox) {
    return {.name = mailbox.name, .address = mailbox.address};
}

std::vector<Person> people_of(const std::vector<mail::Mailbox>& mailboxes) {
    std::vector<Person> people;
    for (const auto& mailbox : mailboxes) {
        if (people.size() == people_max) break;
        people.push_back(person_of(mailbox));
    }
    return people;
}

// The nearest letter first: what it answers, then the thread from its end.
std::vector<std::string> answers_of(const mail::Mail& mail) {
    constexpr std::size_t ids_max = 20;
    auto ids = mail.in_reply_to;
    ids.insert(ids.end(), mail.references.rbegin(), mail.references.rend());
    std::vector<std::string> once;
    for (const auto& id : ids) {
        if (once.size() == ids_max) break;
        if (std::ranges::find(once, id) == once.end()) once.push_back(id);
    }
    return once;
}

std::vector<std::string> marks_of(const mail::Mail& mail) {
    std::vector<std::string> marks;
    switch (mail.protection) {
    case mail::Protection::none: break;
    case mail::Protection::smime_signed: marks.emplace_back("smime_signed"); break;
    case mail::Protection::smime_encrypted: marks.emplace_back("smime_encrypted"); break;
    case mail::Protection::pgp_signed: marks.emplace_back("pgp_signed"); break;
    case mail::Protection::pgp_encrypted: marks.emplace_back("pgp_encrypted"); break;
    }
    if (mail.delivery_report) marks.emplace_back("delivery_report");
    if (mail.abuse_report) marks.emplace_back("arf");
    if (mail.xarf) marks.emplace_back("xarf");
    return marks;
}

std::string first_bytes(const std::string& text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end; // Not in the middle of a letter.
    return text.substr(0, end);
}

std::string first_address(const std::vector<mail::Mailbox>& mailboxes) {
    return mailboxes.empty() ? std::string{} : mailboxes.front().address;
}

} // namespace

Read read_of(const mail::Mail& mail) {
    Read read{.subject = first_bytes(mail.subject, 2'000),
              .text = first_bytes(mail.text, text_bytes_max),
              .is_cut = mail.text.size() > text_bytes_max,
              .sent_at = mail.date,
              .message_id = mail.message_id,
              .answers = answers_of(mail),
              .marks = marks_of(mail),
              .defects = {},
              .automatic = mail.automatic.is_automatic ? mail.automatic.why : std::string{},
              .files = {},
              .from = mail.from.empty() ? Person{} : person_of(mail.from.front()),
              .reply_to = {},
              .to = people_of(mail.to),
              .cc = people_of(mail.cc)};
    if (!mail.reply_to.empty() && first_address(mail.reply_to) != read.from.address)
        read.reply_to = person_of(mail.reply_to.front());
    for (const auto& found : mail.defects) {
        std::string code{mail::words(found.what).code()};
        if (std::ranges::find(read.defects, code) == read.defects.end())
            read.defects.push_back(std::move(code));
    }
    return read;
}

incident::Slip slip_of(const Letter& letter) {
    constexpr std::size_t what_bytes_max = 12'000; // 4,000 signs of Japanese.
    incident::Slip slip;
    slip.channel = "mail";
    slip.received_at = letter.made_at;
    const auto& said = letter.said;
    slip.what = said.subject;
    if (!is_blank(said.text)) {
        if (!slip.what.empty()) slip.what += "\n\n";
        slip.what += said.text;
    }
    slip.what = first_bytes(slip.what, what_bytes_max);
    if (is_blank(slip.what)) slip.what = "（件名も本文もないメール）";
    const auto& from = letter.answer_to();
    slip.reporter = {.name = said.from.name,
                     .reading = {},
                     .affiliation = {},
                     .phone = {},
                     .extension = {},
                     .mail = from.address,
                     .call_back = false};
    return slip;
}

PostOffice::PostOffice(const incident::Desk& desk, sandbox::Sandbox& sandbox,
                       std::vector<Account> accounts, SendMail send)
    : desk_{desk}, sandbox_{sandbox}, accounts_{std::move(accounts)}, send_{std::move(send)} {}

const Account* PostOffice::account(std::string_view name) const {
    const auto found = std::ranges::find_if(accounts_, [&](const Account& one) {
        return name.empty() ? one.server.has_value() : one.name == name;
    });
    return found == accounts_.end() ? nullptr : &*found;
}

Result<std::unique_ptr<mail::Sink>> PostOffice::begin(const mail::Envelope& envelope) {
    const auto key = TRY(desk_.keys.fresh());
    auto writer = TRY(desk_.vault.create(key.key, mail::mail_bytes_max));
    return std::unique_ptr<mail::Sink>{
        std::make_unique<VaultSink>(desk_, envelope, key, std::move(writer))};
}

// -- Reading -------------------------------------------------------------------------------------

Result<std::size_t> PostOffice::read_some(std::size_t count_max) {
    const auto waiting = TRY(desk_.store.read_for(
        [&](store::Read& db) { return unread_letters(db, static_cast<std::int64_t>(count_max)); }));
    for (const auto& id : waiting)
        TRY(read_one(id));
    return waiting.size();
}

Result<> PostOffice::read_one(const LetterId& id) {
    const auto letter =
        TRY(desk_.store.read_for([&](store::Read& db) { return load(desk_, db, id); }));
    if (letter.raw.bytes > mail::mail_bytes_max)
        return give_up(id, failure(Errc::too_large, too_large_to_read));
    const auto key_id = TRY(journal::KeyId::parse(letter.raw.key));
    const auto key = TRY(desk_.keys.find(key_id));
    auto reader = TRY(desk_.vault.open(letter.raw.blob, key));
    Bytes bytes;
    bytes.reserve(letter.raw.bytes);
    for (;;) {
        const auto piece = TRY(reader->read());
        if (piece.empty()) break;
        bytes.insert(bytes.end(), piece.begin(), piece.end());
    }
    const auto mail = mail::read_in(sandbox_, bytes);
    if (mail.ok()) return keep(id, mail.value());
    // The sandbox is busy or could not be started: that says nothing about these bytes.
    if (mail.error().code == Errc::unavailable) return mail.error();
    return give_up(id, mail.error());
}

Result<> PostOffice::keep(const LetterId& id, const mail::Mail& mail) {
    auto read = read_of(mail);
    for (const auto& attached : mail.attachments) {
        const auto key = TRY(desk_.keys.fresh());
        auto writer = TRY(desk_.vault.create(key.key, mail::mail_bytes_max));
        TRY(writer->write(attached.content));
        const auto stored = TRY(writer->finish());
        read.files.push_back({.blob = stored.id,
                              .key = key.id.text(),
                              .name = attached.name,
                              .type = attached.type,
                              .bytes = stored.bytes,
                              .sha256 = to_hex(stored.sha256)});
    }
    return desk_.store.write([&](store::Write& db) -> Result<> {
        const auto before = TRY(load(desk_, db, id));
        const auto draft = TRY(before.read(read));
        const auto letter = TRY(write(desk_, db, {}, draft));
        return file(db, letter);
    });
}

// It stays whole, becomes a report all the same, and says why nobody sees what is in it.
Result<> PostOffice::give_up(const LetterId& id, const Error& why) {
    return desk_.store.write([&](store::Write& db) -> Result<> {
        const auto before = TRY(load(desk_, db, id));
        const auto draft = TRY(before.cannot_read(why.message->code()));
        const auto letter = TRY(write(desk_, db, {}, draft));
        return file(db, letter);
    });
}

Result<> PostOffice::file(store::Write& db, const Letter& letter) {
    const auto place = TRY(place_of(letter.said, known_by(desk_, db)));
    if (place) {
        const auto draft = TRY(letter.file_under({.about = place->about, .how = place->how}));
        TRY(write(desk_, db, {}, draft));
        return Done{};
    }
    auto slip = slip_of(letter);
    if (letter.state == State::unreadable)
        slip.what = "（解析できませんでした。受け取ったままのメールを保管しています）";
    const auto report = TRY(incident::receive(desk_, db, {}, slip));
    const auto draft =
        TRY(letter.file_under({.about = incident::stream_of(report.id), .how = How::started}));
    TRY(write(desk_, db, {}, draft));
    return acknowledge(db, letter, report);
}

Result<> PostOffice::acknowledge(store::Write& db, const Letter& letter,
                                 const incident::Report& report) {
    const auto* from = account(letter.account);
    if (from == nullptr || !from->acknowledges || !from->server) return Done{};
    const auto now = desk_.now();
    auto known = TRY(lately(db, letter.answer_to().address, now));
    for (const auto& one : accounts_)
        known.own_addresses.push_back(one.address);
    if (silence_for(letter, known, now) != Silence::none) return Done{};
    const auto& edition = desk_.book.current();
    const auto worded = acknowledgement(edition.charter, edition.pack, report.number);
    if (!worded) return Done{};
    const auto id = LetterId::make(now, desk_.random);
    Write answer{.about = incident::stream_of(report.id),
                 .account = from->name,
                 .subject = worded->subject,
                 .text = worded->text,
                 .message_id = message_id_for(id, from->address),
                 .answers = {},
                 .is_automatic = true,
                 .to = {letter.answer_to()},
                 .cc = {}};
    if (!letter.said.message_id.empty()) answer.answers = {letter.said.message_id};
    const auto draft = TRY(Letter::write(id, answer));
    TRY(desk_.journal.append(db, {}, draft, 0));
    return Done{};
}

// -- Sending -------------------------------------------------------------------------------------

Result<std::size_t> PostOffice::send_some(std::size_t count_max) {
    const auto due = TRY(desk_.store.read_for([&](store::Read& db) {
        return unsent_letters(db, desk_.now(), static_cast<std::int64_t>(count_max));
    }));
    Result<> all = Done{};
    std::size_t sent = 0;
    for (const auto& id : due) {
        auto went = send_one(id);
        if (went.ok())
            ++sent;
        else
            all = std::move(went);
    }
    if (!all.ok()) return all.error();
    return sent;
}

Result<> PostOffice::send_one(const LetterId& id) {
    const auto step = [&](const std::function<Result<journal::Draft>(const Letter&)>& next) {
        return desk_.store.write_for([&](store::Write& db) -> Result<Letter> {
            const auto letter = TRY(load(desk_, db, id));
            const auto draft = TRY(next(letter));
            return write(desk_, db, {}, draft);
        });
    };
    // Before the server is asked: a crash sends it again rather than not at all.
    const auto letter = TRY(step([](const Letter& one) { return one.tried(); }));
    const auto* from = account(letter.account);
    Result<> went = failure(Errc::unavailable, no_account);
    if (from != nullptr && from->server) went = send_(*from->server, mail_of(letter, *from));
    if (went.ok()) {
        TRY(step([](const Letter& one) { return one.sent(); }));
        return Done{};
    }
    // In words for whoever wrote it; what the server said is for the operator, in the log.
    const bool is_refused = went.error().code != Errc::unavailable;
    const bool is_final = is_refused || letter.tries >= tries_max;
    std::string_view why = is_refused ? refused_for_good.code() : not_reached.code();
    if (went.error().message == &no_account) why = no_account.code();
    TRY(step([&](const Letter& one) { return one.failed(is_final, why); }));
    return went;
}

} // namespace sokuo::correspondence
