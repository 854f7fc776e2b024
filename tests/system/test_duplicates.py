"""別の受付と同じ件: two people tell of one matter; one report is judged and the other goes along."""

import unittest

import acts
from sokuo import SharedTest


class TheSameMatter(SharedTest):
    def same(self, report, other, status=200):
        return acts.judge(self.staff(), report, {"outcome": "duplicate", "report": other}).expect(
            status).json

    def test_the_second_follows_the_first_into_its_incident(self):
        staff = self.staff()
        first = acts.report(staff, "ホームページが開かない").json["id"]
        second = acts.report(staff, "市のサイトが見られない").json["id"]
        merged = self.same(second, first)
        self.assertEqual((merged["state"], merged["same_as"]["id"]), ("duplicate", first))
        shown = staff.get(f"/api/v1/reports/{first}").expect(200).json
        self.assertEqual([one["id"] for one in shown["duplicates"]], [second])
        undecided = staff.get("/api/v1/reports?state=undecided").expect(200).json["items"]
        self.assertNotIn(second, [row["id"] for row in undecided])

        declared = acts.judge(staff, first, acts.declaration()).expect(200).json
        incident = staff.get(f"/api/v1/incidents/{declared['incident']['id']}").expect(200).json
        self.assertEqual({one["id"] for one in incident["reports"]}, {first, second})

        third = acts.report(staff, "ホームページのこと").json["id"]
        self.same(third, first)
        incident = staff.get(f"/api/v1/incidents/{declared['incident']['id']}").expect(200).json
        self.assertEqual({one["id"] for one in incident["reports"]}, {first, second, third})

    def test_whoever_tells_the_same_is_known_to_nobody_else_when_the_matter_is_restricted(self):
        staff = self.staff()
        first = acts.report(staff, "名簿を持ち出した職員がいる").json["id"]
        second = acts.report(staff, "名簿が減っている").json["id"]
        self.same(second, first)
        acts.judge(staff, first, acts.declaration(circle={
            "restricted": True, "named": [], "reason": "内部犯行の疑い"})).expect(200)
        self.staff("member").get(f"/api/v1/reports/{second}").expect(404)
        staff.get(f"/api/v1/reports/{second}").expect(200)

    def test_no_report_follows_itself_nobody_or_one_that_follows(self):
        staff = self.staff()
        first, second, third = (acts.report(staff, text).json["id"] for text in "甲乙丙")
        self.assertEqual(self.same(first, first, 400)["field"], "/report")
        self.assertEqual(acts.judge(staff, first, {"outcome": "duplicate"}).expect(400).json["field"],
                         "/report")
        self.same(second, first)
        self.assertEqual(self.same(third, second, 409)["code"], "triage.goes_elsewhere")
        self.assertEqual(self.same(first, third, 409)["code"], "triage.has_duplicates")
        acts.judge(staff, second, {"outcome": "not_incident", "reason": "別の件"}).expect(200)
        self.same(first, third)


if __name__ == "__main__":
    unittest.main()
