"""What was acknowledged stays: through kill -9 under load, a dead program, a full disk, copies,
rebuilt views and flipped bytes."""

import collections
import hashlib
import http.client
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import threading
import time
import unittest
import uuid

import acts
from forms import PROVISIONAL, FormReader, PublicForm
from sokuo import BINARY, Sokuo, SystemTest, free_port

KILLS = 50
THREADS = 4
FLIPS = 40
DISK_BYTES = 24 * 1024 * 1024


def wait_for(what, seconds=30):
    """What `what` gives, once it gives something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain")


def wrong_with(acknowledged, rows):
    """The checker: which acknowledged reports are lost or not as they were told, which reports are
    there twice, which numbers were given twice."""
    by_words = collections.defaultdict(list)
    for row in rows:
        by_words[row["summary"]].append((row["id"], row["number"]))
    lost = [words for words, told in acknowledged.items() if told not in by_words[words]]
    doubled = [words for words, found in by_words.items() if len(found) > 1]
    numbers = collections.Counter(row["number"] for row in rows)
    return lost + doubled + [number for number, count in numbers.items() if count > 1]


class Pouring:
    """Several clients that report as fast as they can, each with keys of its own."""

    def __init__(self, client):
        self.clients = [client.like() for _ in range(THREADS)]
        self.pending = [None] * THREADS  # Sent and not acknowledged: to be sent again.
        self.acknowledged = {}
        self.refused = collections.Counter()
        self.threads = []

    def begin(self):
        self.is_over = False
        self.threads = [threading.Thread(target=self.pour, args=(at,)) for at in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def pour(self, at):
        client = self.clients[at]
        try:
            while not self.is_over:
                key = self.pending[at] = self.pending[at] or str(uuid.uuid4())
                answer = client.post("/api/v1/reports", {"channel": "monitoring", "what": key},
                                     idempotency_key=key)
                if answer.status != 201:
                    self.refused[answer.status] += 1
                    time.sleep(0.02)
                    continue
                self.acknowledged[key] = (answer.json["id"], answer.json["number"])
                self.pending[at] = None
        except (OSError, http.client.HTTPException):
            client.close()


def own_rows(staff):
    """The poured reports that are there, newest first."""
    rows = acts.all_items(staff, "/api/v1/reports?state=all&limit=200")
    return [one for one in rows if one["channel"] == "monitoring" and len(one["summary"]) == 36]


class PowerCuts(SystemTest):
    def test_fifty_kills_under_load_lose_and_double_nothing(self):
        chance = random.Random(os.environ.get("SOKUO_SEED", "fifty kills"))
        city = self.organisation(start=False)
        city.start(public=False)
        staff = city.sign_in("handler")
        pouring = Pouring(staff)
        for _ in range(KILLS):
            pouring.begin()
            time.sleep(chance.uniform(0.02, 0.35))
            city.kill()
            pouring.end()
            city.start(public=False)
            newest = staff.get("/api/v1/reports?state=all&limit=200").expect(200).json["items"]
            there = {one["summary"] for one in newest}
            lately = list(pouring.acknowledged)[-min(150, len(pouring.acknowledged)):]
            self.assertEqual([key for key in lately if key not in there], [])
        pouring.begin()  # What was pending is sent again, and is there once.
        time.sleep(0.5)
        pouring.end()
        self.assertEqual(pouring.refused, {})
        self.assertGreater(len(pouring.acknowledged), KILLS)
        self.assertEqual(wrong_with(pouring.acknowledged, own_rows(staff)), [])
        for key, told in chance.sample(sorted(pouring.acknowledged.items()), 20):
            again = staff.post("/api/v1/reports", {"channel": "monitoring", "what": key},
                               idempotency_key=key).expect(201).json
            self.assertEqual((again["id"], again["number"]), told)
        self.assertEqual(city.stop(), 0)
        city.verify()
        print(f"{KILLS} kills, {len(pouring.acknowledged)} acknowledged reports")
        self.the_checker_finds_a_planted_loss(city, pouring.acknowledged)

    def the_checker_finds_a_planted_loss(self, city, acknowledged):
        victim = sorted(acknowledged)[0]
        copy = Sokuo(city.directory.with_name("view-row-gone"))
        shutil.copytree(city.directory, copy.directory)
        copy.sign_ins = city.sign_ins
        self.addCleanup(copy.kill)
        with sqlite3.connect(copy.directory / "sokuo.db") as db:
            self.assertEqual(db.execute("DELETE FROM report WHERE summary = ?",
                                        (victim,)).rowcount, 1)
        db.close()
        copy.verify(status=1)
        copy.start(public=False)
        self.assertEqual(wrong_with(acknowledged, own_rows(copy.sign_in("handler"))), [victim])

        entry_gone = Sokuo(city.directory.with_name("entry-gone"))
        shutil.copytree(city.directory, entry_gone.directory)
        with sqlite3.connect(entry_gone.directory / "sokuo.db") as db:
            # Somebody who means it first takes away what keeps entries from being deleted.
            for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND "
                                    "tbl_name = 'entry'").fetchall():
                db.execute(f"DROP TRIGGER {name}")
            db.execute("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")
        db.close()
        entry_gone.verify(status=1)


class ThePublicPages(SystemTest):
    def test_they_go_on_alone_and_their_reports_are_taken_in_once(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        open_already = PublicForm(city.public)
        city.kill_server_only()
        self.assertFalse(city.answers(city.staff_port))
        city.public.get("/poc").expect(200)
        forms = {"開いてあった用紙": open_already, "あとで開いた用紙": PublicForm(city.public)}
        numbers = {what: form.report(what=what) for what, form in forms.items()}
        for what, form in forms.items():
            self.assertRegex(numbers[what], PROVISIONAL)
            self.assertEqual(form.report(what=what), numbers[what], "sent twice")
        self.assertEqual(len(set(numbers.values())), 2)

        city.start()
        inbox = "/api/v1/reports?state=all&limit=200"
        wait_for(lambda: set(numbers) <= {one["summary"] for one in acts.all_items(staff, inbox)})
        self.assertEqual(forms["開いてあった用紙"].report(what="開いてあった用紙"),
                         numbers["開いてあった用紙"])
        for what, number in numbers.items():
            rows = [one for one in acts.all_items(staff, inbox) if one["summary"] == what]
            self.assertEqual(len(rows), 1)
            report = staff.get(f"/api/v1/reports/{rows[0]['id']}").expect(200).json
            self.assertEqual(report["provisional_number"], number)
            self.assertNotEqual(report["number"], number)
        self.assertNotRegex(PublicForm(city.public).report(what="また本番号で"), PROVISIONAL)
        self.assertEqual(city.stop(), 0)
        city.verify()

    def test_they_come_back_when_they_die(self):
        city = self.organisation()

        def processes():
            words = b"front\0" + os.fsencode(city.directory) + b"\0"
            return [int(each.parent.name) for each in pathlib.Path("/proc").glob("[0-9]*/cmdline")
                    if words in read_quietly(each)]
        first, = processes()
        os.kill(first, 9)
        wait_for(lambda: city.answers(city.public_port) and processes() not in ([], [first]))
        city.public.get("/poc/report").expect(200)


def read_quietly(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""  # It ended meanwhile.


class SmallDisk:
    """A disk of its own for one directory, in a namespace of its own; no rights needed."""

    def __init__(self, mount_at):
        self.mount_at = pathlib.Path(mount_at)
        self.mount_at.mkdir()
        self.holder = subprocess.Popen(
            ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o "size=$1" none "$2" && echo ready '
             "&& exec sleep 600", "sh", str(DISK_BYTES), str(mount_at)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.is_there = self.holder.stdout.readline() == "ready\n"
        self.wrapper = ["nsenter", "-t", str(self.holder.pid), "-U", "-m",
                        "--preserve-credentials", "--"]

    def fill(self):
        """Fills it to the last byte; gives the file that holds it."""
        ballast = self.mount_at / "ballast"
        subprocess.run([*self.wrapper, "dd", "if=/dev/zero", f"of={ballast}", "bs=4096"],
                       check=False, capture_output=True)
        return ballast

    def remove(self, file):
        subprocess.run([*self.wrapper, "rm", str(file)], check=True)

    def close(self):
        self.holder.kill()
        self.holder.wait()
        self.holder.stdout.close()


class AFullDisk(SystemTest):
    def test_writing_is_refused_reading_goes_on_and_nothing_acknowledged_is_lost(self):
        disk = SmallDisk(self.scratch() / "disk")
        self.addCleanup(disk.close)
        if not disk.is_there:
            self.skipTest("no namespaces here, so no small disk")
        city = Sokuo(disk.mount_at / "data")
        city.log = disk.mount_at.with_suffix(".log")
        city.wrapper = disk.wrapper
        self.addCleanup(city.kill)
        city.init().start(public=False)
        staff = city.sign_in("handler")
        incident = acts.declare(staff)
        pouring = Pouring(staff)
        pouring.begin()
        time.sleep(0.5)
        ballast = disk.fill()
        wait_for(lambda: pouring.refused[503] > 5)
        full = staff.post("/api/v1/reports", {"channel": "phone", "what": "満杯"}).expect(503)
        self.assertIn("retry-after", full.headers)
        upload = staff.post(f"{incident}/attachments", os.urandom(4 << 20), x_file_name="a.bin",
                            content_type="application/octet-stream")
        self.assertEqual(upload.status, 503)
        for path in ("/api/v1/reports?state=all", "/api/v1/incidents", incident,
                     "/api/v1/session", "/healthz"):
            staff.get(path).expect(200)
        before = len(pouring.acknowledged)
        disk.remove(ballast)
        wait_for(lambda: len(pouring.acknowledged) > before + 20)
        pouring.end()
        self.assertEqual(set(pouring.refused), {503})
        self.assertEqual(wrong_with(pouring.acknowledged, own_rows(staff)), [])
        self.assertEqual(staff.get(incident).json["attachments"], [])
        self.assertEqual(city.stop(), 0)
        city.verify()


class AFullDiskOfThePublicPages(SystemTest):
    def test_the_citizen_is_told_the_phone_and_keeps_the_words_until_there_is_room(self):
        city = self.organisation(start=False)
        front = city.directory / "front"
        shutil.rmtree(front)  # Made again by the start, on a disk of its own.
        disk = SmallDisk(front)
        self.addCleanup(disk.close)
        if not disk.is_there:
            self.skipTest("no namespaces here, so no small disk")
        city.wrapper = disk.wrapper
        city.start()
        staff = city.sign_in("handler")
        alone, beside = PublicForm(city.public), PublicForm(city.public)
        before = self.files(disk)
        ballast = disk.fill()

        # The main process has a disk of its own: it gives a number, and that is enough.
        self.assertNotRegex(beside.report(what="本体がある間"), PROVISIONAL)
        self.assertEqual(self.files(disk), before | {"ballast"})

        city.kill_server_only()
        words = {"what": "課のパソコンに\n身代金の要求が出ています", "where": "２階の窓口"}
        for _ in range(3):
            refused = alone.send(**words).expect(503)
            again = FormReader(refused.text)
            for name, text in words.items():
                self.assertEqual(again.fields[name].strip().replace("\r\n", "\n"), text)
            self.assertIn('href="tel:000-000-0000"', refused.text)
            self.assertIn("いまは受け取れません。電話で知らせてください。", refused.text)
            self.assertIn("no-store", refused.headers["cache-control"])
        city.public.get("/poc").expect(200)
        self.assertEqual(self.files(disk), before | {"ballast"}, "half-written files")

        disk.remove(ballast)
        number = alone.report(**words)
        self.assertRegex(number, PROVISIONAL)
        self.assertEqual(alone.report(**words), number, "sent twice")
        city.start()
        inbox = "/api/v1/reports?state=all&limit=200"

        def taken_in():
            return [one for one in acts.all_items(staff, inbox) if "身代金" in one["summary"]]
        row, = wait_for(taken_in)
        report = staff.get(f"/api/v1/reports/{row['id']}").expect(200).json
        self.assertEqual(report["provisional_number"], number)
        self.assertEqual(city.stop(), 0)
        city.verify()

    def files(self, disk):
        found = subprocess.run([*disk.wrapper, "find", disk.mount_at, "-type", "f", "-printf",
                                "%P\n"], check=True, capture_output=True, text=True)
        return set(found.stdout.split())


class OneDirectory(SystemTest):
    def test_two_programs_cannot_write_to_it(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        second = subprocess.run([BINARY, "serve", city.directory, "--listen",
                                 f"127.0.0.1:{free_port()}"], capture_output=True, timeout=30,
                                stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(second.returncode, 1, second.stderr)
        self.assertRegex(second.stderr.decode(), r"[ぁ-ん]")
        for words in (("rebuild", city.directory), ("export", city.directory,
                      city.directory.with_name("out"))):
            city.run(*words, status=1)
        city.run("init", city.directory, "--charter", "charters/mihon.yaml", status=1)
        city.verify()  # Reading may always.
        acts.report(staff)

    def test_a_copy_of_a_stopped_one_opens_elsewhere(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        incident = acts.declare(staff)
        kept = staff.post(f"{incident}/attachments", b"evidence", x_file_name="a.bin",
                          content_type="application/octet-stream").expect(201).json
        before = staff.get(incident).json
        self.assertEqual(city.stop(), 0)
        copy = Sokuo(self.scratch() / "elsewhere")
        shutil.copytree(city.directory, copy.directory)
        copy.sign_ins = city.sign_ins
        self.addCleanup(copy.kill)
        copy.verify()
        elsewhere = copy.start().sign_in("handler")
        after = elsewhere.get(incident).expect(200).json
        for moment in ("clocks", "next", "rail"):  # They count on while time goes by.
            before.pop(moment), after.pop(moment)
        self.assertEqual(after, before)
        self.assertEqual(elsewhere.get(f"{incident}/attachments/{kept['id']}").body, b"evidence")

    def test_rebuilt_views_show_the_same(self):
        city = self.organisation()
        staff, head = city.sign_in("handler"), city.sign_in("soumu")
        incident = acts.declare(staff, "再構築の前に宣言した事案")
        paths = ("/api/v1/reports?state=all", "/api/v1/incidents", f"{incident}/timeline",
                 "/api/v1/search?q=%E5%86%8D%E6%A7%8B%E7%AF%89", "/api/v1/team", "/api/v1/charter",
                 "/api/v1/journal/entries?limit=200")
        before = [head.get(path).expect(200).json for path in paths]
        self.assertEqual(city.stop(), 0)
        city.run("rebuild", city.directory)
        city.verify()
        city.start()
        for path, shown in zip(paths, before):
            self.assertEqual(without_due(head.get(path).expect(200).json), without_due(shown), path)


def without_due(shown):
    """Without what falls due while the test runs."""
    for item in shown.get("items", []):
        item.pop("next_due", None)
    return shown


class FlippedBytes(SystemTest):
    def test_each_is_found_or_changes_nothing_that_is_exported(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        incident = acts.declare(staff)
        for size in (10, 1_000, 100_000):
            staff.post(f"{incident}/attachments", os.urandom(size), x_file_name="a.bin",
                       content_type="application/octet-stream").expect(201)
        self.assertEqual(city.stop(), 0)
        city.verify()
        sound = self.exported(city)
        chance = random.Random(os.environ.get("SOKUO_SEED", "forty flips"))
        vault = sorted(one for one in (city.directory / "vault").rglob("*") if one.is_file())
        self.assertGreaterEqual(len(vault), 3)
        found = collections.Counter()
        for flip in range(FLIPS):
            file = city.directory / "sokuo.db" if flip % 4 else chance.choice(vault)
            at, bit = chance.randrange(file.stat().st_size), 1 << chance.randrange(8)
            with self.subTest(file=file.name, at=at, bit=bit):
                found[self.flip(city, file, at, bit, sound)] += 1
        print(f"{FLIPS} flips: {found['found']} found, {found['refused']} refused on "
              f"opening, {found['harmless']} without effect")
        self.assertGreater(found["found"], FLIPS // 4)
        self.assertLess(found["refused"], FLIPS // 8)

    def flip(self, city, file, at, bit, sound):
        copy = Sokuo(city.directory.with_name("flipped"))
        shutil.rmtree(copy.directory, ignore_errors=True)
        shutil.copytree(city.directory, copy.directory)
        with open(copy.directory / file.relative_to(city.directory), "r+b") as changed:
            changed.seek(at)
            byte = changed.read(1)[0]
            changed.seek(at)
            changed.write(bytes([byte ^ bit]))
        done = subprocess.run([BINARY, "verify", copy.directory], capture_output=True, timeout=60,
                              check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        if done.returncode == 1:
            return "found"
        self.assertEqual(file.name, "sokuo.db", "every byte of the vault counts")
        out = copy.directory.with_name("export")
        opened = subprocess.run([BINARY, "export", copy.directory, out], capture_output=True,
                                timeout=60, check=False)
        if opened.returncode == 1:  # Not the journal's own rows, and said aloud when opened.
            return "refused"
        self.assertEqual(opened.returncode, 0, opened.stderr)
        self.assertEqual(self.exported(copy), sound)
        return "harmless"

    def exported(self, city):
        """The hash of every file of an export."""
        out = city.directory.with_name("export")
        shutil.rmtree(out, ignore_errors=True)
        city.run("export", city.directory, out)
        return {str(one.relative_to(out)): hashlib.sha256(one.read_bytes()).hexdigest()
                for one in sorted(out.rglob("*")) if one.is_file()}


if __name__ == "__main__":
    unittest.main()
