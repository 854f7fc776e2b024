#include "correspondence/letter.h"

#include "core/text.h"
#include "incident/content.h"

#include <algorithm>
#include <utility>

namespace sokuo::correspondence {
namespace {

using incident::set_text;
using incident::set_time;
using incident::time_from;

constexpr Message no_beginning{"correspondence.no_beginning",
                               "手紙の記録が、受信か作成から始まっていません。",
                               "The record of the letter begins neither with its arrival nor its "
                               "writing."};
constexpr Message not_now{"correspondence.not_now",
                          "このメールは、もうその段階を過ぎています。画面を新しくしてください。",
                          "This mail is past that step. Please reload."};
constexpr Message nobody{"correspondence.no_recipient", "宛先を書いてください。",
                         "Say whom the mail is for."};
constexpr Message too_many{"correspondence.too_many_recipients", "宛先は{0}人までです。",
                           "At most {0} recipients."};
constexpr Message no_text{"correspondence.no_text", "本文を書いてください。", "Write the text."};
constexpr Message too_long{"correspondence.too_long", "本文が長すぎます（64KBまで）。",
                           "The text is too long (64 KB at most)."};

Json texts(const std::vector<std::string>& list) {
    auto rows = Json::array();
    for (const auto& text : list)
        rows.push(text);
    return rows;
}

std::vector<std::string> texts_from(const Json& json) {
    std::vector<std::string> list;
    for (const auto& row : json.items())
        list.emplace_back(row.text_or(""));
    return list;
}

void set_texts(Json& json, std::string_view name, const std::vector<std::string>& list) {
    if (!list.empty()) json.set(name, texts(list));
}

Json to_json(const Person& person) {
    auto json = Json::object();
    set_text(json, "name", person.name);
    set_text(json, "address", person.address);
    return json;
}

Person person_from(const Json& json) {
    return {.name = std::string{json["name"].text_or("")},
            .address = std::string{json["address"].text_or("")}};
}

void set_people(Json& json, std::string_view name, const std::vector<Person>& people) {
    if (people.empty()) return;
    auto rows = Json::array();
    for (const auto& person : people)
        rows.push(to_json(person));
    json.set(name, std::move(rows));
}

std::vector<Person> people_from(const Json& json) {
    std::vector<Person> people;
    for (const auto& row : json.items())
        people.push_back(person_from(row));
    return people;
}

Json to_json(const File& file) {
    auto json = Json::object({{"blob", file.blob.text()},
                              {"key", file.key},
                              {"bytes", static_cast<std::int64_t>(file.bytes)},
                              {"sha256", file.sha256}});
    set_text(json, "name", file.name);
    set_text(json, "type", file.type);
    return json;
}

File file_from(const Json& json) {
    File file{.blob = {},
              .key = std::string{json["key"].text_or("")},
              .name = std::string{json["name"].text_or("")},
              .type = std::string{json["type"].text_or("")},
              .bytes = static_cast<std::uint64_t>(json["bytes"].integer_or(0)),
              .sha256 = std::string{json["sha256"].text_or("")}};
    const auto blob = BlobId::parse(json["blob"].text_or(""));
    if (blob.ok()) file.blob = blob.value();
    return file;
}

Json to_json(const journal::Stream& about) {
    return Json::object({{"kind", about.kind}, {"id", to_text(about.id)}});
}

std::optional<journal::Stream> stream_from(const Json& json) {
    const auto id = Id<struct AboutTag>::parse(json["id"].text_or(""));
    if (!id.ok()) return {};
    return journal::Stream{std::string{json["kind"].text_or("")}, id.value().value};
}

journal::Draft draft(const LetterId& id, std::string type, Json content, Json personal = {}) {
    return {.stream = stream_of(id),
            .type = std::move(type),
            .occurred_at = {},
            .content = std::move(content),
            .personal = std::move(personal)};
}

Json nothing_if_empty(const Json& json) {
    return json.members()->empty() ? Json{} : json;
}

Read read_from(const Json& content, const Json& personal) {
    Read read{.subject = std::string{content["subject"].text_or("")},
              .text = std::string{content["text"].text_or("")},
              .is_cut = content["cut"].boolean_or(false),
              .sent_at = time_from(content["sent_at"]),
              .message_id = std::string{content["message_id"].text_or("")},
              .answers = texts_from(content["answers"]),
              .marks = texts_from(content["marks"]),
              .defects = texts_from(content["defects"]),
              .automatic = std::string{content["automatic"].text_or("")},
              .files = {},
              .from = person_from(personal["from"]),
              .reply_to = person_from(personal["reply_to"]),
              .to = people_from(personal["to"]),
              .cc = people_from(personal["cc"])};
    for (const auto& row : content["files"].items())
        read.files.push_back(file_from(row));
    return read;
}

// -- What each entry makes of a letter ---------------------------------------------------------

using Take = void (*)(Letter&, const journal::Entry&);

void received(Letter& letter, const journal::Entry& entry) {
    const auto& said = entry.content;
    letter.made_at = entry.recorded_at;
    letter.account = said["account"].text_or("");
    letter.network = said["network"].text_or("");
    letter.way = said["way"].text_or("");
    letter.raw = file_from(said["raw"]);
    letter.said.automatic = said["automatic"].text_or("");
    letter.sender = entry.personal["sender"].text_or("");
    letter.personal_state = entry.personal_state;
}

void was_read(Letter& letter, const journal::Entry& entry) {
    letter.state = State::read;
    const auto before = std::exchange(letter.said, read_from(entry.content, entry.personal));
    if (letter.said.automatic.empty()) letter.said.automatic = before.automatic;
    letter.personal_state = entry.personal_state;
}

void unreadable(Letter& letter, const journal::Entry& entry) {
    letter.state = State::unreadable;
    letter.unreadable_because = entry.content["reason"].text_or("");
}

void filed(Letter& letter, const journal::Entry& entry) {
    letter.about = stream_from(entry.content);
    const auto found = std::ranges::find(how_names, entry.content["how"].text_or(""));
    letter.how =
        found == how_names.end() ? How::by_hand : static_cast<How>(found - how_names.begin());
    letter.is_new = letter.how == How::answered || letter.how == How::numbered;
}

void written(Letter& letter, const journal::Entry& entry) {
    letter.state = State::waiting;
    letter.made_at = entry.recorded_at;
    letter.by = entry.actor;
    letter.account = entry.content["account"].text_or("");
    letter.said = read_from(entry.content, entry.personal);
    letter.about = stream_from(entry.content["about"]);
    letter.personal_state = entry.personal_state;
}

void sent_now(Letter& letter, const journal::Entry& entry) {
    letter.state = State::sent;
    letter.sent_at = entry.recorded_at;
    letter.failed_because.clear();
}

void failed_now(Letter& letter, const journal::Entry& entry) {
    letter.failed_because = entry.content["why"].text_or("");
    if (entry.content["final"].boolean_or(false)) letter.state = State::given_up;
}

constexpr std::array<std::pair<std::string_view, Take>, 9> steps{
    {{"letter.received", received},
     {"letter.read", was_read},
     {"letter.unreadable", unreadable},
     {"letter.filed", filed},
     {"letter.seen", [](Letter& letter, const journal::Entry&) { letter.is_new = false; }},
     {"letter.written", written},
     {"letter.tried",
      [](Letter& letter, const journal::Entry& entry) {
          ++letter.tries;
          letter.tried_at = entry.recorded_at;
      }},
     {"letter.sent", sent_now},
     {"letter.failed", failed_now}}};

} // namespace

journal::Stream stream_of(const LetterId& id) {
    return {"letter", id.value};
}

Time next_try(int tries, Time tried_at) {
    return tried_at + std::chrono::minutes{1} * (1 << std::clamp(tries - 1, 0, tries_max));
}

Result<journal::Draft> Letter::receive(const LetterId& id, const Receive& command) {
    auto content = Json::object({{"account", command.account},
                                 {"network", command.network},
                                 {"way", command.way},
                                 {"raw", to_json(command.raw)}});
    set_text(content, "automatic", command.automatic);
    auto personal = Json::object();
    set_text(personal, "sender", command.sender);
    set_texts(personal, "recipients", command.recipients);
    return draft(id, "letter.received", std::move(content), nothing_if_empty(std::move(personal)));
}

Result<journal::Draft> Letter::write(const LetterId& id, const Write& command) {
    if (command.to.empty()) return at(failure(Errc::invalid, nobody), "/to");
    if (command.to.size() + command.cc.size() > people_max)
        return at(failure(Errc::invalid, too_many, {std::to_string(people_max)}), "/to");
    if (is_blank(command.text)) return at(failure(Errc::invalid, no_text), "/text");
    if (command.text.size() > text_bytes_max) return at(failure(Errc::invalid, too_long), "/text");
    auto content = Json::object({{"about", to_json(command.about)},
                                 {"account", command.account},
                                 {"subject", command.subject},
                                 {"text", command.text},
                                 {"message_id", command.message_id}});
    set_texts(content, "answers", command.answers);
    if (command.is_automatic) content.set("automatic", "auto-replied");
    auto personal = Json::object();
    set_people(personal, "to", command.to);
    set_people(personal, "cc", command.cc);
    return draft(id, "letter.written", std::move(content), std::move(personal));
}

Result<Letter> Letter::replay(std::span<const journal::Entry> history) {
    const bool is_known = !history.empty() && (history.front().type == "letter.received" ||
                                               history.front().type == "letter.written");
    if (!is_known) return failure(Errc::corrupt, no_beginning);
    Letter letter{};
    letter.id = {history.front().stream.id};
    for (const auto& entry : history)
        letter.apply(entry);
    return letter;
}

Result<journal::Draft> Letter::read(const Read& command) const {
    if (state != State::arrived) return failure(Errc::conflict, not_now);
    auto content = Json::object({{"subject", command.subject}, {"text", command.text}});
    if (command.is_cut) content.set("cut", true);
    set_time(content, "sent_at", command.sent_at);
    set_text(content, "message_id", command.message_id);
    set_texts(content, "answers", command.answers);
    set_texts(content, "marks", command.marks);
    set_texts(content, "defects", command.defects);
    set_text(content, "automatic", command.automatic);
    if (!command.files.empty()) {
        auto files = Json::array();
        for (const auto& file : command.files)
            files.push(to_json(file));
        content.set("files", std::move(files));
    }
    auto personal = Json::object({{"from", to_json(command.from)}});
    if (command.reply_to != Person{}) personal.set("reply_to", to_json(command.reply_to));
    set_people(personal, "to", command.to);
    set_people(personal, "cc", command.cc);
    return draft(id, "letter.read", std::move(content), std::move(personal));
}

Result<journal::Draft> Letter::cannot_read(std::string_view reason) const {
    if (state != State::arrived) return failure(Errc::conflict, not_now);
    return draft(id, "letter.unreadable", Json::object({{"reason", reason}}));
}

Result<journal::Draft> Letter::file_under(const FileUnder& command) const {
    if (state == State::arrived || is_erased) return failure(Errc::conflict, not_now);
    auto content = to_json(command.about);
    content.set("how", how_names.at(static_cast<std::size_t>(command.how)));
    return draft(id, "letter.filed", std::move(content));
}

Result<journal::Draft> Letter::see() const {
    if (!is_new) return failure(Errc::conflict, not_now);
    return draft(id, "letter.seen", Json::object());
}

Result<journal::Draft> Letter::tried() const {
    if (state != State::waiting) return failure(Errc::conflict, not_now);
    return draft(id, "letter.tried", Json::object());
}

Json Letter::ask_erasure() const {
    auto kept = Json::object();
    if (about) kept.set("about", to_json(*about));
    return kept;
}

Result<journal::Draft> Letter::sent() const {
    if (state != State::waiting) return failure(Errc::conflict, not_now);
    return draft(id, "letter.sent", Json::object());
}

Result<journal::Draft> Letter::failed(bool is_final, std::string_view why) const {
    if (state != State::waiting) return failure(Errc::conflict, not_now);
    auto content = Json::object({{"why", why}});
    if (is_final) content.set("final", true);
    return draft(id, "letter.failed", std::move(content));
}

void Letter::apply(const journal::Entry& entry) {
    rev = entry.rev;
    for (const auto& [type, take] : steps) {
        if (entry.type == type) return take(*this, entry);
    }
    if (incident::erases(entry, journal::Slot::personal))
        personal_state = journal::BodyState::erased;
    if (!incident::erases(entry, journal::Slot::content)) return;
    // What is kept of it is where it stood. One that was not sent is not sent any more.
    is_erased = true;
    is_new = false;
    about = stream_from(entry.content["kept"]["about"]);
    if (state == State::waiting) state = State::given_up;
}

const File* Letter::file(const BlobId& blob) const {
    if (raw.blob == blob) return &raw;
    const auto found = std::ranges::find(said.files, blob, &File::blob);
    return found == said.files.end() ? nullptr : &*found;
}

const Person& Letter::answer_to() const {
    return said.reply_to.address.empty() ? said.from : said.reply_to;
}

} // namespace sokuo::correspondence
