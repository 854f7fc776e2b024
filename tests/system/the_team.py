"""体制: taking over on a Sunday, approving on the telephone, asking 財政, restricting an incident."""

import acts
from sokuo import SharedTest


class TheTeam(SharedTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler, cls.head = cls.staff(), cls.staff("soumu")
        cls.deputy, cls.second = cls.staff("deputy"), cls.staff("deputy2")

    def step(self, who, approval, path, body, status=200):
        address = f"/api/v1/approvals/{approval['id']}"
        etag = who.get(address).expect(200).etag
        return who.post(address + path, body, if_match=etag).expect(status).json

    def proposed(self, **more):
        return self.handler.post("/api/v1/approvals", {
            "kind": "response_policy", "title": "切り離す", **more}).expect(201).json

    def post_of(self, team, code):
        return next(post for post in team["posts"] if post["code"] == code)

    def test_the_second_deputy_takes_over_when_the_first_is_away_and_hands_back(self):
        away = self.deputy.post("/api/v1/team/absences", {"reason": "県外に出張"}).expect(201).json
        mine = next(one for one in away["persons"] if one["name"] == "試作 副一")
        taken = self.second.post("/api/v1/team/stand-ins", {
            "post": "soumu-bucho", "reason": "三度電話したが出ない"}).expect(201).json
        stand_in = self.post_of(taken, "soumu-bucho")["stand_in"]
        self.assertEqual(stand_in["post"], "福祉部長")
        posts = self.second.get("/api/v1/session").json["person"]["posts"]
        self.assertIn("総務部長", [post.get("acting_for") for post in posts])

        back = self.second.post("/api/v1/team/stand-ins/soumu-bucho/end", {}).expect(201).json
        self.assertNotIn("stand_in", self.post_of(back, "soumu-bucho"))
        absence = mine["absences"][0]["id"]
        back = self.deputy.post(f"/api/v1/team/absences/{absence}/return").expect(201).json
        self.assertFalse(any("出張" in str(one.get("absences")) for one in back["persons"]))
        self.deputy.post(f"/api/v1/team/absences/{absence}/return").expect(404)

    def test_many_posts_change_hands_on_one_day_or_none_does(self):
        admin = self.staff("admin")
        acts.renew(admin, self.city.sign_ins[0]["password"]).expect(200)
        moves = [{"post": "zeimu-kacho", "name": "異動 一郎", "reading": "いどう いちろう"},
                 {"post": "kouhou-kacho", "name": "異動 一郎", "reading": "いどう いちろう"}]
        before = admin.get("/api/v1/team").json
        broken = moves + [{"post": "nobody", "name": "異動 二郎"}]
        refused = admin.post("/api/v1/team/reshuffle",
                             {"from": "2027-04-01", "moves": broken}).expect(400).json
        self.assertEqual(refused["field"], "/moves/2/post")
        self.assertEqual(admin.get("/api/v1/team").json["persons"], before["persons"])
        after = admin.post("/api/v1/team/reshuffle",
                           {"from": "2027-04-01", "moves": moves}).expect(201).json
        self.assertEqual(len(after["persons"]), len(before["persons"]) + 1)
        self.assertEqual(self.post_of(after, "zeimu-kacho")["tenures"][-1]["from"], "2027-04-01")

        # The newcomer is given a way in; and a second one of that name does not slip in.
        person = next(one for one in after["persons"] if one["name"] == "異動 一郎")
        self.assertNotIn("sign_in_name", person)
        given = admin.post(f"/api/v1/team/persons/{person['id']}/account",
                           {"sign_in_name": "idou"}).expect(201).json
        newcomer = self.city.sign_in("idou", given["initial_password"])
        self.assertEqual(newcomer.get("/api/v1/session").json["owes"], ["change_password"])
        again = {"from": "2027-04-01", "moves": [{"post": "zaisei-kacho", "name": "異動　一郎"}]}
        refused = admin.post("/api/v1/team/reshuffle", again).expect(409).json
        self.assertEqual((refused["code"], refused["field"]), ("team.namesake", "/moves/0"))
        again["moves"][0]["namesake"] = True
        admin.post("/api/v1/team/reshuffle", again).expect(201)

    def test_the_head_approves_sends_back_or_signs_what_was_said_on_the_telephone(self):
        head = self.head.get("/api/v1/session").json["person"]["id"]
        self.assertEqual(self.step(self.head, self.proposed(), "/approve", {})["state"],
                         "approved")
        self.assertEqual(self.step(self.head, self.proposed(), "/send-back",
                                   {"comment": "影響する課を書くこと"})["state"], "sent_back")
        self.assertEqual(self.step(self.handler, self.proposed(), "/withdrawal", {})["state"],
                         "withdrawn")
        spoken = self.proposed()
        oral = self.step(self.handler, spoken, "/oral",
                         {"by": head, "at": acts.ago(0), "how": "電話"})
        self.assertEqual(oral["state"], "oral")
        waiting = self.head.get("/api/v1/approvals").expect(200).json["items"]
        self.assertIn(spoken["id"], [one["id"] for one in waiting])
        self.assertEqual(self.step(self.head, spoken, "/confirmation", {"agrees": True})["state"],
                         "approved")

    def test_finance_answers_by_text_and_file_and_sees_nothing_else(self):
        finance = self.staff("finance")
        incident = acts.declare(self.handler, "予算の要る事案")
        for text in ("予備費を使えるか教えてください", "もう要らないお願い"):
            asked = self.handler.post(f"{incident}/asks", {
                "post": "zaisei-kacho", "text": text}).expect(201).json["asks"]
        acts.change(self.handler, incident, "POST", f"/asks/{asked[1]['id']}/withdrawal",
                    {"reason": "別に聞けた"}).expect(200)
        mine = finance.get("/api/v1/asks").expect(200).json["items"]
        self.assertEqual([one["text"] for one in mine], ["予備費を使えるか教えてください"])
        self.assertNotIn("予算の要る事案", str(mine))
        address = f"/api/v1/asks/{mine[0]['id']}"
        finance.post(f"{address}/files", b"yosan", x_file_name="a.txt",
                     content_type="application/octet-stream").expect(201)
        finance.post(f"{address}/answer", {"text": "使えます"}).expect(201)
        self.assertEqual(finance.get(address).expect(200).json["state"], "answered")
        finance.get(incident).expect(403)
        self.staff("member").get(address).expect(404)
        seen = self.handler.get(incident).json
        self.assertEqual(seen["asks"][0]["answer"], "使えます")
        self.assertEqual(seen["attachments"][-1]["name"], "a.txt")

    def test_a_restricted_incident_is_not_there_for_others_and_a_deputy_takes_over_in_it(self):
        member = self.staff("member")
        incident = acts.declare(self.handler, "職員の関与が疑われる事案")
        head = self.head.get("/api/v1/session").json["person"]["id"]
        people = [self.deputy.get("/api/v1/session").json["person"]["id"]]
        drawn = acts.change(self.handler, incident, "PUT", "/circle", {
            "restricted": True, "named": people, "excluded": [head],
            "reason": "責任者の関与が疑われるため"}).expect(200).json
        self.assertTrue(drawn["circle"]["restricted"])
        for outsider in (member, self.head):
            outsider.get(incident).expect(404)
            titles = [one["title"] for one in outsider.get("/api/v1/incidents").json["items"]]
            self.assertNotIn("職員の関与が疑われる事案", titles)
        acts.change(self.deputy, incident, "POST", "/stand-in",
                    {"reason": "責任者が外れているため"}).expect(200)
        may = {one["action"]: one["allowed"] for one in self.deputy.get(incident).json["may"]}
        self.assertTrue(may["incident.converge"])

    def test_contacts_are_written_checked_and_seen_by_those_who_answer_calls(self):
        mine = self.second.get("/api/v1/session").json["person"]["id"]
        address = f"/api/v1/team/persons/{mine}/contacts"
        self.assertNotIn("contacts", self.second.get(address).expect(200).json)
        written = self.second.put(address, {"mobile": "０００－１１１１－２２２２"}).expect(200).json
        self.assertEqual(written["contacts"]["mobile"], "000-1111-2222")
        self.handler.post(f"{address}/check").expect(201)
        roster = self.head.get("/api/v1/team/roster").expect(200).json
        row = next(one for one in roster["people"] if one["person"]["id"] == mine)
        self.assertEqual(row["contacts"]["checked_by"]["name"], "見本 佐和子")
        self.handler.put(address, {"mobile": "000-0000-0000"}).expect(403)
        self.staff("auditor").get(address).expect(403)
        self.staff("auditor").get("/api/v1/team/roster").expect(403)
        wrong = self.second.put(address, {"phone": "2141"}).expect(400).json
        self.assertEqual(wrong["field"], "/phone")

    def test_weeks_of_duty_are_given_out_and_taken_back(self):
        mine = self.second.get("/api/v1/session").json["person"]["id"]
        roster = self.handler.post("/api/v1/team/duties", {"duties": [
            {"person": mine, "from": "2099-01-05", "to": "2099-01-11"},
            {"person": mine, "from": "2099-01-19", "to": "2099-01-25"}]}).expect(201).json
        made = [duty["id"] for duty in roster["duties"] if duty["from"].startswith("2099")]
        self.assertEqual(len(made), 2)
        for duty in made:
            roster = self.handler.post(f"/api/v1/team/duties/{duty}/end").expect(201).json
        self.assertFalse([one for one in roster["duties"] if one["from"].startswith("2099")])

    def test_a_report_and_an_incident_wake_people_one_after_the_other(self):
        member = self.staff("member")
        report = f"/api/v1/reports/{acts.report(member, '夜間に届いた知らせ').json['id']}"
        board = member.get(f"{report}/wake").expect(200).json
        self.assertEqual(board["order"][0]["person"]["name"], "見本 佐和子")
        self.assertFalse(board["sends_mail"])
        wake = member.post(f"{report}/wake").expect(201).json["wakes"][0]
        self.handler.post(f"/api/v1/wakes/{wake['id']}/ack", {}).expect(201)
        incident = acts.declare(self.handler, "夜間の事案")
        wake = member.post(f"{incident}/wake").expect(201).json["wakes"][0]
        member.post(f"{incident}/wake").expect(409)
        self.assertEqual(len(member.get(f"{incident}/wake").expect(200).json["wakes"]), 1)
        next_one = member.post(f"/api/v1/wakes/{wake['id']}/next").expect(201).json
        self.assertEqual(sum("called_at" in call for call in next_one["calls"]), 2)
        ended = member.post(f"/api/v1/wakes/{wake['id']}/end").expect(201).json
        self.assertEqual(ended["state"], "ended")
