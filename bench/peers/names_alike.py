"""The peer's side of bench/resolves/names.py: OpenSanctions' LogicV2 with its defaults, on pairs of names; prints JSON.

Usage: python names_alike.py INPUT.json   with {"pairs": [[name, name], ...]}
"""

import json
import logging
import sys
import time
from pathlib import Path

from followthemoney.proxy import EntityProxy
from nomenklatura.matching.logic_v2.model import LogicV2


def main():
    logging.disable(logging.CRITICAL)
    pairs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["pairs"]
    config = LogicV2.default_config()
    began = time.process_time()
    # The score is cached by id: each person has one of her own.
    scores = [LogicV2.compare(person(f"a{n}", a), person(f"b{n}", b), config).score for n, (a, b) in enumerate(pairs)]
    print(json.dumps({"scores": scores, "seconds": time.process_time() - began}))


def person(at, name):
    return EntityProxy.from_dict({"id": at, "schema": "Person", "properties": {"name": [name]}})


if __name__ == "__main__":
    main()
