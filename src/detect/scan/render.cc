#include "detect/scan/render.h"

#include "core/bytes.h"
#include "core/sha256.h"
#include <algorithm>

namespace sokuo::detect {

namespace {

// A script of a megabyte is shown by its beginning.
constexpr std::size_t value_bytes_max = 16'384;
constexpr std::size_t name_bytes_usual = 16;

void append_shown(const Value& value, std::string& out) {
    const auto start = out.size();
    append_text(value, out);
    if (out.size() - start <= value_bytes_max) return;
    auto size = start + value_bytes_max;
    while (size > start && (static_cast<unsigned char>(out[size]) & 0xC0U) == 0x80U)
        --size;
    out.resize(size);
    out += "…";
}

class Renderer {
public:
    Renderer(const Program& program, Worker& worker, const Event& event, const Names& names)
        : program_{program}, worker_{worker}, event_{event}, names_{names} {}

    void run(const Hit& hit, Match& match) {
        match.computer.clear();
        match.channel.clear();
        match.matched.clear();
        match.event.clear();
        match.events = 0;
        match.rule = &program_.rules[hit.rule].info;
        match.record = event_.record;
        match.recovered = event_.recovered;
        match.time = moment_of(event_.time);
        append_shown(event_.computer, match.computer);
        append_shown(event_.channel, match.channel);
        match.event_id = event_.event_id;
        std::size_t bytes = 0;
        for (const auto& value : event_.values)
            bytes += value.bytes.size();
        match.event.reserve(event_.values.size(), bytes + event_.values.size() * name_bytes_usual);
        for (const auto& value : event_.values) {
            append_shown(value, match.event.begin_value(names_.name(value.field)));
            match.event.end_value();
        }
        std::vector<AtomId> atoms;
        worker_.reasons(event_, hit.variant, atoms);
        for (const auto id : atoms)
            add_reason(program_.atoms[id], match);
    }

private:
    void add_reason(const Atom& atom, Match& match) {
        for (const auto& value : event_.values) {
            const bool is_it =
                atom.field == word_field ? has_word(atom, value) : value.field == atom.field;
            if (!is_it) continue;
            room_.clear();
            append_shown(value, room_);
            const FieldView reason{names_.name(value.field), room_};
            bool is_there = false;
            for (const auto known : match.matched)
                is_there = is_there || known == reason;
            if (!is_there) match.matched.emplace_back(reason.first, reason.second);
        }
    }

    bool has_word(const Atom& atom, const Value& value) {
        text_.read(value);
        return program_.matchers[word_field]->holds(atom.test, text_);
    }

    const Program& program_;
    Worker& worker_;
    const Event& event_;
    const Names& names_;
    std::string room_;
    Text text_;
};

// Many are kept for long. Two long values that differ stay two.
constexpr std::size_t counted_bytes_max = 1'024;

std::string kept(std::string_view text) {
    if (text.size() <= counted_bytes_max) return std::string{text};
    const auto sum = sha256(as_bytes(text));
    auto end = counted_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)} + "… " + to_hex(ByteView{sum}.first(8));
}

// What an event says of a field that a correlation names: by the alias for its rule, and by what
// this kind of log calls it.
std::string value_of(std::string_view name, const Correlation& correlation, std::uint32_t part,
                     const Variant& variant, const Event& event, const Names& names) {
    for (const auto& alias : correlation.aliases) {
        if (alias.name != name) continue;
        for (const auto& [rule, field] : alias.fields)
            if (rule == correlation.rules[part]) name = field;
    }
    for (const auto& [rule, log] : variant.renamed)
        if (rule == name) name = log;
    std::string packed{name};
    std::erase(packed, ' ');
    const auto field = names.find(packed);
    std::string room;
    if (field)
        for (const auto& value : event.values)
            if (value.field == *field) return kept(text_of(value, room));
    return {};
}

} // namespace

std::optional<Sighting> sighting_of(const Program& program, const Counted& counted, const Hit& hit,
                                    const Event& event, const Names& names) {
    const auto time = moment_of(event.time);
    if (!time) return std::nullopt;
    const auto& correlation = program.counting.correlations[counted.correlation];
    const auto& variant = program.variants[hit.variant];
    const auto value = [&](std::string_view name) {
        return value_of(name, correlation, counted.part, variant, event, names);
    };
    Sighting sighting;
    sighting.counted = counted;
    sighting.time = *time;
    for (const auto& name : correlation.group_by)
        sighting.group.push_back(value(name));
    for (const auto& name : correlation.fields) {
        if (!sighting.value.empty()) sighting.value += '\x1F';
        sighting.value += value(name);
    }
    sighting.record = event.record;
    std::string room;
    sighting.computer = kept(text_of(event.computer, room));
    return sighting;
}

void render_match(const Program& program, Worker& worker, const Hit& hit, const Event& event,
                  const Names& names, Match& match) {
    Renderer{program, worker, event, names}.run(hit, match);
}

} // namespace sokuo::detect
