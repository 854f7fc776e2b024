#!/usr/bin/env python3
"""Puts the starter rules into the program: tools/embed_rules.py rules OUT.S OUT.cc

Every .yml below the folder becomes bytes in an assembler file and a row of the table in a C++ file,
in the order of their paths. Run by CMake.
"""
import pathlib
import sys


def main(folder, assembler, source):
    lines = ["    .section .rodata"]
    names, rows = [], []
    for number, file in enumerate(sorted(folder.rglob("*.yml"))):
        symbol = f"sokuo_rules_{number}"
        lines += [f"    .global {symbol}", f"{symbol}:", f'    .incbin "{file}"']
        names.append(f'extern "C" const char {symbol}[];')
        rows.append(f'        {{"rules/{file.relative_to(folder).as_posix()}", '
                    f'{{{symbol}, {file.stat().st_size}}}}},')
    lines.append('    .section .note.GNU-stack,"",@progbits')
    assembler.write_text("\n".join(lines) + "\n")
    source.write_text("\n".join([
        '#include "detect/sigma/starter.h"', "", *names, "", "namespace sokuo::detect {", "",
        "std::span<const StarterFile> starter_files() {",
        "    static const StarterFile all[] = {", *rows, "    };", "    return all;", "}", "",
        "} // namespace sokuo::detect", ""]))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
