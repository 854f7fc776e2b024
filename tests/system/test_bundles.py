"""ネットワーク分離: reports taken on the internet side appear on the LGWAN side through a file, once, in
order; what was lost or changed on the way is noticed."""

import hashlib
import unittest

import acts
import the_bundles
from sokuo import SystemTest


class TwoSides(SystemTest):
    def setUp(self):
        self.outer, self.inner = (self.organisation(start=False) for _ in range(2))
        cards = {"internet": the_bundles.card_of(self.outer, "internet"),
                 "lgwan": the_bundles.card_of(self.inner, "lgwan")}
        the_bundles.pair(self.outer, "send", cards["lgwan"])
        the_bundles.pair(self.inner, "receive", cards["internet"])
        self.cards = cards
        self.serve()
        # What the demo city begins with goes first.
        the_bundles.take(self.inside, the_bundles.make(self.outside).body).expect(200)

    def serve(self):
        for city in (self.outer, self.inner):
            city.start(public=False)
        self.outside, self.inside = self.outer.sign_in("handler"), self.inner.sign_in("handler")

    def arrived(self, number):
        """The report inside that was `number` outside."""
        for row in acts.all_items(self.inside, "/api/v1/reports?state=all"):
            report = self.inside.get(f"/api/v1/reports/{row['id']}").expect(200).json
            if report.get("provisional_number") == number:
                return report
        return None

    def test_a_report_with_its_file_appears_on_the_other_side_once(self):
        told = acts.report(self.outside, "偽の申請ページがある", channel="phone", where="市のサイト",
                           when="きのうの夜8時ごろ", reporter={
                               "name": "見本 花子", "phone": "000-0000-0000"}).json
        path = f"/api/v1/reports/{told['id']}"
        photo = b"\x89PNG" + bytes(range(256)) * 100
        acts.attach(self.outside, f"{path}/attachments", photo, "画面.png")
        self.outside.post(f"{path}/additions", {"note": "折り返し聞いた", "how": "検索から開いた"},
                          if_match=self.outside.get(path).etag).expect(200)
        bundle = the_bundles.make(self.outside)
        self.assertRegex(bundle.headers["content-disposition"], r"sokuo-internet-lgwan-000002\.bundle")
        self.assertNotIn("見本".encode(), bundle.body)

        taken = the_bundles.take(self.inside, bundle.body).expect(200).json
        self.assertEqual((taken["fresh"], taken["reports"], taken["files"]), (3, 1, 1))
        here = self.arrived(told["number"])
        for member in ("what", "where", "how", "channel", "received_at", "reporter", "when"):
            self.assertEqual(here[member], self.outside.get(path).json[member], member)
        self.assertNotEqual(here["id"], told["id"])
        file = here["attachments"][0]
        self.assertEqual((file["name"], file["sha256"]),
                         ("画面.png", hashlib.sha256(photo).hexdigest()))
        kept = self.inside.get(f"/api/v1/reports/{here['id']}/attachments/{file['id']}")
        self.assertEqual(kept.expect(200).body, photo)

        again = the_bundles.take(self.inside, bundle.body).expect(200).json
        self.assertEqual(again["fresh"], 0)
        self.assertEqual(self.arrived(told["number"])["rev"], here["rev"])
        self.outside.post("/api/v1/bundles", {"pair": "lgwan"}).expect(409)
        for city in (self.outer, self.inner):
            city.stop()
            city.verify()

    def test_a_bundle_that_was_lost_is_missed_and_made_good(self):
        numbers = []
        lost = []
        for turn in range(3):
            for one in range(12):
                numbers.append(acts.report(self.outside, f"件 {turn}-{one}").json["number"])
            lost.append(the_bundles.make(self.outside).body)
        # Each repeats the last twenty: one that was lost is in the next.
        the_bundles.take(self.inside, lost[0]).expect(200)
        acts.report(self.outside, "つづき")
        healed = the_bundles.take(self.inside, the_bundles.make(self.outside).body)
        if healed.status == 409:  # Twenty-five were missing: more than it repeats.
            self.assertEqual(healed.json["code"], "bundle.gap")
            again = the_bundles.make(self.outside, again=100)
            healed = the_bundles.take(self.inside, again.body)
        healed.expect(200)
        summaries = [row["summary"] for row in acts.all_items(self.inside, "/api/v1/reports?state=all")]
        for turn in range(3):
            for one in range(12):
                self.assertEqual(summaries.count(f"件 {turn}-{one}"), 1)
        # The one that came too late changes nothing, and order is kept.
        self.assertEqual(the_bundles.take(self.inside, lost[1]).expect(200).json["fresh"], 0)
        mine = [text for text in reversed(summaries) if text.startswith("件 ")]
        self.assertEqual(mine, [f"件 {turn}-{one}" for turn in range(3) for one in range(12)])

    def test_what_was_changed_or_is_for_somebody_else_is_refused(self):
        acts.report(self.outside, "書きかえられる件")
        bundle = bytearray(the_bundles.make(self.outside).body)
        for place in (30, len(bundle) // 2, len(bundle) - 1):
            altered = bytes(bundle[:place]) + bytes([bundle[place] ^ 1]) + bytes(bundle[place + 1:])
            refused = the_bundles.take(self.inside, altered)
            self.assertIn(refused.status, (400, 403, 422), refused.body)
        self.assertIn(the_bundles.take(self.inside, b"PK\3\4 no bundle").status, (400,))
        stranger = self.organisation(start=False)
        the_bundles.card_of(stranger, "lgwan")
        the_bundles.pair(stranger, "receive", self.cards["internet"])
        stranger.start(public=False)
        client = stranger.sign_in("handler")
        self.assertIn(the_bundles.take(client, bytes(bundle)).status, (400, 403, 422))
        the_bundles.take(self.inside, bytes(bundle)).expect(200)

    def test_a_file_that_stays_outside_is_named_and_its_sanitised_self_keeps_both_hashes(self):
        for city in (self.outer, self.inner):
            city.stop()
        the_bundles.pair(self.outer, "send", self.cards["lgwan"], files="false", personal="false")
        self.serve()
        told = acts.report(self.outside, "添付を見てほしい", reporter={"name": "見本 花子"}).json
        before = b"%PDF-1.7 with a script"
        acts.attach(self.outside, f"/api/v1/reports/{told['id']}/attachments", before, "通知.pdf")
        taken = the_bundles.take(self.inside, the_bundles.make(self.outside).body).expect(200).json
        self.assertEqual((taken["files"], taken["left"]), (0, 1))
        here = self.arrived(told["number"])
        self.assertNotIn("reporter", here)
        left = here["left_behind"][0]
        self.assertEqual((left["name"], left["sha256"]),
                         ("通知.pdf", hashlib.sha256(before).hexdigest()))
        after = b"%PDF-1.7 without"
        kept = acts.attach(self.inside, f"/api/v1/reports/{here['id']}/attachments"
                           f"?before={left['sha256']}", after, "通知.pdf")
        self.assertEqual((kept["sha256"], kept["sha256_before"]),
                         (hashlib.sha256(after).hexdigest(), hashlib.sha256(before).hexdigest()))
        self.assertNotIn("left_behind", self.arrived(told["number"]))

    def test_large_files_that_are_repeated_leave_room_for_what_is_new(self):
        heavy = acts.report(self.outside, "大きい添付").json
        for number in range(3):
            acts.attach(self.outside, f"/api/v1/reports/{heavy['id']}/attachments",
                        bytes([number]) * 30_000_000, f"{number}.bin")
        first = the_bundles.make(self.outside)
        self.assertGreater(len(first.body), 90_000_000)
        told = acts.report(self.outside, "そのあとの件").json
        second = the_bundles.make(self.outside)
        self.assertEqual(second.headers["x-bundle-items"], "1")
        self.assertLess(len(second.body), 70_000_000)
        for bundle in (first, second):
            the_bundles.take(self.inside, bundle.body).expect(200)
        self.assertEqual(len(self.arrived(heavy["number"])["attachments"]), 3)
        self.assertIsNotNone(self.arrived(told["number"]))

    def test_what_is_restricted_stays_where_it_is(self):
        secret = acts.report(self.outside, "名簿を持ち出した職員がいる").json
        acts.judge(self.outside, secret["id"], acts.declaration(circle={
            "restricted": True, "named": [], "reason": "内部犯行の疑い"})).expect(200)
        acts.report(self.outside, "ふつうの件")
        the_bundles.take(self.inside, the_bundles.make(self.outside).body).expect(200)
        summaries = [row["summary"] for row in acts.all_items(self.inside, "/api/v1/reports?state=all")]
        self.assertIn("ふつうの件", summaries)
        self.assertNotIn("名簿を持ち出した職員がいる", summaries)


if __name__ == "__main__":
    unittest.main()
