#pragma once

// Text that flows over as many pages as it needs: headings, paragraphs, tables, QR codes, with the
// number of the page at its foot. What a slip, a report or a letter is printed from. A value; what
// each block says is text and nothing else.

#include "document/canvas.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sokuo::document {

/// Levels as in 公文書: 1 is the title of the paper, 2 第１, 3 １. A heading never stands alone at
/// the foot of a page.
struct Heading {
    int level = 2;
    std::string text{};
};

struct Paragraph {
    std::string text{};
    bool is_bold = false;
    double indent = 0; ///< Millimetres.
};

/// Rows of cells; every row has as many as there are `widths`. A row goes on on the next page when
/// it does not fit, and the head is repeated there.
struct Table {
    std::vector<double> widths{}; ///< Shares of the width of the page.
    bool has_head = false;        ///< The first row.
    std::vector<std::vector<std::string>> rows{};
};

/// A QR code with what it leads to beside it.
struct Code {
    std::string text{};
    std::string caption{};
    double side = 30; ///< Millimetres, with the quiet zone.
};

using Block = std::variant<Heading, Paragraph, Table, Code>;

struct Paper {
    About about{};
    std::string stamp{}; ///< 【架空】, framed at the top of every page; empty: none.
    std::string foot{};  ///< At the left of every foot.
    std::vector<Block> blocks{};
};

/// More pages than this is an error: somebody pasted a log.
inline constexpr int pages_max = 500;

/// Errors: those of the canvas; `too_large` for more than `pages_max` pages.
[[nodiscard]] Result<Pdf> set(const Paper& paper);

} // namespace sokuo::document
