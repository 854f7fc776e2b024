"""What is erased is nowhere in the files of the organisation, and everything still verifies."""

import pathlib
import subprocess
import sys
import unittest

import acts
from sokuo import ROOT, SystemTest

CANARY = "かなりあ4711番の書類"
PERSON = "架空 消太郎"
PHONE = "000-4711-4711"
GROUND = "個人情報保護法第98条（利用の停止）"


class WhatIsErased(SystemTest):
    def test_is_gone_from_every_file_and_the_number_stays(self):
        city = self.organisation()
        handler, head = city.sign_in("handler"), city.sign_in("soumu")
        report = self.told(handler)
        incident = self.declared(handler, report)
        self.erase(handler, report, {"what": "people", "ground": GROUND}).expect(403)
        self.erase(head, report, {"what": "people", "ground": "  "}).expect(400)
        self.erase(head, incident, {"ground": GROUND}).expect(409)
        before = self.holding(city, CANARY, PERSON)
        self.assertTrue(before, "the canary must be findable, or the test proves nothing")

        head.post(f"{incident}/withdrawal", {"statement": "事案ではなかった"},
                  if_match=head.get(incident).etag).expect(200)
        file = head.get(incident).json["attachments"][0]["id"]
        blobs = self.blobs(city)
        people = self.erase(head, report, {"what": "people", "ground": GROUND}).expect(200).json
        self.assertEqual(people["personal_state"], "erased")
        self.assertIn(CANARY, people["what"])
        erased = self.erase(head, report, {"what": "content", "ground": GROUND}).expect(200).json
        self.assertTrue(erased["erased"])
        self.assertEqual((erased["number"], erased["state"], erased["what"]),
                         (people["number"], "declared", ""))
        gone = self.erase(head, incident, {"ground": GROUND}).expect(200).json
        self.assertTrue(gone["erased"])
        self.assertEqual((gone["title"], gone["phase"]), ("", "withdrawn"))
        head.get(f"{incident}/attachments/{file}").expect(404)
        self.assertEqual(len(self.blobs(city)), len(blobs) - 2)
        self.said_everywhere(head, report, incident, gone["number"])
        self.still_proved(city, head, report, incident)

    def told(self, handler):
        made = acts.report(handler, CANARY, reporter={"name": PERSON, "phone": PHONE})
        path = f"/api/v1/reports/{made.expect(201).json['id']}"
        self.attach(handler, path)
        return path

    def declared(self, handler, report):
        judged = acts.judge(handler, report.rsplit("/", 1)[1], acts.declaration(CANARY))
        incident = f"/api/v1/incidents/{judged.expect(200).json['incident']['id']}"
        handler.post(f"{incident}/timeline", {"kind": "fact", "text": CANARY}).expect(201)
        self.attach(handler, incident)
        return incident

    def attach(self, handler, path):
        handler.post(f"{path}/attachments", CANARY.encode(), x_file_name="canary4711.txt",
                     content_type="application/octet-stream").expect(201)

    def erase(self, staff, path, body):
        return staff.post(f"{path}/erasure", body, if_match=staff.get(path).etag)

    def blobs(self, city):
        return [one for one in (city.directory / "vault").rglob("*") if one.is_file()]

    def holding(self, city, *texts):
        """The files in which one of the texts stands, whole or as the index has it."""
        words = [text.encode() for text in texts] + ["なり りあ".encode(), b"canary4711"]
        return {str(pathlib.Path(one).relative_to(city.directory)): word.decode()
                for one in city.directory.rglob("*") if one.is_file()
                for word in words if word in one.read_bytes()}

    def said_everywhere(self, head, report, incident, number):
        rows = {row["id"]: row for row in head.get("/api/v1/reports?state=all").json["items"]}
        self.assertTrue(rows[report.rsplit("/", 1)[1]]["erased"])
        rows = {row["id"]: row for row in head.get("/api/v1/incidents?state=all").json["items"]}
        self.assertTrue(rows[incident.rsplit("/", 1)[1]]["erased"])
        for line in head.get(f"{incident}/timeline").json["items"]:
            self.assertEqual(line["text"], "消去済み")
        self.assertEqual(head.get(f"/api/v1/search?q={number}").json["items"][0]["number"]["text"],
                         number)
        entries = head.get("/api/v1/journal/entries?limit=50").json["items"]
        self.assertIn(GROUND, [entry.get("summary") for entry in entries])

    def still_proved(self, city, head, report, incident):
        numbers = [head.get(path).json["number"] for path in (report, incident)]
        vkey = city.sign_in("auditor").get("/api/v1/journal").json["vkey"]
        self.assertEqual(self.holding(city, CANARY, PERSON, PHONE), {})
        self.assertEqual(city.stop(), 0)
        self.assertEqual(self.holding(city, CANARY, PERSON, PHONE), {})
        city.verify()
        city.run("rebuild", city.directory)
        city.verify()
        out = city.directory.with_name("export")
        city.run("export", city.directory, out)
        subprocess.run([sys.executable, ROOT / "tools/verify.py", out, "--vkey", vkey], check=True,
                       capture_output=True)
        city.start()
        self.assertEqual([head.get(path).json["number"] for path in (report, incident)], numbers)
        after = acts.report(city.sign_in("handler")).json["number"]
        self.assertGreater(after, numbers[0])


if __name__ == "__main__":
    unittest.main()
