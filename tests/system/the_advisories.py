"""注意喚起: a file carried in by hand, held against the register, answered, made a report."""

import acts
import feeds
from sokuo import SharedTest

PATH = "/api/v1/advisories"


class TheAdvisories(SharedTest):
    def take(self, who, data, status=201):
        return who.post(f"{PATH}/files", data, **{
            "content-type": "application/octet-stream"}).expect(status).json

    def say(self, who, one, what, body=None):
        return who.post(f"{PATH}/{one['id']}/{what}", body,
                        if_match=f'"{one["rev"]}"').expect(201).json

    def one(self, page, part, key):
        return next(one for one in page[part] if one["advisory"]["key"] == key)

    def test_what_was_carried_in_meets_the_register_and_is_answered(self):
        handler = self.staff()
        system = handler.post("/api/v1/registry/systems", {
            "name": "注意喚起の公開サイト", "software": [feeds.PRODUCT]}).expect(201).json
        system = next(one["id"] for one in system["systems"]
                      if one["name"] == "注意喚起の公開サイト")
        page = self.take(handler, feeds.kev("CVE-2026-11111", "CVE-2026-22222"))
        self.assertEqual((page["taken"]["fresh"], page["taken"]["opened"]), (2, 2))
        one = self.one(page, "to_check", "KEV CVE-2026-11111")
        self.assertEqual(one["matches"][0]["words"], "見本ソフト みほんゲート")
        page = self.say(handler, one, "assignment",
                        {"post": "joho-kakari", "due_at": acts.ago(-60)})
        one = self.one(page, "to_check", "KEV CVE-2026-11111")
        self.assertEqual((one["post"]["code"], one["due_from"]), ("joho-kakari", "person"))
        page = self.say(handler, one, "answer", {"answer": "affected", "systems": [system]})
        one = self.one(page, "done", "KEV CVE-2026-11111")
        page = self.say(handler, one, "report")
        number = self.one(page, "done", "KEV CVE-2026-11111")["report"]["number"]
        reports = handler.get("/api/v1/reports").expect(200).json["items"]
        self.assertIn("注意喚起に該当", next(
            one["summary"] for one in reports if one["number"] == number))
        other = self.one(page, "to_check", "KEV CVE-2026-22222")
        page = self.say(handler, other, "put-away", {"system": system, "reason": "別の製品だった"})
        self.assertEqual(self.one(page, "done", "KEV CVE-2026-22222")["answer"], "none")

    def test_a_window_that_lost_something_says_so_and_the_rest_is_a_list(self):
        handler = self.staff()
        self.take(handler, feeds.rdf(2, 3, title="窓"))
        page = self.take(handler, feeds.rdf(4, 5, title="窓"))
        self.assertTrue(page["taken"]["gap"])
        gap = next(one for one in page["gaps"] if one["feed"] == "窓")
        page = handler.post(f"{PATH}/gaps/{gap['id']}/check", {"note": "見た"}).expect(201).json
        self.assertEqual([one for one in page["gaps"] if one["feed"] == "窓"], [])
        found = handler.get(f"{PATH}/items?q=%E3%81%8A%E7%9F%A5").expect(200).json["items"]
        self.assertEqual([one["title"] for one in found],
                         ["お知らせ 5", "お知らせ 4", "お知らせ 3", "お知らせ 2"])
        page = handler.post(f"{PATH}/chosen", {"key": found[0]["key"]}).expect(201).json
        self.assertEqual(self.one(page, "to_check", found[0]["key"])["opened"], "chosen")

    def test_a_mail_of_j_lis_is_typed_in_from_its_report(self):
        handler = self.staff()
        report = acts.report(handler, "J-LIS から注意喚起のメール").json["id"]
        page = handler.post(PATH, {"title": "注意喚起（架空）", "source": "J-LIS", "report": report,
                                   "due_at": acts.ago(-600)}).expect(201).json
        one = next(one for one in page["to_check"] if one["advisory"]["title"] == "注意喚起（架空）")
        self.assertEqual((one["from_report"]["id"], one["due_from"]), (report, "asked"))
        self.assertIn(one["id"], [each["id"] for each in
                                  handler.get(PATH).expect(200).json["to_check"]])

    def test_bombs_and_nonsense_are_refused_in_words(self):
        handler = self.staff()
        bomb = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>'
        for data, code in ((bomb, "advisory.has_doctype"), (b"%PDF-1.7", "advisory.not_an_advisory"),
                           (b'{"a":', "advisory.not_json"), (b"<rss>", "advisory.not_xml")):
            self.assertEqual(self.take(handler, data, 400)["code"], code)
