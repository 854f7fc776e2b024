"""What survives the machine: backups taken under load, damaged backups, restores on a full disk,
and a journal that goes on as a new epoch."""

import json
import os
import pathlib
import random
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import time

import acts
from sokuo import BINARY, ROOT, Sokuo, SystemTest
from test_durability import Pouring, SmallDisk, own_rows, wait_for, wrong_with

DAMAGES = 200
REASON = "訓練のため戻した。決定：情報政策課長"


def signed_size(checkpoint):
    return int(checkpoint.read_text().split("\n")[1])


def all_entries(backup):
    """How many entries a backup says it has."""
    with tarfile.open(backup) as archive:
        manifest = archive.extractfile("MANIFEST").read().decode()
    return int(re.search(r"^entries (\d+)$", manifest, re.MULTILINE)[1])


class BackedUp(SystemTest):
    """An organisation and a shelf for copies of it."""

    def shelf(self, city):
        return city.directory.with_name("b.tar"), city.directory.with_name("k.db")

    def back_up(self, city):
        data, keys = self.shelf(city)
        city.run("backup", city.directory, data)
        city.run("keys", "backup", city.directory, keys)
        return data, keys

    def elsewhere(self, city, name="again"):
        again = Sokuo(city.directory.with_name(name))
        again.sign_ins = city.sign_ins
        self.addCleanup(again.kill)
        return again

    def check_export(self, city, *words, status=0):
        out = city.directory.with_name("export")
        shutil.rmtree(out, ignore_errors=True)
        city.run("export", city.directory, out)
        done = subprocess.run([sys.executable, ROOT / "tools/verify.py", out, *words],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, status, done.stdout)
        return done.stdout


class UnderLoad(BackedUp):
    def test_everything_acknowledged_before_it_began_is_restored(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        incident = acts.declare(staff)
        evidence = os.urandom(3 << 20)
        kept = staff.post(f"{incident}/attachments", evidence, x_file_name="a.bin",
                          content_type="application/octet-stream").expect(201).json
        pouring = Pouring(staff)
        pouring.begin()
        time.sleep(1)
        promised = dict(pouring.acknowledged)
        checkpoint = (city.directory / "checkpoint").read_bytes()
        data, keys = self.back_up(city)
        during = len(pouring.acknowledged)
        time.sleep(0.5)
        pouring.end()
        self.assertEqual(pouring.refused, {})
        self.assertGreater(len(promised), 20)
        self.assertGreater(during, len(promised), "nobody wrote meanwhile")
        for file in (data, keys):
            self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        newest = city.directory / "checkpoint"
        written = all_entries(data)
        wait_for(lambda: signed_size(newest) > written)

        again = self.elsewhere(city)
        told = json.loads(again.run("restore", data, again.directory, "--keys", keys,
                                    "--checkpoint", newest, "--reason", REASON, "--json").stdout)
        self.assertEqual(told["epoch"]["reason"], REASON)
        self.assertEqual(told["entries"], written)
        self.assertEqual(told["epoch"]["lost"]["from"], written + 1)
        again.verify()
        again.start()
        client = again.sign_in("handler")
        rows = own_rows(client)
        self.assertEqual(wrong_with(promised, rows), [])
        self.assertLess(len(rows), len(pouring.acknowledged), "it is no later copy")
        self.assertEqual(client.get(f"{incident}/attachments/{kept['id']}").body, evidence)
        old = staff.like()
        old.port = again.staff_port
        old.get("/api/v1/session").expect(401)
        acts.report(client, "戻したあとの受付")
        self.assertEqual(again.stop(), 0)
        again.verify()
        kept_note = city.directory.with_name("kept")
        kept_note.write_bytes(checkpoint)
        self.assertIn("/e2", self.check_export(again, "--since", kept_note))
        self.check_export(again, "--since", newest, status=1)  # What was lost is seen.


class ColdSpare(BackedUp):
    """The laptop in the cupboard (予備機): the backup, the keys and the program are all it needs."""

    MINUTES = 10
    FILES = 20

    def test_a_laptop_serves_the_night_of_the_fire_within_ten_minutes(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        incident = acts.declare(staff)
        pouring = Pouring(staff)
        pouring.begin()
        evidence = [os.urandom(5 << 20) for _ in range(self.FILES)]
        kept = [staff.like().post(f"{incident}/attachments", one, x_file_name=f"{at}.bin",
                                  content_type="application/octet-stream").expect(201).json["id"]
                for at, one in enumerate(evidence)]
        pouring.end()
        data, keys = self.back_up(city)
        city.kill()
        shutil.rmtree(city.directory)  # The server room is gone.

        began = time.monotonic()
        spare = self.elsewhere(city, "spare")
        spare.run("restore", data, spare.directory, "--keys", keys, "--reason", REASON)
        restored = time.monotonic() - began
        spare.start()
        client = spare.sign_in("handler")  # Nobody's directory was asked.
        self.assertIn("共有フォルダの暗号化", client.get(incident).expect(200).json["title"])
        self.assertEqual(client.get(f"{incident}/attachments/{kept[-1]}").body, evidence[-1])
        acts.change(client, incident, "POST", "/timeline",
                    {"kind": "fact", "text": "予備機で続ける", "precision": "minute"}).expect(201)
        taken = time.monotonic() - began
        print(f"cold spare: {len(pouring.acknowledged)} acts and {self.FILES} files restored in "
              f"{restored:.1f} s, at work after {taken:.1f} s: "
              f"{taken / (60 * self.MINUTES):.1%} of {self.MINUTES} minutes")
        self.assertLess(taken, 60 * self.MINUTES)
        self.assertEqual(spare.stop(), 0)
        spare.verify()


class Damaged(BackedUp):
    def test_two_hundred_damages_are_each_refused_and_leave_nothing(self):
        city = self.organisation()
        staff = city.sign_in("handler")
        staff.post(f"{acts.declare(staff)}/attachments", os.urandom(100_000), x_file_name="a.bin",
                   content_type="application/octet-stream").expect(201)
        data, keys = self.back_up(city)
        sound = data.read_bytes()
        chance = random.Random(os.environ.get("SOKUO_SEED", "two hundred damages"))
        broken = city.directory.with_name("broken.tar")
        again = self.elsewhere(city)
        for damage in range(DAMAGES):
            changed = bytearray(sound)
            at = chance.randrange(len(sound))
            if damage % 4 == 3:
                del changed[at:]
            elif damage % 4 == 2:
                changed += os.urandom(chance.choice((1, 511, 512, 1024)))
            else:
                changed[at] ^= 1 << chance.randrange(8)
            broken.write_bytes(changed)
            with self.subTest(kind=damage % 4, at=at):
                done = again.run("restore", broken, again.directory, "--keys", keys, "--reason",
                                 REASON, status=1)
                self.assertRegex(done.stderr, r"[ぁ-ん]")
                self.assertIn("Nothing was restored", done.stderr)
                self.assertFalse(again.directory.exists())
        again.run("restore", data, again.directory, "--keys", keys, "--reason", REASON)
        again.verify()


class NoRoom(BackedUp):
    def test_a_restore_that_does_not_fit_leaves_nothing_and_a_backup_keeps_the_last_one(self):
        city = self.organisation()
        data, keys = self.back_up(city)
        disk = SmallDisk(self.scratch() / "disk")
        self.addCleanup(disk.close)
        if not disk.is_there:
            self.skipTest("no namespaces here, so no small disk")
        again = self.elsewhere(city)
        again.directory, again.wrapper = disk.mount_at / "again", disk.wrapper
        small = disk.mount_at / "b.tar"
        again.run("backup", city.directory, small)
        ballast = disk.fill()
        subprocess.run([*disk.wrapper, "truncate", "-s", f"-{data.stat().st_size // 2}", ballast],
                       check=True)
        words = ("restore", data, again.directory, "--keys", keys, "--reason", REASON)
        self.assertRegex(again.run(*words, status=1).stderr, "空き")
        self.assertEqual(self.names(disk), ["b.tar", "ballast"])
        self.assertRegex(again.run("backup", city.directory, small, status=1).stderr, "空き")
        self.assertEqual(self.names(disk), ["b.tar", "ballast"])
        disk.remove(ballast)
        again.run("restore", small, again.directory, *words[3:])
        again.verify()

    def names(self, disk):
        listed = subprocess.run([*disk.wrapper, "ls", "-A", disk.mount_at], check=True,
                                capture_output=True, text=True)
        return sorted(listed.stdout.split())


class NewEpoch(BackedUp):
    def test_a_copy_older_than_its_checkpoint_is_served_only_as_a_new_epoch(self):
        city = self.organisation()
        acts.report(city.sign_in("handler"), "控えの前")
        self.assertEqual(city.stop(), 0)
        before = city.directory.with_name("before")
        shutil.copytree(city.directory, before)
        city.start()
        lost = acts.report(city.sign_in("handler"), "控えの後").json
        self.assertEqual(city.stop(), 0)
        again = self.elsewhere(city, "before")
        old_note = (again.directory / "checkpoint").read_bytes()
        shutil.copy(city.directory / "checkpoint", again.directory / "checkpoint")

        refused = subprocess.run([BINARY, "serve", again.directory, "--listen", "127.0.0.1:0"],
                                 capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stderr, "チェックポイントと合いません")
        self.assertRegex(refused.stderr, "begin a new epoch")
        again.run("epoch", "begin", again.directory, status=1)  # Nobody said why.
        done = again.run("epoch", "begin", again.directory, "--reason", REASON)
        self.assertRegex(done.stdout, r"失われた記録 / lost entries: \d+–\d+")
        again.verify()
        again.start()
        staff = again.sign_in("handler")
        staff.get(f"/api/v1/reports/{lost['id']}").expect(404)
        self.assertNotEqual(acts.report(staff, "新しい代の受付").json["id"], lost["id"])
        self.assertEqual(again.stop(), 0)
        again.verify()
        kept = again.directory.with_name("kept")
        kept.write_bytes(old_note)
        self.assertIn("/e2", self.check_export(again, "--since", kept))
        self.check_export(again, "--since", city.directory / "checkpoint", status=1)


class WithoutKeys(BackedUp):
    def test_it_is_restored_and_waits_for_them(self):
        city = self.organisation()
        data, keys = self.back_up(city)
        again = self.elsewhere(city)
        told = again.run("restore", data, again.directory).stdout
        self.assertIn("Without the keys nothing can be read", told)
        self.assertRegex(again.run("serve", again.directory, status=1).stderr, "鍵")
        self.assertRegex(again.run("verify", again.directory, status=1).stderr, "鍵")
        again.run("epoch", "begin", again.directory, "--keys", keys, "--reason", REASON)
        again.verify()
        again.start()
        again.sign_in("handler").get("/api/v1/incidents").expect(200)

    def test_tar_opens_a_backup_and_its_manifest_lists_the_hashes(self):
        city = self.organisation()
        data, _ = self.back_up(city)
        out = pathlib.Path(self.scratch())
        subprocess.run(["tar", "xf", data, "-C", out], check=True)
        self.assertFalse((out / "keys.db").exists())
        rows = [line.split(" ", 2) for line in (out / "MANIFEST").read_text().split("\n\n")[1]
                .splitlines()]
        sums = "".join(f"{digest}  {name}\n" for digest, _, name in rows)
        subprocess.run(["sha256sum", "--quiet", "-c"], input=sums.encode(), cwd=out, check=True)
        self.assertEqual([int(size) for _, size, _ in rows],
                         [(out / name).stat().st_size for _, _, name in rows])
