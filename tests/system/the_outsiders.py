"""支援依頼・支援要請: what outsiders see, hand in, and how it ends."""

import uuid

import acts
import outsiders
from sokuo import SharedTest


class TheOutsiders(SharedTest):
    def test_a_contractor_is_engaged_sees_the_parts_named_hands_in_and_is_out_when_it_ends(self):
        handler, head = self.staff(), self.staff("soumu")
        them, incident, engagement = outsiders.engaged(self)
        mine = them.get("/api/v1/engagements").expect(200).json["items"]
        self.assertEqual([one["id"] for one in mine], [engagement["id"]])
        path = f"/api/v1/engagements/{engagement['id']}"
        acts.change(handler, incident, "POST", "/tasks", {"title": "処分を相談する"})
        seen = them.get(path).expect(200).json
        self.assertIn("record", seen)
        self.assertNotIn("tasks", seen)
        self.assertNotIn("処分", str(seen))
        self.they_stay_outside(engagement, them)
        for shut in (incident, f"{incident}/timeline", "/api/v1/incidents", "/api/v1/team",
                     "/api/v1/journal/entries", "/api/v1/approvals", "/api/v1/access"):
            self.assertEqual(them.get(shut).expect(403).json["code"], "team.needs_role")

        them.post(f"{path}/notes", {"text": "侵入の跡があった"}).expect(201)
        file = them.post(f"{path}/files", b"log", **{
            "content-type": "application/octet-stream", "x-file-name": "access.log"})
        file = file.expect(201).json
        self.assertEqual(them.get(f"{path}/files/{file['id']}").expect(200).body, b"log")
        them.get(f"{path}/files/{uuid.uuid4()}").expect(404)
        handler.post(f"{incident}/engagements/{engagement['id']}/exchanges", {
            "given": True, "how": "媒体", "text": "ログの写し", "tlp": "amber"}).expect(201)
        now = handler.get(incident).json
        self.assertEqual([one["given"] for one in now["engagements"][-1]["exchanges"]],
                         [False, True])
        self.assertEqual(now["attachments"][-1]["added_by"]["post"], "見本システム保守株式会社")

        # Who looked at what: the auditor sees the contractor too.
        looks = self.staff("auditor").get(
            f"/api/v1/access?incident={incident.rsplit('/', 1)[1]}").expect(200).json["items"]
        self.assertIn(("見本 hoshu", "file"), [(one["person"]["name"], one["way"]) for one in looks])
        entries = head.get("/api/v1/journal/entries").expect(200).json["items"]
        self.assertIn("access.looked/1", [one["type"] for one in entries])

        handler.post(f"{incident}/engagements/{engagement['id']}/end",
                     {"reason": "契約を解いた"}).expect(201)
        for shut in ("/api/v1/engagements", path, "/api/v1/asks"):
            them.get(shut).expect(403)

    def test_who_is_shut_out_does_not_learn_of_the_outsider_who_was_let_in_for_it(self):
        handler, head, admin = self.staff(), self.staff("soumu"), self.staff("admin")
        them, incident, _ = outsiders.engaged(self, name="tantei")
        names = [one for one in admin.get("/api/v1/team").json["persons"]
                 if one.get("sign_in_name") == "tantei"]
        account = f"/api/v1/team/persons/{names[0]['id']}/account"
        admin.get(account).expect(200)
        shut = [one.get("/api/v1/session").json["person"]["id"] for one in (head, admin)]
        acts.change(handler, incident, "PUT", "/circle", {
            "restricted": False, "named": [], "excluded": shut, "reason": "関与が疑われるため"})
        for who in (head, admin):
            self.assertNotIn(names[0]["id"], who.get("/api/v1/team").expect(200).body.decode())
        entries = "/api/v1/journal/entries?limit=100"
        self.assertNotIn(names[0]["id"], head.get(entries).expect(200).body.decode())
        self.assertIn(names[0]["id"], self.staff("auditor").get(entries).expect(200).body.decode())
        admin.get(account).expect(404)
        acts.renew(admin, self.city.sign_ins[0]["password"]).expect(200)
        admin.post(f"{account}/password").expect(404)
        self.assertIn(names[0]["id"], handler.get("/api/v1/team").expect(200).body.decode())

    def they_stay_outside(self, engagement, them):
        """Neither a namesake in a reshuffle nor a duty makes them one of the staff."""
        admin = self.staff("admin")
        person = them.get("/api/v1/session").json["person"]["id"]
        row = next(one for one in admin.get("/api/v1/team").json["persons"]
                   if one["id"] == person)
        self.assertEqual(row["kind"], "outsider", engagement)
        acts.renew(admin, self.city.sign_ins[0]["password"]).expect(200)
        tenure = {"post": "zeimu-kacho", "person": person, "from": "2026-04-01"}
        duty = {"person": person, "from": "2099-01-05", "to": "2099-01-11"}
        for path, body, field in (
                ("tenures", tenure, "/person"),
                ("reshuffle", {"from": "2026-04-01", "moves": [
                    {"post": "zeimu-kacho", "person": person}]}, "/moves/0"),
                ("duties", {"duties": [duty]}, "/duties/0/person")):
            refused = self.staff("handler" if path == "duties" else "admin").post(
                f"/api/v1/team/{path}", body).expect(400)
            self.assertEqual((refused.json["code"], refused.json["field"]),
                             ("team.outsider_holds_no_post", field))

    def test_a_file_on_its_way_is_not_taken_when_the_engagement_ends_meanwhile(self):
        handler = self.staff()
        them, incident, engagement = outsiders.engaged(self, name="osoi")
        me = them.get("/api/v1/session").json["person"]["id"]
        asks = handler.post(f"{incident}/asks", {"person": me, "text": "ログをください"})
        ask = asks.expect(201).json["asks"][-1]["id"]
        halves = [them.half_an_upload(path) for path in (
            f"/api/v1/asks/{ask}/files", f"/api/v1/engagements/{engagement['id']}/files")]
        handler.post(f"{incident}/engagements/{engagement['id']}/end",
                     {"reason": "契約を解いた"}).expect(201)
        for half in halves:
            self.assertEqual(half.rest(), 403)
        self.assertEqual(handler.get(incident).json["attachments"], [])

    def test_a_closed_incident_lets_no_outsider_in_and_reopening_does_not_either(self):
        handler, head = self.staff(), self.staff("soumu")
        password = self.city.sign_ins[0]["password"]
        them, incident, engagement = outsiders.engaged(self, name="owari")
        acts.meet_conditions(handler, incident)
        acts.renew(head, password).expect(200)
        acts.change(head, incident, "POST", "/convergence", {"statement": "収まった"}).expect(200)
        them.get("/api/v1/engagements").expect(200)
        acts.change(head, incident, "POST", "/close", {"statement": "まとまった"}).expect(200)
        them.get("/api/v1/engagements").expect(403)
        acts.change(head, incident, "POST", "/reopen", {"statement": "再発した"}).expect(200)
        them.get("/api/v1/engagements").expect(403)
        self.assertEqual(handler.get(incident).json["engagements"][-1]["state"], "ended")

    def test_the_registry_says_whom_to_call_and_what_a_contract_still_owes(self):
        handler, path = self.staff(), "/api/v1/registry"
        company = {"name": "見本システム保守株式会社", "erasure_duty": "終了後30日以内",
                   "contacts": [{"name": "見本 窓口", "phone": "000-000-0000", "hours": "24時間"}]}
        kept = handler.post(f"{path}/contractors", company).expect(201).json["contractors"][0]
        one = f"{path}/contractors/{kept['id']}"
        company["services"] = "住民情報システムの保守"
        handler.put(one, company).expect(400)  # Nobody writes over what they have not read.
        handler.put(one, company, if_match=f'"{kept["rev"]}"').expect(200)
        late = handler.put(one, company, if_match=f'"{kept["rev"]}"').expect(412).json
        self.assertEqual(late["current"]["contractors"][0]["services"], company["services"])
        checked = handler.post(f"{one}/check").expect(201).json["contractors"][0]
        self.assertEqual(checked["checked_by"]["name"], handler.get(
            "/api/v1/session").json["person"]["name"])
        system = {"name": "住民情報システム", "managers": ["shimin-kacho"],
                  "contractor": kept["id"], "holds_personal_data": True}
        made = handler.post(f"{path}/systems", system).expect(201).json["systems"][0]
        handler.put(f"{path}/systems/{made['id']}", {**system, "note": "夜間処理"},
                    if_match=f'"{made["rev"]}"').expect(200)
        handler.post(f"{path}/systems/{made['id']}/end", {"reason": "更新"}).expect(201)
        ended = handler.post(f"{one}/end", {"reason": "契約の満了"}).expect(201).json
        self.assertTrue(ended["contractors"][0]["owes_erasure"])
        handler.post(f"{one}/erasure", {"erased_on": "2026-11-20", "proof": "証明書"}).expect(201)
        self.assertFalse(self.staff("auditor").get(path).json["contractors"][0]["owes_erasure"])

    def test_what_the_head_sends_back_is_not_issued_and_opens_nothing(self):
        handler, head = self.staff(), self.staff("soumu")
        incident = acts.declare(handler)
        engagement = outsiders.propose(handler, incident)
        path = f"/api/v1/approvals/{engagement['approval']}"
        waiting = head.get(path).expect(200)
        self.assertIn("見本システム保守株式会社", waiting.json["title"])
        self.assertEqual(len(waiting.json["details"]), 4)
        head.post(f"{path}/send-back", {"comment": "範囲を狭めて"},
                  if_match=waiting.etag).expect(200)
        self.assertEqual(handler.get(incident).json["engagements"][-1]["state"], "declined")
        acts.renew(handler, self.city.sign_ins[0]["password"]).expect(200)
        handler.post(f"{incident}/engagements/{engagement['id']}/people",
                     {"name": "見本", "sign_in_name": "mihon"}).expect(409)
