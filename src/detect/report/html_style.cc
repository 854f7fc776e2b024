#include "detect/report/html_page.h"

#include "detect/report/histogram.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>

namespace sokuo::detect::report {
namespace {

// The colours are those of the team's screens (web/src/ui/base.css: Digital Agency design tokens).
constexpr std::string_view style = R"css(
:root { --ink: #1a1a1a; --sub: #4d4d4d; --mute: #666; --hair: #ccc; --fill: #f2f2f2; --bg: #f7f8fa;
  --key: #0017c1; --key-tint: #e8f1fe; --danger: #ce0000; --danger-tint: #fdeeee; --warn: #ac3e00;
  --warn-tint: #ffeee2; --fact: #0055ad; --fact-tint: #f0f9ff; }
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--bg); color: var(--ink); line-break: strict;
  overflow-wrap: anywhere; font: 400 1rem/1.6 'Noto Sans JP', 'Noto Sans CJK JP',
  'Hiragino Sans', 'Yu Gothic UI', Meiryo, sans-serif; }
h1, h2, h3, h4, p, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: 1.625rem; line-height: 1.4; }
h2 { font-size: 1.25rem; line-height: 1.5; margin-bottom: .75rem; }
h3 { font-size: 1.0625rem; line-height: 1.5; display: flex; gap: .625rem; align-items: baseline; }
h4 { font-size: .9375rem; line-height: 1.5; }
ul { list-style: none; }
a { color: var(--key); text-underline-offset: .18em; }
:focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4375rem .75rem .4375rem 0;
  border-bottom: 1px solid var(--hair); font-size: .875rem; }
th { font-weight: 700; color: var(--sub); white-space: nowrap; }
tbody th { color: inherit; font-weight: 400; white-space: normal; }
.n + th, .n + td { padding-left: .75rem; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.t { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.bar { width: 40%; padding-right: 0; }
svg { display: block; width: 100%; }
.bar svg { height: .875rem; margin-top: .25rem; }
.fillbar { fill: #3460fb; }
.axis { stroke: #949494; stroke-width: 1; }
.grid { stroke: #e6e6e6; stroke-width: 1; }
.tick { fill: #4d4d4d; font-size: 12px; }
main, header, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; padding-bottom: 1rem; }
footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--mute); font-size: .875rem; }
.card { background: #fff; border: 1px solid var(--hair); border-radius: 12px;
  padding: 1.25rem 1.5rem; margin-bottom: 1.25rem; }
.sub { color: var(--sub); font-size: .875rem; }
.levels { display: grid; grid-template-columns: repeat(5, 1fr); gap: .625rem; margin: 1rem 0; }
.levels li { border: 1px solid var(--hair); border-radius: 8px; padding: .5rem .75rem; }
.levels b { display: block; font-size: 1.5rem; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
.levels .zero { color: var(--mute); }
.chip { flex: none; display: inline-block; border-radius: 6px; border: 1px solid; font-size: .75rem;
  line-height: 1.5; padding: 0 .5rem; font-weight: 700; white-space: nowrap; }
.critical { background: var(--danger); border-color: var(--danger); color: #fff; }
.high { background: var(--danger-tint); color: var(--danger); }
.medium { background: var(--warn-tint); color: var(--warn); }
.low { background: var(--fact-tint); color: var(--fact); }
.informational { background: var(--fill); color: var(--sub); }
.mark { background: #fff; color: var(--sub); }
.pairs { display: grid; grid-template-columns: max-content 1fr; gap: .1875rem 1rem;
  font-size: .875rem; }
.pairs dt { color: var(--sub); }
.about { margin: .75rem 0; }
.words { white-space: pre-wrap; font-size: .9375rem; margin-top: .5rem; }
.match { border-top: 1px solid var(--hair); padding: .75rem 0 .875rem; }
.match h4 { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline;
  font-variant-numeric: tabular-nums; }
.match .sub { margin-bottom: .375rem; }
.fields { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .125rem 1rem;
  font-size: .8125rem; line-height: 1.6; }
.fields dt { color: var(--sub); }
.fields dd { white-space: pre-wrap; font-family: 'Noto Sans Mono', 'Noto Sans Mono CJK JP',
  ui-monospace, Consolas, monospace; }
details { margin-top: .375rem; font-size: .8125rem; }
summary { cursor: pointer; color: var(--key); width: max-content; max-width: 100%; }
details .fields { margin-top: .375rem; padding: .625rem .75rem; background: var(--fill);
  border-radius: 8px; }
.note { background: var(--key-tint); border-radius: 8px; padding: .5rem .875rem;
  font-size: .875rem; margin: .75rem 0; }
@media (max-width: 40rem) {
  main, header, footer { padding-left: 1rem; padding-right: 1rem; }
  .card { padding: 1rem; }
  .levels { grid-template-columns: repeat(2, 1fr); }
  .fields, .pairs { grid-template-columns: 1fr; }
  .fields dd, .pairs dd { margin-bottom: .25rem; }
  .wide { overflow-x: auto; }
  .wide th[scope=row] { min-width: 11rem; }
  .wide > svg { min-width: 40rem; }
}
@page { size: A4; margin: 14mm 14mm 16mm; }
@media print {
  body { background: #fff; font-size: 9.5pt; }
  main, header, footer { max-width: none; padding: 0; }
  header { padding-bottom: 4mm; }
  .card { border: 0; border-radius: 0; padding: 0; margin: 0 0 7mm; }
  h1 { font-size: 16pt; } h2 { font-size: 12.5pt; } h3 { font-size: 11pt; }
  h2, h3, h4 { break-after: avoid; }
  th, td, .pairs, .sub, details, footer { font-size: 8.5pt; }
  .fields { font-size: 8pt; grid-template-columns: minmax(6rem, 9rem) 1fr; }
  .words, .note { font-size: 9pt; }
  thead { display: table-header-group; }
  tr, .levels, svg, .about, .note, .match { break-inside: avoid; }
  h3 + .sub, .words, .about, .note { break-after: avoid; }
  .chip, .fillbar, .note { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
  details:not([open]) { display: none; }
}
)css";

constexpr std::size_t bars_max = 96;
constexpr std::size_t picture_width = 960;
constexpr std::size_t picture_height = 180;
constexpr std::size_t left = 56;
constexpr std::size_t top = 12;
constexpr std::size_t bottom = 28;

constexpr Message chart_title{"scan.chart_title", "検知の時間の分布", "Matches over time"};
constexpr Message chart_words{"scan.chart_words",
                              "{0} から {1} まで、棒 1 本は {2}、最も多いところで {3} 件。",
                              "From {0} to {1}; each bar is {2}; the highest is {3}."};

std::string attribute(std::string_view name, std::size_t value) {
    return std::string{" "}.append(name).append("=\"").append(std::to_string(value)).append("\"");
}

std::string label(std::size_t x, std::size_t y, std::string_view anchor, std::string_view words) {
    auto text = "<text class=\"tick\"" + attribute("x", x) + attribute("y", y);
    return text.append(" text-anchor=\"")
        .append(anchor)
        .append("\">")
        .append(words)
        .append("</text>");
}

std::string rule_line(std::string_view kind, std::size_t y) {
    auto text = std::string{"<line class=\""}.append(kind).append("\"");
    text += attribute("x1", left) + attribute("x2", picture_width);
    return text + attribute("y1", y) + attribute("y2", y) + "/>";
}

} // namespace

std::string_view page_style() {
    return style;
}

std::string chart_svg(const Histogram& histogram, Language language) {
    const auto chart = histogram.chart(bars_max);
    if (chart.bars.empty()) return {};
    const auto most = std::ranges::max(chart.bars);
    const auto count = static_cast<std::int64_t>(chart.bars.size());
    const auto first = minute_text(chart.begin, chart.step);
    const auto last = minute_text(chart.begin + (count - 1) * chart.step, chart.step);
    constexpr auto floor_y = picture_height - bottom;
    constexpr auto height = floor_y - top;

    std::string svg = R"(<svg role="img" aria-labelledby="chart-t chart-d" viewBox="0 0 960 180">)";
    svg.append("<title id=\"chart-t\">").append(chart_title.text(language));
    svg.append("</title><desc id=\"chart-d\">");
    svg +=
        say(chart_words, language, {first, last, step_text(chart.step, language), grouped(most)});
    svg += "</desc>";
    svg += rule_line("grid", top) + label(left - 8, top + 5, "end", grouped(most));
    svg += rule_line("axis", floor_y) + label(left - 8, floor_y + 4, "end", "0");
    // In thousandths, so that many narrow bars stand evenly.
    const auto slot = (picture_width - left) * 1000 / std::max<std::size_t>(chart.bars.size(), 12);
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        if (chart.bars[i] == 0) continue;
        const auto share = static_cast<double>(chart.bars[i]) / static_cast<double>(most);
        const auto tall =
            std::max<std::size_t>(static_cast<std::size_t>(share * static_cast<double>(height)), 2);
        const auto x = left * 1000 + i * slot + slot / 10;
        svg += R"(<rect class="fillbar" x=")" + std::to_string(x / 1000) + '.' +
               std::to_string(x % 1000 / 100) + '"';
        const auto wide = std::max<std::size_t>(slot * 8 / 10, 1000);
        svg += " width=\"" + std::to_string(wide / 1000) + '.' + std::to_string(wide % 1000 / 100) +
               '"';
        svg += attribute("y", floor_y - tall) + attribute("height", tall) + "/>";
    }
    svg += label(left, picture_height - 8, "start", first);
    const auto end = left + chart.bars.size() * slot / 1000;
    if (end > left + 320) svg += label(end, picture_height - 8, "end", last);
    return svg + "</svg>";
}

} // namespace sokuo::detect::report
