#include "journal/leaf.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace sokuo::journal {
namespace {

inline constexpr Message leaf_broken{
    "journal.leaf_broken", "記録の形式が壊れています（{0}）。sokuo verify で確かめてください。",
    "A journal entry is not in its form ({0}). Run `sokuo verify`."};

// Which of the four ids of an actor follow; an id of zeros is never written.
enum : unsigned { has_person = 1, has_post = 2, has_acting_for = 4, has_request = 8 };

class Encoder {
public:
    Encoder() { bytes_.reserve(256); }

    template <class Unsigned>
    void number(Unsigned value) {
        for (std::size_t left = sizeof(Unsigned); left-- > 0;)
            bytes_.push_back(static_cast<std::byte>((value >> (left * 8)) & 0xFFU));
    }
    void time(Time time) { number(static_cast<std::uint64_t>(time.time_since_epoch().count())); }
    void fixed(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    // The length goes first: without it, "ab" + "c" and "a" + "bc" would have the same hash.
    void name(std::string_view text) {
        number(static_cast<std::uint8_t>(text.size()));
        fixed(as_bytes(text));
    }
    template <class Tag>
    void id(const Id<Tag>& id) {
        if (!id.empty()) fixed(id.bytes());
    }

    [[nodiscard]] Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

// Reads in order; the first thing that is wrong is kept, and everything after it reads as zero.
class Decoder {
public:
    explicit Decoder(ByteView bytes) : rest_{bytes} {}

    template <class Unsigned>
    Unsigned number() {
        std::uint64_t value = 0;
        for (const auto byte : take(sizeof(Unsigned)))
            value = (value << 8U) | std::to_integer<std::uint64_t>(byte);
        return static_cast<Unsigned>(value);
    }
    std::int64_t ordinal(const char* what) {
        const auto value = number<std::uint64_t>();
        demand(value >= 1 && value <= std::numeric_limits<std::int64_t>::max(), what);
        return static_cast<std::int64_t>(value);
    }
    Time time() { return Time{Duration{static_cast<std::int64_t>(number<std::uint64_t>())}}; }
    std::string name() {
        const auto size = number<std::uint8_t>();
        return std::string{as_text(take(size))};
    }
    template <std::size_t N>
    std::array<std::byte, N> fixed() {
        std::array<std::byte, N> out{};
        std::ranges::copy(take(N), out.begin());
        return out;
    }
    template <class IdType>
    IdType id(bool present, const char* what) {
        if (!present) return {};
        const IdType id{fixed<16>()};
        demand(!id.empty(), what);
        return id;
    }

    void demand(bool holds, const char* what) {
        if (!holds && wrong_ == nullptr) wrong_ = what;
    }
    [[nodiscard]] const char* finish() {
        demand(rest_.empty(), "trailing bytes");
        return wrong_;
    }

private:
    ByteView take(std::size_t count) {
        demand(count <= rest_.size(), "too short");
        if (wrong_ != nullptr) return {};
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    ByteView rest_;
    const char* wrong_ = nullptr;
};

unsigned ids_present(const Actor& actor) {
    return (actor.person.empty() ? 0U : has_person) | (actor.post.empty() ? 0U : has_post) |
           (actor.acting_for.empty() ? 0U : has_acting_for) |
           (actor.request.empty() ? 0U : has_request);
}

Actor decode_actor(Decoder& in) {
    Actor actor;
    const unsigned present = in.number<std::uint8_t>();
    in.demand(present <= (has_person | has_post | has_acting_for | has_request), "actor");
    actor.person = in.id<PersonId>((present & has_person) != 0, "person");
    actor.post = in.id<PostId>((present & has_post) != 0, "post");
    actor.acting_for = in.id<PostId>((present & has_acting_for) != 0, "acting for");
    const auto assurance = in.number<std::uint8_t>();
    in.demand(assurance <= static_cast<std::uint8_t>(Assurance::second), "assurance");
    actor.assurance = static_cast<Assurance>(assurance);
    actor.request = in.id<RequestId>((present & has_request) != 0, "request");
    return actor;
}

std::vector<Commitment> decode_commitments(Decoder& in) {
    std::vector<Commitment> commitments;
    const auto count = in.number<std::uint8_t>();
    in.demand(count <= slot_count, "number of commitments");
    for (unsigned i = 0; i < count && i < slot_count; ++i) {
        Commitment commitment;
        const auto slot = in.number<std::uint8_t>();
        in.demand(slot < slot_count, "slot");
        commitment.slot = static_cast<Slot>(slot);
        in.demand(commitments.empty() || commitments.back().slot < commitment.slot,
                  "order of slots");
        commitment.bytes = in.number<std::uint32_t>();
        in.demand(commitment.bytes >= 1 && commitment.bytes <= body_bytes_max, "length of a body");
        commitment.hash = in.fixed<32>();
        commitments.push_back(commitment);
    }
    return commitments;
}

} // namespace

const Commitment* Leaf::commitment(Slot slot) const {
    const auto found = std::ranges::find(commitments, slot, &Commitment::slot);
    return found == commitments.end() ? nullptr : &*found;
}

Hash commit_to(const Salt& salt, ByteView body) {
    constexpr std::byte prefix{0x10};
    Sha256 hash;
    hash.update({&prefix, 1});
    hash.update(salt);
    hash.update(body);
    return hash.finish();
}

bool is_kind(std::string_view text) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return !text.empty() && text.size() <= kind_bytes_max && lower(text.front()) &&
           std::ranges::all_of(
               text, [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_type(std::string_view text) {
    if (text.size() > type_bytes_max) return false;
    std::size_t words = 0;
    for (;; ++words) {
        const auto dot = text.find('.');
        if (!is_kind(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return words >= 1;
        text.remove_prefix(dot + 1);
    }
}

Bytes encode(const Leaf& leaf) {
    assert(leaf.seq >= 1 && leaf.rev >= 1 && leaf.version >= 1);
    assert(is_kind(leaf.stream.kind) && is_type(leaf.type));
    Encoder out;
    out.number(leaf_format);
    out.fixed(leaf.log_id);
    out.number(static_cast<std::uint64_t>(leaf.seq));
    out.name(leaf.stream.kind);
    out.fixed(leaf.stream.id);
    out.number(static_cast<std::uint64_t>(leaf.rev));
    out.name(leaf.type);
    out.number(leaf.version);
    out.time(leaf.recorded_at);
    out.number(static_cast<std::uint8_t>(leaf.occurred_at ? 1 : 0));
    if (leaf.occurred_at) out.time(*leaf.occurred_at);
    out.number(static_cast<std::uint8_t>(ids_present(leaf.actor)));
    out.id(leaf.actor.person);
    out.id(leaf.actor.post);
    out.id(leaf.actor.acting_for);
    out.number(static_cast<std::uint8_t>(leaf.actor.assurance));
    out.id(leaf.actor.request);
    out.number(static_cast<std::uint8_t>(leaf.commitments.size()));
    for (const auto& commitment : leaf.commitments) {
        out.number(static_cast<std::uint8_t>(commitment.slot));
        out.number(commitment.bytes);
        out.fixed(commitment.hash);
    }
    return out.take();
}

Result<Leaf> decode_leaf(ByteView bytes) {
    Decoder in{bytes};
    Leaf leaf;
    in.demand(in.number<std::uint8_t>() == leaf_format, "format");
    leaf.log_id = in.fixed<16>();
    leaf.seq = in.ordinal("seq");
    leaf.stream.kind = in.name();
    in.demand(is_kind(leaf.stream.kind), "kind");
    leaf.stream.id = in.fixed<16>();
    leaf.rev = in.ordinal("rev");
    leaf.type = in.name();
    in.demand(is_type(leaf.type), "type");
    leaf.version = in.number<std::uint16_t>();
    in.demand(leaf.version >= 1, "version");
    leaf.recorded_at = in.time();
    const auto occurred = in.number<std::uint8_t>();
    in.demand(occurred <= 1, "occurred");
    if (occurred == 1) leaf.occurred_at = in.time();
    leaf.actor = decode_actor(in);
    leaf.commitments = decode_commitments(in);
    if (const auto* wrong = in.finish()) return failure(Errc::corrupt, leaf_broken, {wrong});
    return leaf;
}

} // namespace sokuo::journal
