#pragma once

// 知らせる: the form with the four items of 別表第１ in its order, and the receipt.

#include "front/form.h"
#include "front/page.h"
#include "front/receipts.h"

#include <string_view>
#include <vector>

namespace sokuo::front {

struct FormState {
    const Posted& posted; ///< Shown again as it was.
    std::string_view token;
    const std::vector<FormError>& errors;
    bool is_for_staff = false; ///< Which of the two wordings; what is taken in is the same.
};

[[nodiscard]] PageParts form_page(const Sheet& sheet, const FormState& state);
[[nodiscard]] PageParts receipt_page(const Sheet& sheet, const Receipt& receipt);

} // namespace sokuo::front
