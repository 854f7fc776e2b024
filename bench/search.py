"""Looking for words in a record of many years: how long it takes, how large the index is, and what
it costs to write. `search.cc` makes the record and asks the questions.

Time is the CPU of the thread that asks: a search is work and no waiting, and so a busy machine does
not count. The clock's p95 is printed beside it.
"""

import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402

DOCUMENTS = measure.size(200_000, 10_000)

QUESTION_MS = 50
# One character, what stands everywhere, and what somebody tries who wants to make it slow.
WORST_MS = 250
INDEX_TO_TEXT = 2
# A record with the index against one without.
WRITING = 3


def sizes(directory):
    """Bytes of the texts, of FTS5's tables, and of all that is there for searching."""
    with sqlite3.connect(f"file:{directory / 'sokuo.db'}?mode=ro", uri=True) as base:
        text, = base.execute("SELECT sum(length(CAST(words AS BLOB))) FROM search_text").fetchone()
        pages = dict(base.execute("SELECT name, sum(pgsize) FROM dbstat "
                                  "WHERE name LIKE 'search\\_%' ESCAPE '\\' GROUP BY name"))
        unnamed = base.execute("SELECT sum(pgsize) FROM dbstat "
                                    "WHERE name LIKE 'sqlite_autoindex_search%'").fetchone()[0]
    index = sum(size for name, size in pages.items() if name.startswith("search_words"))
    return text, index, sum(pages.values()) + (unnamed or 0)


def main():
    figures = measure.Figures("search")
    scratch = measure.scratch()
    directories = {}
    for name in ("indexed", "plain"):
        directories[name] = scratch / name
        directories[name].mkdir()
    plain = measure.tool("search", directories["plain"], DOCUMENTS, "plain")
    indexed = measure.tool("search", directories["indexed"], DOCUMENTS)
    text, index, everything = sizes(directories["indexed"])
    asked = indexed["questions"]

    figures.add("documents", float(indexed["documents"]), "")
    figures.add("text", text / 1e6, "MB")
    figures.add("index / text", index / text, "×", INDEX_TO_TEXT)
    figures.add("all there is for searching, the texts included / text", everything / text, "×",
                INDEX_TO_TEXT)
    figures.add("documents written", indexed["documents"] / indexed["fill_cpu"], "/s of CPU")
    figures.add("CPU of writing, with the index / without", indexed["fill_cpu"] / plain["fill_cpu"],
                "×", WRITING)
    for name, what in (("slices", "2 to 8 characters from anywhere"), ("words", "a word")):
        figures.add(f"{what}: p50", asked[name]["cpu_p50"], "ms")
        figures.add(f"{what}: p95", asked[name]["cpu_p95"], "ms", QUESTION_MS)
        figures.add(f"{what}: p95 by the clock", asked[name]["wall_p95"], "ms")
    for name, what in (("two words", "two words"), ("with filters", "a word and filters"),
                       ("one", "one character"), ("common", "what stands everywhere")):
        figures.add(f"{what}: p95", asked[name]["cpu_p95"], "ms", QUESTION_MS)
        figures.add(f"{what}: the slowest", asked[name]["cpu_max"], "ms", WORST_MS)
    figures.add(f"made to be slow, {asked['hostile']['pages']} pages: the slowest",
                asked["hostile"]["cpu_max"], "ms", WORST_MS)
    figures.add("what is like a text: the slowest", asked["similar_max"], "ms", WORST_MS)
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
