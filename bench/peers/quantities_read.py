"""The peers' side of bench/reads/quantities.py: runs in an environment that has them, prints what they read as JSON.

Usage: python quantities_read.py INPUT.json, which holds {"texts": {"numbers": [...], "ranges": [...], ...}}.
Each answer is [start, end, low, high]; a number without a bound has low and high alike, an open bound is null.
"""

import json
import re
import sys
import time
from pathlib import Path

from quantulum3 import parser
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_age

INTERVAL = re.compile(r"[\[(]([^,]*),([^\])]*)[\])]")


def number(words):
    try:
        return float(words.replace("%", ""))
    except (ValueError, AttributeError):
        return None


def recognized(one):
    value = (one.resolution or {}).get("value") or ""
    interval = INTERVAL.match(value)
    if interval:
        return [one.start, one.end + 1, number(interval[1]), number(interval[2])]
    return [one.start, one.end + 1, number(value), number(value)]


def recognizers(text, kind):
    try:
        found = {"percents": recognize_percentage, "ages": recognize_age}.get(kind, recognize_number)(text, "en-us")
    except Exception:  # it fails on some inputs; they count as not read
        return []
    return [recognized(one) for one in found]


def quantulum3(text, kind):
    del kind
    try:
        found = parser.parse(text)
    except Exception:
        return []
    give = [(one, one.uncertainty or 0.0) for one in found]
    return [[one.span[0], one.span[1], one.value - by, one.value + by] for one, by in give]


def main():
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made = {"seconds": {}}
    for name, reader in (("recognizers", recognizers), ("quantulum3", quantulum3)):
        begin = time.perf_counter()
        made[name] = {kind: [reader(text, kind) for text in texts] for kind, texts in given["texts"].items()}
        made["seconds"][name] = time.perf_counter() - begin
    print(json.dumps(made))


if __name__ == "__main__":
    main()
