#include "detect/sigma/rule.h"

namespace sokuo::detect {

bool holds(double value, Compare compare, double limit) {
    switch (compare) {
    case Compare::equal: return value == limit;
    case Compare::not_equal: return value != limit;
    case Compare::less: return value < limit;
    case Compare::at_most: return value <= limit;
    case Compare::greater: return value > limit;
    case Compare::at_least: return value >= limit;
    }
    return false;
}

} // namespace sokuo::detect
