#include "front/html.h"

#include "http/conditional.h"

#include <utility>

namespace sokuo::front {
namespace {

using Args = std::initializer_list<std::string_view>;

// The pieces of a message, in their order.
class Pieces {
public:
    virtual ~Pieces() = default;
    virtual void words(std::string_view words) = 0;
    virtual void argument(std::string_view argument) = 0;
    virtual void reading(std::string_view base, std::string_view reading) = 0;
};

// What stands at the front of `rest`, as far as it goes; a mark that is not closed is text.
std::size_t take_piece(std::string_view rest, Args args, Pieces& pieces) {
    if (rest[0] == '{' && rest.size() > 2 && rest[2] == '}' && rest[1] >= '0' && rest[1] <= '9') {
        const auto at = static_cast<std::size_t>(rest[1] - '0');
        if (at < args.size()) pieces.argument(args.begin()[at]);
        return 3;
    }
    if (rest[0] == '[') {
        const auto bar = rest.find('|');
        const auto end = rest.find(']');
        if (bar < end && end != std::string_view::npos) {
            pieces.reading(rest.substr(1, bar - 1), rest.substr(bar + 1, end - bar - 1));
            return end + 1;
        }
    }
    const auto next = rest.find_first_of("{[", 1);
    pieces.words(rest.substr(0, next));
    return next == std::string_view::npos ? rest.size() : next;
}

void take_apart(std::string_view words, Args args, Pieces& pieces) {
    while (!words.empty())
        words.remove_prefix(take_piece(words, args, pieces));
}

class Escaped final : public Pieces {
public:
    explicit Escaped(bool with_readings) : with_readings_{with_readings} {}
    void words(std::string_view words) override { out << text(words); }
    void argument(std::string_view argument) override { out << text(argument); }
    void reading(std::string_view base, std::string_view reading) override {
        if (!with_readings_) {
            out << text(base);
            return;
        }
        out << "<ruby>" << text(base) << "<rp>（</rp><rt>" << text(reading)
            << "</rt><rp>）</rp></ruby>";
    }
    Html out;

private:
    bool with_readings_;
};

class Plain final : public Pieces {
public:
    void words(std::string_view words) override { out += words; }
    void argument(std::string_view argument) override { out += argument; }
    void reading(std::string_view base, std::string_view) override { out += base; }
    std::string out;
};

} // namespace

Html text(std::string_view text) {
    Html html;
    html.html_ = http::html_escaped(text);
    return html;
}

Html number(std::size_t number) {
    return text(std::to_string(number));
}

Html Wording::operator()(const Message& message, Args args) const {
    Escaped escaped{reader_.with_readings};
    take_apart(message.text(reader_.language), args, escaped);
    return std::move(escaped.out);
}

std::string plain(const Message& message, Language language, Args args) {
    Plain plain;
    take_apart(message.text(language), args, plain);
    return std::move(plain.out);
}

} // namespace sokuo::front
