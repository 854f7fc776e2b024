"""Two instances that no network joins, for tests: one on the internet side, one on the LGWAN side."""


def card_of(city, name):
    """Makes the key of an instance; gives the line to hand over."""
    return city.run("bundle", "key", city.directory, "--name", name).stdout.splitlines()[0]


def pair(city, direction, card, **more):
    options = "".join(f", {key}: {value}" for key, value in more.items())
    (city.directory / "bundles.yaml").write_text(
        "format: sokuo-bundles/1\npairs:\n"
        f"  - {{direction: {direction}, card: '{card}'{options}}}\n", encoding="utf-8")


def make(client, name="lgwan", **more):
    return client.post("/api/v1/bundles", {"pair": name, **more}).expect(200)


def take(client, data):
    return client.post("/api/v1/bundles/inbox", data, content_type="application/octet-stream")
