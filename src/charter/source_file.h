#pragma once

#include <string>

namespace sokuo::charter {

/// A file as it was read: `charter.yaml`, `packs/jp-municipal/closure.yaml`.
struct SourceFile {
    std::string name;
    std::string text;
    friend bool operator==(const SourceFile&, const SourceFile&) = default;
};

} // namespace sokuo::charter
