#pragma once

// The definition of a template, or a piece of XML that is none, as a flat list of the values it
// gives: so an event is made by walking a list, whatever its XML looked like.
//
// How fields are named: the text of an element by the element's name; of `<Data Name="X">` by X;
// attributes `Element_Attribute`, `xmlns` left out; what is under RenderingInfo (a text made of the
// event by the machine that forwarded it) begins with `RenderingInfo_`, but for `Message`.

#include "detect/event.h"
#include "detect/evtx/wire.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::evtx {

/// What decides which rules look at an event; said only by its System part.
enum class Role : std::uint8_t { none, event_id, record, channel, computer, provider, time };

enum class SlotKind : std::uint8_t {
    normal,   ///< A substitution; null gives a null value.
    optional, ///< A substitution; null gives none.
    literal,  ///< `index` into `literals`.
    mixed,    ///< `index` into `mixed`: several pieces, put together as text.
};

struct Slot {
    FieldId field = 0;
    std::uint16_t index = 0;
    SlotKind kind = SlotKind::normal;
    Role role = Role::none;
};

/// A part of a text. Kinds: normal, optional, literal.
struct Piece {
    SlotKind kind = SlotKind::literal;
    std::uint16_t index = 0; ///< Of the substitution.
    Type type = Type::utf16;
    std::string_view text{};
};

struct Mixed {
    std::uint32_t first = 0; ///< In `pieces`: those of the text, behind them those of the name.
    std::uint32_t count = 0;
    std::uint32_t name_count =
        0; ///< `<Data Name="%1">`: the field is named when the event is read.
};

/// How to see that another definition says the same. Names may lie inside it or elsewhere in the
/// chunk, so the same definition is seldom the same bytes: the bytes between are compared as they
/// are, sizes are passed over (nothing depends on them), names are compared wherever they lie. Of
/// XML without a template the texts are passed over as well: they are its substitutions.
struct ProofStep {
    enum class Then : std::uint8_t { size, name, text, end };
    std::uint32_t first = 0; ///< In the definition: bytes that must be the same.
    std::uint32_t count = 0;
    Then then = Then::end;
    std::uint32_t name = 0; ///< In `proof_names`, UTF-16.
    std::uint32_t name_bytes = 0;
};

struct Template {
    std::vector<Slot> slots{};
    std::vector<Value> literals{}; ///< With their fields.
    std::vector<Mixed> mixed{};
    std::vector<Piece> pieces{};
    /// Literals that stand nowhere as they are. They outlive `clear`: values may point into them.
    std::deque<std::string> made{};
    std::uint32_t substitutions = 0; ///< How many it asks for.

    // Kept templates only; what literals point into is then `definition`.
    std::array<char, 16> guid{};
    std::string definition{}; ///< Its XML.
    std::vector<ProofStep> proof{};
    std::string proof_names{};

    void clear();
    [[nodiscard]] std::uint32_t id() const { return load<std::uint32_t>(guid.data()); }
};

/// The names of fields as a desk knows them, with a limit to what strangers add. What was added is
/// only remembered, never counted: the limit is one of the block that is read, so that a block says
/// the same whatever was read before it.
class Fields {
public:
    explicit Fields(Names names);
    /// For who reads templates and asks for no field: all are one.
    Fields() : Fields{Names{}} { has_names_ = false; }
    /// A name out of a template; who reads the template pays for its names.
    [[nodiscard]] FieldId of(std::string_view name);
    /// A name out of the values of an event, paid for here; `Unnamed` when the block has had all.
    [[nodiscard]] FieldId of_event(std::string_view name);
    /// Takes `count` of the names a block may give. False when there are not so many left.
    [[nodiscard]] bool pay(std::size_t count);
    /// Another block. True when the names were so many that they begin anew: all numbers but those
    /// given to the constructor are void then.
    [[nodiscard]] bool turn();
    [[nodiscard]] Names& names() { return names_; }

private:
    Names names_;
    std::size_t given_ = 0; ///< Names of whoever made the desk; they stay.
    FieldId unnamed_;
    std::size_t left_;
    bool has_names_ = true;
};

/// Reads BinXML ([MS-EVEN6] 2.2.12) into templates. Keeps its memory.
class Compiler {
public:
    explicit Compiler(Fields& fields) : fields_{fields} {}

    struct Task {
        Window window{};
        std::size_t begin = 0; ///< The first token.
        std::size_t end = 0;
        /// Elements have a dependency id, and texts are the same each time. Otherwise (a record
        /// without a template) texts become substitutions, but for those that name a field.
        bool is_definition = false;
        bool must_hash = false; ///< Names whose hash is wrong are an error (guessed places).
    };
    /// Reads one element and what is in it. Gives where it ended; npos when it cannot be read.
    [[nodiscard]] std::size_t compile(const Task& task, Template& out);

private:
    struct Frame {
        std::string name{};
        std::string data_name{};
        std::vector<Piece> text{};
        std::vector<Piece> dynamic_name{};
        std::size_t slot_at = 0; ///< Where its text stands among the values: with its first piece.
        bool has_data_name = false;
        bool has_elements = false;
    };

    [[nodiscard]] bool token();
    [[nodiscard]] bool open_element(bool has_attributes);
    [[nodiscard]] bool attribute();
    [[nodiscard]] bool value();
    [[nodiscard]] bool counted(Type type, std::size_t unit);
    [[nodiscard]] bool reference();
    [[nodiscard]] bool entity();
    [[nodiscard]] bool instruction(bool is_target);
    [[nodiscard]] bool substitution(SlotKind kind);
    [[nodiscard]] bool written_text();
    [[nodiscard]] bool is_data() const;
    [[nodiscard]] bool is_naming() const;
    [[nodiscard]] bool close_element();
    [[nodiscard]] bool end_attribute();

    [[nodiscard]] bool skip_size();
    [[nodiscard]] bool name(std::string& out);
    [[nodiscard]] bool add(const Piece& piece);
    [[nodiscard]] bool add_made(std::string text);
    [[nodiscard]] bool emit(FieldId field, Role role, std::size_t at, std::vector<Piece>& text,
                            const std::vector<Piece>* dynamic_name);
    void join_literals(std::vector<Piece>& pieces);
    [[nodiscard]] FieldId field_of_text(const Frame& frame);
    [[nodiscard]] Role role_of_text() const;
    void prove(ProofStep::Then then, std::string_view name_text = {});
    [[nodiscard]] bool has(std::size_t count) const { return end_ - at_ >= count; }
    [[nodiscard]] std::string_view bytes() const { return task_.window.bytes; }

    Fields& fields_;
    Task task_{};
    Template* out_ = nullptr;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    std::size_t proven_ = 0; ///< Where the bytes begin that the next step of the proof compares.
    std::size_t elements_ = 0;
    std::size_t depth_ = 0;
    bool in_attribute_ = false;
    std::string attribute_name_{};
    std::vector<Piece> attribute_text_{};
    std::string field_name_{};
    std::vector<Frame> frames_{};
};

/// UTF-16LE as UTF-8; what is no character becomes U+FFFD, NULs at the end are left out.
void append_utf8(std::string_view utf16, std::string& out);

/// Not empty, and nothing but blanks: such a text is a part of the template.
[[nodiscard]] bool is_blank(std::string_view utf16);

/// The checksum that stands beside a name.
[[nodiscard]] std::uint16_t name_hash(std::string_view utf16);

} // namespace sokuo::detect::evtx
