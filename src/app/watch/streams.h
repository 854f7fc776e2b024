#pragma once

// What a watch listens to: standard input, and a Unix socket with many connections or datagrams.
// One thread; it waits in one place for whatever comes first.

#include "core/bytes.h"
#include "core/result.h"
#include "http/listener.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {

struct StreamRules {
    bool reads_input = true;
    std::filesystem::path socket{}; ///< Empty: none.
    bool is_datagram = false;
    unsigned mode = 0600;
    std::size_t clients_max = 256;
};

class Streams {
public:
    /// Who gets what comes. `client`: 0 standard input, others by their order of arrival.
    class Taker {
    public:
        virtual ~Taker() = default;
        /// False: nothing more is wanted of it.
        virtual bool take(std::uint64_t client, ByteView bytes) = 0;
        virtual void end(std::uint64_t client) = 0;
        virtual void take_datagram(ByteView bytes) = 0;
    };

    /// Errors: those of `http::open_unix`.
    static Result<std::unique_ptr<Streams>> open(StreamRules rules);
    /// Takes the socket's name away, unless somebody else stands there by now.
    ~Streams();
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    /// Waits until something comes, `besides` (a descriptor) is readable, or `wait` is over, and
    /// hands on what is there: a piece of each, so that nobody keeps the others waiting. Errors:
    /// `unavailable` when standard input cannot be read.
    Result<> round(int besides, std::chrono::milliseconds wait, Taker& taker);
    /// Hands on what is there already, without waiting, for as long as it lasts or `wait` is over.
    void drain(std::chrono::milliseconds wait, Taker& taker);

    /// Whether anything may come any more.
    [[nodiscard]] bool is_open() const { return is_reading_ || listening_ >= 0; }
    [[nodiscard]] std::uint64_t refused() const { return refused_; }

private:
    struct Client {
        int descriptor = -1;
        std::uint64_t number = 0;
        std::chrono::steady_clock::time_point moved_at{};
    };
    explicit Streams(StreamRules rules) : rules_{std::move(rules)} {}
    Result<> read_input(Taker& taker);
    void accept_all(Taker& taker);
    [[nodiscard]] bool make_room(Taker& taker);
    /// False: it is over.
    bool read(Client& client, Taker& taker);
    bool read_datagrams(Taker& taker);
    void close(std::list<Client>::iterator client, Taker& taker);

    StreamRules rules_;
    bool is_reading_ = false; ///< Standard input.
    int listening_ = -1;
    std::optional<http::SocketFile> file_;
    std::list<Client> clients_;
    std::uint64_t last_number_ = 0;
    std::uint64_t refused_ = 0;
    std::vector<std::byte> room_;
};

} // namespace sokuo::app
