"""添付を調べる: what a file is and what its name hides, seen in the sandbox of the real program; what a
scanner says, and that nobody ever says it is harmless."""

import gzip
import io
import os
import socket
import tarfile
import threading
import unittest
import uuid
import zipfile

import acts
import pictures
from sokuo import SystemTest

EXE = b"MZ" + b"\0" * 58 + b"\x40\0\0\0PE\0\0" + b"\0" * 200


class Scanner:
    """A clamd that finds EICAR. One file at a time."""

    def __init__(self, path):
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        self.door.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.door.accept()
            except OSError:
                return
            with peer, peer.makefile("rb") as read:
                read.read(len(b"zINSTREAM\0"))
                taken = b""
                while size := int.from_bytes(read.read(4), "big"):
                    taken += read.read(size)
                found = b"Eicar-Test-Signature FOUND" if b"EICAR" in taken else b"OK"
                peer.sendall(b"stream: " + found + b"\0")

    def close(self):
        self.door.close()


def zip_of(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


class Files(SystemTest):
    def setUp(self):
        self.city = self.organisation(start=False)
        self.city.start()
        self.staff = self.city.sign_in()
        self.report = acts.report(self.staff).json["id"]

    def seen(self, data, name, language="ja"):
        place = f"/api/v1/reports/{self.report}/attachments"
        file = acts.attach(self.staff, place, data, name)
        return self.staff.get(f"{place}/{file['id']}/inspection",
                              accept_language=language).expect(200).json

    def test_a_program_that_calls_itself_a_document_is_named(self):
        seen = self.seen(EXE, "請求書.pdf")
        self.assertIn("拡張子は .pdf ですが、中身は実行形式です", " ".join(seen["warnings"]))
        self.assertIn("The extension is .pdf, but the content runs",
                      " ".join(self.seen(EXE, "請求書.pdf", "en")["warnings"]))
        turned = self.seen(b"hello", "見積\u202efdp.exe")
        self.assertIn("逆に見せる制御文字", " ".join(turned["warnings"]))
        self.assertIn("拡張子が二重です", " ".join(self.seen(EXE, "写真.jpg.exe")["warnings"]))

    def test_a_document_with_macros_and_one_without(self):
        parts = {"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>"}
        plain = self.seen(zip_of(**parts), "報告.docx")
        self.assertEqual(plain["warnings"], [])
        macro = self.seen(zip_of(**parts, word__vbaProject_bin="x").replace(
            b"vbaProject_bin", b"vbaProject.bin"), "報告.docm")
        self.assertIn("マクロが入った Office 文書です。", macro["warnings"])

    def archive_in(self, data, name):
        seen = self.seen(data, name)
        return seen, {entry["name"]: entry for entry in seen["archive"]["entries"]}

    def test_what_is_in_an_archive_is_listed_and_nothing_of_it_is_unpacked(self):
        seen, entries = self.archive_in(zip_of(**{
            "報告__請求書.pdf.exe": EXE, "..__..__x.txt": b"x", "写真.jpg": EXE,
            "inner.zip": zip_of(deep=b"x"), "http:____evil.example__a\u202etxt.js": b"x"}), "a.zip")
        archive = seen["archive"]
        self.assertEqual((archive["count"], archive["warned"], archive["notes"]), (5, 5, []))
        self.assertIn("拡張子が二重です", " ".join(entries["報告/請求書.pdf.exe"]["warnings"]))
        self.assertIn("展開先の外に書こうとする名前です（..）。", entries["../../x.txt"]["warnings"])
        self.assertIn("中身は実行形式です", " ".join(entries["写真.jpg"]["warnings"]))
        self.assertEqual(entries["inner.zip"]["warnings"],
                         ["中に、さらにまとめたファイルがあります。開いていません。"])
        turned = [name for name in entries if name.endswith(".js")]
        self.assertEqual(turned, ["hxxp://evil[.]example/a⟦U+202E⟧txt.js"])

    def test_archives_of_every_kind_and_names_of_a_japanese_windows(self):
        for mode, name in (("w", "a.tar"), ("w:gz", "a.tgz"), ("w:bz2", "a.tbz"),
                           ("w:xz", "a.tar.xz")):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode=mode) as archive:
                entry = tarfile.TarInfo("報告/メモ.txt")
                entry.size, entry.mtime = 5, 1_700_000_000
                archive.addfile(entry, io.BytesIO(b"hello"))
            seen, entries = self.archive_in(out.getvalue(), name)
            self.assertEqual(seen["warnings"], [], name)
            self.assertEqual(entries["報告/メモ.txt"],
                             {"name": "報告/メモ.txt", "bytes": 5, "warnings": [],
                              "at": "2023-11-14T22:13:20Z"})
        windows = zip_of(AAAAAA=b"x").replace(b"AAAAAA", "請求書".encode("cp932"))
        self.assertEqual(list(self.archive_in(windows, "a.zip")[1]), ["請求書"])
        gzip_seen = self.seen(gzip.compress(b"hello"), "a.gz")
        self.assertEqual(gzip_seen["archive"]["bytes"], 5)

    def test_a_password_is_said_and_a_bomb_is_not_unpacked(self):
        locked = bytearray(zip_of(secret=b"x" * 20))
        for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            locked[locked.index(head) + flags] |= 1
        seen, entries = self.archive_in(bytes(locked), "a.zip")
        self.assertTrue(seen["encrypted"])
        self.assertTrue(entries["secret"]["encrypted"])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for index in range(3):
                archive.writestr(f"{index}.bin", bytes(40_000_000))
        bomb = self.seen(out.getvalue(), "a.zip")
        self.assertIn("膨らむ圧縮です", " ".join(bomb["warnings"]))
        self.assertLess(bomb["archive"]["bytes"], 130_000_000)

    def test_documents_are_no_archives_unless_they_go_by_that_name(self):
        parts = {"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>", "a.exe": EXE}
        self.assertNotIn("archive", self.seen(zip_of(**parts), "報告.docx"))
        self.assertIn("archive", self.seen(zip_of(**parts), "報告.zip"))
        broken = self.seen(b"\x1f\x8b\x08" + b"?" * 40, "a.gz")
        self.assertIn("中身の一覧を読めませんでした", broken["unlisted"])

    def preview(self, place, data, name, who=None):
        file = acts.attach(self.staff, place, data, name)
        return (who or self.staff).get(f"{place}/{file['id']}/preview")

    def test_a_picture_is_shown_anew_from_its_pixels(self):
        place = f"/api/v1/reports/{self.report}/attachments"
        photo = pictures.png(3000, 500, pictures.exif(6))
        self.assertIn("撮影場所（GPS）が入っている写真です。", self.seen(photo, "a.png")["warnings"])
        made = self.preview(place, photo, "a.png").expect(200)
        self.assertEqual(made.headers["content-type"], "image/png")
        self.assertEqual(made.headers["x-content-type-options"], "nosniff")
        self.assertEqual(made.headers["cache-control"], "no-store")
        self.assertTrue(made.headers["content-security-policy"].startswith("sandbox"))
        self.assertNotIn("attachment", made.headers.get("content-disposition", ""))
        self.assertEqual(pictures.size(made.body), (200, 1200))  # upright
        self.assertNotIn(b"eXIf", made.body)
        newest = self.staff.get("/api/v1/journal/entries?limit=1").expect(200).json["items"][0]
        self.assertEqual(newest["type"], "access.looked/1")
        for data, words in ((b"GIF89a", "PNG と JPEG だけ"),
                            (photo[:200], "画像として読めません"),
                            (pictures.png(7000, 7000, rows=b"\0"), "4,000 万画素まで")):
            refused = self.preview(place, data, "b.png").expect(400)
            self.assertIn(words, refused.json["detail"])

    def test_files_of_an_incident_are_looked_at_as_well(self):
        place = f"{acts.declare(self.staff)}/attachments"
        file = acts.attach(self.staff, place, EXE, "記録.pdf")
        seen = self.staff.get(f"{place}/{file['id']}/inspection").expect(200).json
        self.assertIn("中身は実行形式です", " ".join(seen["warnings"]))
        made = self.preview(place, pictures.png(5, 4), "a.png").expect(200)
        self.assertEqual(pictures.size(made.body), (5, 4))
        self.staff.get(f"{place}/{uuid.uuid4()}/preview").expect(404)

    def test_without_a_scanner_that_is_said_and_never_that_it_is_harmless(self):
        seen = self.seen(b"plain", "a.txt")
        self.assertEqual(seen["scan"], "検査の道具（clamd）が設定されていません")
        self.assertNotIn("detected", seen)

    def test_what_the_scanner_says_and_that_nothing_found_is_not_safe(self):
        path = self.scratch() / "clamd.sock"
        scanner = Scanner(path)
        self.addCleanup(scanner.close)
        self.city.stop()
        (self.city.directory / "inspect.yaml").write_text(
            f"format: sokuo-inspect/1\nclamd: {path}\ntimeout_seconds: 5\n")
        self.city.start()
        self.staff = self.city.sign_in()
        found = self.seen(b"... EICAR ...", "a.com")
        self.assertEqual((found["detected"], found["scan"]),
                         (True, "検出: Eicar-Test-Signature"))
        clean = self.seen(b"nothing", "b.txt")
        self.assertEqual((clean["detected"], clean["scan"]),
                         (False, "検出なし（安全とは限りません）"))
        scanner.close()
        os.unlink(path)
        gone = self.seen(b"nothing", "c.txt")
        self.assertEqual(gone["scan"], "確認できませんでした（clamd につながりません）")
        self.assertNotIn("detected", gone)

    def restart_with(self, settings):
        self.city.stop()
        (self.city.directory / "inspect.yaml").write_text("format: sokuo-inspect/1\n" + settings)
        self.city.start()
        self.staff = self.city.sign_in()

    def test_rules_of_the_operator_meet_every_file_and_nothing_found_is_not_safe(self):
        (self.city.directory / "lure.yar").write_text(
            'rule Lure : mail { meta: description = "http://evil.example の手口" author = "架空市" '
            'strings: $a = "請求書" condition: $a }')
        self.restart_with("yara:\n  - lure.yar\nyara_timeout_seconds: 5\n")
        found = self.seen("この請求書を".encode(), "a.txt")["rules"]
        self.assertEqual(found, {"scan": "YARA のルール 1 件に当たりました", "matches": [
            {"rule": "Lure", "tags": ["mail"], "author": "架空市",
             "description": "hxxp://evil[.]example の手口"}]})
        seen = self.seen(b"nothing", "b.txt")
        self.assertEqual(seen["rules"], {"scan": "検出なし（安全とは限りません）", "matches": []})
        self.assertEqual(seen["scan"], "検査の道具（clamd）が設定されていません")

    def test_a_rule_that_is_wrong_is_said_with_its_file_and_line(self):
        (self.city.directory / "bad.yar").write_text("rule a { condition: true }\nrule b {\n")
        self.restart_with("yara: [bad.yar]\n")
        self.assertRegex(self.city.log.read_text(), r"scanner: invalid .*bad\.yar:[23]")
        self.assertNotIn("rules", self.seen(b"x", "a.txt"))

    def test_settings_that_are_wrong_are_said_and_nothing_is_scanned(self):
        self.city.stop()
        (self.city.directory / "inspect.yaml").write_text("format: sokuo-inspect/1\nclam: /x\n")
        self.city.start()
        self.assertIn("scanner: invalid", self.city.log.read_text())

    def test_who_may_not_know_of_the_report_learns_nothing_of_its_files(self):
        place = f"/api/v1/reports/{self.report}/attachments"
        file = acts.attach(self.staff, place, b"x", "a.txt")
        acts.judge(self.staff, self.report, acts.declaration(circle={
            "restricted": True, "named": [], "reason": "内部"})).expect(200)
        self.city.sign_in("member").get(f"{place}/{file['id']}/inspection").expect(404)


if __name__ == "__main__":
    unittest.main()
