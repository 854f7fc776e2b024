// YAML a city edits by hand, or somebody hands it: a charter, a pack. Problems are listed;
// nothing falls over.

#include "charter/check.h"
#include "core/yaml.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sokuo;
    const auto text = fuzz::text(data, size);
    const auto tree = parse_yaml(text, "fuzz.yaml");
    const auto charter = charter::check_charter(text, "fuzz.yaml");
    if (!tree.ok()) fuzz::must(!charter::is_loadable(charter.problems));
    const charter::SourceFile file{"fuzz.yaml", std::string{text}};
    static_cast<void>(charter::check_pack({&file, 1}));
    return 0;
}
