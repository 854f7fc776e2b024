#include "detect/logs/draft.h"

#include "detect/logs/event_xml.h"

#include <bit>
#include <charconv>
#include <utility>

namespace sokuo::detect::logs {
namespace {

// What `path` stands for where `from` has `.*`; nothing when it is another path.
std::optional<std::string_view> fitting(std::string_view from, std::string_view path) {
    constexpr std::string_view all = ".*";
    constexpr std::string_view one = ".?.";
    const auto any = from.find(one);
    if (any != from.npos) {
        const auto front = from.substr(0, any + 1);
        if (!path.starts_with(front)) return std::nullopt;
        const auto dot = path.find('.', front.size());
        if (dot == path.npos) return std::nullopt;
        const auto tail = from.substr(any + one.size());
        const auto rest = path.substr(dot + 1);
        if (tail == "*") return rest;
        return rest == tail ? std::optional{std::string_view{}} : std::nullopt;
    }
    if (from.ends_with(all)) {
        from.remove_suffix(1);
        if (!path.starts_with(from) || path.size() == from.size()) return std::nullopt;
        return path.substr(from.size());
    }
    return from == path ? std::optional{std::string_view{}} : std::nullopt;
}

std::string named(std::string_view to, std::string_view star) {
    std::string name{to};
    if (const auto at = name.find('*'); at != name.npos) name.replace(at, 1, star);
    return name;
}

std::string_view without(std::string_view text, std::string_view front) {
    if (!front.empty() && text.starts_with(front)) text.remove_prefix(front.size());
    return text;
}

} // namespace

Draft::Draft(const ShapeBook& book, Names names, const Source* source)
    : book_{book}, source_{source}, names_{std::move(names)}, channel_{names_.of("Channel")},
      provider_{names_.of("Provider_Name")}, event_id_{names_.of("EventID")}, computer_{names_.of(
                                                                                  "Computer")},
      steps_(book.entries().size()) {
    values_.reserve(256);
    at_.reserve(256);
}

void Draft::begin() {
    values_.clear();
    at_.clear();
    wholes_.clear();
    texts_.clear();
    arena_.reset();
    bits_ = 0;
    url_ = {};
    host_ = {};
    time_rank_ = 255;
    event_ = {};
}

void Draft::note(std::uint64_t bit) {
    if ((bits_ & bit) != 0) return;
    bits_ |= bit;
    first_.at(static_cast<std::size_t>(std::countr_zero(bit))) =
        static_cast<std::uint32_t>(values_.size());
}

void Draft::add_whole(PathId path, std::string_view text) {
    if (wholes_.size() < values_max) wholes_.emplace_back(path, text);
}

void Draft::add_named(std::string_view name, Type type, std::string_view bytes) {
    if (values_.size() >= values_max || name.size() > Paths::path_bytes_max) return;
    auto field = names_.find(name);
    if (!field && names_.count() >= Paths::paths_max * 2) return;
    if (!field) field = names_.of(name);
    values_.push_back({*field, type, bytes});
    give_role(values_.back());
}

bool Draft::is_met(const ShapeBook::Met& met) const {
    if (!met.is_asked) return true;
    if ((bits_ >> met.bit & 1U) == 0) return false;
    return met.value.empty() || values_[first_.at(met.bit)].bytes == met.value;
}

std::optional<std::size_t> Draft::recognise() const {
    if (bits_ == 0) return std::nullopt;
    const auto entries = book_.entries();
    for (std::size_t at = 0; at < entries.size(); ++at) {
        const auto& entry = entries[at];
        if ((bits_ & entry.mask) != entry.mask) continue;
        bool fits = true;
        for (const auto& met : entry.valued)
            fits = fits && is_met(met);
        if (fits) return at;
    }
    return std::nullopt;
}

const Source& Draft::source_of(const ShapeBook::Entry& entry) const {
    if (source_ != nullptr) return *source_;
    for (const auto& one : entry.cases)
        if (is_met(one.need) && is_met(one.and_need)) return one.source;
    return entry.source;
}

Event Draft::finish() {
    event_.source = source_ != nullptr ? source_ : &unknown_;
    if (const auto found = recognise()) {
        event_.source = &source_of(book_.entries()[*found]);
        apply(*found);
    }
    event_.values = values_;
    return event_;
}

const Draft::Step& Draft::step(std::size_t entry, PathId path) {
    auto& steps = steps_[entry];
    if (path >= steps.size()) steps.resize(paths_.count());
    auto& step = steps[path];
    if (!step.is_known) step = made_step(*book_.entries()[entry].shape, path);
    return step;
}

Draft::Step Draft::made_step(const Shape& shape, PathId path) {
    const auto text = unwrapped(paths_.text(path));
    Step step{.field = names_.of(text), .is_known = true};
    std::uint8_t rank = 0;
    bool is_renamed = false; // the first name counts
    for (const auto& naming : shape.names) {
        ++rank;
        const auto star = fitting(naming.from, text);
        if (!star) continue;
        if (naming.deed == Deed::rename) {
            if (std::exchange(is_renamed, true)) continue;
            step.field = names_.of(named(naming.to, *star));
            step.after = naming.after;
            continue;
        }
        Extra extra{.deed = naming.deed, .rank = rank, .after = naming.after};
        extra.has_field = !naming.to.empty();
        if (extra.has_field) extra.field = names_.of(named(naming.to, *star));
        step.extras.push_back(extra);
    }
    const bool has_role = step.field == channel_ || step.field == provider_ ||
                          step.field == event_id_ || step.field == computer_;
    step.is_changed = has_role || step.field != paths_.node(path).field || !step.after.empty() ||
                      !step.extras.empty();
    return step;
}

void Draft::apply(std::size_t entry) {
    const auto count = values_.size();
    for (std::size_t at = 0; at < count; ++at) {
        const auto& step = this->step(entry, at_[at]);
        if (!step.is_changed) continue;
        const auto before = values_[at];
        values_[at].field = step.field;
        values_[at].bytes = without(before.bytes, step.after);
        give_role(values_[at]);
        for (const auto& extra : step.extras)
            apply_extra(extra, before);
    }
    for (const auto& [path, text] : wholes_)
        for (const auto& extra : step(entry, path).extras)
            if (extra.deed == Deed::whole) values_.push_back({extra.field, Type::utf8, text});
    if (!texts_.empty()) open_texts();
    if (!url_.empty()) add_address(url_, host_, web_, arena_, values_);
}

void Draft::apply_extra(const Extra& extra, Value value) {
    if (!extra.after.empty() && !value.bytes.starts_with(extra.after)) return;
    value.bytes = without(value.bytes, extra.after);
    if (extra.has_field && extra.deed != Deed::whole) {
        value.field = extra.field;
        values_.push_back(value);
        give_role(value);
    }
    if (extra.deed == Deed::time) set_time(value, extra.rank);
    if (value.type != Type::utf8) return;
    if (extra.deed == Deed::url && url_.empty()) url_ = value.bytes;
    if (extra.deed == Deed::host && host_.empty()) host_ = value.bytes;
    if (extra.deed == Deed::pairs) texts_.push_back(value.bytes);
}

// `/Date(1602264796000)/` is what PowerShell makes of a moment.
void Draft::set_time(const Value& value, std::uint8_t rank) {
    constexpr std::string_view date = "/Date(";
    if (rank > time_rank_ || value.type == Type::null || value.bytes.empty()) return;
    time_rank_ = rank;
    event_.time = value;
    if (!value.bytes.starts_with(date)) return;
    const auto digits = value.bytes.substr(date.size());
    event_.time.bytes = digits.substr(0, digits.find_first_not_of("0123456789"));
    event_.time.type = Type::number;
}

void Draft::open_texts() {
    auto& fields = fields_;
    fields.clear();
    for (const auto text : texts_) {
        const bool is_xml = text.starts_with("<Event");
        if (is_xml) read_event_xml(text, arena_, fields);
        if (text.starts_with('{'))
            read_named_data(text, arena_, fields);
        else if (!is_xml)
            read_pairs(text, fields);
    }
    for (const auto& [name, text] : fields) {
        add_named(name, Type::utf8, text);
        if (name == "TimeCreated_SystemTime") set_time(values_.back(), 0);
    }
}

void Draft::give_role(const Value& value) {
    if (value.bytes.empty()) return;
    if (value.field == channel_ && event_.channel.bytes.empty()) event_.channel = value;
    if (value.field == provider_ && event_.provider.bytes.empty()) event_.provider = value;
    if (value.field == computer_ && event_.computer.bytes.empty()) event_.computer = value;
    if (value.field != event_id_ || event_.event_id != 0) return;
    const auto* const begin = value.bytes.data();
    std::from_chars(begin, begin + value.bytes.size(), event_.event_id);
}

} // namespace sokuo::detect::logs
