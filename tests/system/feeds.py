"""Feeds of our own making, for tests: nothing is copied from a real one."""

import json

PRODUCT = {"vendor": "見本ソフト", "name": "みほんゲート", "version": "7.1"}


def rdf(*numbers, title="見本フィード", changed=""):
    """RSS 1.0 as JPCERT/CC and IPA write it: the items are siblings of the channel."""
    items = "".join(
        f'<item rdf:about="https://feed.mihon.example/{one}">'
        f"<title>{title_of(one)}</title><link>https://feed.mihon.example/{one}</link>"
        f"<dc:date>2026-11-2{one % 10}T10:00:00+09:00{changed}</dc:date></item>"
        for one in numbers)
    return ('<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<channel rdf:about="https://feed.mihon.example/"><title>{title}</title></channel>'
            f"{items}</rdf:RDF>").encode()


def title_of(number):
    return "みほんゲートの脆弱性に関する注意喚起" if number == 1 else f"お知らせ {number}"


def kev(*cves):
    return json.dumps({"title": "見本", "catalogVersion": "2026.11.27", "count": len(cves),
                       "vulnerabilities": [
                           {"cveID": one, "vendorProject": "見本ソフト", "product": "みほんゲート",
                            "vulnerabilityName": "みほんゲートの欠陥", "dateAdded": "2026-11-20",
                            "dueDate": "2999-12-11", "knownRansomwareCampaignUse": "Unknown"}
                           for one in cves]}).encode()
