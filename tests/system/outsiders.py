"""Outsiders who are engaged, for tests: proposed, approved, admitted, signed in."""

import acts
from sokuo import Client
from test_sign_in import App

WORDS = "seven blue lighthouses wait"


def wish(kind="contractor", **more):
    return {"kind": kind, "body": "見本システム保守株式会社", "purpose": "保全と調査",
            "parts": ["summary", "record", "files"], "signs_in": True,
            "until": acts.ago(-60 * 24 * 7), **more}


def propose(staff, incident, **more):
    """Gives the engagement as the incident has it."""
    made = staff.post(f"{incident}/engagements", wish(**more)).expect(201).json
    return made["engagements"][-1]


def approve(head, password, engagement):
    path = f"/api/v1/approvals/{engagement['approval']}"
    acts.renew(head, password).expect(200)
    return head.post(f"{path}/approve", {}, if_match=head.get(path).expect(200).etag).expect(200)


def admit(city, staff, password, incident, engagement, name):
    """Somebody of theirs, signed in with all they owe done."""
    acts.renew(staff, password).expect(200)
    admitted = staff.post(f"{incident}/engagements/{engagement['id']}/people", {
        "name": f"見本 {name}", "sign_in_name": name}).expect(201).json
    client = Client(city.staff_port)
    link = {"name": name, "password": admitted["initial_password"]}
    client.post("/api/v1/session", link).expect(201)
    client.get("/api/v1/engagements").expect(403)
    Client(city.staff_port).post("/api/v1/session", link).expect(401)  # Spent.
    client.post("/api/v1/account/password", {"new_password": WORDS}).expect(204)
    client.get("/api/v1/engagements").expect(403)
    acts.renew(client, WORDS).expect(200)
    app = App(client.post("/api/v1/account/second-factor").expect(201).json["key"])
    client.post("/api/v1/account/second-factor/confirmation", {"code": app.code()}).expect(200)
    return client


def engaged(test, kind="contractor", name="hoshu"):
    """A client of the test's city, engaged for an incident of its own; the incident's path and the
    engagement."""
    password = test.city.sign_ins[0]["password"]
    handler = test.staff()
    incident = acts.declare(handler)
    engagement = propose(handler, incident, kind=kind)
    approve(test.staff("soumu"), password, engagement)
    return admit(test.city, handler, password, incident, engagement, name), incident, engagement
