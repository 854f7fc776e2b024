#pragma once

// What is wrong with a file, as values: where, what, and what to write instead.

#include "core/message.h"
#include "core/result.h"
#include "core/yaml.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

enum class Level : std::uint8_t {
    error, ///< Cannot be loaded.
    blank, ///< 【要記入】 still stands there; cannot be loaded.
    note,  ///< Loads; somebody should look.
    gap,   ///< 要綱の空白: the text leaves open who or what. Loads.
};

[[nodiscard]] std::string_view to_text(Level level);

struct Problem {
    Level level = Level::error;
    std::string file;
    std::size_t line = 0; ///< 0: the whole file.
    const Message* what = nullptr;
    const Message* remedy = nullptr;
    std::vector<std::string> args; ///< Of both sentences.

    [[nodiscard]] std::string what_in(Language language) const;
    [[nodiscard]] std::string remedy_in(Language language) const;
    /// `file:line`, or `file`.
    [[nodiscard]] std::string where() const;
    /// `charters/x.yaml:12: 「phone」がありません。→ …`
    [[nodiscard]] std::string line_in(Language language) const;
};

/// The file being read, and what was found in it.
class Sheet {
public:
    explicit Sheet(std::string file) : file_{std::move(file)} {}

    void add(Level level, std::size_t line, const Message& what, const Message& remedy,
             std::vector<std::string> args = {});
    /// The file could not be read at all.
    void add(const Error& error);

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
    [[nodiscard]] std::vector<Problem> take() { return std::move(problems_); }

private:
    std::string file_;
    std::vector<Problem> problems_;
};

/// True when nothing keeps the file from being loaded.
[[nodiscard]] bool is_loadable(const std::vector<Problem>& problems);
/// The first problem that keeps it from being loaded, as an error. Requires one.
[[nodiscard]] Error first_error(const std::vector<Problem>& problems);

/// What a preset writes where the organisation must fill in its own.
inline constexpr std::string_view blank_mark = "【要記入】";

} // namespace sokuo::charter
