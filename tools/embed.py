#!/usr/bin/env python3
"""Puts the built staff UI into the program: tools/embed.py web/dist OUT.S OUT.cc

Every file below the folder, and beside it FILE.gz and FILE.br where the build made them, becomes
bytes in an assembler file and a row of the table in a C++ file. Run by CMake.
"""
import hashlib
import pathlib
import sys

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".map": "application/json",
}


def main(dist, assembler, source):
    files = []
    if dist.is_dir():
        files = sorted(f for f in dist.rglob("*") if f.is_file() and f.suffix not in (".gz", ".br")
                       and not f.name.startswith("."))
    lines = ['    .section .rodata', '    .balign 16']
    rows = []
    for number, file in enumerate(files):
        names = {}
        for form, path in (("plain", file), ("gzip", file.with_name(file.name + ".gz")),
                           ("br", file.with_name(file.name + ".br"))):
            if form != "plain" and (not path.exists() or path.stat().st_size >= file.stat().st_size):
                names[form] = "{}"
                continue
            symbol = f"sokuo_asset_{number}_{form}"
            lines += [f'    .global {symbol}', f'{symbol}:', f'    .incbin "{path}"']
            names[form] = f"bytes({symbol}, {path.stat().st_size})"
            rows.append(f'extern "C" const char {symbol}[];')
        etag = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        kind = TYPES.get(file.suffix, "application/octet-stream")
        url = "/" + file.relative_to(dist).as_posix()
        rows.append(f'// {url}')
        names["row"] = (f'        {{"{url}", "{kind}", "{etag}", {names["plain"]}, '
                        f'{names["gzip"]}, {names["br"]}}},')
        files[number] = names["row"]
    lines.append('    .section .note.GNU-stack,"",@progbits')
    assembler.write_text("\n".join(lines) + "\n")
    source.write_text("\n".join([
        '#include "app/assets.h"', "", *[r for r in rows if r.startswith("extern")], "",
        "namespace sokuo::app {", "",
        "const std::vector<Asset>& assets() {",
        "    [[maybe_unused]] const auto bytes = [](const char* data, std::size_t size) {",
        "        return as_bytes({data, size});", "    };",
        "    static const std::vector<Asset> all{", *files, "    };", "    return all;", "}", "",
        "} // namespace sokuo::app", ""]))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
