#include "detect/logs/json_walk.h"

#include "detect/logs/cutter.h"
#include "detect/logs/unescape.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <simdjson.h>
#include <string>

namespace sokuo::detect::logs {
namespace {

static_assert(block_padding >= simdjson::SIMDJSON_PADDING);

using Structure = simdjson::internal::dom_parser_implementation;

bool is_blank(char sign) {
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
}

constexpr auto number_signs = [] {
    std::array<bool, 256> table{};
    for (const char sign : std::string_view{"0123456789+-.eE"})
        table[static_cast<unsigned char>(sign)] = true;
    return table;
}();

bool is_number(std::string_view text) {
    if (text.empty() || (text[0] != '-' && (text[0] < '0' || text[0] > '9'))) return false;
    for (const char sign : text)
        if (!number_signs[static_cast<unsigned char>(sign)]) return false;
    return true;
}
} // namespace

struct JsonWalk::Work {
    std::unique_ptr<Structure> structure;
    std::string repaired; ///< A line whose text had to be made valid.
    Arena arena;
};

JsonWalk::JsonWalk(Draft& draft) : draft_{draft}, work_{std::make_unique<Work>()} {
    const auto made = simdjson::get_active_implementation()->create_dom_parser_implementation(
        3 * record_bytes_max + block_padding, 1, work_->structure);
    assert(made == simdjson::SUCCESS); // fails only without memory
}

JsonWalk::~JsonWalk() = default;

void JsonWalk::start(std::string_view line) {
    is_broken_ = !structure(line);
    if (!is_broken_ || line.empty()) return;
    // Bytes that are no text are the mistake of whoever wrote the log, not a reason to lose it.
    work_->arena.reset();
    work_->repaired = repaired(line, true, work_->arena);
    if (work_->repaired == line) return;
    const auto size = work_->repaired.size();
    work_->repaired.append(block_padding, '\n');
    is_broken_ = !structure(std::string_view{work_->repaired}.substr(0, size));
}

bool JsonWalk::structure(std::string_view line) {
    text_ = line;
    at_ = 0;
    count_ = 0;
    if (line.empty()) return true;
    auto& found = *work_->structure;
    const auto outcome = found.stage1(reinterpret_cast<const std::uint8_t*>(line.data()),
                                      line.size(), simdjson::stage1_mode::regular);
    if (outcome == simdjson::EMPTY) return true;
    if (outcome != simdjson::SUCCESS) return false;
    places_ = found.structural_indexes.get();
    count_ = found.n_structural_indexes;
    return true;
}

JsonWalk::State JsonWalk::next() {
    if (is_broken_) return State::broken;
    // What may stand around the objects of a list.
    while (at_ < count_ && std::string_view{",[]"}.find(text_[places_[at_]]) < 3)
        ++at_;
    if (at_ == count_) return State::end;
    is_broken_ = text_[places_[at_]] != '{' || !object();
    return is_broken_ ? State::broken : State::event;
}

bool JsonWalk::object() {
    draft_.begin();
    left_ = {};
    path_ = Paths::root;
    before_ = Paths::root;
    depth_ = 0;
    if (!open(false)) return false;
    while (depth_ > 0) {
        auto& frame = frames_[depth_ - 1];
        // Behind the last place stands the end of the line, which is none of these.
        char sign = text_.data()[places_[at_]];
        if (sign == '}' || sign == ']') {
            if (at_ == count_ || !close(sign)) return false;
            continue;
        }
        if (frame.has_item) {
            if (sign != ',' || at_ == count_) return false;
            sign = text_.data()[places_[++at_]];
        }
        frame.has_item = true;
        if (frame.is_array)
            path_ = frame.path;
        else if (!key(frame.path))
            return false;
        if (at_ >= count_ || !item(text_[places_[at_]])) return false;
    }
    return true;
}

bool JsonWalk::item(char first) {
    switch (first) {
    case '"': return string();
    case '{':
    case '[': return open(first == '[');
    default: return scalar(first);
    }
}

bool JsonWalk::key(PathId parent) {
    if (at_ + 2 >= count_) return false;
    const auto place = places_[at_];
    const auto colon = places_[at_ + 1];
    if (text_[place] != '"' || text_[colon] != ':') return false;
    at_ += 2;
    auto& paths = draft_.paths();
    const char* const begin = text_.data() + place + 1;
    if (paths.guess(before_, parent, begin, colon - place)) {
        path_ = paths.node(before_).then;
        before_ = path_;
        return true;
    }
    std::size_t end = colon - 1;
    while (end > place && text_[end] != '"')
        --end;
    if (end == place) return false;
    const auto found = paths.below(parent, {begin, end - place - 1});
    left_.too_many_names = left_.too_many_names || !found;
    path_ = found.value_or(Paths::root);
    if (found) {
        paths.follow(before_, *found);
        before_ = *found;
    }
    return true;
}

// From here up to the next piece of structure, without blanks behind.
std::string_view JsonWalk::token() const {
    const auto begin = places_[at_];
    std::size_t end = at_ + 1 < count_ ? places_[at_ + 1] : text_.size();
    while (end > begin && is_blank(text_[end - 1]))
        --end;
    return text_.substr(begin, end - begin);
}

bool JsonWalk::string() {
    const auto quoted = token();
    if (quoted.size() < 2 || quoted.back() != '"') return false;
    ++at_;
    const auto text = quoted.substr(1, quoted.size() - 2);
    if (text.find('\\') == text.npos) {
        add(Type::utf8, text);
        return true;
    }
    char* const room = draft_.arena().take(text.size() + block_padding);
    auto* const out = reinterpret_cast<std::uint8_t*>(room);
    const auto* const from = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto* const end = work_->structure->parse_string(from, out);
    const auto size = end != nullptr ? static_cast<std::size_t>(end - out) : unescape(text, room);
    draft_.arena().shrink(size);
    add(Type::utf8, {room, size});
    return true;
}

bool JsonWalk::scalar(char first) {
    const auto text = token();
    ++at_;
    if (first == 't' || first == 'f') {
        if (text != "true" && text != "false") return false;
        add(Type::truth, text);
    } else if (first == 'n') {
        if (text != "null") return false;
        add(Type::null, {});
    } else {
        if (!is_number(text)) return false;
        add(Type::number, text);
    }
    return true;
}

bool JsonWalk::open(bool is_array) {
    const bool is_nameless = path_ == Paths::root && depth_ > 0;
    if (depth_ == depth_max || is_nameless) {
        left_.too_deep = left_.too_deep || depth_ == depth_max;
        pass();
        return true;
    }
    frames_[depth_++] = {.path = path_, .begin = places_[at_], .is_array = is_array};
    ++at_;
    return true;
}

bool JsonWalk::close(char bracket) {
    const auto& frame = frames_[--depth_];
    if (frame.is_array != (bracket == ']')) return false;
    const auto end = places_[at_++] + 1;
    if (frame.path != Paths::root)
        draft_.add_whole(frame.path, text_.substr(frame.begin, end - frame.begin));
    return true;
}

// Over all that is in these brackets.
void JsonWalk::pass() {
    std::size_t open = 0;
    while (at_ < count_) {
        const char sign = text_[places_[at_++]];
        if (sign == '{' || sign == '[') ++open;
        if ((sign == '}' || sign == ']') && --open == 0) return;
    }
}

void JsonWalk::add(Type type, std::string_view bytes) {
    if (path_ == Paths::root) return;
    if (!draft_.add(path_, type, bytes)) left_.too_many_values = true;
}

} // namespace sokuo::detect::logs
