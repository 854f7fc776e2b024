#include "mail/dots.h"

#include <algorithm>

namespace sokuo::mail {

std::size_t DotReader::take(std::string_view bytes, std::string& out) {
    std::size_t at = 0;
    while (at < bytes.size() && state_ != State::whole) {
        if (state_ == State::within) { // What is most of every mail, in one piece.
            const auto end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
            out.append(bytes.substr(at, end - at));
            at = end;
            if (at == bytes.size()) break;
        }
        step(bytes[at++], out);
    }
    return at;
}

void DotReader::step(char byte, std::string& out) {
    const auto before = state_;
    if (before == State::line_start && byte == '.') {
        state_ = State::dot;
        return;
    }
    if (before == State::dot && byte == '\r') {
        state_ = State::dot_cr;
        return;
    }
    if (before == State::dot_cr && byte == '\n') {
        state_ = State::whole;
        return;
    }
    if (before == State::dot_cr) out += '\r'; // It was text after all, and a bare CR in it.
    const bool follows_cr = before == State::cr || before == State::dot_cr;
    if (byte == '\n' && !follows_cr) is_smuggled_ = true;
    if (byte == '.' && before == State::cr) is_smuggled_ = true;
    if (before == State::dot_cr) is_smuggled_ = true;
    out += byte;
    if (byte == '\r')
        state_ = State::cr;
    else
        state_ = byte == '\n' && before == State::cr ? State::line_start : State::within;
}

} // namespace sokuo::mail
