#!/usr/bin/env python3
"""Counts tests: count.py KIND REPORT EXIT_STATUS prints "PASSED FAILED".

A run that failed counts at least one failure, whatever its report says, and a run that reports no
test at all counts as failed: silence is not success.

Kinds: check (the run itself is the test), ctest (CTest's LastTest.log, counting doctest's cases),
vitest (JSON), playwright (JUnit XML), unittest (the text unittest prints).
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree

DOCTEST = re.compile(r"\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed")


def of_ctest(text):
    passed = failed = 0
    for block in re.split(r"^\d+/\d+ Testing: ", text, flags=re.M)[1:]:
        # A test whose program was not built has an empty command, and CTest's log calls it passed.
        ended_well = (re.search(r"^Test Passed\.$", block, flags=re.M) is not None
                      and not re.search(r'^Command: ""$', block, flags=re.M))
        cases = DOCTEST.findall(block)
        if not cases:  # Not a doctest program, or it died before it could count.
            passed, failed = passed + ended_well, failed + (not ended_well)
            continue
        block_failed = sum(int(case[2]) for case in cases)
        passed += sum(int(case[1]) for case in cases)
        failed += block_failed if block_failed or ended_well else 1  # E.g. a leak found at exit.
    return passed, failed


def of_vitest(text):
    report = json.loads(text)
    broken = sum(1 for file in report["testResults"]
                 if file["status"] == "failed" and not file["assertionResults"])
    return report["numPassedTests"], report["numFailedTests"] + broken


def of_playwright(text):
    suites = list(xml.etree.ElementTree.fromstring(text).iter("testsuite"))
    total, failed, skipped = (sum(int(suite.get(name) or 0) for suite in suites)
                              for name in ("tests", "failures", "skipped"))
    return total - failed - skipped, failed


def of_unittest(text):
    ran = sum(int(count) for count in re.findall(r"^Ran (\d+) tests? in", text, flags=re.M))
    marks = dict.fromkeys(("failures", "errors", "skipped", "unexpected successes"), 0)
    for line in re.findall(r"^(?:OK|FAILED) \((.*)\)$", text, flags=re.M):
        for name, count in re.findall(r"([a-z ]+)=(\d+)", line):
            marks[name.strip()] = marks.get(name.strip(), 0) + int(count)
    failed = marks["failures"] + marks["errors"] + marks["unexpected successes"]
    return max(0, ran - failed - marks["skipped"]), failed


READERS = {"ctest": of_ctest, "vitest": of_vitest, "playwright": of_playwright,
           "unittest": of_unittest}


def count(kind, report, status):
    if kind == "check":
        return (1, 0) if status == 0 else (0, 1)
    try:
        passed, failed = READERS[kind](pathlib.Path(report).read_text(errors="replace"))
    except (OSError, ValueError, KeyError, xml.etree.ElementTree.ParseError) as error:
        print(f"no report of {kind}: {error}", file=sys.stderr)
        return 0, 1
    if passed + failed == 0 or (status != 0 and failed == 0):
        failed += 1
    return passed, failed


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    print(*count(sys.argv[1], sys.argv[2], int(sys.argv[3])))
