#pragma once

// A function object that may hold what cannot be copied, which std::function cannot (C++23 has
// std::move_only_function).

#include <cassert>
#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace sokuo {

template <class Signature>
class UniqueFunction;

template <class Return, class... Args>
class UniqueFunction<Return(Args...)> {
public:
    UniqueFunction() = default;
    UniqueFunction(std::nullptr_t) {}
    template <class Callable>
    requires(!std::same_as<std::remove_cvref_t<Callable>, UniqueFunction> &&
             std::is_invocable_r_v<Return, Callable&, Args...>) UniqueFunction(Callable callable)
        : held_{std::make_unique<Held<Callable>>(std::move(callable))} {}

    explicit operator bool() const { return held_ != nullptr; }
    /// Requires that it holds something.
    Return operator()(Args... args) {
        assert(held_);
        return held_->call(std::forward<Args>(args)...);
    }

private:
    struct Base {
        virtual ~Base() = default;
        virtual Return call(Args... args) = 0;
    };
    template <class Callable>
    struct Held final : Base {
        explicit Held(Callable callable) : callable_{std::move(callable)} {}
        Return call(Args... args) override { return callable_(std::forward<Args>(args)...); }
        Callable callable_;
    };
    std::unique_ptr<Base> held_;
};

} // namespace sokuo
