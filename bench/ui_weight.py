"""What a first visit to the staff UI loads: JavaScript, gzipped (web/script/size.mjs weighs it)."""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "lib"))

import measure  # noqa: E402


def main():
    figures = measure.Figures("ui_weight")
    said = subprocess.run(["node", "script/size.mjs"], cwd=measure.ROOT / "web", check=False,
                          capture_output=True, text=True).stdout
    for what, kind, limit in (("shell, inbox and incident: JavaScript", "script", 190),
                              ("shell, inbox and incident: styles", "style", 20)):
        weight = re.search(rf"incident, {kind}: ([\d.]+) kB gz", said)
        if weight is None:
            raise SystemExit("web/dist is not built")
        figures.add(what, float(weight.group(1)), "kB gz", limit)
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
