"""The counting of script/test: what each report says, and that silence is not success."""

import pathlib
import tempfile
import unittest

import count

CTEST = """\
1/3 Testing: core
"core" start time: Nov 23 09:00 UTC
Output:
----------------------------------------------------------
[doctest] doctest version is "2.4.9"
[doctest] test cases: 41 | 41 passed | 0 failed | 0 skipped
[doctest] Status: SUCCESS!
<end of output>
Test Passed.
"core" end time: Nov 23 09:00 UTC
2/3 Testing: journal
[doctest] test cases: 10 |  8 passed |  2 failed | 0 skipped
Test Failed.
3/3 Testing: store
Segmentation fault
Test Failed.
"""
LEAKED = """\
1/1 Testing: http
[doctest] test cases: 5 | 5 passed | 0 failed | 0 skipped
LeakSanitizer: detected memory leaks
Test Failed.
"""
NOT_BUILT = """\
1/1 Testing: tidy
Command: ""
Test Passed.
"""
UNITTEST = """\
Ran 12 tests in 3.210s

FAILED (failures=1, errors=2, skipped=3)
"""
VITEST = """{"numPassedTests": 7, "numFailedTests": 1, "testResults": [
    {"status": "failed", "assertionResults": []},
    {"status": "failed", "assertionResults": [{"status": "failed"}]}]}"""
PLAYWRIGHT = """<testsuites><testsuite tests="4" failures="1" skipped="1"/>
    <testsuite tests="2" failures="0" skipped="0"/></testsuites>"""


class Count(unittest.TestCase):
    def counted(self, kind, text, status):
        with tempfile.TemporaryDirectory() as directory:
            report = pathlib.Path(directory, "report")
            report.write_text(text)
            return count.count(kind, report, status)

    def test_doctest_cases_are_counted_and_a_crash_is_one_failure(self):
        self.assertEqual(self.counted("ctest", CTEST, 8), (49, 3))

    def test_a_leak_found_at_exit_is_a_failure(self):
        self.assertEqual(self.counted("ctest", LEAKED, 8), (5, 1))

    def test_a_program_that_was_not_built_is_a_failure(self):
        self.assertEqual(self.counted("ctest", NOT_BUILT, 0), (0, 1))

    def test_unittest_skips_are_neither(self):
        self.assertEqual(self.counted("unittest", UNITTEST, 1), (6, 3))

    def test_a_vitest_file_that_does_not_load_is_a_failure(self):
        self.assertEqual(self.counted("vitest", VITEST, 1), (7, 2))

    def test_playwright_suites_are_added_up(self):
        self.assertEqual(self.counted("playwright", PLAYWRIGHT, 1), (4, 1))

    def test_a_run_that_failed_without_saying_so_is_a_failure(self):
        self.assertEqual(self.counted("unittest", "Ran 2 tests in 1s\n\nOK\n", 1), (2, 1))

    def test_no_test_at_all_is_a_failure(self):
        self.assertEqual(self.counted("unittest", "Ran 0 tests in 0s\n\nOK\n", 0), (0, 1))

    def test_a_report_that_is_missing_or_broken_is_a_failure(self):
        self.assertEqual(count.count("vitest", "/nonexistent", 0), (0, 1))
        self.assertEqual(self.counted("playwright", "<testsuites", 0), (0, 1))


if __name__ == "__main__":
    unittest.main()
