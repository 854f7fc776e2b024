"""sokuo scan and sokuo rules: logs looked through with the real program, without any server."""

import base64
import csv
import ctypes
import io
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import unittest
import zipfile

from sokuo import BINARY, ROOT

EXAMPLES = ROOT / "tests/detect/rules"
DUMPED = EXAMPLES / "win_proc_lsass_dump/fires.jsonl"
CLEARED = EXAMPLES / "win_security_log_cleared/fires.jsonl"
QUIET = EXAMPLES / "win_proc_lsass_dump/quiet.jsonl"
SIGMA = pathlib.Path(os.environ.get("SOKUO_DATA", ROOT / "../shared/data")) / "detect/sigma"

RULE = """title: Word
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c01
author: みほん 花子
license: DRL 1.1
level: low
logsource: {product: windows, service: security}
detection:
  selection: {EventID: 1102}
  condition: selection
"""


class Scans(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="scan-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def sokuo(self, *words, given=b"", code=None, environment=None):
        ran = subprocess.run([BINARY, *map(str, words)], input=given, capture_output=True,
                             timeout=300, cwd=self.folder,
                             env={**os.environ, "LANG": "ja_JP.UTF-8", "LC_ALL": "", **(environment or {})})
        if code is not None:
            self.assertEqual(ran.returncode, code, ran.stderr.decode()[-3000:] + ran.stdout.decode()[-500:])
        return ran

    def lines(self, *words, code=1, given=b""):
        ran = self.sokuo("scan", *words, "--jsonl", "-", given=given, code=code)
        return [json.loads(line) for line in ran.stdout.decode().splitlines()]


class TheScan(Scans):
    def test_what_it_found_is_what_it_answers_with(self):
        self.sokuo("scan", QUIET, code=0)
        found = self.sokuo("scan", DUMPED, code=1).stdout.decode()
        self.assertIn("時刻は日本時間（JST）です。", found)
        self.assertIn("2026-11-27 09:12:00", found)
        self.assertIn("認証情報の抜取り", found)
        self.assertIn("作者：Sokuo　ライセンス：Apache-2.0", found)
        english = self.sokuo("scan", DUMPED, "--lang", "en", "--utc", code=1).stdout.decode()
        self.assertIn("Times are in UTC.", english)
        self.assertIn("2026-11-27 00:12:00", english)
        self.assertIn("Memory of the Logon Service", english)
        self.assertEqual(self.sokuo("scan", DUMPED, "--quiet", code=1).stdout, b"")

    def test_the_language_is_the_one_asked_for(self):
        said = self.sokuo("scan", QUIET, environment={"LANG": "en_US.UTF-8"}, code=0).stdout
        self.assertIn(b"Times are in Japan time (JST).", said)
        self.assertIn("時刻は".encode(), self.sokuo("scan", QUIET, environment={"LANG": "C"}).stdout)

    def test_words_it_does_not_know_are_refused(self):
        for wrong in ([], ["--min-level", "grave"], ["--from", "yesterday"], ["--threads", "0"],
                      ["--utc", "--jst"], ["--lang", "fr"], ["--what"], ["--rules", "/no/such"],
                      ["--from", "2026-11-28", "--to", "2026-11-27"], ["--logsources", DUMPED]):
            ran = self.sokuo("scan", *([DUMPED] if wrong else []), *wrong, code=2)
            self.assertEqual(ran.stdout, b"", wrong)
            self.assertNotEqual(ran.stderr, b"", wrong)

    def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_read(self):
        logs = self.folder / "logs"
        logs.mkdir()
        shutil.copy(DUMPED, logs / "b.jsonl")
        (logs / "a.zip").write_bytes(b"PK\x03\x04" + b"\xff" * 40)
        ran = self.sokuo("scan", logs, "gone.evtx", code=3)
        told = ran.stdout.decode()
        self.assertIn("読めなかったファイル 2 件", told)
        self.assertIn("gone.evtx がありません。", told)
        self.assertIn("a.zip", told)
        self.assertIn("検知 4 件", told)
        self.sokuo("scan", "gone.evtx", code=3)

    def test_a_folder_without_files_is_not_called_clean(self):
        (self.folder / "empty").mkdir()
        self.assertIn("読むファイルがありませんでした。",
                      self.sokuo("scan", "empty", code=3).stdout.decode())

    def test_every_form_says_the_same(self):
        names = {form: self.folder / f"out.{form}" for form in ("csv", "html", "jsonl")}
        sketch = self.folder / "timesketch.jsonl"
        told = self.sokuo("scan", DUMPED, CLEARED, "--jsonl", names["jsonl"], "--csv", names["csv"],
                          "--html", names["html"], "--timesketch", sketch, code=1).stdout.decode()
        self.assertIn("検知 5 件", told)
        matches = [json.loads(line) for line in names["jsonl"].read_text().splitlines()]
        self.assertEqual([m["record"] for m in matches], [1, 2, 3, 4, 1])
        self.assertEqual({m["rule"]["license"] for m in matches}, {"Apache-2.0"})
        self.assertEqual(matches[4]["rule"]["title_ja"], "セキュリティログの消去")
        text = names["csv"].read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([row["rule_title"] for row in rows], [m["rule"]["title"] for m in matches])
        self.assertTrue(all(row["time"].endswith("+09:00") for row in rows))
        points = [json.loads(line) for line in sketch.read_text().splitlines()]
        self.assertEqual([p["rule_id"] for p in points], [m["rule"]["id"] for m in matches])
        page = names["html"].read_text()
        self.assertIn("default-src 'none'", page)
        self.assertIn("セキュリティログの消去", page)
        self.assertEqual(names["jsonl"].stat().st_mode & 0o777, 0o600)
        self.assertEqual(list(self.folder.glob("*.part")), [])

    def test_a_full_disk_is_said_and_leaves_no_half_of_a_file(self):
        ran = self.sokuo("scan", DUMPED, "--jsonl", "/dev/full", code=3)
        self.assertIn("ディスクがいっぱい", ran.stderr.decode())
        self.assertIn("検知 4 件", ran.stdout.decode())
        self.sokuo("scan", DUMPED, "--csv", "no/such/folder.csv", code=3)
        with open("/dev/full", "wb") as full:
            ran = subprocess.run([BINARY, "scan", DUMPED], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(ran.returncode, 3)

    def test_what_is_a_link_stays_one_and_a_redirected_output_is_written_on(self):
        (self.folder / "real.csv").write_text("x" * 100_000)
        (self.folder / "link.csv").symlink_to("real.csv")
        self.sokuo("scan", DUMPED, "--csv", "link.csv", code=1)
        self.assertTrue((self.folder / "link.csv").is_symlink())
        rows = list(csv.DictReader(io.StringIO((self.folder / "real.csv").read_text(encoding="utf-8-sig"))))
        self.assertEqual(len(rows), 4)
        with open(self.folder / "all.jsonl", "ab") as out:
            out.write(b"before\n")
            out.flush()
            subprocess.run([BINARY, "scan", DUMPED, "--jsonl", "/dev/stdout"], stdout=out, stderr=subprocess.PIPE,
                           timeout=60, check=False)
        written = (self.folder / "all.jsonl").read_text().splitlines()
        self.assertEqual(written[0], "before")
        self.assertEqual(sum(line.startswith("{") for line in written), 4)

    def test_only_the_time_that_was_asked_for(self):
        # The four are at 09:12:00, :04, :08 and :12 in Japan.
        for words, records in ((("--from", "2026-11-27 09:12:04"), [2, 3, 4]),
                               (("--to", "2026-11-27T00:12:04Z"), [1, 2]),
                               (("--utc", "--from", "2026-11-27 00:12:08"), [3, 4]),
                               (("--from", "2026-11-27", "--to", "2026-11-27"), [1, 2, 3, 4]),
                               (("--from", "2026-11-28"), []), (("--to", "2026-11-26"), [])):
            matches = self.lines(DUMPED, *words, code=1 if records else 0)
            self.assertEqual([m["record"] for m in matches], records, words)

    def test_only_what_is_grave_enough(self):
        self.assertEqual(len(self.lines(CLEARED, "--min-level", "high")), 1)
        self.assertEqual(self.lines(CLEARED, "--min-level", "critical", code=0), [])

    def test_archives_and_standard_input_are_read_like_files(self):
        packed = self.folder / "logs.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(DUMPED, "証拠/a.jsonl")
            archive.write(QUIET, "b.jsonl")
        matches = self.lines("logs.zip")
        self.assertEqual({m["file"] for m in matches}, {"logs.zip/証拠/a.jsonl"})
        self.assertEqual(len(self.lines("logs.zip/証拠/a.jsonl")), 4)
        self.assertEqual(len(self.lines("logs.zip/b.jsonl", code=0)), 0)
        self.lines("logs.zip/c.jsonl", code=3)
        piped = self.lines("-", given=DUMPED.read_bytes())
        self.assertEqual({m["file"] for m in piped}, {"-"})
        self.assertEqual(len(piped), 4)

    def test_the_same_is_told_however_many_threads_look(self):
        one = self.lines(EXAMPLES, "--threads", "1")
        two = self.lines(EXAMPLES, "--threads", "2")
        self.assertGreater(len(one), 50)
        self.assertEqual(one, two)

    def test_who_knows_what_a_log_is_may_say_so(self):
        log = EXAMPLES / "web_pages_replaced_by_put/fires.log"
        told = self.lines(log, "--category", "webserver")
        self.assertIn("web_pages_replaced_by_put",
                      {pathlib.Path(m["rule"]["file"]).stem for m in told})

    def test_an_image_without_event_logs_is_read_to_its_end(self):
        told = self.sokuo("scan", DUMPED, "--carve", code=0).stdout.decode()
        self.assertIn("記録 0 件", told)

    @unittest.skipUnless(SIGMA.is_dir(), "the rules of SigmaHQ are not at hand (shared/data)")
    def test_pieces_of_event_logs_are_found_in_an_image(self):
        log = sorted((SIGMA / "regression_data").rglob("*.evtx"))[0].read_bytes()
        (self.folder / "disk.img").write_bytes(b"\x55" * 12345 + log[4096:])
        told = self.sokuo("scan", "disk.img", "--carve").stdout.decode()
        self.assertRegex(told, "復元した記録 [1-9]")

    def test_rules_of_ones_own(self):
        (self.folder / "rules").mkdir()
        (self.folder / "rules/word.yml").write_text(RULE)
        (self.folder / "rules/bad.yml").write_text(RULE.replace("condition: selection", "condition: other"))
        (self.folder / "rules/map.yml").write_text("title: map\nlogsources: {}\n")
        matches = self.lines(CLEARED, "--rules", "rules")
        self.assertEqual([(m["rule"]["title"], m["rule"]["author"]) for m in matches], [("Word", "みほん 花子")])
        told = self.sokuo("scan", CLEARED, "--rules", "rules", "--rules", ROOT / "rules", "--verbose", code=1)
        self.assertIn("使ったルール 47 件", told.stdout.decode())
        self.assertIn("使えなかったルール 1 件", told.stdout.decode())
        self.assertIn("rules/bad.yml", told.stdout.decode())


def is_sanitized():
    """A build for the finding of faults: its sanitizers need what a scan gives up."""
    return b"__asan_init" in pathlib.Path(BINARY).read_bytes()


@unittest.skipIf(is_sanitized(), "a build with sanitizers does not lock itself in")
class TheLock(Scans):
    """A scan that reads a log of a stranger has given up what it does not need for that."""

    def scanning(self, *more):
        """A scan that waits for the rest of a log."""
        ran = subprocess.Popen([BINARY, "scan", "-", "--threads", "2", "--lang", "en", *map(str, more)],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               cwd=self.folder)
        for stream in (ran.stdin, ran.stdout, ran.stderr):
            self.addCleanup(stream.close)
        self.addCleanup(ran.wait)
        self.addCleanup(ran.kill)
        ran.stdin.write(DUMPED.read_bytes() * 100)
        ran.stdin.flush()
        for _ in range(600):
            threads = list(pathlib.Path(f"/proc/{ran.pid}/task").iterdir())
            if len(threads) == 3:
                return ran, threads
            time.sleep(0.05)
        self.fail("the scan did not begin")

    def test_it_is_in_force_in_every_thread_while_a_log_is_read(self):
        ran, threads = self.scanning()
        for thread in threads:
            status = (thread / "status").read_text()
            self.assertRegex(status, r"Seccomp:\s+2\n")
            self.assertRegex(status, r"NoNewPrivs:\s+1\n")
        self.assertIn(b"Memory of the Logon Service", ran.communicate(timeout=60)[0])
        self.assertEqual(ran.returncode, 1)

    def test_results_get_their_names_all_the_same(self):
        (self.folder / "r.html").write_text("of yesterday")
        forms = ("--html", "r.html", "--csv", "r.csv", "--jsonl", "r.jsonl", "--timesketch", "t.jsonl")
        self.sokuo("scan", DUMPED, *forms, code=1)
        self.assertEqual(sorted(file.name for file in self.folder.iterdir()),
                         ["r.csv", "r.html", "r.jsonl", "t.jsonl"])
        self.assertIn("<!doctype html>", (self.folder / "r.html").read_text().lower())

    def test_a_scan_that_was_killed_leaves_no_half_of_a_file(self):
        for how in (signal.SIGINT, signal.SIGKILL):
            ran, _ = self.scanning("--csv", "r.csv")
            self.assertTrue((self.folder / "r.csv.part").exists())
            ran.send_signal(how)
            self.assertEqual(ran.wait(timeout=60), -how)
            for _ in range(200):
                if not (self.folder / "r.csv.part").exists():
                    break
                time.sleep(0.05)
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_what_a_folder_links_to_is_read(self):
        other = pathlib.Path(tempfile.mkdtemp(prefix="scan-"))
        self.addCleanup(shutil.rmtree, other)
        shutil.copy(DUMPED, other / "log.jsonl")
        logs = self.folder / "logs"
        logs.mkdir()
        (logs / "linked.jsonl").symlink_to(other / "log.jsonl")
        self.assertEqual(len(self.lines(logs)), len(self.lines(DUMPED)))


class TheRules(Scans):
    def test_the_list_names_all_of_them_and_their_authors(self):
        told = json.loads(self.sokuo("rules", "list", "--json", code=0).stdout)
        self.assertEqual(told["unusable"], [])
        self.assertGreater(len(told["rules"]), 40)
        self.assertEqual({rule["license"] for rule in told["rules"]}, {"Apache-2.0"})
        counted = next(r for r in told["rules"] if r["file"].endswith("password_spray.yml"))
        self.assertEqual((counted["correlation"], counted["log_sources"]), (True, ["windows/security"]))
        text = self.sokuo("rules", "list", code=0).stdout.decode()
        for rule in told["rules"]:
            self.assertIn(rule["id"], text)

    def test_our_rules_do_what_their_examples_say(self):
        told = self.sokuo("rules", "test", ROOT, code=0).stdout.decode()
        self.assertRegex(told, r"確かめた例 9\d 件、合わないもの 0 件")

    def test_an_example_that_does_not_fit_is_told(self):
        case = self.folder / "win_security_log_cleared"
        case.mkdir()
        shutil.copy(QUIET, case / "fires.jsonl")
        told = self.sokuo("rules", "test", self.folder, code=1).stdout.decode()
        self.assertIn("鳴ったルール：なし（正しくは win_security_log_cleared）", told)
        self.sokuo("rules", "test", self.folder / "nowhere", code=1)

    def test_a_case_in_the_form_of_sigma(self):
        (self.folder / "rules").mkdir()
        (self.folder / "rules/word.yml").write_text(RULE)
        case = self.folder / "regression_data/rules/word"
        case.mkdir(parents=True)
        shutil.copy(CLEARED, case / "log.json")
        info = ("id: 1\nrule_metadata:\n  - id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c01\n    title: Word\n"
                "regression_tests_info:\n  - name: n\n    type: json\n    match_count: {0}\n    path: {1}\n")
        good = "regression_data/rules/word/log.json"
        (case / "info.yml").write_text(info.format(1, good))
        self.sokuo("rules", "test", self.folder, code=0)
        self.sokuo("rules", "test", self.folder / "regression_data", "--rules", self.folder / "rules", code=0)
        (case / "info.yml").write_text(info.format(2, good))
        self.assertIn("2 回合うはずが、1 回でした。",
                      self.sokuo("rules", "test", self.folder, code=1).stdout.decode())
        (case / "info.yml").write_text(info.format(1, "../../etc/passwd"))
        self.assertIn("中を指していません", self.sokuo("rules", "test", self.folder, code=1).stdout.decode())

    @unittest.skipUnless(SIGMA.is_dir(), "the rules of SigmaHQ are not at hand (shared/data)")
    def test_every_case_of_sigma_passes(self):
        told = self.sokuo("rules", "test", SIGMA, "--logsources", SIGMA / "tests/thor.yml", code=0)
        self.assertIn("確かめた例 140 件、合わないもの 0 件", told.stdout.decode())

    def test_why_shows_what_held_and_what_it_looked_at(self):
        told = self.sokuo("rules", "why", "win_proc_lsass_dump", f"{DUMPED}:1", code=0).stdout.decode()
        self.assertIn("✓ CommandLine: *comsvcs*", told)
        self.assertIn("CommandLine = rundll32.exe", told)
        self.assertIn("→ このルールに合います。", told)
        event = b'{"Channel":"Security","EventID":1100}'
        told = self.sokuo("rules", "why", "Security Log Cleared", "-", "--lang", "en", given=event, code=0)
        self.assertIn("✗ EventID: 1102", told.stdout.decode())
        self.assertIn("The rule does not fit.", told.stdout.decode())
        for wrong in (("no_such_rule", f"{DUMPED}:1"), ("win_proc_lsass_dump", f"{DUMPED}:99"),
                      ("win_proc_lsass_dump", DUMPED), ("win_proc_lsass_dump", "gone.evtx:1")):
            self.sokuo("rules", "why", *wrong, code=1)


def has_landlock():
    """Whether the kernel can limit where a process writes: landlock_create_ruleset, asked for its version."""
    return ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


@unittest.skipUnless(is_sanitized() or has_landlock(), "without Landlock nothing is imported")
class TheImport(Scans):
    def pack(self, name="new.zip", **files):
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, text in files.items():
                archive.writestr(file, text)
        return path

    def test_a_zip_becomes_a_folder_of_rules(self):
        bad = RULE.replace("condition: selection", "condition: other").replace("Word", "Broken")
        self.pack(**{"set/word.yml": RULE, "set/bad.yaml": bad, "set/LICENSE.md": "x", "set/run.sh": "x"})
        told = self.sokuo("rules", "import", "new.zip", code=0).stdout.decode()
        self.assertIn("使えるルール 1 件、使えないもの 1 件", told)
        self.assertIn("set/bad.yaml", told)
        self.assertIn("署名は確かめていません", told)
        self.assertEqual(sorted(str(f.relative_to(self.folder)) for f in (self.folder / "new").rglob("*.*")),
                         ["new/set/LICENSE.md", "new/set/bad.yaml", "new/set/word.yml"])
        self.assertEqual(len(self.lines(CLEARED, "--rules", "new")), 1)

        self.pack(**{"other.yml": RULE})
        self.sokuo("rules", "import", "new.zip", "--into", "new", code=0)
        self.assertEqual([f.name for f in (self.folder / "new").iterdir()], ["other.yml"])
        self.assertEqual(list(self.folder.glob("new.*[!p]")), [])

    def test_what_leads_out_of_the_folder_changes_nothing(self):
        self.pack("good.zip", **{"a.yml": RULE})
        self.sokuo("rules", "import", "good.zip", "--into", "kept", code=0)
        for name in ("../evil.yml", "/tmp/evil.yml", "a/../../evil.yml", "a\\..\\evil.yml", "C:/evil.yml",
                     "../readme.txt", "./a.yml", "\x1b]0;owned\x07.yml", "a\nb.yml"):
            self.pack("evil.zip", **{"a.yml": RULE, name: RULE})
            ran = self.sokuo("rules", "import", "evil.zip", "--into", "kept", code=1)
            self.assertNotIn(b"\x1b", ran.stderr)
            self.assertIn("取り込んでいません", ran.stderr.decode(), name)
            self.assertEqual([f.name for f in (self.folder / "kept").iterdir()], ["a.yml"])
        self.assertFalse((self.folder / "evil.yml").exists())

    def test_damage_and_what_is_no_rule_change_nothing(self):
        whole = self.pack(**{"a.yml": RULE, "b.yml": RULE}).read_bytes()
        (self.folder / "cut.zip").write_bytes(whole[:len(whole) // 2])
        (self.folder / "text.zip").write_text("no zip")
        self.pack("none.zip", **{"a.txt": "x"})
        for name in ("cut.zip", "text.zip", "none.zip", "gone.zip"):
            self.sokuo("rules", "import", name, "--into", "kept", code=1)
        self.assertFalse((self.folder / "kept").exists())
        home = self.folder / "home"
        home.mkdir()
        (home / "letter.txt").write_text("mine")
        ran = self.sokuo("rules", "import", "new.zip", "--into", "home", code=1)
        self.assertIn("letter.txt", ran.stderr.decode())
        self.assertEqual((home / "letter.txt").read_text(), "mine")

    def test_what_swells_links_or_is_two_things_at_once_changes_nothing(self):
        class Stream(io.BytesIO):
            """What cannot go back: lengths are written behind what they are of."""
            def seekable(self):
                return False

            def tell(self):
                raise OSError

        def refused(words):
            ran = self.sokuo("rules", "import", "evil.zip", "--into", "kept", code=1)
            self.assertIn(words, ran.stderr.decode())
            self.assertEqual([file.name for file in self.folder.iterdir()], ["evil.zip"])

        out = Stream()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.yml", RULE)
            member = zipfile.ZipInfo("readme.txt")
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as swelling:
                for _ in range(600):
                    swelling.write(bytes(1 << 20))
        (self.folder / "evil.zip").write_bytes(out.getvalue())
        refused("多すぎます")
        with zipfile.ZipFile(self.folder / "evil.zip", "w") as archive:
            archive.writestr("a.yml", RULE)
            link = zipfile.ZipInfo("link.yml")
            link.extra = struct.pack("<HHBHI", 0x6c78, 7, 5, 3 << 8 | 20, 0o120777 << 16)
            archive.writestr(link, "/etc/passwd")
        refused("link.yml")
        self.pack("evil.zip", **{"a.yml": RULE, "a.yml/b.yml": RULE})
        refused("a.yml")

    @unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
    def test_a_signature_is_held_against_the_key(self):
        self.pack(**{"a.yml": RULE})
        for command in (["genpkey", "-algorithm", "ed25519", "-out", "key.pem"],
                        ["pkey", "-in", "key.pem", "-pubout", "-out", "public.pem"],
                        ["pkeyutl", "-sign", "-rawin", "-inkey", "key.pem", "-in", "new.zip", "-out", "new.sig"]):
            subprocess.run(["openssl", *command], cwd=self.folder, check=True, capture_output=True)
        told = self.sokuo("rules", "import", "new.zip", "--key", "public.pem", "--signature", "new.sig", code=0)
        self.assertIn("署名は合っています。", told.stdout.decode())
        pem = (self.folder / "public.pem").read_text().splitlines()
        raw = base64.b64encode(base64.b64decode(pem[1])[12:]).decode()
        (self.folder / "text.sig").write_text(base64.b64encode((self.folder / "new.sig").read_bytes()).decode() + "\n")
        self.sokuo("rules", "import", "new.zip", "--key", raw, "--signature", "text.sig", code=0)
        self.pack(**{"a.yml": RULE + "\n# changed\n"})
        ran = self.sokuo("rules", "import", "new.zip", "--key", "public.pem", "--signature", "new.sig", code=1)
        self.assertIn("署名が合いません", ran.stderr.decode())
        for words in (["--key", "public.pem"], ["--key", "nonsense", "--signature", "new.sig"]):
            self.sokuo("rules", "import", "new.zip", *words, code=1)


if __name__ == "__main__":
    unittest.main()
