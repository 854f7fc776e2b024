#pragma once

// A real case as timed steps: who, when, which call, what must then be true. Read from YAML
// (docs/formats/scenario.md) as strictly as a charter; what is wrong is said with file and line.
// Pure: nothing here knows a server.

#include "app/replay/expect.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "http/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::app::replay {

/// A path of an answer and everything that must hold there.
struct Expectation {
    std::string path; ///< May hold `${…}`.
    std::vector<Check> checks;
    std::size_t line = 0;
};

/// What is asked of one answer. Without `status`, any 2xx will do.
struct Expected {
    std::optional<int> status;
    std::vector<Expectation> fields;
    std::size_t line = 0;
};

/// A file handed in: its name and what stands in it.
struct Upload {
    std::string name;
    std::string text;
};

struct Call {
    http::Method method = http::Method::get;
    std::string target; ///< `/api/v1/…`; may hold `${…}`.
    Json body;          ///< Null: none.
    std::optional<Upload> file;
    std::vector<http::Header> headers;
};

/// A look at the server after a step.
struct Look {
    std::string who; ///< An alias of `people`.
    std::string target;
    Expected expected;
    std::size_t line = 0;
};

struct Step {
    std::size_t line = 0;
    Time at{};
    std::string who; ///< An alias of `people`.
    std::string note;
    std::optional<Call> call; ///< Nothing: time passes, and somebody looks.
    Expected expected;
    std::vector<std::pair<std::string, std::string>> keep; ///< Variable, path of the answer.
    std::vector<Look> then;
};

struct Person {
    std::string alias;
    std::string sign_in;
};

struct Scenario {
    std::string id;
    std::string title;
    std::string source;
    std::string file;    ///< As it was given, for messages.
    std::string charter; ///< Relative to the file's folder.
    std::string clock;   ///< The sign-in name that moves the clock.
    Time starts{};
    std::vector<Person> people;
    std::vector<Step> steps;

    [[nodiscard]] const Person* person(std::string_view alias) const;
};

/// Errors: `invalid` with `where` = `file:line`; `too_large`.
[[nodiscard]] Result<Scenario> read_scenario(std::string_view text, const std::string& file);

/// Gives every `${name}` of `text` to `each`. Errors: those of `each`.
template <class Each>
Result<> each_variable(std::string_view text, Each each) {
    for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) break;
        TRY(each(text.substr(at + 2, end - at - 2)));
    }
    return Done{};
}

/// `${person:handler}`: the person's id, as the server knows it.
inline constexpr std::string_view person_prefix = "person:";

} // namespace sokuo::app::replay
