#pragma once

// For the tests: files as strangers send them, made by code.

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::inspect::testing {

/// Two heads and nothing to run.
inline std::string windows_program() {
    std::string file(0x80, '\0');
    file.replace(0, 2, "MZ");
    file[0x3c] = '\x40';
    file.replace(0x40, 2, "PE");
    return file;
}

/// Empty files of these names. `flags` is at most 255: 1 for a password.
inline std::string zip(const std::vector<std::string>& names, char flags = 0) {
    std::string file{"PK\x03\x04"};
    file.append(26, '\0');
    for (const auto& name : names) {
        std::string head(46, '\0');
        head.replace(0, 4, "PK\x01\x02");
        head[8] = flags;
        head[28] = static_cast<char>(name.size());
        file += head + name;
    }
    file += "PK\x05\x06";
    file.append(18, '\0');
    return file;
}

inline std::string ole2(std::string_view inside) {
    std::string file{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"};
    file.append(100, '\0');
    return file.append(inside);
}

} // namespace sokuo::inspect::testing
