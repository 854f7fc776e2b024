#include "incident/asks.h"

#include "core/fields.h"

namespace sokuo::incident {
namespace {

constexpr Message to_whom{"incident.ask_to_whom",
                          "だれに、またはどの職にお願いするかを選んでください。",
                          "Choose a person or a post to ask."};
constexpr TextRule words{.length_max = 2000, .lines = true};

} // namespace

Result<AskSomebody> read_ask(const Json& json) {
    Fields in{json};
    AskSomebody command{.asked = {},
                        .person = in.optional_id<PersonTag>("person"),
                        .post = in.optional_text("post", {.length_max = 100}).value_or(""),
                        .text = in.text("text", words),
                        .due_at = in.optional_time("due_at")};
    TRY(in.finish());
    if (command.person.has_value() != command.post.empty())
        return at(failure(Errc::invalid, to_whom), "/person");
    return command;
}

Result<std::string> read_asked_text(const Json& json, std::string_view member) {
    Fields in{json};
    auto text = in.text(member, words);
    TRY(in.finish());
    return text;
}

} // namespace sokuo::incident
