#include "detect/evtx/shelf.h"

#include "detect/evtx/evtx.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace sokuo::detect::evtx {

namespace {

constexpr auto nowhere = std::string_view::npos;

// Definitions with the same GUID: more than one happens (two versions of a program), many do not.
constexpr std::size_t versions_max = 8;

// Kinds of forwarded events that are known again. At the turn of a chunk there is room for more.
constexpr std::size_t shapes_max = 64;
constexpr std::size_t shapes_kept = 48;

// What a piece of XML costs: all kinds compared and none of them right, whether they were or not.
constexpr std::size_t shape_steps = shapes_max / 8 + 8;

// Literals point into the chunk, which goes, and are to point into the copy, which stays.
void settle(Template& kept, const char* old_begin, std::size_t size) {
    const auto move = [&](std::string_view& text) {
        if (text.empty() || text.data() < old_begin || text.data() >= old_begin + size) return;
        text = {kept.definition.data() + (text.data() - old_begin), text.size()};
    };
    for (auto& literal : kept.literals)
        move(literal.bytes);
    for (auto& piece : kept.pieces)
        move(piece.text);
}

struct UsualSlot {
    std::string_view field;
    std::uint16_t index;
    Role role = Role::none;
};

// As the definitions of such events say that are there (DESIGN.md). The computer's name is written
// into them, and so it is lost with them.
constexpr std::array<UsualSlot, 18> usual_slots{{{"Provider_Name", 14, Role::provider},
                                                 {"Provider_Guid", 15},
                                                 {"EventID_Qualifiers", 4},
                                                 {"EventID", 3, Role::event_id},
                                                 {"Version", 11},
                                                 {"Level", 0},
                                                 {"Task", 2},
                                                 {"Opcode", 1},
                                                 {"Keywords", 5},
                                                 {"TimeCreated_SystemTime", 6, Role::time},
                                                 {"EventRecordID", 10, Role::record},
                                                 {"Correlation_ActivityID", 7},
                                                 {"Correlation_RelatedActivityID", 13},
                                                 {"Execution_ProcessID", 8},
                                                 {"Execution_ThreadID", 9},
                                                 {"Channel", 16, Role::channel},
                                                 {"Security_UserID", 12},
                                                 {"Event", 17}}};

std::size_t weight(const Template& kept) {
    return sizeof kept + kept.definition.size() + kept.proof_names.size() +
           kept.proof.size() * sizeof(ProofStep) + kept.slots.size() * sizeof(Slot) +
           kept.literals.size() * sizeof(Value) + kept.pieces.size() * sizeof(Piece);
}

} // namespace

Shelf::Shelf(Fields& fields, const Library* library)
    : fields_{fields}, library_{library}, compiler_{fields}, by_offset_(chunk_bytes, nullptr) {
    make_usual();
}

void Shelf::make_usual() {
    usual_.slots.clear();
    for (const auto& [field, index, role] : usual_slots)
        usual_.slots.push_back({fields_.of(field), index, SlotKind::optional, role});
    usual_.substitutions = usual_slots.size();
}

void Shelf::turn(std::uint64_t place) {
    ++turn_;
    place_ = place;
    templates_left_ = templates_max;
    bytes_left_ = definition_bytes_max;
    for (const auto offset : used_)
        by_offset_[offset] = nullptr;
    used_.clear();
    if (shapes_.size() > shapes_kept) shapes_.resize(shapes_kept);
    const bool is_renamed = fields_.turn();
    if (is_renamed) {
        shapes_.clear();
        make_usual();
    }
    if (!is_renamed && all_.size() < templates_max && bytes_ < template_bytes_max) return;
    by_id_.clear();
    all_.clear();
    bytes_ = 0;
}

const Template* Shelf::look(const Window& window, std::uint32_t offset, std::uint32_t id,
                            bool is_live) {
    const auto head = window.place(offset, definition_head_bytes);
    const bool is_there = head != nowhere && by_offset_[offset] != &nothing_;
    const auto learn_here = [&] {
        const auto* const known = learn(window, head, is_live);
        remember(offset, known != nullptr ? known : &nothing_);
        return known;
    };
    const bool is_named = is_there && load<std::uint32_t>(window.bytes, head + 4) == id;
    if (is_named) {
        if (const auto* const known = learn_here()) return known;
    }
    const auto found = by_id_.find(id);
    if (found != by_id_.end() && found->second.met_in == turn_) return found->second.met;
    if (const auto* const known = borrow(id)) return known;
    return is_there && is_live && !is_named ? learn_here() : nullptr;
}

const Template* Shelf::borrow(std::uint32_t id) {
    const auto* const definition = library_ != nullptr ? library_->find(id, place_) : nullptr;
    return definition != nullptr ? learn({.bytes = *definition}, 0, true) : nullptr;
}

// Whatever it is, new or known: it counts for this chunk.
const Template* Shelf::meet(Versions& versions, const Template* known, std::size_t size) {
    if (size > bytes_left_ || !fields_.pay(known->slots.size())) {
        bytes_left_ = 0;
        return nullptr;
    }
    bytes_left_ -= size;
    versions.met = known;
    versions.met_in = turn_;
    return known;
}

const Template* Shelf::learn(const Window& window, std::size_t head, bool is_live) {
    const auto size = std::size_t{load<std::uint32_t>(window.bytes, head + 20)};
    const auto begin = head + definition_head_bytes;
    if (size > window.bytes.size() - begin) return nullptr;
    const auto id = load<std::uint32_t>(window.bytes, head + 4);
    if (templates_left_ == 0 || bytes_left_ == 0) return nullptr;
    --templates_left_;
    auto& versions = by_id_[id];
    for (auto* const known : versions.all) {
        if (std::memcmp(known->guid.data(), window.bytes.data() + head + 4, 16) != 0) continue;
        const auto stop = says_the_same({.known = *known,
                                         .window = window,
                                         .begin = begin,
                                         .end = begin + size,
                                         .must_hash = !is_live});
        if (stop != nowhere) return meet(versions, known, stop - begin);
    }
    const Compiler::Task task{.window = window,
                              .begin = begin,
                              .end = begin + size,
                              .is_definition = true,
                              .must_hash = !is_live};
    scratch_.made.clear();
    const auto stop = compiler_.compile(task, scratch_);
    if (stop == nowhere) {
        if (versions.all.empty()) by_id_.erase(id);
        if (!fields_.pay(scratch_.slots.size())) bytes_left_ = 0;
        return nullptr;
    }
    auto kept = std::make_unique<Template>(std::move(scratch_));
    scratch_ = {};
    std::memcpy(kept->guid.data(), window.bytes.data() + head + 4, 16);
    kept->definition = window.bytes.substr(begin, stop - begin);
    settle(*kept, window.bytes.data() + begin, stop - begin);
    bytes_ += weight(*kept);
    if (versions.all.size() >= versions_max) versions.all.erase(versions.all.begin());
    versions.all.push_back(kept.get());
    all_.push_back(std::move(kept));
    return meet(versions, all_.back().get(), stop - begin);
}

const Template* Shelf::shape(const Window& window, std::size_t& begin, std::size_t end,
                             bool is_live, std::vector<Text>& texts, std::size_t& steps) {
    const auto take = [&](const Template& known) {
        texts.clear();
        const auto stop = says_the_same(
            {.known = known, .window = window, .begin = begin, .end = end, .must_hash = !is_live},
            &texts);
        if (stop != nowhere) begin = stop;
        return stop != nowhere;
    };
    const auto paid = [&](const Template& known) {
        return fields_.pay(known.slots.size()) ? &known : nullptr;
    };
    steps += shape_steps;
    for (auto known = shapes_.begin(); known != shapes_.end(); ++known) {
        if (!take(**known)) continue;
        std::rotate(shapes_.begin(), known, known + 1);
        return paid(*shapes_.front());
    }
    const Compiler::Task task{.window = window,
                              .begin = begin,
                              .end = end,
                              .is_definition = false,
                              .must_hash = !is_live};
    const auto stop = compiler_.compile(task, unkept_);
    if (stop == nowhere) {
        static_cast<void>(fields_.pay(unkept_.slots.size()));
        return nullptr;
    }
    unkept_.definition = window.bytes.substr(begin, stop - begin);
    const Template* found = &unkept_;
    if (shapes_.size() < shapes_max) {
        settle(unkept_, window.bytes.data() + begin, stop - begin);
        shapes_.insert(shapes_.begin(), std::make_unique<Template>(std::move(unkept_)));
        unkept_ = {};
        found = shapes_.front().get();
    }
    return take(*found) ? paid(*found) : nullptr;
}

std::size_t Shelf::says_the_same(const Compared& task, std::vector<Text>* texts) {
    const auto& known = task.known;
    const auto& window = task.window;
    const auto bytes = window.bytes.substr(0, task.end);
    auto at = task.begin;
    for (const auto& step : known.proof) {
        if (at > bytes.size() || bytes.size() - at < step.count) return nowhere;
        if (std::memcmp(bytes.data() + at, known.definition.data() + step.first, step.count) != 0)
            return nowhere;
        at += step.count;
        switch (step.then) {
        case ProofStep::Then::end: return at;
        case ProofStep::Then::size: at += 4; break;
        case ProofStep::Then::name: {
            if (bytes.size() - at < 4) return nowhere;
            const auto size = std::size_t{step.name_bytes} + 10;
            const auto name = window.place(load<std::uint32_t>(bytes, at), size);
            if (name == nowhere ||
                load<std::uint16_t>(window.bytes, name + 6) * 2U != step.name_bytes ||
                std::memcmp(window.bytes.data() + name + 8, known.proof_names.data() + step.name,
                            step.name_bytes) != 0)
                return nowhere;
            if (task.must_hash && load<std::uint16_t>(window.bytes, name + 4) !=
                                      name_hash(window.bytes.substr(name + 8, step.name_bytes)))
                return nowhere;
            at += 4;
            if (name == at) at += size;
            break;
        }
        case ProofStep::Then::text: {
            if (bytes.size() - at < 2 || texts == nullptr) return nowhere;
            const auto size = std::size_t{2} * load<std::uint16_t>(bytes, at);
            at += 2;
            if (bytes.size() - at < size) return nowhere;
            if (is_blank(bytes.substr(at, size))) return nowhere;
            texts->push_back({bytes.data() + at, static_cast<std::uint16_t>(size)});
            at += size;
            break;
        }
        }
    }
    return nowhere;
}

void Shelf::remember(std::uint32_t offset, const Template* known) {
    if (by_offset_[offset] == nullptr) used_.push_back(offset);
    by_offset_[offset] = known;
}

} // namespace sokuo::detect::evtx
