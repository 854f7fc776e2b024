"""How one signs in, from an app that is enrolled to an administrator who resets it."""

import acts
from sokuo import Client, SharedTest
from test_sign_in import App

WORDS = "eleven paper cranes fly"


class TheAccount(SharedTest):
    def test_the_break_glass_account_opens_with_both_envelopes_and_everybody_sees_it(self):
        admin, head = self.staff("admin"), self.staff("soumu")
        self.assertEqual(Client(self.city.staff_port).get(
            "/api/v1/session/ways").expect(200).json.get("provider"), None)
        path = "/api/v1/team/break-glass"
        self.assertNotIn("sealed_at", admin.get(path).expect(200).json)
        acts.renew(admin, self.city.sign_ins[0]["password"]).expect(200)
        sealed = admin.post(path).expect(201).json
        first, second = sealed["halves"]
        self.assertNotIn("halves", admin.get(path).expect(200).json)
        self.assertNotIn("break_glass_opened_at", head.get("/api/v1/session").json)

        night = Client(self.city.staff_port)
        self.addCleanup(night.close)
        half = {"name": "break-glass", "password": first}
        night.post("/api/v1/session", half).expect(401)
        whole = {"name": "break-glass", "password": f"{first}-{second}"}
        may = night.post("/api/v1/session", whole).expect(201).json["may"]
        self.assertIn("team.manage", may)
        self.assertIn("incident.declare", may)
        self.assertIn("break_glass_opened_at", head.get("/api/v1/session").json)
        types = [one["type"] for one in head.get("/api/v1/journal/entries").json["items"]]
        self.assertIn("break_glass.opened/1", types)
        acts.declare(night)

        # Nobody makes it their own, and strangers' tries do not shut it.
        renewed = {"old_password": f"{first}-{second}", "new_password": WORDS}
        self.assertEqual(night.post("/api/v1/account/password", renewed).expect(403).json["code"],
                         "team.break_glass_keeps_its_keys")
        itself = night.get("/api/v1/session").json["person"]["id"]
        for source in ("directory", "oidc"):
            bound = admin.put(f"/api/v1/team/persons/{itself}/account/link",
                              {"source": source, "subject": "7f3a"}).expect(409)
            self.assertEqual(bound.json["code"], "team.break_glass_sealed_apart")
        for _ in range(11):
            Client(self.city.staff_port).post("/api/v1/session", half).expect(401)
        Client(self.city.staff_port).post("/api/v1/session", whole).expect(201)

        # Sealed again, by somebody else: what lay in the envelopes opens nothing any longer.
        night.post("/api/v1/session/renewal", {"password": f"{first}-{second}"}).expect(200)
        self.assertEqual(night.post(path).expect(403).json["code"], "team.break_glass_by_itself")
        admin.post(path).expect(201)
        night.get("/api/v1/session").expect(401)
        night.post("/api/v1/session", whole).expect(401)
        self.assertNotIn("break_glass_opened_at", head.get("/api/v1/session").json)

    def member(self):
        return next(one for one in self.city.sign_ins if one["name"] == "member")

    def signed_in(self, password):
        client = Client(self.city.staff_port)
        self.addCleanup(client.close)
        return client, client.post("/api/v1/session", {"name": "member", "password": password})

    def test_an_app_is_enrolled_used_and_given_up_and_a_password_is_changed_and_reset(self):
        password = self.member()["password"]
        here, answer = self.signed_in(password)
        answer.expect(201)
        app = App(here.post("/api/v1/account/second-factor").expect(201).json["key"])
        here.post("/api/v1/account/second-factor/confirmation",
                  {"code": app.code()}).expect(200)
        codes = here.post("/api/v1/account/recovery-codes").expect(200).json["recovery_codes"]
        there, answer = self.signed_in(password)
        there.post("/api/v1/session/second-factor",
                   {"ticket": answer.expect(202).json["ticket"], "code": codes[0]}).expect(201)
        here.delete("/api/v1/account/second-factor").expect(204)

        sessions = here.get("/api/v1/account").expect(200).json["sessions"]
        for other in [one for one in sessions if not one["current"]]:
            here.delete(f"/api/v1/account/sessions/{other['id']}").expect(204)
        here.post("/api/v1/account/password",
                  {"old_password": password, "new_password": WORDS}).expect(204)

        admin = self.staff("admin")
        person = here.get("/api/v1/session").json["person"]["id"]
        account = f"/api/v1/team/persons/{person}/account"
        session = admin.get(account).expect(200).json["sessions"][0]["id"]
        admin.delete(f"{account}/sessions/{session}").expect(204)
        here.get("/api/v1/session").expect(401)
        again, answer = self.signed_in(WORDS)
        answer.expect(201)
        app = App(again.post("/api/v1/account/second-factor").expect(201).json["key"])
        again.post("/api/v1/account/second-factor/confirmation", {"code": app.code()}).expect(200)
        admin.delete(f"{account}/second-factor").expect(204)
        initial = admin.post(f"{account}/password").expect(200).json["initial_password"]
        _, answer = self.signed_in(initial)
        answer.expect(201)
        self.signed_in(WORDS)[1].expect(401)
