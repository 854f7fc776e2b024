#pragma once

// Pages of A4 on which text, lines and boxes are put where the caller says: a poster, a label, a
// form whose fields have their places. For text that flows over pages, see paper.h.
//
// What is put on a page is text and nothing else: no markup is read out of it, whoever wrote it.
// The bytes depend on what was drawn and on `About`, never on the clock or the machine's own fonts:
// the same page twice is the same file.
//
// Lengths are millimetres from the top left corner of the page; sizes of type are points.

#include "core/message.h"
#include "core/result.h"
#include "core/time.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sokuo::document {

inline constexpr double page_width_mm = 210;
inline constexpr double page_height_mm = 297;

/// What a document says of itself, beside its pages.
struct About {
    std::string title{};
    std::string author{};
    Language language = Language::ja; ///< Decides where lines may break.
    Time made_at{};                   ///< The only time in the file.
};

struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0; ///< Of text: not looked at; it goes down as far as it needs.
};

enum class Align : std::uint8_t { left, centre, right };

/// How text is set. There is one typeface, BIZ UDPGothic: made to be read by everybody.
struct Type {
    double size = 10.5;
    bool is_bold = false;
    Align align = Align::left;
    double leading = 1.5; ///< From line to line, in sizes.
    double grey = 0;      ///< 0 is black, 1 is white.
};

/// A finished document.
struct Pdf {
    std::string bytes;
    int pages = 0;
    /// Letters the typeface does not have (𠮷); each is drawn as a box with its number.
    std::size_t letters_missing = 0;
};

/// Threads: one at a time, any; two canvases may be drawn on at once.
class Canvas {
public:
    /// The first page is there. Errors: `unavailable` without the typeface (Debian's package
    /// fonts-morisawa-bizud-gothic).
    [[nodiscard]] static Result<std::unique_ptr<Canvas>> open(const About& about);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    /// Sets `text` in the width of the box and gives the height it took. Lines break at `\n` and
    /// where the width ends; a broken byte is drawn as U+FFFD.
    double text(const Box& box, std::string_view text, const Type& type);
    /// The height it would take.
    [[nodiscard]] double height(double width, std::string_view text, const Type& type) const;
    /// The width of its longest line, when nothing breaks it but `\n`.
    [[nodiscard]] double width(std::string_view text, const Type& type) const;
    /// The largest size, up to that of `type` and down to a third of it, in which every line of
    /// `text` fits the width of the box unbroken, and all of it the height.
    [[nodiscard]] double fitting_size(const Box& box, std::string_view text,
                                      const Type& type) const;
    /// How many bytes of `text` the whole lines have that fit into `height`: where it is cut when
    /// it goes on on the next page. All of it when it fits; 0 when not even one line does.
    [[nodiscard]] std::size_t fitting_bytes(const Box& box, std::string_view text,
                                            const Type& type) const;

    void fill(const Box& box, double grey, double radius = 0);
    void frame(const Box& box, double thickness, double radius = 0);
    void line(double from_x, double from_y, double to_x, double to_y, double thickness);
    /// A QR code for paper with its quiet zone in the square at the top left of the box. Errors:
    /// `too_large`.
    Result<> qr(const Box& box, std::string_view text);

    void next_page();
    /// Ends the document; nothing may be drawn afterwards. Errors: `unavailable` (memory).
    Result<Pdf> finish();

private:
    struct State;
    explicit Canvas(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace sokuo::document
