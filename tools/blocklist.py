#!/usr/bin/env python3
"""Puts the passwords nobody may have into the program: tools/blocklist.py OUT.bin FILE…

FILE is a word list (one word a line) or the `frequency_lists.py` of zxcvbn. What goes into the
program are no words but the first four bytes of the SHA-256 of each word's canonical form, sorted:
a good password is refused by chance once in some 30,000 times, and the list is 0.6 megabytes. src/identity/password_rules.cc looks there. Run by CMake.
"""
import hashlib
import pathlib
import runpy
import sys
import unicodedata

LENGTH_MIN = 5  # Shorter ones with a number behind them are refused for their length.
# What core/text.h's search_key leaves out, as far as these lists have any.
LEFT_OUT = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014")


def words(file):
    if file.suffix == ".py":
        for ranked in runpy.run_path(str(file))["FREQUENCY_LISTS"].values():
            yield from ranked
    else:
        yield from file.read_text(encoding="utf-8").splitlines()


def key(word):
    return unicodedata.normalize("NFKC", word).casefold().translate(LEFT_OUT)


def main(out, *files):
    keys = {key(word) for file in files for word in words(pathlib.Path(file))}
    marks = {hashlib.sha256(one.encode()).digest()[:4] for one in keys if len(one) >= LENGTH_MIN}
    if len(marks) < 80_000:
        sys.exit(f"{len(marks)} words in {', '.join(files)}: these are not the lists of Debian 12")
    pathlib.Path(out).write_bytes(b"".join(sorted(marks)))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
