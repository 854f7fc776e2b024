#include "bundle/bundle.h"

#include "core/fields.h"
#include "core/seal.h"
#include "core/sha256.h"
#include "journal/base64.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace sokuo::bundle {
namespace {

constexpr Message no_bundle{"bundle.no_bundle", "運び込む束（sokuo-bundle/1）ではありません。",
                            "This is no bundle (sokuo-bundle/1)."};
constexpr Message too_large{"bundle.too_large", "束が大きすぎます（{0}MBまで）。",
                            "The bundle is too large (at most {0} MB)."};
constexpr Message unknown_sender{"bundle.unknown_sender",
                                 "送り元「{0}」は bundles.yaml に書かれていません。",
                                 "The sender “{0}” is not named in bundles.yaml."};
constexpr Message not_for_us{"bundle.not_for_us", "この束の宛先は「{0}」です。ここではありません。",
                             "This bundle is for “{0}”, not for us."};
constexpr Message altered{
    "bundle.altered", "束が途中で書きかえられたか、壊れています。送り元でもう一度作ってください。",
    "The bundle was altered or damaged on its way. Have it made again."};

constexpr std::string_view mark = "sokuo-bundle/1\n";
constexpr std::size_t line_max = std::size_t{8} * 1024;

Error damaged() {
    return failure(Errc::invalid, altered);
}

template <std::size_t size>
std::optional<std::array<std::byte, size>> fixed(std::string_view base64) {
    const auto bytes = journal::from_base64(base64);
    if (!bytes || bytes->size() != size) return {};
    std::array<std::byte, size> found{};
    std::ranges::copy(*bytes, found.begin());
    return found;
}

void put(Bytes& bytes, std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<std::byte>(number >> shift & 0xFFU));
}

// Takes from the front; nothing when there is less.
class Taker {
public:
    explicit Taker(ByteView bytes) : rest_{bytes} {}
    [[nodiscard]] bool is_done() const { return rest_.empty(); }
    std::optional<ByteView> take(std::size_t size) {
        if (size > rest_.size()) return {};
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    std::optional<std::uint32_t> number() {
        const auto bytes = take(4);
        if (!bytes) return {};
        std::uint32_t value = 0;
        for (unsigned byte = 0; byte < 4; ++byte)
            value |= std::to_integer<std::uint32_t>((*bytes)[byte]) << (8 * byte);
        return value;
    }
    /// A line without its end.
    std::optional<std::string_view> line() {
        const auto text = as_text(rest_.first(std::min(rest_.size(), line_max)));
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return {};
        rest_ = rest_.subspan(end + 1);
        return text.substr(0, end);
    }
    [[nodiscard]] ByteView rest() const { return rest_; }

private:
    static std::string_view as_text(ByteView bytes) {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    ByteView rest_;
};

Json to_json(const Head& head, ByteView key, ByteView body) {
    auto json = Json::object({{"from", head.from},
                              {"to", head.to},
                              {"number", head.number},
                              {"first", head.first},
                              {"last", head.last},
                              {"made_at", to_rfc3339(head.made_at)},
                              {"key", to_base64(key)},
                              {"body_sha256", to_hex(sha256(body))}});
    if (!head.previous.empty()) json.set("previous", head.previous);
    return json;
}

struct ReadHead {
    Head head;
    Bytes key;
    std::string body_sha256;
};

Result<ReadHead> read_head(std::string_view line) {
    auto json = parse_json(line);
    if (!json.ok()) return damaged();
    Fields in{json.value()};
    ReadHead read;
    read.head.from = in.text("from", {.length_max = 40});
    read.head.to = in.text("to", {.length_max = 40});
    read.head.number = in.integer("number", 1, std::int64_t{1} << 50);
    read.head.first = in.integer("first", 1, std::int64_t{1} << 50);
    read.head.last = in.integer("last", 1, std::int64_t{1} << 50);
    read.head.made_at = in.time("made_at");
    read.head.previous = in.optional_text("previous", {.length_max = 64}).value_or("");
    const auto key = in.text("key", {.length_max = 200});
    read.body_sha256 = in.text("body_sha256", {.length_max = 64});
    auto bytes = journal::from_base64(key);
    if (!in.finish().ok() || !bytes) return damaged();
    read.key = *std::move(bytes);
    return read;
}

std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

Bytes write_items(const std::vector<Item>& items) {
    Bytes body;
    for (const auto& item : items) {
        auto json = item.what;
        json.set("number", item.number);
        const auto text = canonical(json);
        assert(text.size() <= item_bytes_max && item.file.size() <= file_bytes_max);
        put(body, static_cast<std::uint32_t>(text.size()));
        const auto bytes = as_bytes(text);
        body.insert(body.end(), bytes.begin(), bytes.end());
        put(body, static_cast<std::uint32_t>(item.file.size()));
        body.insert(body.end(), item.file.begin(), item.file.end());
    }
    return body;
}

Result<std::vector<Item>> read_items(ByteView body) {
    std::vector<Item> items;
    Taker in{body};
    while (!in.is_done()) {
        const auto size = in.number();
        if (!size || *size > item_bytes_max || items.size() == items_max) return damaged();
        const auto text = in.take(*size);
        const auto file_size = in.number();
        if (!text || !file_size || *file_size > file_bytes_max) return damaged();
        const auto file = in.take(*file_size);
        auto json = parse_json(text_of(*text));
        if (!file || !json.ok() || json.value().members() == nullptr) return damaged();
        Item item{.number = json.value()["number"].integer_or(0),
                  .what = std::move(json).value(),
                  .file = {file->begin(), file->end()}};
        if (item.number < 1 || (!items.empty() && item.number != items.back().number + 1))
            return damaged();
        items.push_back(std::move(item));
    }
    if (items.empty()) return damaged();
    return items;
}

Bytes write(const Bundle& bundle, const Secret& sender, const Card& receiver, Random& random) {
    assert(!bundle.items.empty() && bundle.items.size() <= items_max);
    SealKey key{};
    random.fill(key);
    const auto plain = write_items(bundle.items);
    assert(plain.size() <= body_bytes_max);
    const auto body = seal(key, plain, as_bytes(mark), random);
    const auto head = canonical(to_json(bundle.head, enclose(receiver.envelope, key), body));
    const auto said = std::string{mark} + head + "\n";
    const auto signature = to_base64(sender.sign.sign(as_bytes(said))) + "\n";
    Bytes file;
    file.reserve(said.size() + signature.size() + body.size());
    for (const auto part : {as_bytes(said), as_bytes(signature), ByteView{body}})
        file.insert(file.end(), part.begin(), part.end());
    return file;
}

Result<Bundle> read(ByteView file, const Secret& receiver, const std::vector<Card>& senders) {
    if (file.size() > bundle_bytes_max)
        return failure(Errc::too_large, too_large, {std::to_string(bundle_bytes_max >> 20U)});
    Taker in{file};
    const auto begin = in.take(mark.size());
    if (!begin || text_of(*begin) != mark) return failure(Errc::invalid, no_bundle);
    const auto head_line = in.line();
    const auto signature_line = in.line();
    if (!head_line || !signature_line) return damaged();
    const auto signature = fixed<64>(*signature_line);
    auto head = TRY(read_head(*head_line));
    const auto sender = std::ranges::find(senders, head.head.from, &Card::name);
    if (sender == senders.end()) return failure(Errc::forbidden, unknown_sender, {head.head.from});
    const auto said = std::string{mark} + std::string{*head_line} + "\n";
    if (!signature || !is_signed_by(sender->sign, as_bytes(said), *signature)) return damaged();
    // From here on it is the sender who speaks.
    if (head.head.to != receiver.name) return failure(Errc::forbidden, not_for_us, {head.head.to});
    if (to_hex(sha256(in.rest())) != head.body_sha256) return damaged();
    const auto opened = receiver.envelope.open(head.key);
    SealKey key{};
    if (!opened.ok() || opened.value().size() != key.size()) return damaged();
    std::ranges::copy(opened.value(), key.begin());
    const auto plain = unseal(key, in.rest(), as_bytes(mark));
    if (!plain.ok()) return damaged();
    Bundle bundle{.head = std::move(head.head), .items = TRY(read_items(plain.value()))};
    const bool is_as_said = bundle.items.front().number == bundle.head.first &&
                            bundle.items.back().number == bundle.head.last;
    if (!is_as_said) return damaged();
    return bundle;
}

} // namespace sokuo::bundle
