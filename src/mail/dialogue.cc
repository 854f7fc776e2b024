#include "mail/dialogue.h"

#include "mail/address.h"
#include "mail/dots.h"
#include "mail/path.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr std::size_t replies_bytes_max = 4'096; // Then they are sent before more is taken.

// The replies. The first number is for the program, the second (RFC 3463) for whoever reads its
// log.
constexpr std::string_view ok = "250 2.0.0 Ok";
constexpr std::string_view bad_sequence = "503 5.5.1 Not now";
constexpr std::string_view bad_syntax = "501 5.5.4 I do not understand what stands behind it";
constexpr std::string_view bad_path = "501 5.1.7 This is no address";
constexpr std::string_view needs_utf8 = "553 5.6.7 This address needs SMTPUTF8";
constexpr std::string_view unknown_parameter = "555 5.5.4 I do not know this parameter";
constexpr std::string_view too_large = "552 5.3.4 The message is too large";
constexpr std::string_view nobody_here = "550 5.1.1 Nobody here has this address";
constexpr std::string_view too_many_recipients =
    "452 4.5.3 Too many recipients, send the rest later";
constexpr std::string_view no_recipients = "503 5.5.1 There are no recipients";
constexpr std::string_view no_space = "452 4.3.1 Cannot be stored now, try again later";
constexpr std::string_view trouble = "451 4.3.0 Something is wrong here, try again later";
constexpr std::string_view smuggled = "550 5.6.0 Line breaks must be CR LF";
constexpr std::string_view only_lmtp = "500 5.5.1 This is LMTP, say LHLO";
constexpr std::string_view only_smtp = "500 5.5.1 This is SMTP, say EHLO";
constexpr std::string_view bad_line = "500 5.5.2 A line must be text and end in CR LF";

constexpr Message mail_smuggled{
    "mail.smuggled", "メールの中に別のメールを隠した形があり、受け取りませんでした（{0} から）。",
    "A mail had the form of another one hidden inside; it was not taken (from {0})."};

std::string_view reply_to(const Error& error) {
    if (error.code == Errc::too_large) return too_large;
    return error.code == Errc::unavailable ? no_space : trouble;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
    return value;
}

// A command: `MAIL`, `FROM:<…>`.
std::pair<std::string_view, std::string_view> split(std::string_view line) {
    const auto space = std::min(line.find(' '), line.size());
    return {line.substr(0, space), line.substr(std::min(space + 1, line.size()))};
}

bool is_text(std::string_view line) {
    return std::ranges::none_of(line, [](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return (value < 0x20 && byte != '\t') || value == 0x7F;
    });
}

enum class State : std::uint8_t { command, data, chunk, over };

} // namespace

struct Dialogue::Inside {
    const Host& host;
    std::string peer;
    Inlet& inlet;
    const Clock& clock;
    const Notice& notice;

    State state = State::command;
    std::string line{}; ///< What has come of a command.
    bool is_greeted = false;
    std::size_t mistakes = 0;
    std::size_t refusals = 0;

    // The mail that is being sent.
    std::optional<std::string> sender{};
    std::vector<std::string> recipients{};
    bool has_chunks = false;
    bool is_last_chunk = false;
    std::uint64_t chunk_left = 0;
    std::uint64_t bytes = 0;
    DotReader dots{};
    std::unique_ptr<Delivery> delivery{};
    std::optional<Error> failed{}; ///< Why it is not taken; the rest of it is passed over.

    std::string text{}; ///< Of one call, before it is written.

    void forget_mail() {
        delivery.reset();
        sender.reset();
        recipients.clear();
        failed.reset();
        has_chunks = is_last_chunk = false;
        chunk_left = bytes = 0;
        dots = {};
    }

    static void say(std::string& out, std::string_view reply) { out.append(reply).append("\r\n"); }
    void say_mistake(std::string& out, std::string_view reply) {
        say(out, reply);
        if (++mistakes < mistakes_max) return;
        say(out, "421 4.7.0 Too many mistakes");
        state = State::over;
    }
    void say_last(std::string& out, std::string_view reply) {
        say(out, reply);
        state = State::over;
    }

    std::size_t take_line(std::string_view input, std::string& out);
    void obey(std::string_view command, std::string& out);
    bool obey_simple(std::string_view verb, std::string_view rest, std::string& out);
    void greet(std::string_view name, bool is_extended, std::string& out);
    void take_sender(std::string_view rest, std::string& out);
    [[nodiscard]] std::string_view fault_of(const Path& path) const;
    void take_recipient(std::string_view rest, std::string& out);
    void begin_data(std::string& out);
    void begin_chunk(std::string_view rest, std::string& out);
    [[nodiscard]] Envelope envelope() const;
    void fail(Error error);
    void open_delivery();
    void write(std::string_view piece);
    std::size_t take_data(std::string_view input, std::string& out);
    std::size_t take_chunk(std::string_view input, std::string& out);
    void end_chunk(std::string& out);
    void end_mail(std::string& out);
};

std::size_t Dialogue::Inside::take_line(std::string_view input, std::string& out) {
    const auto end = input.find('\n');
    const auto piece = input.substr(0, end == std::string_view::npos ? end : end + 1);
    if (line.size() + piece.size() > line_bytes_max) {
        say_last(out, "500 5.5.2 The line is too long");
        return piece.size();
    }
    line.append(piece);
    if (end == std::string_view::npos) return piece.size();
    const auto whole = std::exchange(line, {});
    const auto command = std::string_view{whole}.substr(0, whole.size() - 1);
    // A bare LF in a command: others may have read this line as two.
    if (!command.ends_with('\r'))
        say_last(out, bad_line);
    else if (!is_text(command.substr(0, command.size() - 1)))
        say_mistake(out, bad_line);
    else
        obey(command.substr(0, command.size() - 1), out);
    return piece.size();
}

void Dialogue::Inside::obey(std::string_view command, std::string& out) {
    const auto [verb, rest] = split(command);
    const bool is_lmtp = host.protocol == Protocol::lmtp;
    const bool is_extended = is_same(verb, is_lmtp ? "LHLO" : "EHLO");
    if (is_extended || (!is_lmtp && is_same(verb, "HELO"))) return greet(rest, is_extended, out);
    if (is_same(verb, "HELO") || is_same(verb, "EHLO") || is_same(verb, "LHLO"))
        return say_mistake(out, is_lmtp ? only_lmtp : only_smtp);
    if (obey_simple(verb, rest, out)) return;
    if (is_same(verb, "MAIL")) return take_sender(rest, out);
    if (is_same(verb, "RCPT")) return take_recipient(rest, out);
    if (is_same(verb, "DATA")) return begin_data(out);
    if (is_same(verb, "BDAT")) return begin_chunk(rest, out);
    // What knows no greeting is no mail server but, say, a browser that was led here.
    if (!is_greeted) return say_last(out, "421 4.7.0 This is no command of a mail server");
    say_mistake(out, "502 5.5.1 This is no command here");
}

bool Dialogue::Inside::obey_simple(std::string_view verb, std::string_view rest, std::string& out) {
    if (is_same(verb, "RSET")) {
        forget_mail();
        say(out, ok);
    } else if (is_same(verb, "NOOP")) {
        say(out, ok);
    } else if (is_same(verb, "QUIT")) {
        say_last(out, "221 2.0.0 Bye");
    } else if (is_same(verb, "VRFY")) {
        say(out, rest.empty() ? bad_syntax : "252 2.1.5 Send it and see");
    } else if (is_same(verb, "HELP")) {
        say(out, "214 2.0.0 RFC 5321, RFC 2033");
    } else {
        return false;
    }
    return true;
}

void Dialogue::Inside::greet(std::string_view name, bool is_extended, std::string& out) {
    if (name.empty()) return say_mistake(out, bad_syntax);
    forget_mail();
    is_greeted = true;
    if (!is_extended) return say(out, "250 " + host.name);
    say(out, "250-" + host.name);
    for (const auto* extension :
         {"PIPELINING", "8BITMIME", "SMTPUTF8", "CHUNKING", "ENHANCEDSTATUSCODES"})
        say(out, std::string{"250-"} + extension);
    say(out, "250 SIZE " + std::to_string(host.account.message_bytes_max));
}

// What is wrong with MAIL, or nothing.
std::string_view Dialogue::Inside::fault_of(const Path& path) const {
    bool has_utf8 = false;
    for (const auto& [name, value] : path.parameters) {
        if (name == "SMTPUTF8" && value.empty()) {
            has_utf8 = true;
        } else if (name == "BODY") {
            if (!is_same(value, "7BIT") && !is_same(value, "8BITMIME")) return bad_syntax;
        } else if (name == "SIZE") {
            const auto size = number(value);
            if (!size) return bad_syntax;
            if (*size > host.account.message_bytes_max) return too_large;
        } else {
            return unknown_parameter;
        }
    }
    return has_utf8 || path.is_ascii ? std::string_view{} : needs_utf8;
}

void Dialogue::Inside::take_sender(std::string_view rest, std::string& out) {
    if (!is_greeted || sender) return say_mistake(out, bad_sequence);
    auto path = parse_path(rest, "FROM:");
    if (!path) return say_mistake(out, bad_path);
    const auto fault = fault_of(*path);
    if (!fault.empty()) return say_mistake(out, fault);
    sender = std::move(path->address);
    say(out, "250 2.1.0 Ok");
}

void Dialogue::Inside::take_recipient(std::string_view rest, std::string& out) {
    if (!sender || has_chunks) return say_mistake(out, bad_sequence);
    auto path = parse_path(rest, "TO:");
    if (!path) return say_mistake(out, bad_path);
    if (!path->parameters.empty()) return say_mistake(out, unknown_parameter);
    const bool is_here = std::ranges::any_of(host.recipients, [&](const std::string& one) {
        return plus_token(path->address, one).has_value();
    });
    const bool is_full = recipients.size() == recipients_max;
    if (is_here && !is_full) {
        recipients.push_back(std::move(path->address));
        return say(out, "250 2.1.5 Ok");
    }
    say(out, is_here ? too_many_recipients : nobody_here);
    if (++refusals == refusals_max) say_last(out, "421 4.7.0 Too many are not here");
}

Envelope Dialogue::Inside::envelope() const {
    return {.account = host.account.name,
            .network = host.account.network,
            .way = host.protocol == Protocol::lmtp ? Way::lmtp : Way::smtp,
            .sender = sender,
            .recipients = recipients,
            .peer = peer,
            .origin = {},
            .received_at = clock.now()};
}

// The rest of the mail is passed over, and nothing of it stays.
void Dialogue::Inside::fail(Error error) {
    failed = std::move(error);
    delivery.reset();
    notice(*failed);
}

void Dialogue::Inside::open_delivery() {
    auto begun = Delivery::begin(inlet, envelope(), host.account.message_bytes_max);
    if (begun.ok())
        delivery = std::move(begun).value();
    else
        fail(std::move(begun).error());
}

void Dialogue::Inside::begin_data(std::string& out) {
    if (!sender || has_chunks) return say_mistake(out, bad_sequence);
    if (recipients.empty()) return say_mistake(out, no_recipients);
    open_delivery();
    if (failed) {
        say(out, reply_to(*failed));
        return forget_mail();
    }
    state = State::data;
    say(out, "354 Go on, end with a dot");
}

// The bytes of a chunk follow whatever is answered, so they are counted before all else.
void Dialogue::Inside::begin_chunk(std::string_view rest, std::string& out) {
    const auto [size_text, last] = split(rest);
    const auto size = number(size_text);
    const bool is_last = is_same(last, "LAST");
    if (!size || (!last.empty() && !is_last)) return say_last(out, bad_syntax);
    chunk_left = *size;
    is_last_chunk = is_last;
    state = State::chunk;
    if (sender && !recipients.empty() && !has_chunks) open_delivery();
    has_chunks = sender && !recipients.empty();
    if (chunk_left == 0) end_chunk(out);
}

void Dialogue::Inside::write(std::string_view piece) {
    if (delivery == nullptr || piece.empty()) return;
    auto written = delivery->write(piece);
    if (!written.ok()) fail(std::move(written).error());
}

std::size_t Dialogue::Inside::take_data(std::string_view input, std::string& out) {
    text.clear();
    const auto taken = dots.take(input, text);
    bytes += taken;
    if (dots.is_smuggled()) delivery.reset();
    write(text);
    if (dots.is_whole()) end_mail(out);
    return taken;
}

std::size_t Dialogue::Inside::take_chunk(std::string_view input, std::string& out) {
    const auto piece = input.substr(0, std::min<std::uint64_t>(chunk_left, input.size()));
    bytes += piece.size();
    chunk_left -= piece.size();
    write(piece);
    if (chunk_left == 0) end_chunk(out);
    return piece.size();
}

void Dialogue::Inside::end_chunk(std::string& out) {
    state = State::command;
    if (!has_chunks) return say_mistake(out, no_recipients);
    if (is_last_chunk) return end_mail(out);
    say(out, failed ? reply_to(*failed) : ok);
}

// In LMTP each recipient that was accepted has its own reply (RFC 2033 §4.2).
void Dialogue::Inside::end_mail(std::string& out) {
    state = State::command;
    const bool is_bad = dots.is_smuggled();
    if (delivery != nullptr) {
        auto finished = delivery->finish();
        if (!finished.ok()) fail(std::move(finished).error());
    }
    if (is_bad) notice(failure(Errc::invalid, mail_smuggled, {peer}));
    auto reply = std::string_view{"250 2.0.0 Kept"};
    if (failed) reply = reply_to(*failed);
    if (is_bad) reply = smuggled;
    const auto replies = host.protocol == Protocol::lmtp ? recipients.size() : 1;
    for (std::size_t count = 0; count < replies; ++count)
        say(out, reply);
    forget_mail();
    mistakes = 0;
}

Dialogue::Dialogue(const Host& host, std::string peer, Inlet& inlet, const Clock& clock,
                   const Notice& notice)
    : inside_{new Inside{host, std::move(peer), inlet, clock, notice}} {}
Dialogue::~Dialogue() = default;

std::string Dialogue::greeting() const {
    const bool is_lmtp = inside_->host.protocol == Protocol::lmtp;
    return "220 " + inside_->host.name + (is_lmtp ? " LMTP\r\n" : " ESMTP\r\n");
}

std::size_t Dialogue::take(std::string_view bytes, std::string& out) {
    auto& in = *inside_;
    std::size_t taken = 0;
    while (taken < bytes.size() && out.size() < replies_bytes_max && in.state != State::over) {
        const auto rest = bytes.substr(taken);
        if (in.state == State::data)
            taken += in.take_data(rest, out);
        else if (in.state == State::chunk)
            taken += in.take_chunk(rest, out);
        else
            taken += in.take_line(rest, out);
    }
    return taken;
}

bool Dialogue::is_over() const {
    return inside_->state == State::over;
}

bool Dialogue::is_idle() const {
    return inside_->state == State::command && inside_->line.empty() && !inside_->has_chunks;
}

std::optional<std::uint64_t> Dialogue::mail_bytes() const {
    const bool is_mail = inside_->state == State::data || inside_->state == State::chunk;
    return is_mail ? std::optional{inside_->bytes} : std::nullopt;
}

void Dialogue::hang_up() {
    inside_->forget_mail();
    inside_->state = State::over;
}

std::string Dialogue::farewell(std::string_view why) const {
    return "421 4.3.2 " + inside_->host.name + " " + std::string{why} + "\r\n";
}

} // namespace sokuo::mail
