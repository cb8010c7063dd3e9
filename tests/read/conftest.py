import pytest

from recount.model import Capture, DateRange, Metadata, Source

HERALD = """Cook left the camp with a pot on the stove

Rosa Tamblyn, a 27-year-old cook from Denmark, left the Long Furrow in February. At least 40 people have left the movement since May, the Institute for Armed Groups said.

"I had boiled the same bones four times," Tamblyn told the Herald. "I did not leave for money."

The Long Furrow denied that 12 cooks had gone hungry.

The army sent 9 trucks, the ministry said. Five trucks and four trucks arrived at Harnbeck on Monday.

Why they go

• Hunger and cold in the camp.
• Bones boiled four times.

Copyright 2031 The Oldwater Herald. All rights reserved.
"""

FERRY = """Harbour board raises the toll

Passengers on the Oldwater ferry will pay two crowns more from April, the harbour board has decided after a long night of talks.

A crossing will cost nine crowns. "We have not raised the toll for six years," said Jory Peck, the chairman of the harbour board.

The fishermen's guild called the toll a tax on living across the water. The board will hear objections until the end of the month.
"""

GERMAN = """Der lange Weg zurück

Die junge Frau, die ihren Namen nicht nennen will, verließ die Bewegung im Winter. Sie habe gehungert, sagte sie der Zeitung, und niemand habe ihr geholfen.
"""


@pytest.fixture(scope="session")
def herald():
    return HERALD


@pytest.fixture
def take(store):
    """Captures from words: name, text, and what else is known."""

    def taken(name, words, *, media_type="text/plain", reason=None, published=None, at="2031-06-01T00:00:00Z"):
        data = words if isinstance(words, bytes) else words.encode()
        when = DateRange(published, published, precise=True) if published else DateRange()
        source = Source(f"s-{name}", Metadata(published=when))
        capture = Capture(
            f"c-{name}", source.source_id, name, "file", media_type, len(data), store.keep(data), at, "R. Amsel", reason
        )
        store.captured([(source, capture)])
        return capture.capture_id

    return taken


@pytest.fixture
def pile(take):
    """Four captures that can be read and one that cannot."""
    take("a.txt", HERALD)
    take("b.txt", HERALD.replace("Copyright 2031 The Oldwater Herald. All rights reserved.", ""))
    take("c.txt", FERRY)
    take("d.txt", GERMAN)
    take("e.pdf", b"%PDF-1.4 broken", media_type="application/pdf", reason="truncated PDF")
