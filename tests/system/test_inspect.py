"""添付を調べる: what a file is and what its name hides, seen in the sandbox of the real program; what a
scanner says, and that nobody ever says it is harmless."""

import io
import os
import socket
import threading
import unittest
import zipfile

import acts
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
