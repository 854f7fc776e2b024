#include "detect/evtx/template.h"

#include "detect/evtx/evtx.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect::evtx {

void append_utf8(std::string_view utf16, std::string& out) {
    // Names are ASCII nearly always, and then this is a loop the compiler does sixteen at a time.
    const auto begin = out.size();
    const auto count = utf16.size() / 2;
    out.resize(begin + count);
    unsigned is_other = utf16.size() % 2;
    for (std::size_t at = 0; at < count; ++at) {
        const auto unit = load<std::uint16_t>(utf16.data() + 2 * at);
        out[begin + at] = static_cast<char>(unit);
        is_other |= static_cast<unsigned>(unit == 0) | static_cast<unsigned>(unit >= 0x80);
    }
    if (is_other == 0) return;
    out.resize(begin);
    std::string room;
    out += text_of({.type = Type::utf16, .bytes = utf16}, room);
}

bool is_blank(std::string_view utf16) {
    return !utf16.empty() &&
           utf16.find_first_not_of(std::string_view{" \t\r\n\0", 5}) == std::string_view::npos;
}

std::uint16_t name_hash(std::string_view utf16) {
    std::uint32_t hash = 0;
    for (std::size_t at = 0; at + 2 <= utf16.size(); at += 2)
        hash = hash * 65'599U + load<std::uint16_t>(utf16, at);
    return static_cast<std::uint16_t>(hash);
}

void Template::clear() {
    slots.clear();
    literals.clear();
    mixed.clear();
    pieces.clear();
    substitutions = 0;
    proof.clear();
    proof_names.clear();
}

Fields::Fields(Names names)
    : names_{std::move(names)}, given_{names_.count()}, unnamed_{names_.of(unnamed)},
      left_{names_max} {}

FieldId Fields::of(std::string_view name) {
    return name.size() > name_bytes_max || !has_names_ ? unnamed_ : names_.of(name);
}

FieldId Fields::of_event(std::string_view name) {
    if (const auto known = names_.find(name); known && *known < given_) return *known;
    return pay(1) ? of(name) : unnamed_;
}

bool Fields::pay(std::size_t count) {
    const bool has_enough = count <= left_;
    left_ = has_enough ? left_ - count : 0;
    return has_enough;
}

bool Fields::turn() {
    left_ = names_max;
    if (names_.count() < given_ + names_max) return false;
    Names anew;
    for (std::size_t each = 0; each < given_; ++each)
        static_cast<void>(anew.of(names_.name(static_cast<FieldId>(each))));
    names_ = std::move(anew);
    unnamed_ = names_.of(unnamed);
    return true;
}

std::size_t Compiler::compile(const Task& task, Template& out) {
    task_ = task;
    out_ = &out;
    out.clear();
    at_ = task.begin;
    end_ = std::min(task.end, bytes().size());
    proven_ = at_;
    elements_ = 0;
    depth_ = 0;
    in_attribute_ = false;
    while (at_ < end_) {
        if (!token()) return std::string_view::npos;
        if (depth_ == 0 && elements_ > 0) {
            prove(ProofStep::Then::end);
            return at_;
        }
    }
    return std::string_view::npos;
}

bool Compiler::token() {
    const auto token = static_cast<unsigned char>(bytes()[at_]);
    ++at_;
    switch (token) {
    case 0x01: return open_element(false);
    case 0x41: return open_element(true);
    case 0x02: return depth_ > 0 && end_attribute();
    case 0x03: return end_attribute() && close_element();
    case 0x04: return close_element();
    case 0x05:
    case 0x45: return value();
    case 0x06:
    case 0x46: return attribute();
    case 0x07:
    case 0x47: return counted(Type::utf16, 2);
    case 0x08:
    case 0x48: return reference();
    case 0x09:
    case 0x49: return entity();
    case 0x0a: return instruction(true);
    case 0x0b: return instruction(false);
    case 0x0d: return substitution(SlotKind::normal);
    case 0x0e: return substitution(SlotKind::optional);
    case 0x0f: // The head of a fragment: major, minor, flags.
        if (!has(3)) return false;
        at_ += 3;
        return true;
    default: return false;
    }
}

bool Compiler::open_element(bool has_attributes) {
    if (in_attribute_ || depth_ >= nesting_max || elements_ >= elements_max) return false;
    if (task_.is_definition) {
        if (!has(2)) return false;
        at_ += 2;
    }
    if (!skip_size()) return false;
    if (depth_ > 0) frames_[depth_ - 1].has_elements = true;
    if (frames_.size() == depth_) frames_.emplace_back();
    auto& frame = frames_[depth_];
    frame.text.clear();
    frame.dynamic_name.clear();
    frame.data_name.clear();
    frame.has_data_name = false;
    frame.has_elements = false;
    if (!name(frame.name)) return false;
    if (has_attributes && !skip_size()) return false;
    ++elements_;
    ++depth_;
    return true;
}

bool Compiler::attribute() {
    if (depth_ == 0 || !end_attribute() || !name(attribute_name_)) return false;
    in_attribute_ = true;
    attribute_text_.clear();
    return true;
}

// Gives the text of an attribute its field, or keeps it as the name of a Data.
bool Compiler::end_attribute() {
    if (!in_attribute_) return true;
    in_attribute_ = false;
    auto& frame = frames_[depth_ - 1];
    join_literals(attribute_text_);
    if (is_data() && attribute_name_ == "Name") {
        if (attribute_text_.empty()) return true;
        if (attribute_text_.size() == 1 && attribute_text_[0].kind == SlotKind::literal) {
            append_utf8(attribute_text_[0].text, frame.data_name);
            frame.has_data_name = !frame.data_name.empty();
        } else {
            frame.dynamic_name.swap(attribute_text_);
        }
        return true;
    }
    if (attribute_name_ == "xmlns" || attribute_name_.starts_with("xmlns:")) return true;
    auto role = Role::none;
    if (depth_ == 3 && frames_[0].name == "Event" && frames_[1].name == "System") {
        if (frame.name == "Provider" && attribute_name_ == "Name") role = Role::provider;
        if (frame.name == "TimeCreated" && attribute_name_ == "SystemTime") role = Role::time;
    }
    field_name_.clear();
    if (depth_ > 2 && frames_[1].name == "RenderingInfo") field_name_ = "RenderingInfo_";
    field_name_.append(frame.name).append("_").append(attribute_name_);
    return emit(fields_.of(field_name_), role, out_->slots.size(), attribute_text_, nullptr);
}

bool Compiler::value() {
    if (!has(1)) return false;
    const auto type = static_cast<unsigned char>(bytes()[at_]);
    ++at_;
    if (type == 0x01) return written_text();
    if (type == 0x02) return counted(Type::ansi, 1);
    // Only texts are written so by Windows; the rest is taken for completeness.
    static constexpr std::array<unsigned char, 22> sizes{0, 0, 0, 1, 1,  2, 2, 4,  4, 8, 8,
                                                         4, 8, 4, 0, 16, 8, 8, 16, 0, 4, 8};
    if (type >= sizes.size()) return false;
    std::size_t size = sizes[type];
    if (type == 0x13 && has(8)) size = 8 + 4 * std::size_t{load<std::uint8_t>(bytes(), at_ + 1)};
    if (size == 0 || !has(size)) return type == 0;
    const auto text = bytes().substr(at_, size);
    at_ += size;
    return add({.type = static_cast<Type>(type), .text = text});
}

// The name of a field is a part of the template, and so is what is left out.
bool Compiler::is_naming() const {
    return in_attribute_ &&
           ((is_data() && attribute_name_ == "Name") || attribute_name_.starts_with("xmlns"));
}

bool Compiler::is_data() const {
    const auto& name = frames_[depth_ - 1].name;
    return name == "Data" || name == "ComplexData";
}

bool Compiler::written_text() {
    const auto begin = at_;
    if (task_.is_definition || !has(2)) return counted(Type::utf16, 2);
    const auto size = std::size_t{2} * load<std::uint16_t>(bytes(), at_);
    if (!has(2 + size) || is_naming() || out_->substitutions == slots_max ||
        is_blank(bytes().substr(at_ + 2, size)))
        return counted(Type::utf16, 2);
    prove(ProofStep::Then::text);
    at_ = begin + 2 + size;
    proven_ = at_;
    const auto index = static_cast<std::uint16_t>(out_->substitutions++);
    return add({.kind = SlotKind::normal, .index = index});
}

// A text with its length before it.
bool Compiler::counted(Type type, std::size_t unit) {
    if (!has(2)) return false;
    const auto size = unit * load<std::uint16_t>(bytes(), at_);
    at_ += 2;
    if (!has(size)) return false;
    const auto text = bytes().substr(at_, size);
    at_ += size;
    return add({.type = type, .text = text});
}

bool Compiler::reference() {
    if (!has(2)) return false;
    const auto text = bytes().substr(at_, 2);
    at_ += 2;
    return add({.text = text});
}

bool Compiler::entity() {
    std::string called;
    if (!name(called)) return false;
    struct Entity {
        std::string_view name;
        char is;
    };
    static constexpr std::array<Entity, 5> known{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& entity : known)
        if (called == entity.name) return add_made({entity.is, '\0'});
    std::string text{"&", 1};
    text += '\0';
    for (const char letter : called) {
        text += letter > 0 ? letter : '?';
        text += '\0';
    }
    text += ';';
    text += '\0';
    return add_made(std::move(text));
}

bool Compiler::instruction(bool is_target) {
    std::string target;
    if (is_target) return name(target);
    if (!has(2)) return false;
    const auto size = std::size_t{2} * load<std::uint16_t>(bytes(), at_);
    at_ += 2;
    if (!has(size)) return false;
    at_ += size;
    return true;
}

bool Compiler::substitution(SlotKind kind) {
    if (!has(3)) return false;
    if (!task_.is_definition) { // There is nothing that it could stand for.
        at_ += 3;
        return true;
    }
    const auto index = load<std::uint16_t>(bytes(), at_);
    at_ += 3;
    out_->substitutions = std::max(out_->substitutions, std::uint32_t{index} + 1);
    return add({.kind = kind, .index = index});
}

bool Compiler::skip_size() {
    if (!has(4)) return false;
    prove(ProofStep::Then::size);
    at_ += 4;
    proven_ = at_;
    return true;
}

// A name lies anywhere in the chunk: its offset is written, and where it is used first the name
// itself follows. [offset of the next with this hash, hash, count, UTF-16, NUL]
bool Compiler::name(std::string& out) {
    if (!has(4)) return false;
    const auto offset = load<std::uint32_t>(bytes(), at_);
    const auto head = task_.window.place(offset, 10);
    if (head == std::string_view::npos) return false;
    const auto size = std::size_t{2} * load<std::uint16_t>(bytes(), head + 6);
    if (bytes().size() - head < size + 10) return false;
    const auto utf16 = bytes().substr(head + 8, size);
    if (task_.must_hash && load<std::uint16_t>(bytes(), head + 4) != name_hash(utf16)) return false;
    out.clear();
    append_utf8(utf16, out);
    prove(ProofStep::Then::name, utf16);
    at_ += 4;
    if (head == at_) {
        if (!has(size + 10)) return false;
        at_ += size + 10;
    }
    proven_ = at_;
    return true;
}

bool Compiler::add(const Piece& piece) {
    if (in_attribute_) {
        attribute_text_.push_back(piece);
        return attribute_text_.size() <= slots_max;
    }
    if (depth_ == 0) return false;
    auto& frame = frames_[depth_ - 1];
    if (frame.text.empty()) frame.slot_at = out_->slots.size();
    frame.text.push_back(piece);
    return frame.text.size() <= slots_max;
}

bool Compiler::add_made(std::string text) {
    out_->made.push_back(std::move(text));
    return add({.text = out_->made.back()});
}

bool Compiler::close_element() {
    if (depth_ == 0 || in_attribute_) return false;
    auto& frame = frames_[depth_ - 1];
    join_literals(frame.text);
    const bool is_blank = frame.has_elements && frame.text.size() == 1 &&
                          frame.text[0].kind == SlotKind::literal &&
                          (frame.text[0].text.empty() || evtx::is_blank(frame.text[0].text));
    if (frame.text.empty() && frame.has_data_name && !frame.has_elements &&
        !add({.type = Type::null}))
        return false;
    if (!frame.text.empty() && !is_blank) {
        const auto* const dynamic = frame.dynamic_name.empty() ? nullptr : &frame.dynamic_name;
        if (!emit(field_of_text(frame), role_of_text(), frame.slot_at, frame.text, dynamic))
            return false;
    }
    --depth_;
    return true;
}

FieldId Compiler::field_of_text(const Frame& frame) {
    const auto& own = frame.has_data_name ? frame.data_name : frame.name;
    if (depth_ < 3 || frames_[1].name != "RenderingInfo" || own == "Message")
        return fields_.of(own);
    field_name_ = "RenderingInfo_";
    return fields_.of(field_name_.append(own));
}

Role Compiler::role_of_text() const {
    if (depth_ != 3 || frames_[0].name != "Event" || frames_[1].name != "System") return Role::none;
    const auto& own = frames_[2].name;
    if (own == "EventID") return Role::event_id;
    if (own == "EventRecordID") return Role::record;
    if (own == "Channel") return Role::channel;
    if (own == "Computer") return Role::computer;
    return Role::none;
}

// Texts beside each other are one. What they are made of stays where it is when there is only one.
void Compiler::join_literals(std::vector<Piece>& pieces) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < pieces.size();) {
        auto last = at + 1;
        const auto is_text = [&](const Piece& piece) {
            return piece.kind == SlotKind::literal && piece.type == Type::utf16;
        };
        while (is_text(pieces[at]) && last < pieces.size() && is_text(pieces[last]))
            ++last;
        auto piece = pieces[at];
        if (last - at > 1) {
            std::string whole;
            for (auto part = at; part < last; ++part)
                whole += pieces[part].text;
            piece.text = out_->made.emplace_back(std::move(whole));
        }
        pieces[kept++] = piece;
        at = last;
    }
    pieces.resize(kept);
}

bool Compiler::emit(FieldId field, Role role, std::size_t at, std::vector<Piece>& text,
                    const std::vector<Piece>* dynamic_name) {
    if (text.empty()) return true;
    if (out_->slots.size() >= slots_max) return false;
    Slot slot{.field = field, .role = role};
    if (text.size() == 1 && dynamic_name == nullptr) {
        slot.kind = text[0].kind;
        slot.index = text[0].index;
        if (slot.kind == SlotKind::literal) {
            slot.index = static_cast<std::uint16_t>(out_->literals.size());
            out_->literals.push_back({field, text[0].type, text[0].text});
        }
    } else {
        auto& pieces = out_->pieces;
        Mixed mixed{.first = static_cast<std::uint32_t>(pieces.size()),
                    .count = static_cast<std::uint32_t>(text.size())};
        pieces.insert(pieces.end(), text.begin(), text.end());
        if (dynamic_name != nullptr) {
            mixed.name_count = static_cast<std::uint32_t>(dynamic_name->size());
            pieces.insert(pieces.end(), dynamic_name->begin(), dynamic_name->end());
        }
        slot.kind = SlotKind::mixed;
        slot.index = static_cast<std::uint16_t>(out_->mixed.size());
        out_->mixed.push_back(mixed);
    }
    out_->slots.insert(out_->slots.begin() + static_cast<std::ptrdiff_t>(at), slot);
    return true;
}

void Compiler::prove(ProofStep::Then then, std::string_view name_text) {
    ProofStep step{.first = static_cast<std::uint32_t>(proven_ - task_.begin),
                   .count = static_cast<std::uint32_t>(at_ - proven_),
                   .then = then};
    step.name = static_cast<std::uint32_t>(out_->proof_names.size());
    step.name_bytes = static_cast<std::uint32_t>(name_text.size());
    out_->proof_names += name_text;
    out_->proof.push_back(step);
}

} // namespace sokuo::detect::evtx
