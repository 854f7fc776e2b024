"""What the staff do, in few words, for tests that need it done on the way to something else."""

import datetime
import urllib.parse


def ago(minutes):
    """That many minutes before now, as the API writes times; negative for the future."""
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=minutes)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def report(staff, what="共有フォルダのファイルが開けない", **more):
    """Takes a report by phone."""
    slip = {"channel": "phone", "what": what, **more}
    return staff.post("/api/v1/reports", slip).expect(201)


def attach(staff, place, data, name):
    """Hands a file in; gives it as it was kept."""
    return staff.post(place, data, content_type="application/octet-stream",
                      x_file_name=urllib.parse.quote(name)).expect(201).json


def declaration(title="共有フォルダの暗号化", code="B", **more):
    return {"outcome": "incident", "title": title,
            "categories": [{"code": code, "main": True, "suspected": True}],
            "answers": {"residents": "no", "stopped": "yes", "spreading": "unknown"}, **more}


def judge(staff, report_id, judgement):
    path = f"/api/v1/reports/{report_id}"
    return staff.post(f"{path}/judgement", judgement, if_match=staff.get(path).expect(200).etag)


def declare(staff, title="共有フォルダの暗号化", code="B"):
    """An incident, from a report of its own. Gives its path."""
    taken = report(staff).json
    judged = judge(staff, taken["id"], declaration(title, code)).expect(200).json
    return f"/api/v1/incidents/{judged['incident']['id']}"


def change(staff, incident, method, path, body):
    """Changes something of an incident as it stands now."""
    etag = staff.get(incident).expect(200).etag
    return staff.request(method, incident + path, body, {"if-match": etag})


def meet_conditions(staff, incident):
    """Every condition of the convergence, met and said why."""
    for condition in staff.get(incident).json["closure"]:
        met = {"state": "met", "note": "確認した"}
        if "agreed_by" in condition:
            met["oral_agreement"] = {"by": "副市長（ＣＩＳＯ）", "how": "電話",
                                     "at": staff.get(incident).json["declared_at"]}
        change(staff, incident, "PUT", f"/closure/{condition['key']}", met).expect(200)


def renew(staff, password):
    return staff.post("/api/v1/session/renewal", {"password": password})


def all_items(staff, path):
    """Every row of a list, page by page, as Link says."""
    rows = []
    while path:
        page = staff.get(path).expect(200)
        rows += page.json["items"]
        link = page.headers.get("link", "")
        path = link.split(">")[0].removeprefix("<") if 'rel="next"' in link else None
    return rows
