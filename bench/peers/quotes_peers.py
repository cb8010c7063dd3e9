"""The peers' side of bench/quotes.py: runs in an environment that has langextract and instructor, prints JSON.

Each peer's own code, unmodified and with its defaults, is given a text and words said to be quoted from it; no language
model takes part. Taken means: the peer gives the words a place in the text (langextract), or keeps them (instructor).
Usage: python quotes_peers.py INPUT.json
"""

import json
import logging
import sys
import time
from pathlib import Path

from instructor.dsl.citation import CitationMixin
from langextract import data, resolver


def by_langextract(words, body):
    """Whether the aligner places the words, and where."""
    given = [data.Extraction(extraction_class="quote", extraction_text=words)]
    (found,) = list(resolver.Resolver().align(given, body, token_offset=0, char_offset=0))
    place = found.char_interval
    return None if place is None else (place.start_pos, place.end_pos)


def by_instructor(words, body):
    """Whether the mixin keeps the words, and where it finds them."""
    made = CitationMixin.model_validate({"substring_quotes": [words]}, context={"context": body})
    if not made.substring_quotes:
        return None
    start = body.find(made.substring_quotes[0])
    return start, start + len(made.substring_quotes[0])


def main():
    logging.disable(logging.CRITICAL)
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = {}
    for name, take in (("langextract", by_langextract), ("instructor", by_instructor)):
        start = time.perf_counter()
        places = [take(one["words"], given["bodies"][one["text"]]) for one in given["quotes"]]
        found[name] = {"places": places, "seconds": time.perf_counter() - start}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
