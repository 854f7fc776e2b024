#include "document/canvas.h"

#include "core/text.h"
#include "document/qr.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

namespace sokuo::document {
namespace {

constexpr Message no_typeface{"document.no_typeface",
                              "文書の書体がありません。{0} を入れてから、もう一度お試しください。",
                              "The typeface for documents is missing. Install {0} and try again."};
constexpr Message not_made{"document.not_made", "文書を作れませんでした。もう一度お試しください。",
                           "The document could not be made. Please try again."};

constexpr std::string_view typeface_package = "fonts-morisawa-bizud-gothic";
constexpr const char* typeface = "BIZ UDPGothic";
constexpr std::array<const char*, 2> typeface_files{
    "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf",
    "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf"};

constexpr double points_per_mm = 72 / 25.4;
constexpr double sizes_down_to = 1.0 / 3;
constexpr double size_step = 0.98;
constexpr std::size_t qr_quiet = 4;
constexpr std::size_t page_bytes_max = std::size_t{16} * 1024;

template <auto Free>
struct Freed {
    void operator()(auto* thing) const { Free(thing); }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Pen = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;
using FontMap = std::unique_ptr<PangoFontMap, Freed<g_object_unref>>;
using Context = std::unique_ptr<PangoContext, Freed<g_object_unref>>;
using Layout = std::unique_ptr<PangoLayout, Freed<g_object_unref>>;
using Words = std::unique_ptr<char, Freed<g_free>>;
using Description = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;

// The two files and nothing else: neither the machine's settings nor its other fonts change a page,
// and nothing is looked for on the disk. Set for the process, because Pango would otherwise read
// the settings of the system on a thread of its own.
class Typeface {
public:
    static bool is_there() {
        static const Typeface both;
        return both.is_there_;
    }
    ~Typeface() { FcFini(); }
    Typeface(const Typeface&) = delete;
    Typeface& operator=(const Typeface&) = delete;

private:
    Typeface() {
        auto* const config = FcConfigCreate();
        is_there_ = config != nullptr;
        for (const auto* file : typeface_files)
            is_there_ = is_there_ && FcConfigAppFontAddFile(config, as_fc(file)) == FcTrue;
        if (is_there_) FcConfigSetCurrent(config);
        FcConfigDestroy(config); // The process keeps its own hold.
    }
    static const FcChar8* as_fc(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

    bool is_there_ = false;
};

std::string day_and_time(Time time) {
    return to_rfc3339(std::chrono::floor<std::chrono::seconds>(time));
}

cairo_status_t take_bytes(void* into, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

// How much of a text may stand on one page at most, without cutting a letter: otherwise a long text
// would be set again whole for each of its pages.
std::size_t page_bytes(std::string_view text, int lines) {
    std::size_t end = 0;
    for (int line = 0; line <= lines && end < text.size(); ++line)
        end = std::min(text.find('\n', end), text.size() - 1) + 1;
    if (end <= page_bytes_max) return end;
    end = page_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return end;
}

PangoAlignment alignment(Align align) {
    switch (align) {
    case Align::left: return PANGO_ALIGN_LEFT;
    case Align::centre: return PANGO_ALIGN_CENTER;
    case Align::right: return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

} // namespace

struct Canvas::State {
    std::string bytes;
    Surface surface;
    Pen pen;
    FontMap fonts;
    Context context;
    int pages = 1;
    std::size_t letters_missing = 0;

    // `width` in millimetres; below zero: no line is broken but at `\n`.
    [[nodiscard]] Layout set(double width, std::string_view text, const Type& type) const {
        Layout layout{pango_layout_new(context.get())};
        const Description font{pango_font_description_new()};
        pango_font_description_set_family_static(font.get(), typeface);
        pango_font_description_set_weight(font.get(),
                                          type.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_size(font.get(),
                                        static_cast<int>(std::lround(type.size * PANGO_SCALE)));
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(), alignment(type.align));
        pango_layout_set_width(
            layout.get(),
            width < 0 ? -1 : static_cast<int>(std::lround(width * points_per_mm * PANGO_SCALE)));
        // Words as they are: a `<` is a `<`.
        if (is_valid_utf8(text)) {
            pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        } else {
            const Words mended{g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()))};
            pango_layout_set_text(layout.get(), mended.get(), -1);
        }
        return layout;
    }

    // The lines of a layout are put down one by one, so that the distance between them is ours and
    // not the font's.
    template <class Each>
    static void each_line(PangoLayout* layout, Each each) {
        const auto count = pango_layout_get_line_count(layout);
        for (int at = 0; at < count; ++at)
            each(pango_layout_get_line_readonly(layout, at), at);
    }

    void grey(double level) const { cairo_set_source_rgb(pen.get(), level, level, level); }

    void outline(const Box& box, double radius) const {
        auto* const to = pen.get();
        const double left = box.x * points_per_mm;
        const double top = box.y * points_per_mm;
        const double right = (box.x + box.width) * points_per_mm;
        const double bottom = (box.y + box.height) * points_per_mm;
        const double round =
            std::min({radius * points_per_mm, (right - left) / 2, (bottom - top) / 2});
        constexpr double quarter = std::numbers::pi / 2;
        cairo_new_sub_path(to);
        cairo_arc(to, right - round, top + round, round, -quarter, 0);
        cairo_arc(to, right - round, bottom - round, round, 0, quarter);
        cairo_arc(to, left + round, bottom - round, round, quarter, 2 * quarter);
        cairo_arc(to, left + round, top + round, round, 2 * quarter, 3 * quarter);
        cairo_close_path(to);
    }
};

Canvas::Canvas(std::unique_ptr<State> state) : state_{std::move(state)} {}
Canvas::~Canvas() = default;

Result<std::unique_ptr<Canvas>> Canvas::open(const About& about) {
    if (!Typeface::is_there())
        return failure(Errc::unavailable, no_typeface, {std::string{typeface_package}});
    auto state = std::make_unique<State>();
    auto& on = *state;
    on.surface.reset(cairo_pdf_surface_create_for_stream(
        take_bytes, &on.bytes, page_width_mm * points_per_mm, page_height_mm * points_per_mm));
    auto* const pdf = on.surface.get();
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, about.title.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_AUTHOR, about.author.c_str());
    const auto made = day_and_time(about.made_at);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_MOD_DATE, made.c_str());
    on.pen.reset(cairo_create(pdf));
    on.fonts.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    on.context.reset(pango_font_map_create_context(on.fonts.get()));
    pango_cairo_context_set_resolution(on.context.get(), 72);
    pango_context_set_language(
        on.context.get(), pango_language_from_string(about.language == Language::ja ? "ja" : "en"));
    // Letters as they are drawn, not as a screen would round them.
    pango_context_set_round_glyph_positions(on.context.get(), FALSE);
    auto* const options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(on.context.get(), options);
    cairo_font_options_destroy(options);
    return std::unique_ptr<Canvas>{new Canvas{std::move(state)}};
}

double Canvas::text(const Box& box, std::string_view text, const Type& type) {
    const auto layout = state_->set(box.width, text, type);
    state_->letters_missing +=
        static_cast<std::size_t>(pango_layout_get_unknown_glyphs_count(layout.get()));
    state_->grey(type.grey);
    const double step = type.size * type.leading;
    State::each_line(layout.get(), [&](PangoLayoutLine* line, int at) {
        PangoRectangle extents{};
        pango_layout_line_get_extents(line, nullptr, &extents);
        const double room = box.width * points_per_mm - double{1} * extents.width / PANGO_SCALE;
        const double indent = type.align == Align::left     ? 0
                              : type.align == Align::centre ? room / 2
                                                            : room;
        // The middle of a Japanese letter stands 0.38 sizes above the base line.
        const double middle = step * (at + 0.5) + 0.38 * type.size;
        cairo_move_to(state_->pen.get(), box.x * points_per_mm + indent,
                      box.y * points_per_mm + middle);
        pango_cairo_show_layout_line(state_->pen.get(), line);
    });
    return pango_layout_get_line_count(layout.get()) * step / points_per_mm;
}

double Canvas::height(double width, std::string_view text, const Type& type) const {
    const auto layout = state_->set(width, text, type);
    return pango_layout_get_line_count(layout.get()) * type.size * type.leading / points_per_mm;
}

double Canvas::width(std::string_view text, const Type& type) const {
    const auto layout = state_->set(-1, text, type);
    PangoRectangle extents{};
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    return extents.width / points_per_mm / PANGO_SCALE;
}

double Canvas::fitting_size(const Box& box, std::string_view text, const Type& type) const {
    auto tried = type;
    for (; tried.size > type.size * sizes_down_to; tried.size *= size_step) {
        if (width(text, tried) <= box.width && height(-1, text, tried) <= box.height) break;
    }
    return tried.size;
}

std::size_t Canvas::fitting_bytes(const Box& box, std::string_view text, const Type& type) const {
    const double step = type.size * type.leading / points_per_mm;
    // A hair more than what fits, or a box measured by `height` would be too small for its own
    // text.
    const auto fits = static_cast<int>((box.height + 0.001) / step);
    text = text.substr(0, page_bytes(text, fits));
    const auto layout = state_->set(box.width, text, type);
    if (pango_layout_get_line_count(layout.get()) <= fits) return text.size();
    if (fits < 1) return 0;
    const auto* const line = pango_layout_get_line_readonly(layout.get(), fits);
    return static_cast<std::size_t>(line->start_index);
}

void Canvas::fill(const Box& box, double grey, double radius) {
    state_->grey(grey);
    state_->outline(box, radius);
    cairo_fill(state_->pen.get());
}

void Canvas::frame(const Box& box, double thickness, double radius) {
    state_->grey(0);
    state_->outline(box, radius);
    cairo_set_line_width(state_->pen.get(), thickness * points_per_mm);
    cairo_stroke(state_->pen.get());
}

void Canvas::line(double from_x, double from_y, double to_x, double to_y, double thickness) {
    state_->grey(0);
    cairo_set_line_width(state_->pen.get(), thickness * points_per_mm);
    cairo_move_to(state_->pen.get(), from_x * points_per_mm, from_y * points_per_mm);
    cairo_line_to(state_->pen.get(), to_x * points_per_mm, to_y * points_per_mm);
    cairo_stroke(state_->pen.get());
}

Result<> Canvas::qr(const Box& box, std::string_view text) {
    const auto rows = TRY(qr_rows(text, QrFor::paper));
    const double side = std::min(box.width, box.height) * points_per_mm;
    const double module = side / static_cast<double>(rows.size() + 2 * qr_quiet);
    state_->grey(0);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t column = 0; column < rows.size(); ++column) {
            if (rows[row][column] != '1') continue;
            // Neighbours in a row are one rectangle: between two, a printer shows a white hair.
            const auto start = column;
            while (column + 1 < rows.size() && rows[row][column + 1] == '1')
                ++column;
            cairo_rectangle(state_->pen.get(),
                            box.x * points_per_mm + module * static_cast<double>(start + qr_quiet),
                            box.y * points_per_mm + module * static_cast<double>(row + qr_quiet),
                            module * static_cast<double>(column - start + 1), module);
        }
    }
    cairo_fill(state_->pen.get());
    return Done{};
}

void Canvas::next_page() {
    cairo_show_page(state_->pen.get());
    ++state_->pages;
}

Result<Pdf> Canvas::finish() {
    cairo_show_page(state_->pen.get());
    cairo_surface_finish(state_->surface.get());
    const auto status = cairo_surface_status(state_->surface.get());
    const auto drawn = cairo_status(state_->pen.get());
    if (status != CAIRO_STATUS_SUCCESS || drawn != CAIRO_STATUS_SUCCESS) {
        const auto failed = status != CAIRO_STATUS_SUCCESS ? status : drawn;
        return because(failure(Errc::unavailable, not_made), cairo_status_to_string(failed));
    }
    return Pdf{.bytes = std::move(state_->bytes),
               .pages = state_->pages,
               .letters_missing = state_->letters_missing};
}

} // namespace sokuo::document
