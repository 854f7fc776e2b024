#include "core/bytes.h"
#include "detect/evtx/crc32.h"
#include "detect/evtx/evtx_test.h"
#include "detect/evtx/template.h"

#include <algorithm>
#include <cstring>

namespace sokuo::detect::evtx::test {

std::string utf16(std::string_view ascii) {
    std::string out;
    for (const char letter : ascii) {
        out += letter;
        out += '\0';
    }
    return out;
}

Node element(std::string name, Attributes attributes, std::vector<Node> inner) {
    return {.kind = Node::Kind::element,
            .text = std::move(name),
            .attributes = std::move(attributes),
            .inner = std::move(inner)};
}
Node text(std::string_view ascii) {
    return {.kind = Node::Kind::text, .text = utf16(ascii)};
}
Node typed(std::uint8_t type, std::string bytes) {
    return {.kind = Node::Kind::typed, .text = std::move(bytes), .type = type};
}
Node cdata(std::string_view ascii) {
    return {.kind = Node::Kind::cdata, .text = utf16(ascii)};
}
Node character(std::uint16_t unit) {
    return {.kind = Node::Kind::character, .number = unit};
}
Node entity(std::string name) {
    return {.kind = Node::Kind::entity, .text = std::move(name)};
}
Node instruction(std::string name, std::string_view data) {
    return {.kind = Node::Kind::instruction, .text = std::move(name), .inner = {text(data)}};
}
Node normal(std::uint16_t index, std::uint8_t type) {
    return {.kind = Node::Kind::normal, .number = index, .type = type};
}
Node optional(std::uint16_t index, std::uint8_t type) {
    return {.kind = Node::Kind::optional, .number = index, .type = type};
}
Filling filled(std::string_view ascii) {
    return {.type = 0x01, .bytes = utf16(ascii)};
}

Chunk::Chunk() : bytes_(chunk_head_bytes, '\0') {}

void Chunk::begin_record(std::uint64_t number, std::uint64_t written) {
    records_.push_back(bytes_.size());
    bytes_ += record_magic;
    u32(0);
    bytes_ += raw(number);
    bytes_ += raw(written);
}

void Chunk::end_record() {
    while ((bytes_.size() + 4) % 8 != 0)
        bytes_ += '\0';
    const auto size = static_cast<std::uint32_t>(bytes_.size() + 4 - records_.back());
    u32(size);
    std::memcpy(bytes_.data() + records_.back() + 4, &size, 4);
}

void Chunk::fragment() {
    bytes_ += std::string_view{"\x0f\x01\x01\x00", 4};
}

// A size that stands before what it counts.
void Chunk::patch(std::size_t at) {
    const auto size = static_cast<std::uint32_t>(bytes_.size() - at - 4);
    std::memcpy(bytes_.data() + at, &size, 4);
}

void Chunk::name(std::string_view text) {
    if (const auto known = names_.find(text); known != names_.end()) return u32(known->second);
    const auto at = static_cast<std::uint32_t>(bytes_.size() + 4);
    names_.emplace(text, at);
    u32(at);
    u32(0);
    u16(name_hash(utf16(text)));
    u16(static_cast<std::uint16_t>(text.size()));
    bytes_ += utf16(text);
    u16(0);
}

void Chunk::element(const Node& node) {
    bytes_ += node.attributes.empty() ? '\x01' : '\x41';
    if (is_definition_) u16(0xffff);
    const auto size_at = bytes_.size();
    u32(0);
    name(node.text);
    if (!node.attributes.empty()) {
        const auto list_at = bytes_.size();
        u32(0);
        for (const auto& [called, value] : node.attributes) {
            bytes_ += &called == &node.attributes.back().first ? '\x06' : '\x46';
            name(called);
            for (const auto& piece : value)
                write(piece);
        }
        patch(list_at);
    }
    if (node.inner.empty()) {
        bytes_ += '\x03';
    } else {
        bytes_ += '\x02';
        for (const auto& piece : node.inner)
            write(piece);
        bytes_ += '\x04';
    }
    patch(size_at);
}

void Chunk::write(const Node& node) {
    const auto counted = [&](char token, std::string_view text) {
        bytes_ += token;
        if (token == '\x05') bytes_ += '\x01';
        u16(static_cast<std::uint16_t>(text.size() / 2));
        bytes_ += text;
    };
    switch (node.kind) {
    case Node::Kind::element: return element(node);
    case Node::Kind::text: return counted('\x05', node.text);
    case Node::Kind::cdata: return counted('\x07', node.text);
    case Node::Kind::typed:
        bytes_ += '\x05';
        bytes_ += static_cast<char>(node.type);
        if (node.type == 2) u16(static_cast<std::uint16_t>(node.text.size()));
        bytes_ += node.text;
        return;
    case Node::Kind::character: bytes_ += '\x08'; return u16(node.number);
    case Node::Kind::entity: bytes_ += '\x09'; return name(node.text);
    case Node::Kind::instruction:
        bytes_ += '\x0a';
        name(node.text);
        return counted('\x0b', node.inner[0].text);
    case Node::Kind::normal:
    case Node::Kind::optional:
        bytes_ += node.kind == Node::Kind::normal ? '\x0d' : '\x0e';
        u16(node.number);
        bytes_ += static_cast<char>(node.type);
        return;
    }
}

void Chunk::instance(const Definition& definition, const std::vector<Filling>& fillings) {
    bytes_ += std::string_view{"\x0c\x01", 2};
    u32(definition.guid[0]);
    const auto known = definitions_.find(definition.guid);
    if (known != definitions_.end()) {
        u32(known->second);
    } else {
        const auto at = static_cast<std::uint32_t>(bytes_.size() + 4);
        definitions_.emplace(definition.guid, at);
        u32(at);
        u32(0);
        for (const auto part : definition.guid)
            u32(part);
        const auto size_at = bytes_.size();
        u32(0);
        fragment();
        is_definition_ = true;
        element(definition.root);
        is_definition_ = false;
        bytes_ += '\0';
        patch(size_at);
    }
    u32(static_cast<std::uint32_t>(fillings.size()));
    const auto heads = bytes_.size();
    bytes_.append(4 * fillings.size(), '\0');
    for (std::size_t each = 0; each < fillings.size(); ++each) {
        const auto begin = bytes_.size();
        bytes_ += fillings[each].bytes;
        if (fillings[each].write) fillings[each].write(*this);
        const auto size = static_cast<std::uint16_t>(bytes_.size() - begin);
        std::memcpy(bytes_.data() + heads + 4 * each, &size, 2);
        bytes_[heads + 4 * each + 2] = static_cast<char>(fillings[each].type);
    }
}

void Chunk::add(std::uint64_t number, const Definition& definition,
                const std::vector<Filling>& fillings) {
    begin_record(number);
    fragment();
    instance(definition, fillings);
    bytes_ += '\0';
    end_record();
}

std::string Chunk::finished(std::size_t free) const {
    auto out = bytes_;
    out.resize(chunk_bytes, '\0');
    const auto end = static_cast<std::uint32_t>(free == 0 ? bytes_.size() : free);
    const auto put = [&](std::size_t at, std::uint32_t number) {
        std::memcpy(out.data() + at, &number, 4);
    };
    std::memcpy(out.data(), chunk_magic.data(), chunk_magic.size());
    put(40, 128);
    put(48, end);
    put(52, crc32(std::string_view{out}.substr(chunk_head_bytes, end - chunk_head_bytes)));
    put(124,
        crc32(std::string_view{out}.substr(128, 384), crc32(std::string_view{out}.substr(0, 120))));
    return out;
}

std::string file(const std::vector<std::string>& chunks, std::uint32_t flags) {
    std::string out{file_magic};
    out.resize(file_head_bytes, '\0');
    const auto put = [&](std::size_t at, std::uint32_t number) {
        std::memcpy(out.data() + at, &number, 4);
    };
    put(32, 128);
    put(36, 0x0003'0001);
    put(40, 0x0001'1000);
    put(120, flags);
    put(124, crc32(std::string_view{out}.substr(0, 120)));
    for (const auto& chunk : chunks)
        out += chunk;
    return out;
}

Definition event_definition(std::uint32_t id, const std::vector<std::string>& data) {
    std::vector<Node> values;
    values.reserve(data.size());
    std::uint16_t index = 10;
    for (const auto& name : data)
        values.push_back(element("Data", {{"Name", {text(name)}}}, {normal(index++)}));
    return {
        .guid = {id, 2, 3, 4},
        .root = element(
            "Event", {{"xmlns", {text("http://schemas.microsoft.com/win/2004/08/events/event")}}},
            {element("System", {},
                     {element("Provider",
                              {{"Name", {text("Microsoft-Windows-Security-Auditing")}},
                               {"Guid", {optional(0, 0x0f)}}},
                              {}),
                      element("EventID", {{"Qualifiers", {optional(1, 0x06)}}}, {normal(2, 0x06)}),
                      element("Version", {}, {normal(3, 0x04)}),
                      element("TimeCreated", {{"SystemTime", {normal(4, 0x11)}}}, {}),
                      element("EventRecordID", {}, {normal(5, 0x0a)}),
                      element("Correlation", {{"ActivityID", {optional(6, 0x0f)}}}, {}),
                      element("Execution", {{"ProcessID", {normal(7, 0x08)}}}, {}),
                      element("Channel", {}, {normal(8)}), element("Computer", {}, {normal(9)})}),
             element("EventData", {}, std::move(values))})};
}

std::vector<Filling> event_fillings(std::uint16_t event, std::uint64_t number,
                                    std::string_view channel, std::vector<Filling> data) {
    std::vector<Filling> all{{.type = 0x00},
                             {.type = 0x00},
                             {.type = 0x06, .bytes = raw(event)},
                             {.type = 0x04, .bytes = raw(std::uint8_t{2})},
                             {.type = 0x11, .bytes = raw(std::uint64_t{132'467'383'961'234'567})},
                             {.type = 0x0a, .bytes = raw(number)},
                             {.type = 0x00},
                             {.type = 0x08, .bytes = raw(std::uint32_t{4'321})},
                             filled(channel),
                             filled("mihon-pc01.example")};
    for (auto& filling : data)
        all.push_back(std::move(filling));
    return all;
}

namespace {

class Memory final : public ByteStream {
public:
    Memory(std::string bytes, std::size_t fails_at)
        : bytes_{std::move(bytes)}, fails_at_{fails_at} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        static constexpr Message gone{"test.gone", "読めません。", "Cannot be read."};
        if (fails_at_ != 0 && at_ + room.size() > fails_at_)
            return failure(Errc::unavailable, gone);
        const auto count = std::min(room.size(), bytes_.size() - at_);
        if (count > 0) std::memcpy(room.data(), bytes_.data() + at_, count);
        at_ += count;
        return count;
    }

private:
    std::string bytes_;
    std::size_t fails_at_;
    std::size_t at_ = 0;
};

struct Listener final : Sink {
    Listener(const Reader& by, Desk& with, Reading& into) : reader{by}, desk{with}, out{into} {}
    void take(const Event& event) override {
        Told told{.event_id = event.event_id, .record = event.record, .recovered = event.recovered};
        std::string room;
        for (const auto& value : event.values) {
            told.values.emplace_back(reader.names(desk).name(value.field), text_of(value, room));
            told.types.push_back(value.type);
        }
        told.channel = text_of(event.channel, room);
        told.provider = text_of(event.provider, room);
        told.computer = text_of(event.computer, room);
        told.time = text_of(event.time, room);
        out.events.push_back(std::move(told));
    }
    const Reader& reader;
    Desk& desk;
    Reading& out;
};

} // namespace

std::unique_ptr<ByteStream> stream(std::string bytes, std::size_t fails_at) {
    return std::make_unique<Memory>(std::move(bytes), fails_at);
}

std::string Told::operator[](std::string_view name) const {
    std::string all;
    bool has_any = false;
    for (const auto& [field, value] : values) {
        if (field != name) continue;
        if (std::exchange(has_any, true)) all += '|';
        all += value;
    }
    return has_any ? all : "(none)";
}

std::vector<std::uint64_t> Reading::records() const {
    std::vector<std::uint64_t> all;
    all.reserve(events.size());
    for (const auto& event : events)
        all.push_back(event.record);
    return all;
}

Reading read_all(Reader& reader) {
    Reading out;
    const auto desk = reader.desk(Names{});
    Listener listener{reader, *desk, out};
    Block block;
    for (;;) {
        const auto more = reader.cut(block);
        if (!more.ok()) {
            out.error = more.error().message->code();
            continue;
        }
        if (!more.value()) break;
        Tally tally;
        reader.read(block, *desk, listener, tally);
        out.tally.events += tally.events;
        out.tally.recovered += tally.recovered;
        out.tally.unreadable += tally.unreadable;
        for (const auto& trouble : tally.troubles)
            out.troubles.emplace_back(trouble.message->code());
    }
    out.names = reader.names(*desk).count();
    return out;
}

Reading read_file(std::string bytes, EvtxOptions options) {
    auto reader = open_evtx(stream(std::move(bytes)), options);
    return read_all(*reader.value());
}

Tally count_file(std::string bytes) {
    struct Silent final : Sink {
        void take(const Event&) override {}
    };
    auto reader = open_evtx(stream(std::move(bytes)));
    const auto desk = reader.value()->desk(Names{});
    Silent silent;
    Tally tally;
    Block block;
    while (reader.value()->cut(block).value())
        reader.value()->read(block, *desk, silent, tally);
    return tally;
}

Reading read_image(std::string bytes) {
    const auto reader = open_carve(stream(std::move(bytes)));
    return read_all(*reader);
}

} // namespace sokuo::detect::evtx::test
