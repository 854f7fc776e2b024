#include "app/watch/request.h"

#include "app/scan/request.h"

#include <charconv>
#include <utility>

namespace sokuo::app {
namespace {

constexpr Message only_input{
    "watch.only_input",
    "見張れるのは、標準入力（-）か --socket のソケットです（{0}）。"
    "ファイルは sokuo scan で調べてください。",
    "What can be watched is standard input (-) or a socket (--socket), not "
    "{0}. Look through files with sokuo scan."};
constexpr Message no_socket_name{"watch.no_socket_name",
                                 "--socket のあとに、ソケットを作る場所を書いてください。",
                                 "Say behind --socket where the socket is to be made."};
constexpr Message needs_socket{"watch.needs_socket", "{0} は、--socket と一緒に使ってください。",
                               "Use {0} together with --socket."};
constexpr Message mode_wrong{"watch.mode_wrong",
                             "--mode は 0600 や 0660 のような8進数です（{0}）。",
                             "--mode is an octal number such as 0600 or 0660, not {0}."};
constexpr Message clients_wrong{"watch.clients_wrong", "--clients は 1 から {1} の数です（{0}）。",
                                "--clients is a number from 1 to {1}, not {0}."};

constexpr std::size_t clients_limit = 1'000;

Result<unsigned> mode_of(std::string_view text) {
    unsigned mode = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, mode, 8);
    if (read.ec != std::errc{} || read.ptr != end || mode > 0777)
        return failure(Errc::invalid, mode_wrong, {std::string{text}});
    return mode;
}

Result<std::size_t> clients_of(std::string_view text) {
    std::size_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number == 0 || number > clients_limit)
        return failure(Errc::invalid, clients_wrong,
                       {std::string{text}, std::to_string(clients_limit)});
    return number;
}

Result<StreamRules> streams_of(const Words& words) {
    StreamRules streams;
    for (const auto word : words.plain())
        if (word != "-") return failure(Errc::invalid, only_input, {std::string{word}});
    const auto socket = words.value("--socket");
    if (socket && socket->empty()) return failure(Errc::invalid, no_socket_name);
    if (socket) streams.socket = *socket;
    streams.reads_input = !socket || !words.plain().empty();
    for (const std::string_view option : {"--datagram", "--mode", "--clients"})
        if (!socket && words.has(option))
            return failure(Errc::invalid, needs_socket, {std::string{option}});
    streams.is_datagram = words.has("--datagram");
    if (const auto mode = words.value("--mode")) streams.mode = TRY(mode_of(*mode));
    if (const auto clients = words.value("--clients"))
        streams.clients_max = TRY(clients_of(*clients));
    return streams;
}

} // namespace

Result<WatchRequest> read_watch_request(const Words& words, Language language) {
    // What both verbs have is read once.
    auto scan = TRY(read_request(words, language));
    WatchRequest request;
    request.language = language;
    request.zone = scan.zone;
    request.streams = TRY(streams_of(words));
    request.lookout.level_min = scan.scan.level_min;
    request.lookout.secret = scan.scan.secret;
    request.hints = std::move(scan.collect.hints);
    request.jsonl = std::move(scan.jsonl);
    request.is_quiet = scan.is_quiet;
    request.is_verbose = scan.is_verbose;
    for (const std::string_view option : {"--rules", "--logsources", "--placeholders"})
        for (const auto value : words.values(option))
            request.rule_files.emplace_back(value);
    return request;
}

} // namespace sokuo::app
