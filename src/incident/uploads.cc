#include "incident/uploads.h"

#include "core/sha256.h"
#include "core/text.h"
#include "http/conditional.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

namespace sokuo::incident {
namespace {

constexpr Message name_missing{
    "incident.file_name_missing",
    "見出し X-File-Name に、ファイル名を UTF-8 のパーセント符号で付けてください。",
    "Send the file's name in X-File-Name, percent-encoded UTF-8."};

constexpr Message session_over{
    "incident.upload_session_over",
    "送っている間にサインインが終わったので、ファイルは残していません。もう一度送ってください。",
    "Your sign-in ended while the file was sent, so it was not kept. Please send it again."};
constexpr Message nothing_here{"incident.upload_nothing_here",
                               "見つかりません。消えたか、見る権限がありません。",
                               "Not found: it is gone, or you may not see it."};

constexpr Message bad_kind{"incident.bad_file_kind", "ファイルの種類（kind）は、{0} のどれかです。",
                           "The kind of a file is one of: {0}."};

constexpr Message bad_hash{"incident.bad_hash_before",
                           "before は、無害化の前の SHA-256（16進64文字）です。",
                           "before is the SHA-256 before it was sanitised: 64 hex digits."};

constexpr std::size_t name_length_max = 255;

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        if (at + 2 >= text.size()) return {};
        int value = 0;
        for (const char sign : text.substr(at + 1, 2)) {
            const auto lower = std::tolower(static_cast<unsigned char>(sign));
            if (std::isxdigit(lower) == 0) return {};
            value = value * 16 + (std::isdigit(lower) != 0 ? lower - '0' : lower - 'a' + 10);
        }
        decoded += static_cast<char>(value);
        at += 2;
    }
    return decoded;
}

Result<std::string> file_name(const http::Request& request) {
    const auto decoded = percent_decoded(request.header("x-file-name"));
    const auto wrong = [] { return at(failure(Errc::invalid, name_missing), "X-File-Name"); };
    if (!decoded || decoded->empty() || !is_valid_utf8(*decoded)) return wrong();
    const bool is_one_line = decoded->find_first_of("\t\n\r") == std::string::npos;
    if (!is_one_line || has_control(*decoded) || length(*decoded) > name_length_max) return wrong();
    return *decoded;
}

// What it was said to be; empty when nobody said.
Result<std::string> file_kind(const http::Request& request) {
    const auto said = request.query_value("kind").value_or("");
    if (said.empty() || std::ranges::find(file_kinds, said) != file_kinds.end())
        return std::string{said};
    std::string known;
    for (const auto kind : file_kinds)
        known.append(known.empty() ? "" : ", ").append(kind);
    return at(failure(Errc::invalid, bad_kind, {known}), "kind");
}

Result<std::string> hash_before(const http::Request& request) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::string said{request.query_value("before").value_or("")};
    const bool is_hash = said.size() == 64 && said.find_first_not_of(digits) == std::string::npos;
    if (said.empty() || is_hash) return said;
    return at(failure(Errc::invalid, bad_hash), "before");
}

class VaultSink final : public http::BodySink {
public:
    VaultSink(std::unique_ptr<vault::Writer> writer, Uploaded uploaded, std::string path,
              team::RenderProblem render, Journalled then)
        : writer_{std::move(writer)}, uploaded_{std::move(uploaded)}, path_{std::move(path)},
          render_{std::move(render)}, then_{std::move(then)} {}

    Result<> write(ByteView piece) override { return writer_->write(piece); }

    http::Response finish() override {
        auto stored = writer_->finish();
        if (!stored.ok()) return render_(stored.error(), uploaded_.language);
        uploaded_.stored = stored.value();
        Sha256 hasher;
        hasher.update(as_bytes(path_ + "\n" + uploaded_.name + "\n" + uploaded_.kind + "\n" +
                               uploaded_.sha256_before + "\n"));
        hasher.update(uploaded_.stored.sha256);
        uploaded_.once.request = hasher.finish();
        auto answer = then_(uploaded_);
        if (!answer.ok()) return render_(answer.error(), uploaded_.language);
        return std::move(answer).value();
    }

private:
    std::unique_ptr<vault::Writer> writer_;
    Uploaded uploaded_;
    std::string path_;
    team::RenderProblem render_;
    Journalled then_;
};

// Asks again what the gate asked when the upload began.
Result<Hand> still_may(const Desk& desk, store::Read& db, const Uploaded& file) {
    const auto& charter = desk.book.current().charter;
    const auto& who = file.actor.person;
    const auto& about = file.right.about;
    Hand hand{.actor = file.actor,
              .standing = TRY(team::standing_at(db, charter, who, desk.now(), about))};
    const auto held = TRY(team::post_for(charter, hand.standing, file.right.action, file.language));
    hand.actor.post = held.id;
    hand.actor.acting_for = held.acting_for;
    if (about.kind.empty()) return hand;
    const auto knows = TRY(team::may_know(db, about, who));
    if (!knows) return failure(Errc::not_found, nothing_here);
    return hand;
}

Result<Uuid> record_once(const Desk& desk, const Uploaded& file,
                         const std::function<Result<>(store::Write&, const Hand&)>& act) {
    const auto stands = TRY(desk.accounts.still_stands(file.identity));
    if (!stands) return failure(Errc::unauthenticated, session_over);
    return desk.store.write_for([&](store::Write& db) -> Result<Uuid> {
        const auto hand = TRY(still_may(desk, db, file));
        return team::once(db, file.once, desk.now(), [&]() -> Result<Uuid> {
            TRY(act(db, hand));
            return file.stored.id.value;
        });
    });
}

} // namespace

http::Limits upload_limits() {
    return {.body_bytes_max = attachment_bytes_max, .body_time_max = std::chrono::hours{1}};
}

Result<std::unique_ptr<http::BodySink>> open_upload(const Desk& desk, const team::Call& call,
                                                    Right right, team::RenderProblem render,
                                                    Journalled then) {
    auto name = TRY(file_name(call.request));
    auto kind = TRY(file_kind(call.request));
    auto before = TRY(hash_before(call.request));
    auto once = TRY(team::once_key(call));
    const auto key = TRY(desk.keys.fresh());
    Uploaded uploaded{.stored = {},
                      .name = std::move(name),
                      .kind = std::move(kind),
                      .sha256_before = std::move(before),
                      .key = key.id,
                      .once = std::move(once),
                      .right = std::move(right),
                      .identity = call.identity,
                      .actor = call.actor,
                      .language = call.language};
    // Sending is no silence: the session stands until somebody ends it or its hours are over.
    uploaded.identity.own_device = true;
    auto writer = TRY(desk.vault.create(key.key, attachment_bytes_max));
    return std::unique_ptr<http::BodySink>{
        std::make_unique<VaultSink>(std::move(writer), std::move(uploaded), call.request.path,
                                    std::move(render), std::move(then))};
}

Result<BlobId> journal_once(const Desk& desk, const Uploaded& file,
                            const std::function<Result<>(store::Write&, const Hand&)>& act) {
    const auto journalled = record_once(desk, file, act);
    // When the store could not say whether it was kept, the blob must stay.
    const bool is_sure = journalled.ok() || journalled.error().code != Errc::unavailable;
    const bool stands = journalled.ok() && journalled.value() == file.stored.id.value;
    if (is_sure && !stands) TRY(desk.vault.remove(file.stored.id));
    if (!journalled.ok()) return journalled.error();
    return BlobId{journalled.value()};
}

Result<http::Response> download(const Desk& desk, const BlobId& blob, const journal::KeyId& key,
                                const std::string& name, std::uint64_t bytes) {
    const auto seal_key = TRY(desk.keys.find(key));
    auto reader = TRY(desk.vault.open(blob, seal_key));
    http::Response response;
    response.pieces = [held = std::move(reader)] { return held->read(); };
    response.with("Content-Type", "application/octet-stream")
        .with("Content-Length", std::to_string(bytes))
        .with("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encoded(name))
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("Cache-Control", "no-store");
    return response;
}

} // namespace sokuo::incident
