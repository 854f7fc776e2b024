#include "document/paper.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace sokuo::document {
namespace {

constexpr Message too_long{"document.too_long",
                           "文書が{0}ページを超えました。分けて作ってください。",
                           "The document has more than {0} pages. Make it in parts."};

constexpr double margin = 20;
constexpr double top = 22;
constexpr double bottom = page_height_mm - 22;
constexpr double body_width = page_width_mm - 2 * margin;
constexpr double cell_padding = 1.6;
constexpr double rule = 0.2;

constexpr std::array<Type, 3> heading_types{Type{.size = 18, .is_bold = true, .leading = 1.4},
                                            Type{.size = 13, .is_bold = true, .leading = 1.4},
                                            Type{.size = 11, .is_bold = true, .leading = 1.4}};
constexpr std::array<double, 3> heading_room_before{0, 6, 4};
constexpr Type body{.size = 10.5, .leading = 1.6};
constexpr Type in_cell{.size = 9.5, .leading = 1.5};
constexpr Type small{.size = 8, .leading = 1.4};
constexpr double after_paragraph = 2;

double line_of(const Type& type) {
    return type.size * type.leading * 25.4 / 72;
}

class Setter {
public:
    Setter(Canvas& canvas, const Paper& paper, int pages_in_all)
        : canvas_{canvas}, paper_{paper}, pages_in_all_{pages_in_all} {
        begin_page();
    }

    void operator()(const Heading& heading);
    void operator()(const Paragraph& paragraph);
    void operator()(const Table& table);
    void operator()(const Code& code);

    [[nodiscard]] const Result<>& outcome() const { return outcome_; }
    [[nodiscard]] bool goes_on() const { return outcome_.ok(); }

private:
    using Cells = std::vector<std::string_view>;

    void begin_page();
    void turn_page();
    void need(double height) {
        if (y_ + height > bottom && y_ > top) turn_page();
    }
    void row(const Table& table, Cells cells, bool is_head);
    [[nodiscard]] double cell_width(const Table& table, std::size_t column) const;

    Canvas& canvas_;
    const Paper& paper_;
    int pages_in_all_;
    int page_ = 0;
    double y_ = top;
    Result<> outcome_ = Done{};
};

void Setter::begin_page() {
    ++page_;
    y_ = top;
    if (!paper_.stamp.empty()) {
        const Type type{.size = 9, .is_bold = true, .align = Align::centre, .leading = 1.4};
        const double width = canvas_.width(paper_.stamp, type) + 4;
        const Box box{.x = page_width_mm - margin - width, .y = 10, .width = width, .height = 6.5};
        canvas_.frame(box, 0.4);
        canvas_.text({.x = box.x, .y = box.y + 1, .width = width}, paper_.stamp, type);
    }
    const double foot_y = page_height_mm - 15;
    canvas_.text({.x = margin, .y = foot_y, .width = body_width - 25}, paper_.foot, small);
    auto at_right = small;
    at_right.align = Align::right;
    canvas_.text({.x = page_width_mm - margin - 25, .y = foot_y, .width = 25},
                 std::to_string(page_) + " / " + std::to_string(pages_in_all_), at_right);
}

void Setter::turn_page() {
    if (page_ >= pages_max) {
        if (outcome_.ok())
            outcome_ = failure(Errc::too_large, too_long, {std::to_string(pages_max)});
        y_ = top;
        return;
    }
    canvas_.next_page();
    begin_page();
}

void Setter::operator()(const Heading& heading) {
    const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 3)) - 1;
    const auto& type = heading_types.at(level);
    if (y_ > top) y_ += heading_room_before.at(level);
    need(canvas_.height(body_width, heading.text, type) + 2 * line_of(body));
    y_ += canvas_.text({.x = margin, .y = y_, .width = body_width}, heading.text, type);
    y_ += after_paragraph;
}

void Setter::operator()(const Paragraph& paragraph) {
    auto type = body;
    type.is_bold = paragraph.is_bold;
    const double indent = std::clamp(paragraph.indent, 0.0, body_width / 2);
    std::string_view rest = paragraph.text;
    while (!rest.empty() && goes_on()) {
        need(line_of(type));
        const Box box{
            .x = margin + indent, .y = y_, .width = body_width - indent, .height = bottom - y_};
        const auto here = rest.substr(0, canvas_.fitting_bytes(box, rest, type));
        y_ += canvas_.text(box, here, type);
        rest.remove_prefix(here.size());
        if (!rest.empty()) turn_page();
    }
    y_ += after_paragraph;
}

double Setter::cell_width(const Table& table, std::size_t column) const {
    const double all = std::accumulate(table.widths.begin(), table.widths.end(), 0.0);
    return all > 0 ? body_width * table.widths[column] / all : body_width;
}

void Setter::row(const Table& table, Cells cells, bool is_head) {
    auto type = in_cell;
    type.is_bold = is_head;
    need(line_of(type) + 2 * cell_padding);
    const double room = bottom - y_ - 2 * cell_padding;
    double tallest = line_of(type);
    std::vector<std::string_view> here(cells.size());
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const Box box{.width = cell_width(table, column) - 2 * cell_padding, .height = room};
        here[column] = cells[column].substr(0, canvas_.fitting_bytes(box, cells[column], type));
        cells[column].remove_prefix(here[column].size());
        tallest = std::max(tallest, canvas_.height(box.width, here[column], type));
    }
    const double height = tallest + 2 * cell_padding;
    if (is_head) canvas_.fill({.x = margin, .y = y_, .width = body_width, .height = height}, 0.92);
    double x = margin;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const double width = cell_width(table, column);
        canvas_.text(
            {.x = x + cell_padding, .y = y_ + cell_padding, .width = width - 2 * cell_padding},
            here[column], type);
        canvas_.frame({.x = x, .y = y_, .width = width, .height = height}, rule);
        x += width;
    }
    y_ += height;
    const bool is_whole =
        std::ranges::all_of(cells, [](std::string_view rest) { return rest.empty(); });
    if (is_whole || !goes_on()) return;
    turn_page();
    row(table, std::move(cells), is_head);
}

void Setter::operator()(const Table& table) {
    const auto cells_of = [&](const std::vector<std::string>& texts) {
        Cells cells{texts.begin(), texts.end()};
        cells.resize(table.widths.size());
        return cells;
    };
    for (std::size_t at = 0; at < table.rows.size() && goes_on(); ++at) {
        const bool is_head = table.has_head && at == 0;
        const auto page_before = page_;
        need(line_of(in_cell) + 2 * cell_padding);
        if (table.has_head && !is_head && page_ != page_before)
            row(table, cells_of(table.rows.front()), true);
        row(table, cells_of(table.rows[at]), is_head);
    }
    y_ += 2 * after_paragraph;
}

void Setter::operator()(const Code& code) {
    const double side = std::clamp(code.side, 10.0, body_width / 2);
    need(side);
    const auto drawn = canvas_.qr({.x = margin, .y = y_, .width = side, .height = side}, code.text);
    if (!drawn.ok() && outcome_.ok()) outcome_ = drawn.error();
    const Box beside{.x = margin + side + 4, .y = y_, .width = body_width - side - 4};
    const double text = canvas_.height(beside.width, code.caption, body);
    canvas_.text({.x = beside.x, .y = y_ + std::max(0.0, (side - text) / 2), .width = beside.width},
                 code.caption, body);
    y_ += std::max(side, text) + after_paragraph;
}

Result<Pdf> set_once(const Paper& paper, int pages_in_all) {
    const auto canvas = TRY(Canvas::open(paper.about));
    Setter setter{*canvas, paper, pages_in_all};
    for (const auto& block : paper.blocks) {
        std::visit(setter, block);
        if (!setter.goes_on()) return setter.outcome().error();
    }
    return canvas->finish();
}

} // namespace

Result<Pdf> set(const Paper& paper) {
    // Every foot says how many pages there are: known once they have been set.
    auto first = TRY(set_once(paper, 1));
    if (first.pages == 1) return first;
    return set_once(paper, first.pages);
}

} // namespace sokuo::document
