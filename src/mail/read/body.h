#pragma once

// The text of a mail out of its text parts: of each multipart/alternative the plain one, and the
// HTML one beside it as text; whatever stands outside of one is added in order.

#include "mail/read.h"
#include "mail/read/words.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::mail {

class Body {
public:
    struct Text {
        std::string text{};
        TextSource source = TextSource::none;
        std::string html_text{};
        std::string charset{};
        bool is_cut = false;
    };

    /// `choice`: the number of the multipart/alternative it stands in; 0: none.
    void add(std::string_view bytes, std::string_view charset, bool is_html, std::size_t choice,
             Repairs& repairs);

    [[nodiscard]] Text take();

private:
    struct Piece {
        std::string text{};
        std::string charset{};
        bool is_html = false;
        std::size_t choice = 0;
    };

    [[nodiscard]] bool has_plain_beside(const Piece& piece) const;

    std::vector<Piece> pieces_;
    std::size_t size_ = 0;
    bool is_cut_ = false;
};

} // namespace sokuo::mail
