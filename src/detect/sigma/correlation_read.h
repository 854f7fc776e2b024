#pragma once

// The part of a correlation rule that is its own (specification, "Sigma Correlation Rules").

#include "core/result.h"
#include "core/yaml.h"
#include "detect/sigma/rule.h"

namespace sokuo::detect {

/// Reads `correlation:` of a document that has one; its info and name are the caller's. Errors:
/// `invalid`.
Result<Correlation> read_correlation(const sokuo::Node& document);

} // namespace sokuo::detect
