"""検知: every operation of alerts once, ours and as TheHive has them."""

import acts
import pictures
from sokuo import Client, SharedTest

THEIRS = {"title": "rule", "type": "external", "source": "elastalert", "tlp": 2}


class TheMachines(SharedTest):
    def raise_one(self, title):
        return self.staff().post("/api/v1/alerts",
                                 {"source": "suricata", "title": title}).expect(201).json["id"]

    def test_an_alert_is_raised_read_and_judged(self):
        staff = self.staff()
        self.raise_one("怪しい通信")
        row = staff.get("/api/v1/alerts").expect(200).json["items"][0]
        path = f"/api/v1/alerts/{row['id']}"
        one = staff.get(path).expect(200)
        judged = staff.post(f"{path}/judgement", {"outcome": "taken"},
                            if_match=one.etag).expect(201).json
        listed = staff.get(f"/api/v1/reports/{judged['report']['id']}/alerts").expect(200).json
        self.assertEqual([each["id"] for each in listed["items"]], [row["id"]])
        acts.all_items(staff, "/api/v1/alerts?state=all")

    def test_a_file_is_looked_at_before_it_is_taken_out(self):
        staff = self.staff()
        report = acts.report(staff).json["id"]
        file = acts.attach(staff, f"/api/v1/reports/{report}/attachments", b"%PDF-1.7 ", "a.pdf")
        seen = staff.get(
            f"/api/v1/reports/{report}/attachments/{file['id']}/inspection").expect(200).json
        self.assertEqual((seen["kind"], seen["warnings"]), ("PDF", []))
        photo = pictures.png(2, 1)
        for place in (f"/api/v1/reports/{report}/attachments",
                      f"{acts.declare(staff)}/attachments"):
            file = acts.attach(staff, place, photo, "a.png")
            self.assertTrue(staff.get(f"{place}/{file['id']}/inspection").expect(200)
                            .json["picture"])
            made = staff.get(f"{place}/{file['id']}/preview").expect(200)
            self.assertEqual(pictures.size(made.body), (2, 1))

    def test_where_nothing_is_named_nothing_is_looked_at(self):
        page = self.staff().get("/api/v1/monitors").expect(200).json
        self.assertEqual((page["items"], page["watching"]), ([], True))

    def test_as_thehive_has_it(self):
        staff = self.staff()
        for root, status in (("/api", 200), ("/api/v1", 204)):
            made = staff.post(f"{root}/alert", {**THEIRS, "sourceRef": root}).expect(201).json
            staff.get(f"{root}/alert/{made['_id']}").expect(200)
            staff.request("PATCH", f"{root}/alert/{made['_id']}",
                          {"status": "Ignored"}).expect(status)
            staff.get(f"{root}/user/current").expect(200)
            Client(self.city.staff_port).get(f"{root}/status").expect(200)
