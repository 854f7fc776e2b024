#pragma once

// One request and its answer, as long as a connection is busy with them. A worker that was handed a
// step of it has it alone until the step is over.

#include "http/session.h"

#include <chrono>

namespace sokuo::http {

struct Session::Exchange {
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    Request request;
    Head head; ///< Its headers and target have moved into `request`.
    std::string target;
    const Route* route = nullptr;
    BodyReader reader = BodyReader::of_length(0);
    bool is_body_left = false; ///< The peer may still be sending.
    bool closes = false;

    std::unique_ptr<BodySink> sink;
    std::string piece; ///< Of the body, for the sink.
    Tick waits_since = 0;

    Response response;
    Bytes answer_piece;
    std::optional<std::uint64_t> answer_left; ///< Of a stated Content-Length.
    bool is_answer_chunked = false;

    bool has_thrown = false;
    std::optional<Error> error; ///< Of the sink or of a piece.
};

} // namespace sokuo::http
