#include "contact/poster.h"

#include "calendar/wareki.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace sokuo::contact {
namespace {

using document::Align;
using document::Box;
using document::Canvas;
using document::Type;

// Lengths are millimetres.
constexpr double left = 16;
constexpr double full_width = document::page_width_mm - 2 * left;
constexpr double radius = 4;
constexpr double headline_top = 18;
constexpr double headline_height = 42;
constexpr double call_top = 65;
constexpr double call_height = 62;
constexpr double steps_top = 133;
constexpr double steps_height = 82;
constexpr double step_height_max = 23;
constexpr double form_top = 222;
constexpr double code_side = 46;
constexpr double foot_top = 274;
constexpr double white = 1;
constexpr double mm_per_point = 25.4 / 72;

double line_of(const Type& type) {
    return type.size * type.leading * mm_per_point;
}

class Drawing {
public:
    Drawing(Canvas& canvas, const Poster& poster)
        : canvas_{canvas}, poster_{poster}, contact_{poster.charter.point_of_contact} {}

    void stamp();
    void headline();
    void call();
    void steps();
    Result<> form();
    void foot();

private:
    [[nodiscard]] bool is_for_staff() const { return poster_.audience == Audience::staff; }
    [[nodiscard]] std::vector<const charter::FirstStep*> own_steps() const;
    /// As large as fits into the box, and no larger than `type`; the middle of the box.
    void fitted(const Box& box, std::string_view words, Type type);
    /// The same, broken into lines: a sentence is read sooner in two lines than in small print.
    void flowing(const Box& box, std::string_view words, Type type);
    void questions(const Box& box);

    Canvas& canvas_;
    const Poster& poster_;
    const charter::PointOfContact& contact_;
};

void Drawing::fitted(const Box& box, std::string_view words, Type type) {
    type.size = canvas_.fitting_size(box, words, type);
    const double height = canvas_.height(box.width, words, type);
    canvas_.text(
        {.x = box.x, .y = box.y + std::max(0.0, (box.height - height) / 2), .width = box.width},
        words, type);
}

void Drawing::flowing(const Box& box, std::string_view words, Type type) {
    constexpr double smallest = 6;
    while (type.size > smallest && canvas_.height(box.width, words, type) > box.height)
        type.size -= 0.5;
    canvas_.text(box, words, type);
}

void Drawing::stamp() {
    if (!poster_.charter.fictional) return;
    const Box box{.x = document::page_width_mm - left - 60, .y = 7, .width = 60, .height = 8};
    canvas_.frame(box, 0.4);
    fitted(box, "【架空】練習用です",
           {.size = 11, .is_bold = true, .align = Align::centre, .leading = 1.3});
}

void Drawing::headline() {
    canvas_.fill({.x = left, .y = headline_top, .width = full_width, .height = headline_height}, 0,
                 radius);
    const Type large{
        .size = 40, .is_bold = true, .align = Align::centre, .leading = 1.25, .grey = white};
    fitted({.x = left + 6, .y = headline_top + 4, .width = full_width - 12, .height = 20},
           "「おかしいな」と思ったら", large);
    auto smaller = large;
    smaller.size = 22;
    const auto sentence = is_for_staff()
                              ? std::string{"ひとりで調べず、電話してください"}
                              : poster_.charter.organisation.name.ja + "に知らせてください";
    fitted({.x = left + 6, .y = headline_top + 25, .width = full_width - 12, .height = 12},
           sentence, smaller);
}

// Staff dial four digits; whoever is outside needs all of them.
void Drawing::call() {
    canvas_.frame({.x = left, .y = call_top, .width = full_width, .height = call_height}, 1,
                  radius);
    const auto extension = "内線 " + contact_.extension;
    const bool is_inside = is_for_staff() && !contact_.extension.empty();
    const auto& largest = is_inside ? extension : contact_.phone;
    std::string other = is_inside ? "外からは " + contact_.phone : extension;
    if (contact_.extension.empty()) other.clear();
    const double inner = full_width - 16;
    const double x = left + 8;
    canvas_.text({.x = x, .y = call_top + 5, .width = inner}, "電話",
                 {.size = 15, .is_bold = true, .leading = 1.2});
    fitted({.x = x + 18, .y = call_top + 4, .width = inner - 18, .height = 24}, largest,
           {.size = 58, .is_bold = true, .leading = 1.15});
    fitted({.x = x + 18, .y = call_top + 28, .width = inner - 18, .height = 9}, other,
           {.size = 20, .is_bold = true, .leading = 1.2});
    canvas_.line(x, call_top + 40, x + inner, call_top + 40, 0.3);
    const Type small{.size = 12.5, .leading = 1.45};
    double y = call_top + 42.5;
    y += canvas_.text({.x = x, .y = y, .width = inner}, "対応時間　" + contact_.hours, small);
    const auto outside =
        contact_.out_of_hours.empty()
            ? std::string{poster_.public_url.empty() ? "時間外のことは、要綱に定めがありません。"
                                                     : "時間外　　下の様式は、いつでも送れます。"}
            : "時間外　　" + contact_.out_of_hours;
    flowing({.x = x, .y = y, .width = inner, .height = call_top + call_height - y - 2}, outside,
            small);
}

std::vector<const charter::FirstStep*> Drawing::own_steps() const {
    std::vector<const charter::FirstStep*> steps;
    for (const auto& step : poster_.pack.first_steps) {
        if (step.is_for(code_of(poster_.audience)) && step.provenance.is_in_force(poster_.day))
            steps.push_back(&step);
    }
    return steps;
}

void Drawing::steps() {
    const auto steps = own_steps();
    if (steps.empty()) return;
    canvas_.text({.x = left, .y = steps_top, .width = full_width}, "まず、こうしてください",
                 {.size = 15, .is_bold = true, .leading = 1.2});
    const double row =
        std::min(step_height_max, (steps_height - 9) / static_cast<double>(steps.size()));
    double y = steps_top + 9;
    int number = 0;
    for (const auto* step : steps) {
        const double side = std::min(11.0, row - 3);
        const Box sign{.x = left, .y = y + (row - side) / 2, .width = side, .height = side};
        canvas_.fill(sign, 0, side / 2);
        fitted(
            sign, std::to_string(++number),
            {.size = 20, .is_bold = true, .align = Align::centre, .leading = 1.1, .grey = white});
        const double x = left + 16;
        fitted({.x = x, .y = y + row * 0.08, .width = full_width - 16, .height = row * 0.52},
               step->text.ja, {.size = 23, .is_bold = true, .leading = 1.2});
        fitted({.x = x, .y = y + row * 0.6, .width = full_width - 16, .height = row * 0.34},
               step->reason.ja, {.size = 12.5, .leading = 1.3});
        y += row;
        if (number < static_cast<int>(steps.size())) canvas_.line(x, y, left + full_width, y, 0.15);
    }
}

void Drawing::questions(const Box& box) {
    constexpr std::array<std::string_view, 4> numbers{"①", "②", "③", "④"};
    std::string words;
    for (std::size_t at = 0; at < std::min(numbers.size(), contact_.questions.size()); ++at) {
        if (at > 0) words += "\n";
        words += std::string{numbers.at(at)} + " " + contact_.questions[at].text.ja;
    }
    const double head = canvas_.text({.x = box.x, .y = box.y, .width = box.width}, "お聞きすること",
                                     {.size = 12.5, .is_bold = true, .leading = 1.5});
    Type type{.size = 11, .leading = 1.5};
    const Box below{.x = box.x, .y = box.y + head, .width = box.width, .height = box.height - head};
    type.size = canvas_.fitting_size(below, words, type);
    canvas_.text(below, words, type);
}

Result<> Drawing::form() {
    canvas_.line(left, form_top - 4, left + full_width, form_top - 4, 0.3);
    if (poster_.public_url.empty()) {
        questions({.x = left, .y = form_top, .width = full_width, .height = 40});
        return Done{};
    }
    const auto address = poster_.public_url + (is_for_staff() ? "/poc/staff" : "/poc/report");
    TRY(canvas_.qr({.x = left - 3, .y = form_top - 2, .width = code_side, .height = code_side},
                   address));
    const double x = left + code_side + 2;
    const double width = full_width - code_side - 2;
    const Type bold{.size = 12.5, .is_bold = true, .leading = 1.5};
    double y = form_top;
    y += canvas_.text({.x = x, .y = y, .width = width}, "文章で知らせるとき（いつでも送れます）",
                      bold);
    Type small{.size = 11, .leading = 1.4};
    const Box line{.x = x, .y = y, .width = width, .height = 2 * line_of(small)};
    small.size = canvas_.fitting_size(line, address, small);
    y += canvas_.text(line, address, small) + 2;
    questions({.x = x, .y = y, .width = width, .height = form_top + code_side - y - 2});
    return Done{};
}

void Drawing::foot() {
    canvas_.line(left, foot_top - 3, left + full_width, foot_top - 3, 0.3);
    const Type bold{.size = 12, .is_bold = true, .leading = 1.4};
    double y = foot_top;
    const auto name = contact_.name + "（" + contact_.section + "）";
    fitted({.x = left, .y = y, .width = full_width, .height = line_of(bold)}, name, bold);
    y += line_of(bold);
    std::vector<std::string> mails;
    for (const auto& mail : contact_.mail) {
        if (std::ranges::find(mails, mail.address) == mails.end()) mails.push_back(mail.address);
    }
    std::string where = contact_.address;
    for (const auto& mail : mails)
        where += "　" + mail;
    const Type small{.size = 9.5, .leading = 1.5};
    fitted({.x = left, .y = y, .width = full_width, .height = line_of(small)}, where, small);
    y += line_of(small);
    const auto made = calendar::to_wareki(poster_.day) + " 作成　" + poster_.charter.title +
                      "（データ 第" + std::to_string(poster_.version) + "版）";
    fitted({.x = left, .y = y, .width = full_width, .height = line_of(small)}, made,
           {.size = 8, .leading = 1.5, .grey = 0.35});
}

} // namespace

std::optional<Audience> audience_called(std::string_view code) {
    if (code == "staff") return Audience::staff;
    if (code == "outsiders") return Audience::outsiders;
    return {};
}

std::string_view code_of(Audience audience) {
    return audience == Audience::staff ? "staff" : "outsiders";
}

Result<document::Pdf> draw(const Poster& poster) {
    const auto& contact = poster.charter.point_of_contact;
    const auto canvas = TRY(Canvas::open({.title = contact.name + " 連絡先の掲示",
                                          .author = poster.charter.organisation.name.ja,
                                          .made_at = poster.made_at}));
    Drawing drawing{*canvas, poster};
    drawing.stamp();
    drawing.headline();
    drawing.call();
    drawing.steps();
    TRY(drawing.form());
    drawing.foot();
    return canvas->finish();
}

} // namespace sokuo::contact
