"""How one signs in, from an app that is enrolled to an administrator who resets it."""

from sokuo import Client, SharedTest
from test_sign_in import App

WORDS = "eleven paper cranes fly"


class TheAccount(SharedTest):
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
