#pragma once

// What fields hold, as text, in their order: all in one piece of memory. An event has dozens of
// fields, and a match shows all of them.

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect {

/// A field and what it holds, UTF-8. Belongs to whoever gave it.
using FieldView = std::pair<std::string_view, std::string_view>;

class FieldTexts {
public:
    FieldTexts() = default;
    FieldTexts(std::initializer_list<FieldView> fields) {
        for (const auto& [name, value] : fields)
            emplace_back(name, value);
    }

    void emplace_back(std::string_view name, std::string_view value) {
        begin_value(name) += value;
        end_value();
    }

    /// A value that is written where it stays: append it to what this gives, then `end_value`.
    std::string& begin_value(std::string_view name) {
        text_ += name;
        ends_.push_back(text_.size());
        return text_;
    }
    void end_value() { ends_.push_back(text_.size()); }

    void reserve(std::size_t fields, std::size_t bytes) {
        ends_.reserve(2 * fields);
        text_.reserve(bytes);
    }

    /// Keeps the memory.
    void clear() {
        text_.clear();
        ends_.clear();
    }
    /// Bytes it may hold as it is.
    [[nodiscard]] std::size_t capacity() const { return text_.capacity(); }

    [[nodiscard]] std::size_t size() const { return ends_.size() / 2; }
    [[nodiscard]] bool empty() const { return ends_.empty(); }
    /// Requires at < size().
    [[nodiscard]] FieldView operator[](std::size_t at) const {
        const auto start = at == 0 ? 0 : ends_[2 * at - 1];
        const auto name_end = ends_[2 * at];
        const std::string_view text = text_;
        return {text.substr(start, name_end - start),
                text.substr(name_end, ends_[2 * at + 1] - name_end)};
    }
    [[nodiscard]] FieldView front() const { return (*this)[0]; }
    [[nodiscard]] FieldView back() const { return (*this)[size() - 1]; }

    class Iterator {
    public:
        using value_type = FieldView;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using pointer = void;
        using reference = FieldView;

        Iterator() = default;
        Iterator(const FieldTexts& all, std::size_t at) : all_{&all}, at_{at} {}
        FieldView operator*() const { return (*all_)[at_]; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        Iterator operator++(int) {
            const auto before = *this;
            ++at_;
            return before;
        }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const FieldTexts* all_ = nullptr; // Outlives its iterators.
        std::size_t at_ = 0;
    };
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, size()}; }

    friend bool operator==(const FieldTexts&, const FieldTexts&) = default;

private:
    std::string text_;
    std::vector<std::size_t> ends_; // Of the first name, of its value, of the second name …
};

} // namespace sokuo::detect
