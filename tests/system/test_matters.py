"""One report of two matters, and an incident that hangs on somebody else's."""

import unittest
import urllib.parse

import acts
from sokuo import SharedTest


class Matters(SharedTest):
    def test_the_second_matter_of_a_report_goes_its_own_way(self):
        staff = self.staff()
        whole = acts.report(staff, "偽のページがある。プリンターも動かない。", where="市のサイト",
                            reporter={"name": "見本 花子", "phone": "000-0000-0000"}).json
        path = f"/api/v1/reports/{whole['id']}"
        part = staff.post(f"{path}/split", {"what": "プリンターが動かない", "where": "2階"},
                          idempotency_key="split-once-1").expect(201).json
        self.assertEqual(part["reporter"], whole["reporter"])
        self.assertEqual((part["channel"], part["received_at"]),
                         (whole["channel"], whole["received_at"]))
        self.assertEqual(part["split_from"]["number"], whole["number"])
        again = staff.post(f"{path}/split", {"what": "プリンターが動かない", "where": "2階"},
                           idempotency_key="split-once-1").expect(201).json
        self.assertEqual(again["id"], part["id"])
        shown = staff.get(path).expect(200).json
        self.assertEqual([one["number"] for one in shown["split_into"]], [part["number"]])

        acts.judge(staff, part["id"], {"outcome": "not_incident", "reason": "紙づまり"}).expect(200)
        self.assertEqual(staff.get(path).json["state"], "undecided")

    def test_what_was_split_off_and_restricted_is_named_to_nobody_else(self):
        staff = self.staff()
        whole = acts.report(staff, "端末がおかしい。名簿も減っている。").json["id"]
        part = staff.post(f"/api/v1/reports/{whole}/split", {"what": "名簿が減っている"}).json["id"]
        acts.judge(staff, part, acts.declaration("名簿", circle={
            "restricted": True, "named": [], "reason": "内部犯行の疑い"})).expect(200)
        seen = self.staff("member").get(f"/api/v1/reports/{whole}").expect(200).json
        self.assertNotIn("split_into", seen)
        self.assertIn("split_into", staff.get(f"/api/v1/reports/{whole}").json)

    def test_an_incident_of_the_providers_is_linked_found_again_and_let_go(self):
        staff = self.staff()
        noticed = acts.report(staff, "クラウドが止まったとの通知", channel="contractor", notice={
            "from": "みほんクラウド", "their_number": "INC-2026-77"}).json
        judged = acts.judge(staff, noticed["id"], acts.declaration("クラウド障害", "A")).expect(200).json
        incident = f"/api/v1/incidents/{judged['incident']['id']}"
        linked = staff.post(f"{incident}/upstreams", {
            "from": "青森県", "their_number": "県情第５号", "note": "県も同じ障害"}).expect(201).json
        brought, named = linked["upstreams"]
        self.assertEqual((brought["from"], brought["report"]["number"], brought["acknowledged"]),
                         ("みほんクラウド", noticed["number"], False))
        self.assertEqual((named["from"], named["note"]), ("青森県", "県も同じ障害"))

        # Whoever gets the prefecture's next notice finds the incident by its number.
        later = acts.report(staff, "つづき", channel="authority", notice={
            "from": "青森県", "their_number": "県情第5号"}).json["id"]
        beside = staff.get(f"/api/v1/reports/{later}/similar").expect(200).json["items"]
        self.assertIn(judged["incident"]["id"], [one["id"] for one in beside])

        ended = staff.post(f"{incident}/upstreams/{named['id']}/end",
                           {"reason": "別の障害だった"}).expect(200).json["upstreams"][1]
        self.assertEqual(ended["ended_why"], "別の障害だった")
        texts = [line["text"] for line in acts.all_items(staff, f"{incident}/timeline")]
        self.assertIn("相手の件を結び付けた：青森県", texts)
        self.assertIn("相手の件を外した：別の障害だった", texts)
        staff.post(f"{incident}/upstreams/{named['id']}/end", {"reason": "また"}).expect(409)

    def test_a_file_keeps_what_whoever_took_it_said_it_is(self):
        staff = self.staff()
        report = acts.report(staff, "留守番電話に脅しの声").json["id"]
        place = f"/api/v1/reports/{report}/attachments"
        sent = {"content_type": "application/octet-stream",
                "x_file_name": urllib.parse.quote("留守電.wav")}
        kept = staff.post(f"{place}?kind=voice", b"RIFF", **sent).expect(201).json
        self.assertEqual(kept["kind"], "voice")
        refused = staff.post(f"{place}?kind=smell", b"RIFF", **sent).expect(400).json
        self.assertEqual(refused["field"], "kind")
        shown = staff.get(f"/api/v1/reports/{report}").json["attachments"]
        self.assertEqual([(one["name"], one["kind"]) for one in shown], [("留守電.wav", "voice")])


class TheTalkScript(SharedTest):
    def test_it_is_the_packs_in_the_readers_language(self):
        staff = self.staff()
        script = staff.get("/api/v1/talk-script").expect(200).json
        self.assertEqual([line.get("item") for line in script["lines"]],
                         [None, None, "when", "where", "what", "who", None])
        self.assertIn("電源を切らないでください", [one["text"] for one in script["instructions"]])
        english = staff.get("/api/v1/talk-script", accept_language="en").expect(200).json
        self.assertIn("Do not switch it off", [one["text"] for one in english["instructions"]])


if __name__ == "__main__":
    unittest.main()
