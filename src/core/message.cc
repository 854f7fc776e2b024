#include "core/message.h"

namespace sokuo {

std::string render(const Message& message, std::span<const std::string> args, Language language) {
    const auto text = message.text(language);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}') {
            // A character below '0' becomes a huge number, so one comparison is enough.
            const auto index = static_cast<std::size_t>(text[at + 1]) - std::size_t{'0'};
            if (index <= 9 && index < args.size()) {
                out += args[index]; // Not looked into again: an argument is data.
                at += 2;
                continue;
            }
        }
        out += text[at];
    }
    return out;
}

} // namespace sokuo
