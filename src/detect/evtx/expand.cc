#include "detect/evtx/expand.h"

#include "detect/evtx/evtx.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::detect::evtx {

namespace {

constexpr std::uint8_t type_null = 0x00;
constexpr std::uint8_t type_xml = 0x21;
constexpr std::uint8_t array_flag = 0x80;

// How many bytes a value of a type has; 0: any, or more to look at.
constexpr std::array<std::uint8_t, 256> fixed_sizes = [] {
    std::array<std::uint8_t, 256> sizes{};
    sizes[0x03] = sizes[0x04] = 1;
    sizes[0x05] = sizes[0x06] = 2;
    sizes[0x07] = sizes[0x08] = sizes[0x0b] = sizes[0x0d] = sizes[0x14] = 4;
    sizes[0x09] = sizes[0x0a] = sizes[0x0c] = sizes[0x11] = sizes[0x15] = 8;
    sizes[0x0f] = sizes[0x12] = 16;
    return sizes;
}();

// Those that need no second look. Booleans do: any size is met.
constexpr std::array<std::uint8_t, 256> plain_sizes = [] {
    auto sizes = fixed_sizes;
    sizes[0x0d] = 0;
    return sizes;
}();

// NULs at the end belong to nobody's text.
std::string_view trimmed(const char* data, std::size_t size, std::size_t unit) {
    if (unit == 2) {
        while (size >= 2 && load<std::uint16_t>(data + (size & ~std::size_t{1}) - 2) == 0)
            size = (size & ~std::size_t{1}) - 2;
    } else {
        while (size > 0 && data[size - 1] == '\0')
            --size;
    }
    return {data, size};
}

struct Shaped {
    Type type;
    std::string_view bytes;
};

// A value whose size is not that of its type, and those of types with more than one size.
Shaped shape(std::uint8_t type, const char* data, std::size_t size) {
    const std::string_view bytes{data, size};
    if (type == 0x01) return {Type::utf16, trimmed(data, size, 2)};
    if (type == 0x02) return {Type::ansi, trimmed(data, size, 1)};
    if (size == 0) return {Type::null, {}};
    if (type == 0x0d) { // Any size but one or four: what counts is whether there is a bit.
        static constexpr std::array<char, 2> flags{'\0', '\1'};
        if (size == 1) return {Type::boolean, bytes};
        const bool is_true = bytes.find_first_not_of('\0') != std::string_view::npos;
        return {Type::boolean, {&flags[is_true ? 1 : 0], 1}};
    }
    if (type == 0x10 && (size == 4 || size == 8)) return {Type::size, bytes};
    if (type == 0x13 && size >= 8) {
        const auto whole = 8 + 4 * std::size_t{static_cast<unsigned char>(data[1])};
        if (size >= whole) return {Type::sid, bytes.substr(0, whole)};
    }
    if (fixed_sizes[type] == size) return {static_cast<Type>(type), bytes};
    return {Type::binary, bytes};
}

} // namespace

Expander::Expander(const Names& names, const Library* library)
    : fields_{names}, shelf_{fields_, library}, values_(values_max),
      substitutions_(chunk_bytes / 4) {
    texts_.reserve(text_bytes_max);
}

Expander::Outcome Expander::expand(const Task& task, Event& event) {
    count_ = 0;
    steps_ = 0;
    steps_allowed_ = std::min(steps_least + (task.end - task.begin), steps_max);
    held_ = 0;
    texts_.clear();
    shelf_.forget_unkept();
    event_ = &event;
    is_live_ = task.is_live;
    number_ = task.number;
    has_id_ = false;
    event.channel = event.provider = event.computer = event.time = {};
    event.event_id = 0;
    event.record = 0;
    outcome_ = {};
    outcome_.stop = task.begin;
    outcome_.is_readable = fragment(task.window, task.begin, task.end, 0, true);
    event.values = {values_.data(), count_};
    return outcome_;
}

// Elements and instances of templates, one behind the other. False when there is none.
bool Expander::fragment(const Window& window, std::size_t begin, std::size_t end, std::size_t depth,
                        bool is_root) {
    if (depth > nesting_max) return false;
    // A value may be asked for again and again: what it costs to read it counts each time.
    steps_ += 1 + (end - begin) / 64;
    if (steps_ > steps_allowed_) {
        outcome_.is_within_limits = false;
        return true;
    }
    bool has_any = false;
    auto at = begin;
    while (at < end) {
        const auto token = static_cast<unsigned char>(window.bytes[at]);
        if (token == 0x0f && end - at >= 4) {
            at += 4;
            continue;
        }
        if (token == 0x0c) {
            if (!instance(window, at, end, depth, is_root)) return has_any;
        } else if (token == 0x01 || token == 0x41) {
            if (!element(window, at, end, depth, is_root)) return has_any;
        } else {
            break;
        }
        has_any = true;
        if (is_root) outcome_.stop = at;
    }
    return has_any;
}

bool Expander::element(const Window& window, std::size_t& at, std::size_t end, std::size_t depth,
                       bool is_root) {
    const auto* const shape = shelf_.shape(window, at, end, is_live_, written_, steps_);
    if (shape == nullptr || held_ + written_.size() > substitutions_.size()) return false;
    const auto first = held_;
    for (const auto& text : written_)
        substitutions_[held_++] = {text.data, text.size, 0x01};
    fill(*shape, {window, first, written_.size(), depth, is_root});
    held_ = first;
    return true;
}

// [token, 1, id, offset of the definition, perhaps the definition, count, (size, type, 0)…, data…]
bool Expander::instance(Window window, std::size_t& at, std::size_t end, std::size_t depth,
                        bool is_root) {
    const auto bytes = window.bytes.substr(0, end);
    if (end - at < 14) return false;
    const auto id = load<std::uint32_t>(bytes, at + 2);
    const auto offset = load<std::uint32_t>(bytes, at + 6);
    auto next = at + 10;
    bool is_moved = false;
    bool is_here = window.place(offset, definition_head_bytes) == next;
    if (!is_here && !is_live_ && end - next >= definition_head_bytes && offset < chunk_bytes &&
        load<std::uint32_t>(bytes, next + 4) == id) {
        // A piece of a chunk: this is its definition, so the chunk began there.
        window.origin = static_cast<std::ptrdiff_t>(next) - static_cast<std::ptrdiff_t>(offset);
        is_here = true;
        is_moved = true;
    }
    const auto* known =
        is_moved ? shelf_.learn(window, next, false) : shelf_.at(window, offset, id, is_live_);
    const bool is_guess = known == nullptr && !is_live_ && is_root && count_ == 0;
    if (is_guess) known = &shelf_.usual();
    if (known == nullptr) return false;
    if (is_here) {
        if (end - next < definition_head_bytes) return false;
        const auto size = std::size_t{load<std::uint32_t>(bytes, next + 20)};
        next += definition_head_bytes;
        if (end - next < size) return false;
        next += size;
    }
    if (end - next < 4) return false;
    const auto count = std::size_t{load<std::uint32_t>(bytes, next)};
    next += 4;
    if (count > (end - next) / 4 || held_ + count > substitutions_.size()) return false;
    const auto* head = bytes.data() + next;
    next += count * 4;
    const auto first = held_;
    for (std::size_t each = 0; each < count; ++each, head += 4) {
        const auto size = load<std::uint16_t>(head);
        substitutions_[first + each] = {bytes.data() + next, size,
                                        static_cast<std::uint8_t>(head[2])};
        next += size;
    }
    if (next > end) return false;
    if (!is_live_ && known->substitutions > count) return false;
    if (is_guess && known->substitutions != count) return false;
    at = next;
    held_ += count;
    fill(*known, {window, first, count, depth, is_root});
    held_ = first;
    if (!is_guess || is_likely()) return true;
    count_ = 0;
    return false;
}

// Whether what was read without the record's own template is what an event must have.
bool Expander::is_likely() const {
    return event_->record == number_ && event_->time.type == Type::filetime &&
           event_->provider.type == Type::utf16 && event_->channel.type == Type::utf16;
}

void Expander::fill(const Template& from, const Frame& frame) {
    const auto* const substitutions = substitutions_.data() + frame.first;
    for (const auto& slot : from.slots) {
        if (++steps_ > steps_allowed_ || count_ == values_max) {
            outcome_.is_within_limits = false;
            return;
        }
        switch (slot.kind) {
        case SlotKind::normal:
        case SlotKind::optional: {
            if (slot.index >= frame.count) break;
            const auto& given = substitutions[slot.index];
            // Nine values in ten: a text, or a number of the size it should have.
            if (given.type == 0x01)
                values_[count_++] = {slot.field, Type::utf16, trimmed(given.data, given.size, 2)};
            else if (given.size != 0 && plain_sizes[given.type] == given.size)
                values_[count_++] = {
                    slot.field, static_cast<Type>(given.type), {given.data, given.size}};
            else if (!give(slot, given, frame))
                break;
            if (slot.role != Role::none && frame.is_root) note(slot.role, values_[count_ - 1]);
            break;
        }
        case SlotKind::literal: {
            const auto& value = from.literals[slot.index];
            values_[count_++] = value;
            if (slot.role != Role::none && frame.is_root) note(slot.role, value);
            break;
        }
        case SlotKind::mixed: give_mixed(from, slot, frame); break;
        }
    }
}

// True when the last value now is this one's.
bool Expander::give(const Slot& slot, const Substitution& from, const Frame& frame) {
    const auto before = count_;
    if (from.type == type_null) {
        if (slot.kind == SlotKind::optional) return false;
        push(slot, Type::null, {});
    } else if (from.type == type_xml) {
        if (from.size == 0) return false;
        const auto begin = static_cast<std::size_t>(from.data - frame.window.bytes.data());
        if (!fragment(frame.window, begin, begin + from.size, frame.depth + 1, false))
            outcome_.is_whole = false;
        return false;
    } else if ((from.type & array_flag) != 0) {
        give_array(slot, from);
    } else {
        const auto shaped = shape(from.type, from.data, from.size);
        push(slot, shaped.type, shaped.bytes);
    }
    return count_ > before;
}

void Expander::give_array(const Slot& slot, const Substitution& from) {
    const std::string_view bytes{from.data, from.size};
    const auto type = static_cast<std::uint8_t>(from.type & ~array_flag);
    if (type == 0x01 || type == 0x02) return give_texts(slot, bytes, type == 0x01 ? 2 : 1);
    std::size_t size = fixed_sizes[type];
    if (type == 0x10) size = bytes.size() % 8 == 0 ? 8 : 4;
    for (std::size_t at = 0; at < bytes.size() && outcome_.is_within_limits;) {
        const auto rest = bytes.size() - at;
        auto own = size;
        if (type == 0x13 && rest >= 8)
            own = 8 + 4 * std::size_t{static_cast<unsigned char>(bytes[at + 1])};
        if (own == 0 || own > rest) own = rest;
        const auto shaped = shape(type, bytes.data() + at, own);
        push(slot, shaped.type, shaped.bytes);
        at += own;
    }
}

// Each ends with a NUL; the last may not.
void Expander::give_texts(const Slot& slot, std::string_view bytes, std::size_t unit) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at + unit <= bytes.size() && outcome_.is_within_limits; at += unit) {
        if (bytes[at] != '\0' || (unit == 2 && bytes[at + 1] != '\0')) continue;
        push(slot, unit == 2 ? Type::utf16 : Type::ansi, bytes.substr(begin, at - begin));
        begin = at + unit;
    }
    if (begin + unit <= bytes.size())
        push(slot, unit == 2 ? Type::utf16 : Type::ansi, bytes.substr(begin));
}

void Expander::give_mixed(const Template& from, const Slot& slot, const Frame& frame) {
    const auto& mixed = from.mixed[slot.index];
    auto named = slot;
    if (mixed.name_count > 0) {
        const auto begin = texts_.size();
        if (append_pieces(from, mixed.first + mixed.count, mixed.name_count, frame) &&
            texts_.size() > begin)
            named.field = fields_.of_event(std::string_view{texts_}.substr(begin));
        texts_.resize(begin);
        const auto& only = from.pieces[mixed.first];
        if (mixed.count == 1) {
            named.kind = only.kind;
            if (only.kind == SlotKind::literal)
                push(named, only.type, only.text);
            else if (only.index < frame.count)
                static_cast<void>(give(named, substitutions_[frame.first + only.index], frame));
            return;
        }
    }
    const auto begin = texts_.size();
    if (!append_pieces(from, mixed.first, mixed.count, frame)) return;
    push(named, Type::utf8, std::string_view{texts_}.substr(begin));
    if (slot.role != Role::none && frame.is_root && outcome_.is_within_limits)
        note(slot.role, values_[count_ - 1]);
}

// False when none of the pieces is there.
bool Expander::append_pieces(const Template& from, std::size_t first, std::size_t count,
                             const Frame& frame) {
    bool has_any = false;
    const auto append = [&](const Value& value) {
        const auto text = text_of(value, room_);
        if (texts_.size() + text.size() > text_bytes_max) {
            outcome_.is_within_limits = false;
            return;
        }
        texts_ += text;
        has_any = true;
    };
    for (std::size_t each = 0; each < count; ++each) {
        const auto& piece = from.pieces[first + each];
        if (piece.kind == SlotKind::literal) {
            append({.type = piece.type, .bytes = piece.text});
            continue;
        }
        if (piece.index >= frame.count) continue;
        // Values of its own, taken back at once; XML within a text stays beside it.
        const auto& part = substitutions_[frame.first + piece.index];
        const auto before = count_;
        static_cast<void>(give({.index = piece.index, .kind = piece.kind}, part, frame));
        if (part.type == type_xml) continue;
        for (auto each_value = before; each_value < count_; ++each_value)
            append(values_[each_value]);
        count_ = before;
    }
    return has_any;
}

void Expander::push(const Slot& slot, Type type, std::string_view bytes) {
    if (count_ == values_max) {
        outcome_.is_within_limits = false;
        return;
    }
    values_[count_++] = {slot.field, type, bytes};
}

void Expander::note(Role role, const Value& value) {
    switch (role) {
    case Role::none: return;
    case Role::channel: event_->channel = value; return;
    case Role::computer: event_->computer = value; return;
    case Role::provider: event_->provider = value; return;
    case Role::time: event_->time = value; return;
    case Role::event_id:
    case Role::record: {
        if (role == Role::event_id && std::exchange(has_id_, true)) return;
        std::uint64_t number = 0;
        if (value.type == Type::uint16 && value.bytes.size() == 2)
            number = load<std::uint16_t>(value.bytes, 0);
        else if (value.type == Type::uint32 && value.bytes.size() == 4)
            number = load<std::uint32_t>(value.bytes, 0);
        else if (value.type == Type::uint64 && value.bytes.size() == 8)
            number = load<std::uint64_t>(value.bytes, 0);
        else if (const auto read = number_of(value); read && *read >= 0 && *read < 1.8e19)
            number = static_cast<std::uint64_t>(*read);
        if (role == Role::record)
            event_->record = number;
        else
            event_->event_id = static_cast<std::uint32_t>(number);
        return;
    }
    }
}

} // namespace sokuo::detect::evtx
