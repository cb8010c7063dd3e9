"""The peer's side of bench/store.py: runs in an environment that has Taguette, prints seconds as JSON.

It does what Taguette's web handlers do (its own models and queries), without HTTP: that is in the peer's favour.
Usage: python taguette_store.py INPUT.json DATABASE
"""

import json
import resource
import sys
import time
from pathlib import Path

from taguette import convert, database, extract


def add_highlight(db, document, tag, start, end):
    """One highlight as the handler HighlightAdd makes it, without the commit."""
    snippet = extract.extract(document.contents, start, end)
    highlight = database.Highlight(document=document, start_offset=start, end_offset=end, snippet=snippet)
    db.add(highlight)
    db.flush()
    db.execute(database.highlight_tags.insert(), [{"highlight_id": highlight.id, "tag_id": tag.id}])
    db.add(database.Command.highlight_add("admin", document, highlight, [tag.id]))
    return highlight


def moved(texts, place):
    """A place in code points of the text as one in bytes of its paragraphs, which is how Taguette counts."""
    n, start, end = place
    return n, *(len(texts[n][:at].replace("\n", "").encode()) for at in (start, end))


def main():
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    db = database.connect(f"sqlite:///{sys.argv[2]}")()
    user = database.User(login="admin")
    project = database.Project(name="bench", description="")
    db.add_all([user, project])
    db.flush()
    tag = database.Tag(project_id=project.id, path="leave", description="")
    db.add(tag)
    db.commit()
    codings, singles = ([moved(given["texts"], p) for p in given[k]] for k in ("codings", "single"))
    seconds = {}
    start = time.perf_counter()
    documents = []
    for n, text in enumerate(given["texts"]):
        body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
        document = database.Document(
            name=str(n), description="", filename=f"{n}.txt", project=project, contents=body,
            text_direction=database.TextDirection.LEFT_TO_RIGHT,
        )  # fmt: skip
        db.add(document)
        documents.append(document)
    db.commit()
    seconds["import_s"] = time.perf_counter() - start
    start = time.perf_counter()
    for n, at, end in codings:
        add_highlight(db, documents[n], tag, at, end)
    db.commit()
    seconds["codings_s"] = time.perf_counter() - start
    each = []
    for n, at, end in singles:
        start = time.perf_counter()
        add_highlight(db, documents[n], tag, at, end)
        db.commit()
        each.append(time.perf_counter() - start)
    seconds["single_p95_ms"] = 1000 * sorted(each)[int(0.95 * len(each))]
    start = time.perf_counter()
    wrong = sum(
        extract.extract(h.document.contents, h.start_offset, h.end_offset) != h.snippet
        for h in db.query(database.Highlight).all()
    )
    seconds["verify_s"] = time.perf_counter() - start
    seconds["wrong"] = wrong
    seconds["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(seconds))


if __name__ == "__main__":
    assert convert  # imported by every Taguette server; its cost belongs to the peer's memory
    main()
